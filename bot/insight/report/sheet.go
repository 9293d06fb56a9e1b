package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/handvat/handvat/bot/words"
)

// rowHead names the columns of the figures. They are the same in every language, for
// programs.
var rowHead = []string{"section", "level", "measure", "kind", "when", "value", "unit", "n", "people", "state", "method", "comment"}

// CSV writes the figures of d, one per row. A figure that is missing has an empty value
// and a state that says why; it is never zero.
func CSV(out io.Writer, d Document) error {
	w := csv.NewWriter(out)
	if err := w.Write(rowHead); err != nil {
		return err
	}
	for _, r := range d.Rows {
		var cells []string
		for _, c := range r.cells() {
			cells = append(cells, text(c))
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// cells are what r says, in the order of rowHead; nil is nothing.
func (r Row) cells() []any {
	var value, n, people, level any
	if r.Value != nil {
		value = math.Round(*r.Value*1e6) / 1e6 // what is after that is of the reckoning, not of the figure
	}
	if r.N > 0 {
		n = r.N
	}
	if r.People > 0 {
		people = r.People
	}
	if r.Level >= 0 {
		level = r.Level
	}
	return []any{safe(r.Section), level, safe(r.Measure), r.Kind, r.When, value, safe(r.Unit), n, people, r.State, r.Method, safe(r.Comment)}
}

// safe is s so that a spreadsheet does not take it for a formula.
func safe(s string) string {
	switch r, _ := utf8.DecodeRuneInString(s); r {
	case '=', '+', '-', '@', '\t', '\r':
		return "'" + s
	}
	return s
}

func text(c any) string {
	switch c := c.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(c, 'f', -1, 64)
	}
	return fmt.Sprint(c)
}

// XLSX writes d as a workbook: a sheet to read, with the plots, and a sheet with the
// figures of [CSV] as numbers.
func XLSX(out io.Writer, d Document) error {
	f := excelize.NewFile()
	defer f.Close()
	s := &sheet{f: f, name: "Handvat", lang: d.Lang}
	if err := s.fill(d); err != nil {
		return fmt.Errorf("report: xlsx: %w", err)
	}
	if err := figures(f, words.In(d.Lang).Report.Figures, d.Rows); err != nil {
		return fmt.Errorf("report: xlsx: figures: %w", err)
	}
	return f.Write(out)
}

// A sheet is the one to read, being filled from the top.
type sheet struct {
	f                               *excelize.File
	name, lang                      string
	row                             int
	title, heading, bold, wrap, dim int // styles
}

func (s *sheet) fill(d Document) error {
	if err := s.f.SetSheetName("Sheet1", s.name); err != nil {
		return err
	}
	for _, st := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 18}}},
		{&s.heading, excelize.Style{Font: &excelize.Font{Bold: true, Size: 13, Color: "0F6B5C"}}},
		{&s.bold, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, Border: []excelize.Border{{Type: "bottom", Color: "E5DED2", Style: 1}}}},
		{&s.wrap, excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&s.dim, excelize.Style{Font: &excelize.Font{Italic: true, Color: "665F56"}}},
	} {
		id, err := s.f.NewStyle(&st.style)
		if err != nil {
			return err
		}
		*st.id = id
	}
	if err := s.f.SetColWidth(s.name, "A", "A", 44); err != nil {
		return err
	}
	if err := s.f.SetColWidth(s.name, "B", "H", 22); err != nil {
		return err
	}
	if err := s.line(s.title, d.Title); err != nil {
		return err
	}
	for _, p := range d.Lead {
		if err := s.line(0, p); err != nil {
			return err
		}
	}
	for _, sec := range d.Sections {
		s.row++
		if err := s.line(s.heading, sec.Heading); err != nil {
			return err
		}
		for _, b := range sec.Blocks {
			if err := s.block(b); err != nil {
				return err
			}
		}
	}
	return nil
}

// line writes the cells of one row.
func (s *sheet) line(style int, cells ...string) error {
	s.row++
	for i, c := range cells {
		at, err := excelize.CoordinatesToCellName(i+1, s.row)
		if err != nil {
			return err
		}
		if err := s.f.SetCellStr(s.name, at, c); err != nil {
			return err
		}
		if err := s.f.SetCellStyle(s.name, at, at, style); err != nil {
			return err
		}
	}
	return nil
}

// plotRows is how many rows a plot takes.
const plotRows = 15

func (s *sheet) block(b Block) error {
	switch b := b.(type) {
	case Para:
		return s.line(0, string(b))
	case Remark:
		return s.line(s.dim, string(b))
	case List:
		for _, item := range b {
			if err := s.line(0, "• "+item); err != nil {
				return err
			}
		}
	case Table:
		if b.Caption != "" {
			if err := s.line(0, b.Caption); err != nil {
				return err
			}
		}
		if err := s.line(s.bold, b.Head...); err != nil {
			return err
		}
		for _, row := range b.Rows {
			if err := s.line(s.wrap, row...); err != nil {
				return err
			}
		}
		s.row++
	case Plot:
		png, err := b.png(s.lang)
		if err != nil {
			return err
		}
		if err := s.line(s.dim, b.Says); err != nil {
			return err
		}
		at := fmt.Sprintf("A%d", s.row+1)
		s.row += plotRows
		return s.f.AddPictureFromBytes(s.name, at, &excelize.Picture{Extension: ".png", File: png, Format: &excelize.GraphicOptions{AltText: b.Says, ScaleX: 0.5, ScaleY: 0.5}})
	}
	return nil
}

// figures writes the rows as numbers in a sheet of their own.
func figures(f *excelize.File, name string, rows []Row) error {
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	head := make([]any, len(rowHead))
	for i, h := range rowHead {
		head[i] = h
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	for i, r := range rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), r.cells()); err != nil {
			return err
		}
	}
	return w.Flush()
}
