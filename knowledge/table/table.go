// Package table reads the tables that people keep: lists of people and units, trainings,
// values of indicators. They come as CSV or TSV, as spreadsheets and other programs write
// it, or as an XLSX workbook. It is the only reader of such files, so that each of them may
// be written in each of these ways; what the columns mean is for who reads it.
//
// Text may be UTF-8, UTF-16 or Windows-1252. What nobody sees is no part of a cell. Columns are parted by
// what the first line says ("sep=;") or holds most: commas, semicolons or tabs. Rows and
// columns without any content are no part of the table. Of a workbook the first visible
// sheet with content is read.
package table

import (
	"slices"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/bot/text/unseen"
	"github.com/handvat/handvat/knowledge"
)

// MaxFile is the size of the largest file that is read, in bytes.
const MaxFile = 16 << 20

// maxColumns is how many columns a table may have.
const maxColumns = 1000

// A Column is a column that a table may have.
type Column struct {
	Name  string   // in lower case
	Also  []string // other names that a header may give it, in lower case, with hyphens for spaces
	Must  bool     // the table must have it
	Short bool     // a row may end before it: then it is empty
}

// A Table is what one file holds, before its columns are known.
type Table struct {
	file   string
	header []Cell
	rows   [][]Cell
	ragged bool // a row that ends early has no cells missing: workbooks do not keep empty ones
}

// A Cell is one cell with its place.
type Cell struct {
	Text    string // on one line, without space around it
	Line    int    // from 1; in a workbook the row
	Col     int    // in characters from 1; in a workbook the number of the column
	decimal rune   // the decimal sign, as of the table; a number of a workbook has a point
}

// A Row is one row with content.
type Row struct {
	Line  int             // where it begins
	Cells map[string]Cell // by [Column.Name]
}

// Cell is the cell in a column; where the row has none it is empty and
// stands where the row begins.
func (r Row) Cell(column string) Cell {
	if c, ok := r.Cells[column]; ok {
		return c
	}
	return Cell{Line: r.Line, Col: 1}
}

// Get is the text of a cell.
func (r Row) Get(column string) string { return r.Cells[column].Text }

// Read reads a table. The name is that of the file and appears in the problems. With
// problems the table is nil.
func Read(name string, src []byte) (*Table, knowledge.Problems) {
	t := &Table{file: name}
	var fault *knowledge.Problem
	switch {
	case len(src) > MaxFile:
		fault = t.problem(1, 1, "too-large", func(w *texts) string { return w.TooLarge.With(MaxFile >> 20) })
	case isWorkbook(src):
		fault = t.readWorkbook(src)
	default:
		fault = t.readText(src)
	}
	if fault == nil && len(t.header) == 0 {
		fault = t.problem(1, 1, "no-header", func(w *texts) string { return w.NoHeader })
	}
	if fault != nil {
		return nil, knowledge.Problems{*fault}
	}
	return t, nil
}

func (t *Table) problem(line, col int, code string, says func(*texts) string) *knowledge.Problem {
	return &knowledge.Problem{File: t.file, Line: line, Col: col, Severity: knowledge.Error, Code: code,
		Says: Words.Say(says)}
}

// add takes one row: the first with content is the header.
func (t *Table) add(cells []Cell) {
	for len(cells) > 0 && t.ragged && cells[len(cells)-1].Text == "" {
		cells = cells[:len(cells)-1]
	}
	switch {
	case !slices.ContainsFunc(cells, func(c Cell) bool { return c.Text != "" }):
	case t.header == nil:
		t.header = cells
	default:
		t.rows = append(t.rows, cells)
	}
}

// Find is the column that a header or a key names.
func Find(columns []Column, name string) (Column, bool) {
	name = strings.ToLower(strings.NewReplacer(" ", "-", "_", "-").Replace(oneLine(name)))
	i := slices.IndexFunc(columns, func(c Column) bool { return c.Name == name || slices.Contains(c.Also, name) })
	if i < 0 {
		return Column{}, false
	}
	return columns[i], true
}

