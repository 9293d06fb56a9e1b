package cases

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// maxFile is the size of the largest case file that is read, in bytes.
const maxFile = 256 << 10

// Places tells where the fields of a case stand in its file. A field is called by its
// path, such as "plan.indicators[0].baseline", with list items counted from 0.
type Places map[string]Place

// A Place is a line and a column in characters, from 1.
type Place struct{ Line, Col int }

// Of is the place of a field, or of the nearest field that holds it; the first line
// if none is in the file.
func (p Places) Of(path string) Place {
	for {
		if at, ok := p[path]; ok {
			return at
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			return Place{1, 1}
		}
		path = path[:cut]
	}
}

func at(list string, n int) string { return fmt.Sprintf("%s[%d]", list, n) }

func decimal(n int) string { return strconv.Itoa(n) }

// Parse reads a case from YAML. The name is that of the file and appears in the
// problems, which are in order of place: what cannot be read, and what cannot be true.
// The case is nil when nothing could be made of the file, and must not be kept when
// there are errors. What a phase still asks for is no problem of the file: see
// [Missing]. Parse never panics.
//
// The reader is strict: an unknown field, a second value or a wrong kind is an error,
// and anchors, aliases and tags are refused.
func Parse(name string, src []byte) (*Case, Places, knowledge.Problems) {
	r := &reader{name: name, at: make(Places)}
	c := r.read(src)
	if c != nil {
		r.check(c)
	}
	return c, r.at, r.problems.Sort()
}

// A reader reads one file.
type reader struct {
	name     string
	at       Places
	problems knowledge.Problems
}

func (r *reader) errorf(at Place, code, nl, en string, args ...any) {
	if len(args) > 0 {
		nl, en = fmt.Sprintf(nl, args...), fmt.Sprintf(en, args...)
	}
	r.problems = append(r.problems, knowledge.Problem{File: r.name, Line: at.Line, Col: at.Col, Severity: knowledge.Error, Code: code, NL: nl, EN: en})
}

func (r *reader) read(src []byte) *Case {
	if len(src) > maxFile {
		r.errorf(Place{1, 1}, "too-large", "Dit bestand is groter dan %d kB; een prestatievraagstuk past in een paar kB", "This file is larger than %d kB; a case fits in a few kB", maxFile>>10)
		return nil
	}
	if !utf8.Valid(src) {
		r.errorf(Place{1, 1}, "not-utf8", "Dit bestand is geen UTF-8. Bewaar het als UTF-8", "This file is not UTF-8. Save it as UTF-8")
		return nil
	}
	f, err := yamldoc.Parse(src)
	if err != nil {
		line, col, why := yamldoc.Syntax(err)
		r.errorf(Place{line, col}, "yaml", "Dit is hier niet te lezen (%s). Zet tekst met een dubbele punt tussen aanhalingstekens", "This cannot be read here (%s). Put text that holds a colon between quotes", why)
		return nil
	}
	if len(f.Docs) != 1 || yamldoc.Fields(f.Docs[0].Body) == nil {
		r.errorf(Place{1, 1}, "yaml", "Schrijf het vraagstuk als velden: \"title: …\", elk op een eigen regel", "Write the case as fields: \"title: …\", each on its own line")
		return nil
	}
	c := new(Case)
	r.into(reflect.ValueOf(c).Elem(), f.Docs[0].Body, "")
	return c
}

func placeOf(n ast.Node) Place {
	line, col := yamldoc.Place(n)
	return Place{line, col}
}

// into puts the value n of the field at path in v.
func (r *reader) into(v reflect.Value, n ast.Node, path string) {
	if _, null := n.(*ast.NullNode); null {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		r.into(v.Elem(), n, path)
	case reflect.Struct:
		r.object(v, n, path)
	case reflect.Slice:
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			r.errorf(placeOf(n), "not-a-list", "Bij %s hoort een lijst: elk punt op een regel met een streepje ervoor", "%s takes a list: each item on a line with a hyphen before it", path)
			return
		}
		for i, n := range seq.Values {
			r.at[at(path, i)] = placeOf(n)
			elem := reflect.New(v.Type().Elem()).Elem()
			r.into(elem, n, at(path, i))
			v.Set(reflect.Append(v, elem))
		}
	default:
		if s, ok := r.scalar(n, path); ok && s != "" {
			r.set(v, s, placeOf(n), path)
		}
	}
}

