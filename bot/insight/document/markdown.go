package document

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
)

// Markdown writes d as Markdown. A figure is what it says, with its readings.
func Markdown(out io.Writer, d Document) error {
	m := markdown{bufio.NewWriter(out), marks.Replace}
	if d.Marked {
		m.text = func(s string) string { return s }
	}
	fmt.Fprintf(m, "# %s\n", m.text(d.Title))
	for _, p := range d.Lead {
		m.para(m.text(p))
	}
	for _, s := range d.Sections {
		if s.Heading != "" {
			m.para(strings.Repeat("#", s.Level) + " " + m.text(s.Heading))
		}
		for _, b := range s.Blocks {
			m.block(b)
		}
	}
	if d.Note != "" {
		m.para("*" + m.text(d.Note) + "*")
	}
	return m.Flush()
}

// marks escapes what Markdown would read as more than text.
var marks = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "|", `\|`, "<", "&lt;", "[", `\[`,
	"]", `\]`, "#", `\#`, "\n", " ")

// A markdown writes the parts of one document.
type markdown struct {
	*bufio.Writer
	text func(string) string // a text of the document as Markdown
}

// para writes lines that belong together.
func (m markdown) para(lines ...string) { fmt.Fprintf(m, "\n%s\n", strings.Join(lines, "\n")) }

func (m markdown) block(b Block) {
	var lines []string
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	switch b := b.(type) {
	case Para:
		add("%s", m.text(string(b)))
	case Remark:
		add("*%s*", m.text(string(b)))
	case List:
		for _, item := range b {
			add("- %s", m.text(item))
		}
	case Steps:
		for i, s := range b.Items {
			add("%d. %s", max(b.Start, 1)+i, m.text(s.Text))
			for _, l := range s.Lines {
				add("   %s", m.text(l))
			}
		}
	case Facts:
		for _, f := range b {
			add("- **%s:** %s", m.text(f.Label), m.text(f.Value))
		}
	case Figure:
		add("*%s*", m.text(b.Says))
		if b.Readings {
			m.para(lines...)
			t := Table{Head: []string{b.Title, ""}, Numbers: []int{1}}
			for _, r := range b.Chart.Readings() {
				t.Rows = append(t.Rows, []string{r.Label, cmp.Or(r.Value, "–")})
			}
			lines = m.table(t)
		}
	case Table:
		if b.Caption != "" {
			m.para("**" + m.text(b.Caption) + "**")
		}
		lines = m.table(b)
	}
	m.para(lines...)
}

// table is t, line by line.
func (m markdown) table(t Table) (lines []string) {
	row := func(cells []string) {
		line := "|"
		for _, c := range cells {
			line += " " + strings.TrimLeft(m.text(c)+" ", " ") + "|"
		}
		lines = append(lines, line)
	}
	row(t.Head)
	line := "|"
	for i := range t.Head {
		if t.Numeric(i) {
			line += "---:|"
		} else {
			line += "---|"
		}
	}
	lines = append(lines, line)
	for _, cells := range t.Rows {
		row(cells)
	}
	return lines
}
