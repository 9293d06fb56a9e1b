package people

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/table"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// Read adds what a file lists. A file that ends in .yaml or .yml has a list of units
// and one of people, or one of the two; any other file is a table
// with a header (see [table.Read]), and lists people if it has a column user or mail, and units
// otherwise.
func (r *Roster) Read(name string, text []byte) (ps knowledge.Problems) {
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".yaml" || ext == ".yml" {
		return r.readYAML(name, text)
	}
	return r.readTable(name, text)
}

// ReadWithin adds what a text lists that stands in a file: at has how many lines are above it, and how many characters
// before its lines.
func (r *Roster) ReadWithin(at Line, text []byte) knowledge.Problems {
	units, persons := len(r.Units), len(r.People)
	ps := r.Read(at.File, text)
	shift := func(lines ...*Line) {
		for _, l := range lines {
			l.No, l.Col = l.No+at.No, l.Col+at.Col
		}
	}
	for i := range ps {
		ps[i].Line, ps[i].Col = ps[i].Line+at.No, ps[i].Col+at.Col
	}
	for i := range r.Units[units:] {
		u := &r.Units[units+i]
		shift(&u.Line, &u.at.name, &u.at.above, &u.at.leads)
	}
	for i := range r.People[persons:] {
		p := &r.People[persons+i]
		shift(&p.Line, &p.at.name, &p.at.above, &p.at.leads)
	}
	return ps
}

// add adds a row of a kind, which is "units" or "people".
func (r *Roster) add(kind string, rows []row) (ps knowledge.Problems) {
	if kind == "units" {
		r.Units = slices.Grow(r.Units, len(rows)+1) // not nil: it lists units, maybe none
	} else {
		r.People = slices.Grow(r.People, len(rows)+1)
	}
	langs := r.Langs
	if langs == nil {
		langs = Words.Langs()
	}
	for _, row := range rows {
		row.langs = langs
		if kind == "units" {
			u, problems := row.unit()
			r.lost.units = r.lost.units || u.Unit.ID == ""
			r.Units, ps = append(r.Units, u), append(ps, problems...)
			continue
		}
		p, problems := row.person()
		r.People, ps = append(r.People, p), append(ps, problems...)
	}
	return ps
}

func (r *Roster) readTable(name string, text []byte) knowledge.Problems {
	t, ps := table.Read(name, text)
	if ps != nil {
		r.lost.units, r.lost.people = true, true
		return ps
	}
	kind := "units"
	if t.Has(User, Mail) {
		kind = "people"
	}
	var others []table.Column
	if kind == "units" && !t.Has(nameColumn, parentColumn) { // it may well list people
		others = rosterColumns["people"]
	}
	read, ps := t.Rows(rosterColumns[kind], others...)
	r.lost.units = r.lost.units || kind == "units" && ps != nil
	r.lost.people = r.lost.people || kind == "people" && ps != nil
	if read == nil && ps != nil {
		return ps
	}
	rows := []row{}
	for _, r := range read {
		rows = append(rows, row{file: name, Row: r})
	}
	return append(ps, r.add(kind, rows)...)
}

func (r *Roster) readYAML(name string, text []byte) (ps knowledge.Problems) {
	f, fault := yamldoc.Read(text, table.MaxFile)
	if fault != nil {
		r.lost.units, r.lost.people = true, true
		return knowledge.Problems{knowledge.At(name, *fault)}
	}
	for _, twice := range f.Twice {
		ps = append(ps, knowledge.At(name, twice))
	}
	for _, v := range f.Fields {
		kind := yamldoc.Key(v)
		items, isList := v.Value.(*ast.SequenceNode)
		if rosterColumns[kind] == nil || !isList {
			at := yamldoc.Of(v)
			r.lost.units, r.lost.people = true, true
			ps = append(ps, Line{name, at.Line, at.Col}.problem(func(w *texts) string { return w.ExpectedList }))
			continue
		}
		rows := []row{}
		for _, item := range items.Values {
			row, problems := yamlRow(name, kind, f, item)
			rows, ps = append(rows, row), append(ps, problems...)
		}
		ps = append(ps, r.add(kind, rows)...)
	}
	return ps
}

// yamlRow reads an item of a list of units or people.
func yamlRow(file, kind string, f *yamldoc.File, item ast.Node) (r row, ps knowledge.Problems) {
	wrong := func(p yamldoc.Problem) { ps = append(ps, knowledge.At(file, p)) }
	r = row{file: file, Row: table.Row{Line: yamldoc.Of(item).Line, Cells: map[string]table.Cell{}}}
	for _, v := range yamldoc.Fields(item) {
		at, columns := yamldoc.Of(v), rosterColumns[kind]
		c, ok := table.Find(columns, yamldoc.Key(v))
		if _, twice := r.Cells[c.Name]; !ok || twice {
			says := Words.Say(func(w *texts) string { return w.ColumnTwice.With(c) })
			if !ok {
				says = table.Unknown(yamldoc.Key(v), columns)
			}
			wrong(yamldoc.Problem{Place: at, Code: "column", Says: says})
			continue
		}
		values := []ast.Node{v.Value}
		if seq, ok := v.Value.(*ast.SequenceNode); ok {
			values = seq.Values
			if !slices.Contains(listColumns, c.Name) {
				_, fault := yamldoc.Scalar(seq, c.Name)
				wrong(*fault)
				values = values[:min(len(values), 1)]
			}
		}
		var texts []string
		for _, n := range values {
			text, fault := yamldoc.Scalar(n, c.Name)
			if fault == nil {
				fault = f.Cut(n, false)
			}
			if fault != nil {
				wrong(*fault)
				continue
			}
			texts = append(texts, text)
		}
		r.Cells[c.Name] = table.Cell{Text: strings.Join(texts, ";"), Line: at.Line, Col: at.Col}
	}
	return r, ps
}
