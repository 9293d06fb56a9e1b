package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Markdown writes d as Markdown. A plot is what it says; its readings are in the table
// below it.
func Markdown(out io.Writer, d Document) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "# %s\n", marks.Replace(d.Title))
	for _, p := range d.Lead {
		fmt.Fprintf(w, "\n%s\n", marks.Replace(p))
	}
	for _, s := range d.Sections {
		fmt.Fprintf(w, "\n%s %s\n", strings.Repeat("#", s.Level), marks.Replace(s.Heading))
		for _, b := range s.Blocks {
			w.WriteString("\n")
			markdownBlock(w, b)
		}
	}
	return w.Flush()
}

func markdownBlock(w *bufio.Writer, b Block) {
	switch b := b.(type) {
	case Para:
		fmt.Fprintf(w, "%s\n", marks.Replace(string(b)))
	case Remark:
		fmt.Fprintf(w, "*%s*\n", marks.Replace(string(b)))
	case List:
		for _, item := range b {
			fmt.Fprintf(w, "- %s\n", marks.Replace(item))
		}
	case Plot:
		fmt.Fprintf(w, "> %s\n", marks.Replace(b.Says))
	case Table:
		if b.Caption != "" {
			fmt.Fprintf(w, "**%s**\n\n", marks.Replace(b.Caption))
		}
		line := func(cells []string) {
			for _, c := range cells {
				fmt.Fprintf(w, "| %s ", marks.Replace(c))
			}
			w.WriteString("|\n")
		}
		line(b.Head)
		for i := range b.Head {
			w.WriteString(map[bool]string{false: "|---", true: "|---:"}[b.numeric(i)])
		}
		w.WriteString("|\n")
		for _, row := range b.Rows {
			line(row)
		}
	}
}

// marks escapes what Markdown would read as more than text.
var marks = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "|", `\|`, "<", "&lt;", "[", `\[`, "]", `\]`, "#", `\#`, "\n", " ")

// numeric reports whether column i of t holds numbers.
func (t Table) numeric(i int) bool {
	for _, n := range t.Numbers {
		if n == i {
			return true
		}
	}
	return false
}
