// Package text is how texts are looked up: a [Catalogue] for each skill, in it a file for each language, and
// how a language writes a day, a number, a list or how many there are of something ([Language]).
//
// A text is a string. One with arguments is a [Line1], [Line2] and so on, whose tag names them, in the order in
// which Go code gives them: the compiler holds their number, loading holds their names in each language. A
// text says all of them, but for n, which a plural follows, and for one whose name ends with a question mark.
//
//	type texts struct {
//		None  string
//		Begun text.Line2 `args:"theme day"`
//		Found text.Line1 `args:"n"`
//	}
//
//	none: No theme runs here.
//	begun: "Agreed: {theme}. The first message comes on {day}."
//	found: {one: "{n} theme.", other: "{n} themes."}
package text

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/goccy/go-yaml"
)

// A Catalogue holds texts of type T in each language. It is safe for concurrent use.
type Catalogue[T any] struct {
	files fs.FS
	read  sync.Once
	pages atomic.Pointer[map[string]*page[T]]
	err   error
}

// A page is a catalogue's file in one language.
type page[T any] struct {
	Common `yaml:",inline"`
	Texts  T
}

// Common is what a file may tell of a skill, beside its own texts.
type Common struct {
	Title    string              // of what it keeps, where a person sees how much that is
	Commands map[string][]string // by act: what people type who want it; the first is how help shows it
	About    map[string]string   // by act: what help tells of it, in a line
	Presses  map[string][]string // by act: words that stand for a button of it while a card offers that
	Keeps    map[string]string   // by table: what is in it, for the data map of the papers
}

// Texts is a catalogue, whatever its own texts are.
type Texts interface {
	// Check returns what is wrong with its files: a text that is empty or missing in a language that
	// every catalogue has, arguments that differ from what the code gives, a key that nothing reads.
	Check() error

	// Langs are its languages, as BCP 47 tags, in order.
	Langs() []string

	// Common is what is told of the skill in a language; in English if there is nothing.
	Common(lang string) Common

	// Overrule takes texts of a file, which may leave out what it does not change, in the place of its own.
	Overrule(lang string, yaml []byte) error
}

// Must are the languages that every catalogue has. English also serves for a language that is not there.
var must = []string{"en", "nl"}

// Load makes a catalogue of nl.yaml, en.yaml and whatever other languages there are, which are read when
// something is first said. What is wrong is told by [Catalogue.Check], so that a skill is one expression; until
// it is mended every text is what could be read.
func Load[T any](files fs.FS) *Catalogue[T] { return &Catalogue[T]{files: files} }

// all are the pages, by language.
func (c *Catalogue[T]) all() map[string]*page[T] {
	c.read.Do(c.load)
	return *c.pages.Load()
}

func (c *Catalogue[T]) load() {
	pages := map[string]*page[T]{}
	names, err := fs.Glob(c.files, "*.yaml")
	for _, lang := range must {
		if !slices.Contains(names, lang+".yaml") {
			pages[lang] = new(page[T])
			err = errors.Join(err, fmt.Errorf("text: there is no %s.yaml", lang))
		}
	}
	for _, name := range names {
		lang, p := strings.TrimSuffix(path.Base(name), ".yaml"), new(page[T])
		data, bad := fs.ReadFile(c.files, name)
		if bad == nil {
			bad = yaml.UnmarshalWithOptions(data, p, yaml.Strict())
		}
		if bad == nil {
			bad = check(reflect.ValueOf(&p.Texts).Elem(), In(lang), nil, "texts")
		}
		if pages[lang] = p; bad != nil {
			err = errors.Join(err, fmt.Errorf("text: %s: %w", name, bad))
		}
	}
	for _, lang := range must {
		if other := pages[lang]; err == nil && other != pages["en"] {
			err = same(reflect.ValueOf(*pages["en"]), reflect.ValueOf(*other), "en.yaml and "+lang+".yaml")
		}
	}
	c.err = err
	c.pages.Store(&pages)
}

// In returns the texts in a language, or else in English. They must not be changed.
func (c *Catalogue[T]) In(lang string) *T { return &c.page(lang).Texts }

// Said is something that is said in each language, before it is known in which it is read.
type Said map[string]string

// In is what is said in a language, or else in English.
func (s Said) In(lang string) string {
	if said, ok := s[lang]; ok {
		return said
	}
	return s[Match(lang, slices.Collect(maps.Keys(s)))]
}

