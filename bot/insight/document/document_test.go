package document

import (
	"io"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
)

func written(t *testing.T, d Document, as func(io.Writer, Document) error) string {
	t.Helper()
	var b strings.Builder
	if err := as(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestOfCard holds that a card keeps its marks and its numbers as a document, and loses
// what is pressed.
func TestOfCard(t *testing.T) {
	c := chat.Card{Title: "A_b_", Note: "small", Buttons: []chat.Button{{Label: "press"}}, Body: []chat.Block{
		chat.Text("a **bold** word"), chat.Tap{Prompt: "tap"}, chat.Heading("<Next>"),
		chat.Steps{Start: 3, Items: []chat.Step{{Text: "do", Lines: []string{"so"}}}},
		chat.Table{Header: []string{"h"}, Rows: [][]string{{"https://example.org"}}},
		chat.Plot{Title: "p", Says: "up", Unit: "days",
			Points: []chat.Point{{Label: "w1", Value: 1500}, {Label: "w2", Missing: true}}},
	}}
	d := OfCard(c, "nl")
	md, page := written(t, d, Markdown), written(t, d, HTML)
	for text, in := range map[string]string{
		"# A_b_\n\na **bold** word\n\n## <Next>\n\n3. do\n   so\n\n| h |\n|---|\n| https://example.org |\n\n*up*\n\n" +
			"| p | |\n|---|---:|\n| w1 | 1.500\u00a0days |\n| w2 | – |\n\n*small*\n": md,
		"<p>a <strong>bold</strong> word</p>": page, "<h2>&lt;Next&gt;</h2>": page, `<ol start="3">`: page,
		`<a href="https://example.org">example.org</a>`: page, "<footer>small</footer>": page,
	} {
		if !strings.Contains(in, text) {
			t.Errorf("no %q in\n%s", text, in)
		}
	}
	if strings.Contains(md+page, "tap") || strings.Contains(md+page, "press") {
		t.Error("a file has buttons")
	}
}

// TestPlainTextIsNoMarkup holds that what people wrote stays as they wrote it.
func TestPlainTextIsNoMarkup(t *testing.T) {
	d := Document{Title: "*", Sections: []Section{{Level: 2, Heading: "#",
		Blocks: []Block{Para("a *b* [c](https://d)"), Table{Head: []string{"|"}, Rows: [][]string{{"<i>"}}}}}}}
	if md := written(t, d,
		Markdown); md != "# \\*\n\n## \\#\n\na \\*b\\* \\[c\\](https://d)\n\n| \\| |\n|---|\n| &lt;i> |\n" {
		t.Error(md)
	}
	if page := written(t, d, HTML); !strings.Contains(page, "<p>a *b* [c](https://d)</p>") ||
		!strings.Contains(page, ">&lt;i&gt;</td>") {
		t.Error(page)
	}
}

// TestNoTextIsAFormula holds that a spreadsheet reads no text in comma-separated values as
// a formula, and that a number stays one.
func TestNoTextIsAFormula(t *testing.T) {
	var b strings.Builder
	err := Comma(&b, []string{"a", "b", "c", "d", "e"}, []string{"=1+1", "-", "plain"},
		func(s string) []any { return []any{s, -1.5, 12, Count(0), true} })
	if err != nil || b.String() != "a,b,c,d,e\n'=1+1,-1.5,12,,true\n'-,-1.5,12,,true\nplain,-1.5,12,,true\n" {
		t.Error(err, b.String())
	}
}