// object puts the fields of n in the struct v. A field that is always written cannot
// be left out when reading: what has no value is never taken for zero.
func (r *reader) object(v reflect.Value, n ast.Node, path string) {
	values := yamldoc.Fields(n)
	if values == nil {
		r.errorf(placeOf(n), "not-fields", "Bij %s horen velden: %s", "%s takes fields: %s", path, strings.Join(names(v.Type()), ", "))
		return
	}
	var given []int
	for _, f := range values {
		key := f.Key.GetToken().Value
		i := slices.Index(names(v.Type()), key)
		if i < 0 {
			r.errorf(placeOf(f.Key), "unknown-field", "Het veld \"%[1]s\" bestaat hier niet. Kies uit: %[2]s", "The field \"%[1]s\" does not exist here. Choose from: %[2]s", key, strings.Join(names(v.Type()), ", "))
			continue
		}
		inner := key
		if path != "" {
			inner = path + "." + key
		}
		r.at[inner] = placeOf(f.Key)
		r.into(v.Field(shown(v.Type())[i]), f.Value, inner)
		if _, null := f.Value.(*ast.NullNode); !null {
			given = append(given, i)
		}
	}
	for i, field := range shown(v.Type()) {
		name, optional := nameOf(v.Type().Field(field))
		empty := v.Field(field).Kind() == reflect.String && v.Field(field).IsZero()
		if !optional && (!slices.Contains(given, i) || empty) && !r.faulty(placeOf(n)) {
			r.errorf(placeOf(n), "missing", "Hier ontbreekt %s", "There is no %s here", name)
		}
	}
}

// faulty reports whether something is wrong already in a line.
func (r *reader) faulty(at Place) bool {
	return slices.ContainsFunc(r.problems, func(p knowledge.Problem) bool { return p.Line == at.Line })
}

// shown lists the fields of a struct that are in files, by number.
func shown(t reflect.Type) []int {
	var list []int
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("yaml") != "-" {
			list = append(list, i)
		}
	}
	return list
}

// names lists the names that the fields of a struct have in files.
func names(t reflect.Type) []string {
	var list []string
	for _, i := range shown(t) {
		name, _ := nameOf(t.Field(i))
		list = append(list, name)
	}
	return list
}

// nameOf is the name of a field in files, and whether it can be left out.
func nameOf(f reflect.StructField) (name string, optional bool) {
	name, rest, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return name, rest != ""
}

// scalar is the text of a single value, on one line.
func (r *reader) scalar(n ast.Node, path string) (string, bool) {
	s, fault := yamldoc.Scalar(n, path)
	if fault != nil {
		r.errorf(placeOf(n), fault.Code, fault.NL, fault.EN)
	}
	return s, fault == nil
}

// A closed type has a fixed set of values.
type closed interface{ values() []string }

// set puts the text s in v, and reports at its place what is wrong with it.
func (r *reader) set(v reflect.Value, s string, at Place, path string) {
	switch v.Kind() {
	case reflect.Int:
		n, err := strconv.Atoi(s)
		if err != nil {
			r.errorf(at, "not-a-number", "%s is een heel getal, bijvoorbeeld 3", "%s is a whole number, such as 3", path)
		}
		v.SetInt(int64(n))
	case reflect.Float64:
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			r.errorf(at, "not-a-number", "%s is een getal met een punt, bijvoorbeeld 71.5. De eenheid staat apart bij unit", "%s is a number with a point, such as 71.5. The unit is apart, at unit", path)
			return
		}
		v.SetFloat(f)
	default:
		if c, ok := v.Interface().(closed); ok && !slices.Contains(c.values(), s) {
			r.errorf(at, "not-a-choice", "%s is een van: %s", "%s is one of: %s", path, strings.Join(c.values(), ", "))
			return
		}
		if _, ok := v.Interface().(Day); ok {
			if _, err := time.Parse(time.DateOnly, s); err != nil {
				r.errorf(at, "not-a-date", "%s is een datum als 2027-03-31 (jaar, maand, dag)", "%s is a date such as 2027-03-31 (year, month, day)", path)
				return
			}
		}
		v.SetString(s)
	}
}

// oneLine is s with every run of spaces and line ends made one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