// Names are columns by all their names, as a sentence lists them.
func Names(columns []Column) string {
	var all []string
	for _, c := range columns {
		all = append(all, c.String())
	}
	return strings.Join(all, ", ")
}

// String is a column as problems name it, with what else a header may call it.
func (c Column) String() string {
	if len(c.Also) == 0 {
		return c.Name
	}
	return c.Name + " (" + strings.Join(c.Also, ", ") + ")"
}

// Unknown says that there is no column of that name.
func Unknown(name string, columns []Column) text.Said { return Words.Say(unknown(name, columns)) }

func unknown(name string, columns []Column) func(*texts) string {
	return func(w *texts) string { return w.UnknownColumn.With(strconv.Quote(name), Names(columns)) }
}

// Has reports whether the header names any of the columns.
func (t *Table) Has(columns ...Column) bool {
	return slices.ContainsFunc(t.header, func(h Cell) bool { _, ok := Find(columns, h.Text); return ok })
}

// Rows are the rows of a table that may have these columns, and what is wrong with it. A
// header with a problem leaves no rows; of the rows, those with a problem are left out. Of a
// header that names no column, others too are told that it could have named.
func (t *Table) Rows(columns []Column, others ...Column) (rows []Row, ps knowledge.Problems) {
	heads, known := make([]Column, len(t.header)), slices.Clone(columns)
	for _, c := range others {
		if _, ok := Find(columns, c.Name); !ok {
			known = append(known, c)
		}
	}
	for i, h := range t.header {
		c, ok := Find(columns, h.Text)
		switch {
		case h.Text == "":
		case !ok:
			ps = append(ps, *t.problem(h.Line, h.Col, "unknown-column", unknown(h.Text, known)))
		case slices.ContainsFunc(heads, func(o Column) bool { return o.Name == c.Name }):
			ps = append(ps, *t.problem(h.Line, h.Col, "column-twice",
				func(w *texts) string { return w.ColumnTwice.With(c) }))
		default:
			heads[i] = c
		}
	}
	for _, c := range columns {
		if c.Must && !slices.ContainsFunc(heads, func(o Column) bool { return o.Name == c.Name }) {
			ps = append(ps, *t.problem(t.header[0].Line, 1, "no-column",
				func(w *texts) string { return w.NoColumn.With(c, Names(columns)) }))
		}
	}
	if len(ps) > 0 {
		return nil, ps
	}
	for _, cells := range t.rows {
		row, fault := t.row(heads, cells)
		if fault != nil {
			ps = append(ps, *fault)
			continue
		}
		rows = append(rows, row)
	}
	return rows, ps
}

// row names the cells of a row.
func (t *Table) row(heads []Column, cells []Cell) (Row, *knowledge.Problem) {
	r := Row{Line: cells[0].Line, Cells: make(map[string]Cell, len(cells))}
	for i, c := range cells {
		switch {
		case i < len(heads) && heads[i].Name != "":
			r.Cells[heads[i].Name] = c
		case c.Text == "":
		case i < len(heads):
			return r, t.problem(c.Line, c.Col, "no-heading", func(w *texts) string { return w.NoHeading.With(c.Text) })
		default:
			return r, t.cellCount(c, len(cells), len(heads))
		}
	}
	for _, h := range heads[min(len(cells), len(heads)):] {
		if h.Name != "" && !h.Short && !t.ragged {
			return r, t.cellCount(cells[0], len(cells), len(heads))
		}
	}
	return r, nil
}

func (t *Table) cellCount(at Cell, n, want int) *knowledge.Problem {
	return t.problem(at.Line, at.Col, "cells", func(w *texts) string { return w.Cells.With(n, want) })
}

// oneLine is s without what nobody sees, with every run of spaces and line ends made one space.
func oneLine(s string) string { return strings.Join(strings.Fields(unseen.Out(s)), " ") }
