package knowledge

import (
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/handvat/handvat/knowledge/yamldoc"
)

// maxFront is the size of the largest front matter that is read, in bytes.
const maxFront = 32 << 10

// A style is how a field is written in canonical form.
type style int

const (
	plain  style = iota // an id, number, date, or list of ids, as it is
	quoted              // a sentence in quotes, or a list of them on one line
	block               // a list of sentences, each on its own line
)

// A frontField is one field of the front matter. The table below is the one place
// that names them, in the order [Format] writes them.
type frontField struct {
	name   string
	style  style
	shared bool             // the same in both languages
	of     func(a *Aid) any // pointer to where it is kept
}

var frontFields = []frontField{
	{"slug", plain, true, func(a *Aid) any { return &a.Slug }},
	{"lang", plain, false, func(a *Aid) any { return &a.Lang }},
	{"title", quoted, false, func(a *Aid) any { return &a.Title }},
	{"type", plain, true, func(a *Aid) any { return &a.Type }},
	{"source", quoted, false, func(a *Aid) any { return &a.Source }},
	{"moments", plain, true, func(a *Aid) any { return &a.Moments }},
	{"timing", plain, true, func(a *Aid) any { return &a.Timing }},
	{"audience", plain, true, func(a *Aid) any { return &a.Audience }},
	{"task", quoted, false, func(a *Aid) any { return &a.Task }},
	{"trigger", block, false, func(a *Aid) any { return &a.Trigger }},
	{"not_when", block, false, func(a *Aid) any { return &a.NotWhen }},
	{"questions", block, false, func(a *Aid) any { return &a.Questions }},
	{"keywords", plain, false, func(a *Aid) any { return &a.Keywords }},
	{"process", plain, true, func(a *Aid) any { return &a.Process }},
	{"phase", plain, true, func(a *Aid) any { return &a.Phase }},
	{"needs", quoted, false, func(a *Aid) any { return &a.Needs }},
	{"minutes", plain, true, func(a *Aid) any { return &a.Minutes }},
	{"box", plain, true, func(a *Aid) any { return &a.Box }},
	{"result", quoted, false, func(a *Aid) any { return &a.Result }},
	{"pause_point", quoted, false, func(a *Aid) any { return &a.PausePoint }},
	{"check_style", plain, true, func(a *Aid) any { return &a.CheckStyle }},
	{"risk", plain, true, func(a *Aid) any { return &a.Risk }},
	{"goal", plain, true, func(a *Aid) any { return &a.Goal }},
	{"factor", plain, true, func(a *Aid) any { return &a.Factor }},
	{"owner", plain, true, func(a *Aid) any { return &a.Owner }},
	{"contact", plain, true, func(a *Aid) any { return &a.Contact }},
	{"status", plain, true, func(a *Aid) any { return &a.Status }},
	{"version", plain, true, func(a *Aid) any { return &a.Version }},
	{"reviewed", plain, true, func(a *Aid) any { return &a.Reviewed }},
	{"review_by", plain, true, func(a *Aid) any { return &a.ReviewBy }},
	{"related", plain, true, func(a *Aid) any { return &a.Related }},
	{"follow_up", plain, true, func(a *Aid) any { return &a.FollowUp }},
	{"based_on", quoted, false, func(a *Aid) any { return &a.BasedOn }},
	{"license", plain, false, func(a *Aid) any { return &a.License }},
}

// followFields are the fields within follow_up.
var followFields = []string{"reflect", "feedback", "recall"}

// front reads the front matter into a, and reports whether it could be read. It is
// strict: an unknown field, a second value or a wrong kind is a problem. Anchors,
// aliases and tags are refused, so that nothing can grow larger than it is written.
func (d *doc) front(src string, a *Aid) (ok bool) {
	f, fault := yamldoc.Read([]byte(src), maxFront)
	if fault != nil {
		d.fault(*fault)
		return false
	}
	d.yaml = f
	for _, twice := range f.Twice {
		d.fault(twice)
	}
	for _, v := range f.Fields {
		key, at := yamldoc.Key(v), d.yamlPos(v)
		i := slices.IndexFunc(frontFields, func(f frontField) bool { return f.name == key })
		if i < 0 {
			names := make([]string, len(frontFields))
			for i, f := range frontFields {
				names[i] = f.name
			}
			d.unknown(at, "unknown-field", "property", key, names)
			continue
		}
		d.mark(at, key)
		d.set(frontFields[i], frontFields[i].of(a), v.Value)
	}
	if reflect.ValueOf(*a).IsZero() && d.problems.Errors() == 0 {
		d.wrong(pos{d.first + 2, 1}, "yaml", func(w *texts) string { return w.NoFields })
		return false
	}
	return true
}

