package teams

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares v, as indented JSON, with testdata/NAME.json.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	b, err := encode(v)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := json.Indent(&got, b, "", " "); err != nil {
		t.Fatal(err)
	}
	got.WriteString("\n")
	path := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run go test with -update and look at what it writes", err)
	}
	if d := cmp.Diff(string(want), got.String()); d != "" {
		t.Errorf("%s is sent otherwise (-want +got):\n%s", name, d)
	}
}

func TestCards(t *testing.T) {
	for name, r := range chattest.Cards() {
		t.Run(name, func(t *testing.T) {
			m := compose(r, "")
			if err := checkMessage(m); err != nil {
				t.Error(err)
			}
			golden(t, name, m)
		})
	}
}

// A dialog knows no Action.Execute, and no card in one may hold any.
func TestDialog(t *testing.T) {
	for name, r := range chattest.Cards() {
		c := cardOf(r, "", true)
		if err := checkCard(c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if b, err := encode(c); err != nil || strings.Contains(string(b), "Action.Execute") {
			t.Errorf("%s: %v %s", name, err, b)
		}
	}
	golden(t, "dialog", cardOf(chattest.Cards()["form-en"], "", true))
}

// In company the client of who asked is told to ask for their own view.
func TestCompany(t *testing.T) {
	golden(t, "company", compose(chattest.Cards()["step-nl"], "29:1ada"))
}

// A card within the limits of chat that is too large for the platform keeps all of its
// text, its buttons and its questions.
func TestTooLarge(t *testing.T) {
	card := &chat.Card{Title: "Lang", Buttons: []chat.Button{{Label: "Verder", Action: chat.Action{Verb: "go"}}}}
	for range chat.MaxBlocks - 1 {
		var list chat.Checklist
		for range chat.MaxItems {
			n := len(card.Body)*chat.MaxItems + len(list)
			list = append(list, chat.Item{Text: "punt", Detail: "extra",
				Toggle: chat.Action{Verb: "tick",
					Arg: strings.Repeat("x", 70) + string(rune('a'+n%26)) + string(rune('a'+n/26))}})
		}
		card.Body = append(card.Body, list)
	}
	card.Body = append(card.Body, chat.Tap{Prompt: "Lukte het?",
		Options: []chat.Button{{Label: "Ja", Action: chat.Action{Verb: "yes"}}}})
	r := chat.Reply{Text: "Lang", Card: card, Lang: "nl"}
	if err := r.Validate(); err != nil {
		t.Fatal(err)
	}
	m := compose(r, "")
	if err := checkMessage(m); err != nil {
		t.Fatal(err)
	}
	b, _ := encode(m)
	if n := strings.Count(string(b), "punt"); n != (chat.MaxBlocks-1)*chat.MaxItems {
		t.Errorf("%d items are left", n)
	}
	for _, want := range []string{`"Verder"`, `"Ja"`, "Lukte het?"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("there is no %s", want)
		}
	}
}

// A question of one tap stands where the card has it, above the buttons: a number that is typed counts it first.
func TestTap(t *testing.T) {
	tap := chat.Tap{Prompt: "Lukte het?", Options: []chat.Button{{Label: "Ja", Action: chat.Action{Verb: "yes"}}}}
	other := []chat.Button{{Label: "Anders", Action: chat.Action{Verb: "other"}}}
	for _, body := range [][]chat.Block{{tap}, {chat.Text("Tekst."), tap}} {
		b, err := encode(cardOf(chat.Reply{Text: "x", Card: &chat.Card{Body: body, Buttons: other}}, "", false))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Index(string(b), "Lukte") > strings.Index(string(b), "Anders") {
			t.Errorf("the button comes first in %s", b)
		}
	}
}

// Clients read Markdown in choices that they all show, but not in a list that opens.
func TestChoices(t *testing.T) {
	question := func(labels ...string) string {
		q := chat.Question{Field: "a", Prompt: "Wie?"}
		for _, l := range labels {
			q.Choices = append(q.Choices, chat.Choice{Value: l, Label: l})
		}
		return renderer{texts: textsIn("nl")}.question(q).Style
	}
	for want, labels := range map[string][][]string{"expanded": {{"Ik", "Jij"}, {"1", "2", "3", "4", "5"}},
		"compact": {{"Ik", "*Jij*"}, {"1", "2", "3", "4", "5", "6"}, {"[x](https://example.org)"}}} {
		for _, ls := range labels {
			if got := question(ls...); got != want {
				t.Errorf("%q are %s", ls, got)
			}
		}
	}
}

func TestBare(t *testing.T) {
	for s, want := range map[string]bool{
		"Geef feedback met de 4 G's (5 min)": true, "70:20:10": true, "Één ding": true,
		"2. Stap": false, "2) Stap": false,
		"# kop": false, "- punt": false, "a *b*": false, "a_b_c": false, "[x](y)": false,
		"<at>X</at>": false, "a\nb": false,
		"&lt;": false, "zie https://x.nl": false, "": false, "{{DATE(1)}}": false,
	} {
		if bare(s) != want {
			t.Errorf("bare(%q) = %v", s, !want)
		}
	}
}

// What a client would fill in is taken apart.
func TestDates(t *testing.T) {
	got := look{}.run("{{DATE(2026-01-01T00:00:00Z,SHORT)}} {{TIME(x)}}").Text
	if strings.Contains(got, "{{DATE") || strings.Contains(got, "{{TIME") {
		t.Errorf("%q", got)
	}
}

func BenchmarkRender(b *testing.B) {
	r := chattest.Cards()["answer-nl"]
	b.ReportAllocs()
	for b.Loop() {
		m := compose(r, "")
		if err := checkMessage(m); err != nil {
			b.Fatal(err)
		}
		if _, err := encode(m); err != nil {
			b.Fatal(err)
		}
	}
}
