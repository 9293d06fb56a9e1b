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

// add adds a row of a kind, which is "units" or "people".
func (r *Roster) add(kind string, rows []row) (ps knowledge.Problems) {
	if kind == "units" {
		r.Units = slices.Grow(r.Units, len(rows)+1) // not nil: it lists units, maybe none
	} else {
		r.People = slices.Grow(r.People, len(rows)+1)
	}
	for _, row := range rows {
		if kind == "units" {
			u, problems := row.unit()
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
		return ps
	}
	kind := "units"
	if t.Has(User, Mail) {
		kind = "people"
	}
	read, ps := t.Rows(rosterColumns[kind])
	if read == nil && ps != nil {
		return ps
	}
	rows := []row{}
	for _, r := range read {
		rows = append(rows, row{name, r})
	}
	return append(ps, r.add(kind, rows)...)
}

func (r *Roster) readYAML(name string, text []byte) (ps knowledge.Problems) {
	file, err := yamldoc.Parse(text)
	if err != nil || len(file.Docs) != 1 || file.Docs[0].Body == nil {
		what := "one document"
		if err != nil {
			what = strings.SplitN(strings.TrimSpace(err.Error()), "\n", 2)[0]
		}
		return knowledge.Problems{Line{name, 1, 1}.Problem("Dit is geen YAML: %s", "This is not YAML: %s", what)}
	}
	for _, v := range yamldoc.Fields(file.Docs[0].Body) {
		at := placeOf(name, v.Key)
		kind := v.Key.String()
		items, isList := v.Value.(*ast.SequenceNode)
		if kind != "units" && kind != "people" || !isList {
			ps = append(ps, at.Problem("Verwacht: een lijst units of een lijst people", "Expected a list of units or a list of people"))
			continue
		}
		rows := []row{}
		for _, item := range items.Values {
			row, problems := yamlRow(name, kind, item)
			rows, ps = append(rows, row), append(ps, problems...)
		}
		ps = append(ps, r.add(kind, rows)...)
	}
	if r.Units == nil && r.People == nil && len(ps) == 0 {
		ps = append(ps, Line{name, 1, 1}.Problem("Verwacht: een lijst units of een lijst people", "Expected a list of units or a list of people"))
	}
	return ps
}

// yamlRow reads an item of a list of units or people.
func yamlRow(file, kind string, item ast.Node) (r row, ps knowledge.Problems) {
	line, _ := yamldoc.Place(item)
	r = row{file, table.Row{Line: line, Cells: map[string]table.Cell{}}}
	for _, v := range yamldoc.Fields(item) {
		at := placeOf(file, v.Key)
		c, ok := table.Find(rosterColumns[kind], v.Key.String())
		if !ok {
			ps = append(ps, at.Problem("De kolom %[1]q ken ik niet. Laat hem weg, of kies uit %[2]s", "The column %[1]q is not known. Leave it out, or choose from %[2]s",
				v.Key.String(), table.Names(rosterColumns[kind])))
			continue
		}
		if _, twice := r.Cells[c.Name]; twice {
			ps = append(ps, at.Problem("De kolom %s staat er twee keer", "The column %s is there twice", c.Name))
		}
		values := []ast.Node{v.Value}
		if seq, ok := v.Value.(*ast.SequenceNode); ok {
			values = seq.Values
		}
		var texts []string
		for _, n := range values {
			text, fault := yamldoc.Scalar(n, c.Name)
			if fault != nil {
				ps = append(ps, knowledge.Problem{File: file, Line: at.No, Col: at.Col, Severity: knowledge.Error, Code: fault.Code, NL: fault.NL, EN: fault.EN})
				continue
			}
			texts = append(texts, text)
		}
		r.Cells[c.Name] = table.Cell{Text: strings.Join(texts, ";"), Line: at.No, Col: at.Col}
	}
	return r, ps
}

// placeOf is where n stands in a file.
func placeOf(file string, n ast.Node) Line {
	line, col := yamldoc.Place(n)
	return Line{file, line, col}
}
