package people

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/handvat/handvat/knowledge/yamldoc"
)

// Read adds what a file lists. A file that ends in .yaml or .yml has a list of units
// and one of people, or one of the two; any other file is comma- or semicolon-separated
// values with a header, and lists people if it has a column user or mail, and units
// otherwise.
func (r *Roster) Read(name string, text []byte) (ps []Problem) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".yaml" || ext == ".yml" {
		return r.readYAML(name, text)
	}
	return r.readCSV(name, text)
}

// add adds a row of a kind, which is "units" or "people".
func (r *Roster) add(kind string, rows []row) (ps []Problem) {
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

// columnsOf are the columns of a kind of row.
func columnsOf(kind string) []string {
	if kind == "units" {
		return unitColumns
	}
	return personColumns
}

// column is the column that a header or a key names, if rows of this kind have it.
func column(kind, name string) (string, bool) {
	c, ok := columnNames[strings.ToLower(strings.NewReplacer(" ", "-", "_", "-").Replace(strings.TrimSpace(name)))]
	return c, ok && slices.Contains(columnsOf(kind), c)
}

// unknownColumn tells of a column that we do not have.
func unknownColumn(at Line, kind, name string) Problem {
	return problem(at, "De kolom %[1]q ken ik niet. Laat hem weg (namen van mensen zijn niet nodig), of kies uit %[2]s",
		"The column %[1]q is not known. Leave it out (names of people are not needed), or choose from %[2]s", name, strings.Join(columnsOf(kind), ", "))
}

func (r *Roster) readCSV(name string, text []byte) (ps []Problem) {
	in := csv.NewReader(bytes.NewReader(text))
	head, _, _ := bytes.Cut(text, []byte("\n"))
	if bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		in.Comma = ';' // as spreadsheets write where the comma is a decimal sign
	}
	at := func() Line {
		line, _ := in.FieldPos(0)
		return Line{name, line}
	}
	header, err := in.Read()
	if err != nil {
		return []Problem{problem(Line{name, 1}, "Dit bestand heeft geen kopregel", "This file has no header row")}
	}
	kind := "units"
	for _, h := range header {
		if c, _ := column("people", h); c == "user" || c == "mail" {
			kind = "people"
		}
	}
	columns := make([]string, len(header))
	for i, h := range header {
		c, ok := column(kind, h)
		switch {
		case !ok:
			ps = append(ps, unknownColumn(at(), kind, h))
		case slices.Contains(columns, c):
			ps = append(ps, problem(at(), "De kolom %s staat er twee keer", "The column %s is there twice", c))
		}
		columns[i] = c
	}
	if len(ps) > 0 {
		return ps
	}
	rows := []row{}
	for {
		cells, err := in.Read()
		var bad *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return append(ps, r.add(kind, rows)...)
		case errors.Is(err, csv.ErrFieldCount):
			ps = append(ps, problem(at(), "Cellen in deze regel: %[1]d, in de kop: %[2]d", "Cells in this row: %[1]d, in the header: %[2]d", len(cells), len(columns)))
			continue
		case errors.As(err, &bad):
			return append(ps, problem(Line{name, bad.Line}, "Hier klopt een aanhalingsteken niet", "A quotation mark is wrong here"))
		}
		row := row{at(), map[string]string{}}
		for i, c := range cells {
			row.cells[columns[i]] = strings.TrimSpace(c)
		}
		rows = append(rows, row)
	}
}

func (r *Roster) readYAML(name string, text []byte) (ps []Problem) {
	file, err := yamldoc.Parse(text)
	if err != nil || len(file.Docs) != 1 || file.Docs[0].Body == nil {
		what := "one document"
		if err != nil {
			what = strings.SplitN(strings.TrimSpace(err.Error()), "\n", 2)[0]
		}
		return []Problem{problem(Line{name, 1}, "Dit is geen YAML: %s", "This is not YAML: %s", what)}
	}
	for _, v := range yamldoc.Fields(file.Docs[0].Body) {
		at := Line{name, v.Key.GetToken().Position.Line}
		kind := v.Key.String()
		items, isList := v.Value.(*ast.SequenceNode)
		if kind != "units" && kind != "people" || !isList {
			ps = append(ps, problem(at, "Verwacht: een lijst units of een lijst people", "Expected a list of units or a list of people"))
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
		ps = append(ps, problem(Line{name, 1}, "Verwacht: een lijst units of een lijst people", "Expected a list of units or a list of people"))
	}
	return ps
}

// yamlRow reads an item of a list of units or people.
func yamlRow(file, kind string, item ast.Node) (r row, ps []Problem) {
	r = row{Line{file, item.GetToken().Position.Line}, map[string]string{}}
	for i, v := range yamldoc.Fields(item) {
		at := Line{file, v.Key.GetToken().Position.Line}
		if i == 0 {
			r.Line = at
		}
		c, ok := column(kind, v.Key.String())
		if !ok {
			ps = append(ps, unknownColumn(at, kind, v.Key.String()))
			continue
		}
		if _, twice := r.cells[c]; twice {
			ps = append(ps, problem(at, "De kolom %s staat er twee keer", "The column %s is there twice", c))
		}
		values := []ast.Node{v.Value}
		if seq, ok := v.Value.(*ast.SequenceNode); ok {
			values = seq.Values
		}
		var texts []string
		for _, n := range values {
			text, fault := yamldoc.Scalar(n, c)
			if fault != nil {
				ps = append(ps, Problem{at, fault.NL, fault.EN})
				continue
			}
			texts = append(texts, text)
		}
		r.cells[c] = strings.Join(texts, ";")
	}
	return r, ps
}
