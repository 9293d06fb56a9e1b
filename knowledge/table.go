package knowledge

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

var delimiterRow = regexp.MustCompile(`^[ \t]*\|?([ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*$`)

// columnMark is what stands before a heading: whether it is asked or a result.
var columnMark = regexp.MustCompile(`^(\?|→|->| )+`)

// A cell is one cell of a table with its place.
type cell struct {
	text string
	at   pos
}

// table reads a pipe table. Columns marked ? are asked, and come first; the mark →
// of a result may be left out.
func (d *doc) table(s section) *Table {
	var rows [][]cell
	first := d.pos(s.from).line // the line after the heading, counted from 0
	for n := first; n < len(d.lines) && d.lines[n] < s.to; n++ {
		line := d.line(n)
		switch trimmed := strings.TrimSpace(line); {
		case trimmed == "":
		case !strings.HasPrefix(trimmed, "|"):
			d.wrong(pos{n + 1, 1}, "text-in-table", func(w *texts) string { return w.TextInTable })
		case len(rows) == 1 && delimiterRow.MatchString(line):
			rows = append(rows, nil)
		default:
			rows = append(rows, splitRow(line, n+1))
		}
	}
	if len(rows) < 3 || rows[1] != nil {
		d.wrong(s.at, "no-table", func(w *texts) string { return w.NoTable })
		return nil
	}
	t := new(Table)
	for i, c := range rows[0] {
		d.mark(c.at, "header", i)
		if strings.HasPrefix(c.text, "?") {
			if t.Conditions != i {
				d.wrong(c.at, "condition-order", func(w *texts) string { return w.ConditionOrder })
			}
			t.Conditions = i + 1
		}
		t.Header = append(t.Header, columnMark.ReplaceAllString(c.text, ""))
	}
	for i, row := range rows[2:] {
		if len(row) != len(t.Header) {
			d.wrong(row[0].at, "row-length",
				func(w *texts) string { return w.RowLength.With(i+1, len(row), len(t.Header)) })
			continue
		}
		d.mark(row[0].at, "table", len(t.Rows))
		cells := make([]string, len(row))
		for j, c := range row {
			d.mark(c.at, "table", len(t.Rows), j)
			cells[j] = c.text
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// splitRow cuts a row at its pipes; \| is a pipe within a cell. There is at least
// one cell.
func splitRow(line string, number int) []cell {
	var cells []cell
	runes := []rune(strings.TrimRight(line, " \t"))
	from := 0 // where the cell begins
	cut := func(to int) {
		text := string(runes[from:to])
		indent := len(text) - len(strings.TrimLeft(text, " \t"))
		if indent == len(text) {
			indent = 0
		}
		cells = append(cells, cell{oneLine(strings.ReplaceAll(text, `\|`, "|")), pos{number, from + indent + 1}})
		from = to + 1
	}
	opened := false
	for i, r := range runes {
		switch {
		case r != '|' || i > 0 && runes[i-1] == '\\':
		case !opened:
			opened, from = true, i+1
		default:
			cut(i)
		}
	}
	if from < len(runes) || len(cells) == 0 {
		cut(max(from, len(runes)))
	}
	return cells
}

// template is the text of the one block of code in a section.
func (d *doc) template(s section) string {
	var code *ast.FencedCodeBlock
	for _, n := range s.nodes {
		c, ok := n.(*ast.FencedCodeBlock)
		if !ok || code != nil {
			d.wrong(d.nodePos(s, n), "text-in-template", func(w *texts) string { return w.TextInTemplate })
			continue
		}
		code = c
	}
	if code == nil {
		return ""
	}
	var b strings.Builder
	lines, src := code.Lines(), []byte(d.text[s.base:])
	for i := range lines.Len() {
		seg := lines.At(i)
		b.Write(seg.Value(src))
	}
	d.mark(d.nodePos(s, code), "template")
	return strings.TrimSuffix(b.String(), "\n")
}