// yamlPos is where n stands in the file.
func (d *doc) yamlPos(n ast.Node) pos {
	at := yamldoc.Of(n)
	return pos{at.Line + d.first + 1, at.Col} // the fields begin on the line below the first
}

// fault adds what is wrong with the front matter.
func (d *doc) fault(p yamldoc.Problem) {
	d.add(Error, pos{p.Line + d.first + 1, p.Col}, p.Code, p.Says)
}

// set puts the value n of field f where to points.
func (d *doc) set(f frontField, to any, n ast.Node) {
	name := f.name
	if t, ok := to.(*FollowUp); ok {
		d.followUp(t, n)
		return
	}
	v := reflect.ValueOf(to).Elem()
	if v.Kind() == reflect.Slice {
		nodes := []ast.Node{n}
		if seq, ok := n.(*ast.SequenceNode); ok {
			nodes = seq.Values
		}
		for _, n := range nodes {
			elem := reflect.New(v.Type().Elem())
			if s, ok := d.scalar(f, n); ok && s != "" && d.setOne(name, elem.Interface(), s, d.yamlPos(n)) {
				d.mark(d.yamlPos(n), name, v.Len())
				v.Set(reflect.Append(v, elem.Elem()))
			}
		}
		return
	}
	if s, ok := d.scalar(f, n); ok && s != "" {
		d.setOne(name, to, s, d.yamlPos(n))
	}
}

// setOne puts the text s where to points. It reports whether s is of that kind.
func (d *doc) setOne(name string, to any, s string, at pos) bool {
	var err error
	switch to := to.(type) {
	case *int:
		if *to, err = strconv.Atoi(s); err != nil {
			d.wrong(at, "not-a-number", func(w *texts) string { return w.NotANumber.With(name) })
		}
	case *bool:
		if *to, err = strconv.ParseBool(s); err != nil {
			d.wrong(at, "not-a-bool", func(w *texts) string { return w.NotABool.With(name) })
		}
	case *time.Time:
		if *to, err = time.Parse(time.DateOnly, s); err != nil {
			d.wrong(at, "not-a-date", func(w *texts) string { return w.NotADate.With(name) })
		}
	default:
		reflect.ValueOf(to).Elem().SetString(s)
	}
	return err == nil
}

// scalar is the text of a single value, on one line.
func (d *doc) scalar(f frontField, n ast.Node) (string, bool) {
	s, fault := yamldoc.Scalar(n, f.name)
	if fault == nil {
		fault = d.yaml.Cut(n, f.style != plain)
	}
	if fault != nil {
		d.fault(*fault)
	}
	return s, fault == nil
}

// followUp reads the field follow_up.
func (d *doc) followUp(to *FollowUp, n ast.Node) {
	values := yamldoc.Fields(n)
	if _, null := n.(*ast.NullNode); values == nil && !null {
		d.wrong(d.yamlPos(n), "not-follow-up", func(w *texts) string { return w.NotFollowUp })
	}
	for _, v := range values {
		f := frontField{name: yamldoc.Key(v)}
		switch f.name {
		case "reflect":
			d.set(f, &to.Reflect, v.Value)
		case "feedback":
			d.set(f, &to.Feedback, v.Value)
		case "recall":
			d.set(f, &to.Recall, v.Value)
		default:
			d.unknown(d.yamlPos(v), "unknown-field", "property", f.name, followFields)
		}
	}
}

// unknown adds the problem that a name is none of those known.
func (d *doc) unknown(at pos, code, what, name string, known []string) {
	d.add(Error, at, code, yamldoc.Unknown(what, name, known))
}
