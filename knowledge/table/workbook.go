package table

import (
	"bytes"
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/handvat/handvat/knowledge"
)

// maxUnzipped bounds what a workbook may hold unpacked, in bytes.
const maxUnzipped = 64 << 20

// isWorkbook reports whether src is a workbook, also one of a kind that is not read.
func isWorkbook(src []byte) bool {
	return bytes.HasPrefix(src, []byte("PK\x03\x04")) || bytes.HasPrefix(src, []byte("\xd0\xcf\x11\xe0"))
}

// readWorkbook reads the first visible sheet with content.
func (t *Table) readWorkbook(src []byte) (fault *knowledge.Problem) {
	unreadable := t.problem(1, 1, "workbook", func(w *texts) string { return w.Workbook })
	defer func() {
		if recover() != nil { // in the reader of workbooks
			fault = unreadable
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(src),
		excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped})
	if err != nil {
		return unreadable
	}
	defer f.Close()
	b := workbook{f: f, styles: map[int]kind{}}
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		b.from1904 = *p.Date1904
	}
	t.ragged = true
	for _, sheet := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(sheet); err != nil || !visible {
			continue
		}
		if fault := t.readSheet(b, sheet); fault != nil || t.header != nil {
			return fault
		}
	}
	return nil
}

func (t *Table) readSheet(b workbook, sheet string) *knowledge.Problem {
	rows, err := b.f.Rows(sheet)
	if err != nil { // a sheet with only a chart
		return nil
	}
	defer rows.Close()
	for line := 1; rows.Next(); line++ {
		values, err := rows.Columns()
		if err != nil {
			return t.problem(line, 1, "workbook", func(w *texts) string { return w.Row })
		}
		if len(values) > maxColumns {
			return t.tooWide(line)
		}
		cells := make([]Cell, len(values))
		for i, v := range values {
			cells[i] = Cell{Line: line, Col: i + 1}
			if v == "" {
				continue
			}
			if err := b.read(sheet, v, &cells[i]); err != nil {
				return t.problem(line, i+1, "cell", func(w *texts) string { return w.CellError.With(v) })
			}
		}
		t.add(cells)
	}
	return nil
}

// A workbook is a workbook being read.
type workbook struct {
	f        *excelize.File
	from1904 bool // its days are counted from 1904
	styles   map[int]kind
}

// A kind is what a number is, as its format shows it.
type kind int

const (
	isNumber kind = iota
	isPercent
	isDay
)

var errCell = errors.New("the cell holds an error")

// read puts the value of a cell in c as people see it: a day as 2027-03-31, a share with its
// percent sign. A number that is neither is written with a point.
func (b workbook) read(sheet, value string, c *Cell) error {
	c.Text = oneLine(value)
	name, err := excelize.CoordinatesToCellName(c.Col, c.Line)
	if err != nil {
		return err
	}
	typ, err := b.f.GetCellType(sheet, name)
	if err != nil {
		return err
	}
	switch typ {
	case excelize.CellTypeError:
		return errCell
	case excelize.CellTypeDate:
		c.Text = strings.TrimSuffix(strings.TrimSuffix(c.Text, "Z"), "T00:00:00")
	case excelize.CellTypeUnset, excelize.CellTypeNumber:
		n, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return nil
		}
		// as many digits as are shown
		if n, err = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64); err != nil {
			return err
		}
		c.decimal = '.'
		switch k, err := b.kind(sheet, name); {
		case err != nil:
			return err
		case k == isPercent:
			c.Text = strconv.FormatFloat(math.Round(n*1e10)/1e8, 'f', -1, 64) + "%"
		case k == isDay:
			day, err := excelize.ExcelDateToTime(n, b.from1904)
			if err != nil {
				return err
			}
			c.Text = strings.TrimSuffix(day.Format("2006-01-02 15:04"), " 00:00")
		default:
			c.Text = strconv.FormatFloat(n, 'f', -1, 64)
		}
	}
	return nil
}

// kind is what the number in a cell is.
func (b workbook) kind(sheet, cell string) (kind, error) {
	id, err := b.f.GetCellStyle(sheet, cell)
	if err != nil {
		return isNumber, err
	}
	if k, ok := b.styles[id]; ok {
		return k, nil
	}
	style, err := b.f.GetStyle(id)
	if err != nil { // there is no such style, as where a program writes values only: a number as it stands
		style = new(excelize.Style)
	}
	k := isNumber
	switch n := style.NumFmt; {
	case n == 9 || n == 10:
		k = isPercent
	case n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58:
		k = isDay
	}
	if style.CustomNumFmt != nil {
		k = kindOf(*style.CustomNumFmt)
	}
	b.styles[id] = k
	return k, nil
}

// kindOf reads a format of numbers, such as yyyy-mm-dd or 0.0%, but for what it says
// between quotes and brackets.
func kindOf(format string) kind {
	var end rune
	for _, r := range strings.ToLower(format) {
		switch {
		case end != 0:
			if r == end {
				end = 0
			}
		case r == '"':
			end = '"'
		case r == '[':
			end = ']'
		case r == '%':
			return isPercent
		case r == 'd' || r == 'y':
			return isDay
		}
	}
	return isNumber
}
