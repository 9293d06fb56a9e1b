package text

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A Fault is what is wrong with a text, at its place in a file.
type Fault struct {
	File      string
	Line, Col int // from 1; 0 where it is no place
	Says      func(lang string) string
}

// Name is the name of a file or a folder, or what else somebody else chose, as it can be shown: quoted if there is
// anything in it that does not show, such as what turns the direction of a line, or begins a new one, or if it is
// empty.
func Name(name string) string {
	if name == "" {
		return `""`
	}
	for _, r := range name {
		if !strconv.IsPrint(r) || r == utf8.RuneError {
			return strconv.Quote(name)
		}
	}
	return name
}

// Text tells a fault in a language, as one line that editors can jump to.
func (f Fault) Text(lang string) string {
	says := f.Says(lang)
	switch {
	case f.File == "":
		return says
	case f.Line == 0:
		return Name(f.File) + ": " + says
	}
	return fmt.Sprintf("%s:%d:%d: %s", Name(f.File), f.Line, f.Col, says)
}

// Faults are the error that a catalogue is not whole, or that a file may not overrule it.
type Faults []Fault

// Error tells all faults, in English.
func (fs Faults) Error() string { return fs.In("en") }

// In tells all faults in a language.
func (fs Faults) In(lang string) string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Text(lang)
	}
	return strings.Join(lines, "\n")
}

// Tell is what an error says, with what it is made of in a language as far as that can be told in languages, as [Said]
// can, and that of the machine too.
func Tell(err error, lang string) string {
	if says, ok := ofSystem(err, lang); ok {
		return says
	}
	says := err.Error()
	switch err := err.(type) {
	case interface{ In(lang string) string }:
		return err.In(lang)
	case interface{ Unwrap() error }:
		if in := err.Unwrap(); in != nil {
			says = strings.Replace(says, in.Error(), Tell(in, lang), 1)
		}
	case interface{ Unwrap() []error }:
		for _, in := range err.Unwrap() {
			says = strings.Replace(says, in.Error(), Tell(in, lang), 1)
		}
	}
	return says
}

// fault is what a fault says, which is not looked up before it is told: it may be of [Facts] themselves.
func fault(says func(*facts) string) func(lang string) string {
	return func(lang string) string { return says(Facts.In(lang)) }
}

// raw tells an error in its own words.
func raw(err error) func(lang string) string {
	return fault(func(w *facts) string { return w.Faults.NotRead.With(err) })
}

// A checker holds one file against the texts that the code reads.
type checker struct {
	file   string
	lang   *Language
	root   ast.Node
	faults Faults
}

// decode reads what of the file can be read, and reports whether anything could.
func (k *checker) decode(data []byte, page any) bool {
	err := k.read(data, page)
	if err == nil {
		return true
	}
	f := Fault{File: k.file, Says: raw(err)}
	var at yaml.Error
	if errors.As(err, &at) {
		if t := at.GetToken(); t != nil {
			f.Line, f.Col = t.Position.Line, t.Position.Column
		}
		f.Says = fault(func(w *facts) string { return w.Faults.OtherKind })
		if _, is := at.(*yaml.SyntaxError); is { // said in plain words by knowledge/yamldoc, of files that people write
			f.Says = raw(errors.New(at.GetMessage()))
		}
	}
	k.faults = append(k.faults, f)
	return false
}

// read parses the file and decodes what fits, with a panic in either turned into an error.
func (k *checker) read(data []byte, page any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	if err := k.parse(data); err != nil || k.root == nil {
		return err
	}
	if !k.fit(reflect.TypeOf(page).Elem(), k.root, nil) {
		return nil
	}
	return yaml.NodeToValue(k.root, page, yaml.Strict())
}

// parse reads what the file is made of.
func (k *checker) parse(data []byte) error {
	parsed, err := parser.ParseBytes(data, 0)
	if err == nil && len(parsed.Docs) > 0 {
		k.root = parsed.Docs[0].Body
	}
	return err
}

// fit finds keys that nothing reads, what is of another kind, and a list that is longer than what it is of. It takes
// them out, so that the rest is read, and reports whether anything is left.
func (k *checker) fit(t reflect.Type, n ast.Node, at []string) bool {
	of := t.Kind()
	if _, ok := reflect.New(t).Interface().(line); ok {
		of = reflect.String
		if _, ok := n.(ast.MapNode); ok {
			t, of = reflect.TypeFor[map[string]string](), reflect.Map
		}
	}
	switch in := n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode: // decoding sees through them
		return true
	case *ast.MappingNode:
		if of != reflect.Struct && of != reflect.Map {
			break
		}
		in.Values = slices.DeleteFunc(in.Values, func(v *ast.MappingValueNode) bool { return !k.field(t, v, at) })
		return len(in.Values) > 0
	case *ast.MappingValueNode:
		if of == reflect.Struct || of == reflect.Map {
			return k.field(t, in, at)
		}
	case *ast.SequenceNode:
		if of == reflect.Array && len(in.Values) > t.Len() {
			k.fault(at, func(w *facts, key string) string { return w.Faults.TooMany.With(key, t.Len()) })
			return false
		}
		if of == reflect.Array || of == reflect.Slice {
			fits := true
			for i, item := range in.Values {
				fits = k.fit(t.Elem(), item, append(at[:len(at):len(at)], strconv.Itoa(i))) && fits
			}
			return fits
		}
	case ast.ScalarNode:
		if of == reflect.String || in.Type() == ast.NullType {
			return true
		}
	}
	f := Fault{File: k.file, Says: fault(func(w *facts) string { return w.Faults.OtherKind })}
	f.Line, f.Col = n.GetToken().Position.Line, n.GetToken().Position.Column
	k.faults = append(k.faults, f)
	return false
}

