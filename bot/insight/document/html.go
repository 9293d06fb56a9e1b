package document

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/chart"
)

var (
	//go:embed page.css
	pageCSS string

	//go:embed page.html
	pageHTML string
)

// pageTemplate writes all HTML, so that no text can become markup.
var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// HTML writes d as one page that needs nothing else: it can be mailed, kept and
// printed, and reads the same with styles and pictures switched off.
func HTML(out io.Writer, d Document) error {
	if err := pageTemplate.Execute(out, page{d}); err != nil {
		return fmt.Errorf("document: html: %w", err)
	}
	return nil
}

// A page is a document with what its template asks.
type page struct{ Document }

// Style is how all pages look.
func (page) Style() template.CSS { return template.CSS(pageCSS + chart.CSS) }

// Spans are the looks of a text.
func (p page) Spans(text any) []chat.Span {
	s := fmt.Sprint(text)
	if p.Marked {
		return chat.Spans(s)
	}
	return []chat.Span{{Text: s}}
}

// Cell is the text of a cell; a web address is a link.
func (p page) Cell(s string) []chat.Span {
	if short, ok := strings.CutPrefix(s, "https://"); ok && !strings.ContainsAny(s, " \t\n") {
		return []chat.Span{{Text: short, URL: s}}
	}
	return p.Spans(s)
}
