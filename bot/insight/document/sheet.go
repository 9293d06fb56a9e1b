package document

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/handvat/handvat/bot/insight/terms"
)

// A Row is one figure of a document, for a spreadsheet.
type Row struct {
	Section string // id of the case or the benefit
	Level   int    // of evaluation; none if below 0
	Measure string
	Kind    string // baseline, reading, target, effect, use …
	When    string // day or period
	Value   *float64
	Unit    string
	N       int
	People  int
	State   string // why there is no value, such as "missed" or "withheld"
	Method  string
	Comment string
}

// rowHead names the columns of the figures. They are the same in every language, for
// programs.
var rowHead = []string{"section", "level", "measure", "kind", "when", "value", "unit", "n", "people",
	"state", "method", "comment"}

// cells are what r says, in the order of rowHead; nil is nothing.
func (r Row) cells() []any {
	var value, level any
	if r.Value != nil {
		value = math.Round(*r.Value*1e6) / 1e6 // what is after that is of the reckoning, not of the figure
	}
	if r.Level >= 0 {
		level = r.Level
	}
	return []any{r.Section, level, r.Measure, r.Kind, r.When, value, r.Unit, Count(r.N), Count(r.People),
		r.State, r.Method, r.Comment}
}

// Count is n for a cell; nothing if there is none, or if it is not told.
func Count(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// CSV writes the figures of d, one per row. A figure that is missing has an empty value
// and a state that says why; it is never zero.
func CSV(out io.Writer, d Document) error { return Comma(out, rowHead, d.Rows, Row.cells) }

// Comma writes rows as comma-separated values below a header. A cell that is nil is empty,
// and no text is taken for a formula.
func Comma[T any](out io.Writer, head []string, rows []T, cells func(T) []any) error {
	w := csv.NewWriter(out)
	if err := w.Write(head); err != nil {
		return err
	}
	for _, r := range rows {
		var line []string
		for _, c := range cells(r) {
			line = append(line, text(c))
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// text is a cell for a program.
func text(c any) string {
	switch c := c.(type) {
	case nil:
		return ""
	case string:
		return safe(c)
	case float64:
		return strconv.FormatFloat(c, 'f', -1, 64)
	}
	return fmt.Sprint(c)
}

// safe is s so that a spreadsheet does not take it for a formula.
func safe(s string) string {
	switch r, _ := utf8.DecodeRuneInString(s); r {
	case '=', '+', '-', '@', '\t', '\r':
		return "'" + s
	}
	return s
}

// XLSX writes d as a workbook: a sheet to read, with the figures drawn, and a sheet with
// those of [CSV] as numbers.
func XLSX(out io.Writer, d Document) error {
	f := excelize.NewFile()
	defer f.Close()
	s := &sheet{f: f, name: "Handvat"}
	if err := s.fill(d); err != nil {
		return fmt.Errorf("document: xlsx: %w", err)
	}
	if err := figures(f, terms.Words.In(d.Lang).Figures, d.Rows); err != nil {
		return fmt.Errorf("document: xlsx: figures: %w", err)
	}
	return f.Write(out)
}

// A sheet is the one to read, being filled from the top. After an error nothing more is written.
type sheet struct {
	f     *excelize.File
	name  string
	row   int
	looks [len(looks)]int // its own number of each look
	err   error
}

// do keeps the error of a step, if it is the first.
func (s *sheet) do(err error) { s.err = cmp.Or(s.err, err) }

// The looks of a row, by number.
const (
	normal = iota
	title
	heading
	bold
	wrap
	dim
)

var looks = [...]excelize.Style{
	normal:  {},
	title:   {Font: &excelize.Font{Bold: true, Size: 18}},
	heading: {Font: &excelize.Font{Bold: true, Size: 13, Color: "0F6B5C"}},
	bold: {Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
		Border: []excelize.Border{{Type: "bottom", Color: "E5DED2", Style: 1}}},
	wrap: {Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}},
	dim:  {Font: &excelize.Font{Italic: true, Color: "665F56"}},
}

func (s *sheet) fill(d Document) error {
	s.do(s.f.SetSheetName("Sheet1", s.name))
	for i := range looks {
		look, err := s.f.NewStyle(&looks[i])
		s.looks[i] = look
		s.do(err)
	}
	s.do(s.f.SetColWidth(s.name, "A", "A", 44))
	s.do(s.f.SetColWidth(s.name, "B", "H", 22))
	s.line(title, d.Title)
	for _, p := range d.Lead {
		s.line(normal, p)
	}
	for _, sec := range d.Sections {
		s.row++
		s.line(heading, sec.Heading)
		for _, b := range sec.Blocks {
			s.block(b)
		}
	}
	return s.err
}

// line writes the cells of one row.
func (s *sheet) line(look int, cells ...string) {
	s.row++
	for i, c := range cells {
		if s.err != nil {
			return
		}
		at, err := excelize.CoordinatesToCellName(i+1, s.row)
		s.do(err)
		s.do(s.f.SetCellStr(s.name, at, c))
		s.do(s.f.SetCellStyle(s.name, at, at, s.looks[look]))
	}
}

// drawnRows is how many rows a drawing takes.
const drawnRows = 10

func (s *sheet) block(b Block) {
	switch b := b.(type) {
	case Para:
		s.line(normal, string(b))
	case Remark:
		s.line(dim, string(b))
	case List:
		for _, item := range b {
			s.line(normal, "• "+item)
		}
	case Table:
		if b.Caption != "" {
			s.line(normal, b.Caption)
		}
		s.line(bold, b.Head...)
		for _, row := range b.Rows {
			s.line(wrap, row...)
		}
		s.row++
	case Figure:
		png, err := b.PNG()
		s.do(err)
		s.line(dim, b.Says)
		at := fmt.Sprintf("A%d", s.row+1)
		s.row += drawnRows
		s.do(s.f.AddPictureFromBytes(s.name, at, &excelize.Picture{Extension: ".png", File: png,
			Format: &excelize.GraphicOptions{AltText: b.Says, ScaleX: 0.5, ScaleY: 0.5}}))
	}
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
		cells := r.cells()
		for n, c := range cells {
			if s, ok := c.(string); ok {
				cells[n] = safe(s)
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
			return err
		}
	}
	return w.Flush()
}
