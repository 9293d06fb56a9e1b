package teams

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/handvat/handvat/bot/chat"
)

// A look is how text is drawn.
type look struct {
	size                       string
	bold, italic, subtle, mono bool
}

// run is s in this look. Clients fill in {{DATE(…)}} and {{TIME(…)}} even in plain
// text, so these are taken apart.
func (l look) run(s string) *textRun {
	t := &textRun{Type: "TextRun", Text: dates.Replace(s), Size: l.size, Italic: l.italic, IsSubtle: l.subtle}
	if l.bold {
		t.Weight = "Bolder"
	}
	if l.mono {
		t.FontType = "Monospace"
	}
	return t
}

var dates = strings.NewReplacer("{{DATE", "{\u2060{DATE", "{{TIME", "{\u2060{TIME")

// spans is s in this look, with the looks of its own marks.
func spans(s string, l look) (out []*textRun) {
	for _, sp := range chat.Spans(s) {
		own := l
		own.bold, own.italic, own.mono = l.bold || sp.Bold, l.italic != sp.Italic, sp.Code
		t := own.run(sp.Text)
		if sp.URL != "" {
			t.SelectAction = &action{Type: "Action.OpenUrl", Title: sp.URL, URL: sp.URL}
		}
		out = append(out, t)
	}
	return out
}

// rich is one paragraph.
func rich(runs ...*textRun) *element { return &element{Type: "RichTextBlock", Inlines: runs} }

// tight draws e close to what is above it.
func tight(e *element) *element {
	e.Spacing = "Small"
	return e
}

// fact is a label with its value.
func fact(label, value string) *element {
	return rich(append([]*textRun{look{bold: true}.run(chat.Leading(label))}, spans(value, look{})...)...)
}

// row is what belongs to a mark, such as a number, beside it.
func row(mark string, items ...*element) *element {
	return &element{Type: "ColumnSet", Spacing: "Small", Columns: []*element{
		{Type: "Column", Width: "auto", Items: []*element{rich(look{}.run(mark))}},
		{Type: "Column", Width: "stretch", Items: items},
	}}
}

func number(n int) string { return strconv.Itoa(n) + "." }

// heading is s as a heading for screen readers too, which only a TextBlock can be. A
// TextBlock reads Markdown: what could be taken for it is drawn to look like a heading.
func heading(s, size string) *element {
	if bare(s) {
		return &element{Type: "TextBlock", Text: s, Size: size, Weight: "Bolder", Wrap: true, Style: "heading"}
	}
	return rich(look{bold: true, size: size}.run(s))
}

var listRE = regexp.MustCompile(`^[0-9]+[.)]`)

// bare reports whether s is the same with Markdown as without.
func bare(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return (unicode.IsLetter(first) || unicode.IsDigit(first)) && !listRE.MatchString(s) &&
		!strings.ContainsAny(s, "\\`*_[]<>&#~|{}\n") && !strings.Contains(s, "://")
}
