package yamldoc

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/handvat/handvat/bot/text"
)

// Places tells where the fields of a file stand. A field is called by its path, such as
// "plan.indicators[0].baseline", with list items counted from 0.
type Places map[string]Place

// Of is the place of a field, or of the nearest field that holds it; the first line if none
// is in the file.
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

// Field is the place of the field that a place is in: the last that begins at or before it.
func (p Places) Field(in Place) (of Place) {
	after := func(a, b Place) bool { return a.Line > b.Line || a.Line == b.Line && a.Col > b.Col }
	for _, at := range p {
		if after(at, of) && !after(at, in) {
			of = at
		}
	}
	return of
}

// A Closed type has a fixed set of values.
type Closed interface{ Values() []string }

// Values are the values of a [Closed] type as texts.
func Values[S ~string](all ...S) (texts []string) {
	for _, s := range all {
		texts = append(texts, string(s))
	}
	return texts
}

// A Checked type takes some texts only. Check says what a field takes where text is not
// that, and returns no code where it is.
type Checked interface {
	Check(field, text string) (code string, says text.Said)
}

// Options say how a file is decoded.
type Options struct {
	Max int // bytes of a file
	// a field whose tag says nothing but its name must be there: what has no value is never taken for zero
	Required bool
	Lines    bool // a text written as a block keeps its lines; without it every text is one line
}

// Decode reads a file into v, a pointer to a struct whose fields have their names in yaml
// tags. The places are nil when nothing could be made of the file.
func Decode(src []byte, v any, o Options) (Places, []Problem) {
	f, p := Read(src, o.Max)
	if p != nil {
		return nil, []Problem{*p}
	}
	d := &decoder{Options: o, file: f, at: make(Places), problems: f.Twice}
	d.into(reflect.ValueOf(v).Elem(), f.root, "", "")
	return d.at, d.problems
}

// A decoder decodes one file.
type decoder struct {
	Options
	file     *File
	at       Places
	problems []Problem
}

func (d *decoder) wrong(at Place, code string, says func(*texts) string) {
	d.problems = append(d.problems, Problem{at, code, Words.Say(says)})
}

// into puts the value n of a field in v; path is the whole path of the field, and field what
// the file calls it.
func (d *decoder) into(v reflect.Value, n ast.Node, path, field string) {
	if n.Type() == ast.NullType {
		if p := d.file.Cut(n, false); p != nil {
			d.problems = append(d.problems, *p)
		}
		return
	}
	if _, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		d.scalar(v, n, field)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.into(v.Elem(), n, path, field)
	case reflect.Struct:
		d.object(v, n, path, field)
	case reflect.Slice:
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			d.wrong(d.where(n, path), "not-a-list", func(w *texts) string { return w.NotAList.With(field) })
			return
		}
		for i, n := range seq.Values {
			item := fmt.Sprintf("%s[%d]", path, i)
			d.at[item] = Of(n)
			if n.Type() == ast.NullType && d.file.Cut(n, false) == nil {
				d.wrong(Of(n), "empty-item", func(w *texts) string { return w.EmptyItem })
			}
			elem := reflect.New(v.Type().Elem()).Elem()
			d.into(elem, n, item, field)
			v.Set(reflect.Append(v, elem))
		}
	default:
		d.scalar(v, n, field)
	}
}

// where is the place of the value of a field: that of the field for a text over several lines, of which the parser
// tells no place to rely on.
func (d *decoder) where(n ast.Node, path string) Place {
	if t := n.GetToken(); t.Type == token.StringType && strings.Contains(strings.TrimSpace(t.Origin), "\n") {
		return d.at.Of(path)
	}
	return Of(n)
}