// Say says in each language of the catalogue what says makes of its texts.
func (c *Catalogue[T]) Say(says func(*T) string) Said {
	all := Said{}
	for lang, p := range c.all() {
		all[lang] = says(&p.Texts)
	}
	return all
}

func (c *Catalogue[T]) page(lang string) *page[T] {
	pages := c.all()
	if p := pages[lang]; p != nil {
		return p
	}
	if p := pages[Match(lang, slices.Collect(maps.Keys(pages)))]; p != nil {
		return p
	}
	return pages["en"]
}

// Check makes a catalogue [Texts], as do Langs, Common and Overrule.
func (c *Catalogue[T]) Check() error {
	c.all()
	return c.err
}

// Langs are the languages of the catalogue.
func (c *Catalogue[T]) Langs() []string { return slices.Sorted(maps.Keys(c.all())) }

// Common is what is told of the skill.
func (c *Catalogue[T]) Common(lang string) Common { return c.page(lang).Common }

// Overrule takes the texts of one file. In a language that is new to the catalogue, what it leaves out is
// said in English. Nothing changes if it returns an error. It is for before anything is said.
func (c *Catalogue[T]) Overrule(lang string, data []byte) error {
	pages := maps.Clone(c.all())
	old := pages[lang]
	if old == nil {
		old = pages["en"]
	}
	p := new(page[T])
	own := reflect.ValueOf(p).Elem()
	own.Set(deepCopy(reflect.ValueOf(old).Elem()))
	err := yaml.UnmarshalWithOptions(data, p, yaml.Strict())
	if err == nil {
		err = check(reflect.ValueOf(&p.Texts).Elem(), In(lang), nil, "texts")
	}
	if err != nil {
		return fmt.Errorf("text: %s: %w", lang, err)
	}
	pages[lang] = p
	c.pages.Store(&pages)
	return nil
}

// deepCopy is a value that shares no map or slice with v.
func deepCopy(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(deepCopy(v.Field(i)))
			}
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMap(v.Type()))
		}
		for k, val := range v.Seq2() {
			out.SetMapIndex(k, deepCopy(val))
		}
	case reflect.Slice:
		out.Set(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v))
		for i := range v.Len() {
			out.Index(i).Set(deepCopy(v.Index(i)))
		}
	}
	return out
}

// same finds a map that has a key in one of two languages only.
func same(a, b reflect.Value, at string) (err error) {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() {
				err = errors.Join(err, same(a.Field(i), b.Field(i), at+": "+strings.ToLower(f.Name)))
			}
		}
	case reflect.Map:
		for _, k := range append(a.MapKeys(), b.MapKeys()...) {
			if x, y := a.MapIndex(k), b.MapIndex(k); !x.IsValid() || !y.IsValid() {
				err = errors.Join(err, fmt.Errorf("text: %s: %s is in one of them only", at, k))
			} else if x.Kind() == reflect.Struct {
				err = errors.Join(err, same(x, y, at+": "+k.String()))
			}
		}
	}
	return err
}

// A line is a text with arguments, of which check knows the names.
type line interface {
	bind(lang *Language, args []string) error
}

// check finds what a page leaves empty, and gives its lines their language and the names of their arguments.
func check(v reflect.Value, lang *Language, args []string, at string) (err error) {
	if l, ok := v.Addr().Interface().(line); ok {
		if err := l.bind(lang, args); err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		return nil
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			err = errors.Join(err, check(v.Field(i), lang, strings.Fields(f.Tag.Get("args")), at+"."+strings.ToLower(f.Name)))
		}
	case reflect.Map:
		if v.Len() == 0 {
			return fmt.Errorf("%s: is empty", at)
		}
		for k, val := range v.Seq2() {
			own := reflect.New(val.Type()).Elem()
			own.Set(val)
			err = errors.Join(err, check(own, lang, args, at+"."+k.String()))
			v.SetMapIndex(k, own)
		}
	case reflect.Slice, reflect.Array:
		if v.Len() == 0 {
			return fmt.Errorf("%s: is empty", at)
		}
		for i := range v.Len() {
			err = errors.Join(err, check(v.Index(i), lang, args, fmt.Sprintf("%s.%d", at, i)))
		}
	default:
		if v.IsZero() {
			return fmt.Errorf("%s: is empty", at)
		}
	}
	return err
}
