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
	"encoding/json"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// A Catalogue holds texts of type T in each language. It is safe for concurrent use.
type Catalogue[T any] struct {
	files  fs.FS
	read   sync.Once
	pages  atomic.Pointer[map[string]*page[T]]
	faults Faults
}

// A page is a catalogue's file in one language.
type page[T any] struct {
	Common `yaml:",inline"`
	Texts  T
}

// Common is what a file may tell of a skill, beside its own texts.
type Common struct {
	Title    string              // of what it keeps, where a person sees how much that is
	Titles   map[string]string   // the same by bucket, of those that the person knows by another name
	Commands map[string][]string // by act: what people type who want it; the first is how help shows it
	About    map[string]string   // by act: what help tells of it, in a line
	Presses  map[string][]string // by act: words that stand for a button of it while a card offers that
	Changes  map[string]string   // by act: what it changed of what others work with, for the audit log
	Keeps    map[string]string   // by bucket: what is in it, for the data map of the papers; of a table the first one
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

	// File is the file of a language as it came with the program, or the English one to translate; to start from.
	File(lang string) []byte

	// Each is every text in a language that is one of its own, with the keys it stands under; of one with plurals
	// all of them, on lines of their own. What people type is no text.
	Each(lang string, say func(at []string, says string))

	// Overrule takes texts of a file, which may leave out what it does not change, in the place of its own. What
	// is wrong with it is told by [Faults].
	Overrule(lang, name string, yaml []byte) error
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
	if err != nil {
		c.faults = append(c.faults, Fault{Says: raw(err)})
	}
	for _, lang := range must {
		pages[lang] = new(page[T])
		if name := lang + ".yaml"; !slices.Contains(names, name) {
			c.faults = append(c.faults, Fault{Says: fault(func(w *facts) string { return w.Faults.NoFile.With(name) })})
		}
	}
	for _, name := range names {
		lang := strings.TrimSuffix(name, ".yaml")
		data, err := fs.ReadFile(c.files, name)
		if err != nil {
			c.faults = append(c.faults, Fault{File: name, Says: raw(err)})
			continue
		}
		pages[lang] = new(page[T])
		k := checker{file: name, lang: In(lang)}
		if k.decode(data, pages[lang]) {
			k.check(reflect.ValueOf(&pages[lang].Texts).Elem(), nil, []string{"texts"})
			k.common(pages[lang].Common)
		}
		if lang != "en" && len(c.faults)+len(k.faults) == 0 {
			k.same(reflect.ValueOf(*pages["en"]), reflect.ValueOf(*pages[lang]), nil)
		}
		c.faults = append(c.faults, k.faults...)
	}
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

// Error makes what is wrong an error that whoever reads it can be told in their language; see [Tell].
func (s Said) Error() string { return s.In("en") }

// UnmarshalJSON reads what is said in each language, or one text for all of them.
func (s *Said) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*s = Said{"en": one}
		return nil
	}
	return json.Unmarshal(data, (*map[string]string)(s))
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

// Check makes a catalogue [Texts], as do Langs, Common, File and Overrule.
func (c *Catalogue[T]) Check() error {
	if c.all(); len(c.faults) == 0 {
		return nil
	}
	return c.faults
}

// Langs are the languages of the catalogue.
func (c *Catalogue[T]) Langs() []string { return slices.Sorted(maps.Keys(c.all())) }

// Common is what is told of the skill.
func (c *Catalogue[T]) Common(lang string) Common { return c.page(lang).Common }

// File is the file of a language that came with the program.
func (c *Catalogue[T]) File(lang string) []byte {
	data, err := fs.ReadFile(c.files, lang+".yaml")
	if err != nil {
		data, _ = fs.ReadFile(c.files, "en.yaml") // a catalogue without it is not whole: see Check
	}
	return data
}