// field is fit for what stands under a key.
func (k *checker) field(t reflect.Type, v *ast.MappingValueNode, at []string) bool {
	name := v.Key.GetToken().Value
	at = append(at[:len(at):len(at)], name)
	if t.Kind() == reflect.Map {
		return k.fit(t.Elem(), v.Value, at)
	}
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous && f.IsExported() && strings.ToLower(f.Name) == name {
			return k.fit(f.Type, v.Value, at)
		}
	}
	if v.Key.Type() == ast.MergeKeyType {
		return true
	}
	k.fault(at, func(w *facts, key string) string { return w.Faults.NoKey.With(key) })
	return false
}

// fault adds what is wrong with the text that is found under some keys.
func (k *checker) fault(at []string, says problem) {
	f, key := Fault{File: k.file}, strings.Join(at, ".")
	f.Says = fault(func(w *facts) string { return says(w, key) })
	f.Line, f.Col = k.place(at)
	k.faults = append(k.faults, f)
}

// A problem tells what is wrong with the text of a key.
type problem func(w *facts, key string) string

// place is where the key of a text stands in the file, or the nearest that it would stand under.
func (k *checker) place(at []string) (line, col int) {
	var found ast.Node
	for n, i := k.root, 0; n != nil && i < len(at); i++ {
		var key ast.Node
		if n, key = child(n, at[i]); n != nil {
			found = key
		}
	}
	if found == nil {
		return 0, 0
	}
	t := found.GetToken()
	return t.Position.Line, t.Position.Column
}

// child is what stands under a key in a mapping or a list, and the key; nil if nothing does.
func child(n ast.Node, name string) (value, key ast.Node) {
	switch in := n.(type) {
	case *ast.MappingNode:
		for _, v := range in.Values {
			if v.Key.GetToken().Value == name {
				return v.Value, v.Key
			}
		}
	case *ast.MappingValueNode:
		if in.Key.GetToken().Value == name {
			return in.Value, in.Key
		}
	case *ast.SequenceNode:
		if i, err := strconv.Atoi(name); err == nil && i < len(in.Values) {
			return in.Values[i], in.Values[i]
		}
	}
	return nil, nil
}

// under is where a field of a struct is found in a file.
func under(at []string, f reflect.StructField) []string {
	if f.Anonymous {
		return at
	}
	return append(at[:len(at):len(at)], strings.ToLower(f.Name))
}

// same finds a map that has a key in one of two languages only.
func (k *checker) same(english, own reflect.Value, at []string) {
	switch own.Kind() {
	case reflect.Struct:
		for i := range own.NumField() {
			if f := own.Type().Field(i); f.IsExported() {
				k.same(english.Field(i), own.Field(i), under(at, f))
			}
		}
	case reflect.Map:
		for _, key := range append(english.MapKeys(), own.MapKeys()...) {
			at := append(at[:len(at):len(at)], key.String())
			if x, y := english.MapIndex(key), own.MapIndex(key); !x.IsValid() || !y.IsValid() {
				k.fault(at, func(w *facts, key string) string { return w.Faults.OneOnly.With(key) })
			} else if x.Kind() == reflect.Struct {
				k.same(x, y, at)
			}
		}
	case reflect.Slice:
		k.choices(english, own, at)
	}
}

// choices finds that what one can choose from is not what the code knows by its keys.
func (k *checker) choices(english, own reflect.Value, at []string) {
	were, ok := english.Interface().([]Choice)
	if !ok {
		return
	}
	have := own.Interface().([]Choice)
	if !slices.EqualFunc(were, have, func(a, b Choice) bool { return a.Key == b.Key }) {
		var keys []string
		for _, c := range were {
			keys = append(keys, c.Key)
		}
		k.fault(at, func(w *facts, key string) string { return w.Faults.Choices.With(key, strings.Join(keys, ", ")) })
	}
}

// A line is a text with arguments, of which check knows the names.
type line interface {
	bind(lang *Language, args []string) []problem
	bare() []string
	all() []string
}

// check finds what a page leaves empty, and gives its lines their language and the names of their arguments.
func (k *checker) check(v reflect.Value, args, at []string) {
	if l, ok := v.Addr().Interface().(line); ok {
		for _, p := range l.bind(k.lang, args) {
			k.fault(at, p)
		}
		return
	}
	key := func(s string) []string { return append(at[:len(at):len(at)], s) }
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				k.check(v.Field(i), strings.Fields(f.Tag.Get("args")), under(at, f))
			}
		}
		k.labels(v, at)
		return
	case reflect.Map:
		for mapped, val := range v.Seq2() {
			own := reflect.New(val.Type()).Elem()
			own.Set(val)
			k.check(own, args, key(mapped.String()))
			v.SetMapIndex(mapped, own)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			k.check(v.Index(i), args, key(strconv.Itoa(i)))
		}
	}
	if v.IsZero() || v.Kind() == reflect.String && blank(v.String()) || v.Kind() != reflect.String && v.Len() == 0 {
		k.empty(at...)
	}
}
