package report

import (
	"bufio"
	_ "embed"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
)

//go:embed report.css
var style string

// HTML writes d as one page that needs nothing else: it can be mailed, kept and
// printed. Plots are pictures in it, with what they say beside them.
func HTML(out io.Writer, d Document) error {
	w := bufio.NewWriter(out)
	esc := html.EscapeString
	fmt.Fprintf(w, "<!doctype html>\n<html lang=%q>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n<h1>%s</h1>\n", d.Lang, esc(d.Title), style, esc(d.Title))
	for i, p := range d.Lead {
		class := map[bool]string{true: ` class="lead"`}[i == 0]
		fmt.Fprintf(w, "<p%s>%s</p>\n", class, esc(p))
	}
	open := false
	for _, s := range d.Sections {
		if s.Level == 2 {
			if open {
				w.WriteString("</section>\n")
			}
			w.WriteString("<section>\n")
			open = true
		}
		fmt.Fprintf(w, "<h%d>%s</h%[1]d>\n", s.Level, esc(s.Heading))
		for _, b := range s.Blocks {
			if err := htmlBlock(w, b, d.Lang); err != nil {
				return err
			}
		}
	}
	if open {
		w.WriteString("</section>\n")
	}
	w.WriteString("</main>\n</body>\n</html>\n")
	return w.Flush()
}

func htmlBlock(w *bufio.Writer, b Block, lang string) error {
	esc := html.EscapeString
	switch b := b.(type) {
	case Para:
		fmt.Fprintf(w, "<p>%s</p>\n", esc(string(b)))
	case Remark:
		fmt.Fprintf(w, "<p class=\"remark\">%s</p>\n", esc(string(b)))
	case List:
		w.WriteString("<ul>\n")
		for _, item := range b {
			fmt.Fprintf(w, "<li>%s</li>\n", esc(item))
		}
		w.WriteString("</ul>\n")
	case Plot:
		svg, err := b.svg(lang)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "<figure>\n%s", svg)
		if b.Key != "" {
			fmt.Fprintf(w, "<figcaption>%s</figcaption>\n", esc(b.Key))
		}
		w.WriteString("</figure>\n")
	case Table:
		w.WriteString("<div class=\"wide\"><table>\n")
		if b.Caption != "" {
			fmt.Fprintf(w, "<caption>%s</caption>\n", esc(b.Caption))
		}
		w.WriteString("<thead><tr>")
		for i, c := range b.Head {
			fmt.Fprintf(w, "<th scope=\"col\"%s>%s</th>", b.class(i), esc(c))
		}
		w.WriteString("</tr></thead>\n<tbody>\n")
		for _, row := range b.Rows {
			w.WriteString("<tr>")
			for i, c := range row {
				fmt.Fprintf(w, "<td%s data-of=%s>%s</td>", b.class(i), strconv.Quote(esc(b.Head[i])), cell(c))
			}
			w.WriteString("</tr>\n")
		}
		w.WriteString("</tbody>\n</table></div>\n")
	}
	return nil
}

// cell is the text of a cell; a web address is a link.
func cell(s string) string {
	text := html.EscapeString(s)
	if short, ok := strings.CutPrefix(s, "https://"); ok && !strings.ContainsAny(s, " \t\n") {
		return `<a href="` + text + `">` + html.EscapeString(short) + "</a>"
	}
	return text
}

func (t Table) class(i int) string {
	if t.numeric(i) {
		return ` class="n"`
	}
	return ""
}