// object puts the fields of n in the struct v.
func (d *decoder) object(v reflect.Value, n ast.Node, path, field string) {
	fields, tags := Fields(n), Tags(v.Type())
	var names []string
	for _, t := range tags {
		names = append(names, t.Name)
	}
	if fields == nil {
		d.wrong(d.where(n, path), "not-fields",
			func(w *texts) string { return w.NotFields.With(field, strings.Join(names, ", ")) })
		return
	}
	var given []int
	for _, f := range fields {
		key := Key(f)
		i := slices.Index(names, key)
		if i < 0 {
			d.problems = append(d.problems, Problem{Of(f), UnknownField, Unknown("field", key, names)})
			continue
		}
		inner := key
		if path != "" {
			inner = path + "." + key
		}
		d.at[inner] = Of(f)
		d.into(v.Field(tags[i].Index), f.Value, inner, key)
		if f.Value.Type() != ast.NullType {
			given = append(given, i)
		}
	}
	for i, t := range tags {
		empty := v.Field(t.Index).Kind() == reflect.String && v.Field(t.Index).IsZero()
		if d.Required && !t.Optional && (!slices.Contains(given, i) || empty) && !d.faulty(Of(n)) {
			d.wrong(Of(n), "missing", func(w *texts) string { return w.Missing.With(t.Name) })
		}
	}
}

// faulty reports whether something is wrong already in a line, but that a field is there twice.
func (d *decoder) faulty(at Place) bool {
	return slices.ContainsFunc(d.problems, func(p Problem) bool { return p.Line == at.Line && p.Code != FieldTwice })
}

// A Tag is a field of a struct that is in files.
type Tag struct {
	Index    int // among the fields of the struct
	Name     string
	Optional bool // its tag says more than its name, such as omitempty
}

// Tags lists the fields of a struct that are in files.
func Tags(t reflect.Type) (tags []Tag) {
	for i := range t.NumField() {
		f := t.Field(i)
		if name, rest, _ := strings.Cut(f.Tag.Get("yaml"), ","); f.IsExported() && name != "-" {
			tags = append(tags, Tag{i, name, rest != ""})
		}
	}
	return tags
}

// scalar puts the text of a single value in v, and reports at its place what is wrong with it.
func (d *decoder) scalar(v reflect.Value, n ast.Node, field string) {
	s, p := Scalar(n, field)
	if p == nil && v.Kind() == reflect.String {
		p = d.file.Cut(n, false)
	}
	if p != nil {
		d.problems = append(d.problems, *p)
		return
	}
	if s == "" {
		return
	}
	if block, ok := n.(*ast.LiteralNode); ok && d.Lines {
		s = strings.TrimSpace(block.Value.Value)
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if err := u.UnmarshalText([]byte(s)); err != nil {
			says := text.Said{}
			for _, lang := range Words.Langs() {
				says[lang] = Words.In(lang).NotThis.With(field, text.Tell(err, lang))
			}
			d.problems = append(d.problems, Problem{Of(n), "not-this", says})
		}
		return
	}
	switch v.Kind() {
	case reflect.Int:
		i, err := strconv.Atoi(s)
		if err != nil {
			d.wrong(Of(n), "not-a-number", func(w *texts) string { return w.NotWhole.With(field) })
		}
		v.SetInt(int64(i))
	case reflect.Float64:
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			d.wrong(Of(n), "not-a-number", func(w *texts) string { return w.NotANumber.With(field) })
			return
		}
		v.SetFloat(f)
	case reflect.Bool:
		if n.Type() != ast.BoolType {
			d.wrong(Of(n), "not-a-bool", func(w *texts) string { return w.NotABool.With(field) })
			return
		}
		v.SetBool(strings.EqualFold(s, "true"))
	default:
		d.text(v, s, Of(n), field)
	}
}

// text puts s in v, which holds a text.
func (d *decoder) text(v reflect.Value, s string, at Place, field string) {
	if c, ok := v.Interface().(Closed); ok && !slices.Contains(c.Values(), s) {
		list := strings.Join(c.Values(), ", ")
		d.wrong(at, "not-a-choice", func(w *texts) string { return w.OneOf.With(field, list) })
		return
	}
	if c, ok := v.Interface().(Checked); ok {
		if code, says := c.Check(field, s); code != "" {
			d.problems = append(d.problems, Problem{at, code, says})
			return
		}
	}
	v.SetString(s)
}
