package web

import (
	"bytes"
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

// draw is m as HTML, without lines that hold nothing.
func draw(t *testing.T, m *message) string {
	t.Helper()
	var b bytes.Buffer
	if err := newRenderer(newAssets(static).address).message(&b, viewOf(m, "nl")); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.Lines(b.String() + "\n") {
		if strings.TrimSpace(line) != "" {
			out.WriteString(line)
		}
	}
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".html")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run go test with -update and look at what it writes", err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s is drawn otherwise (-want +got):\n%s", name, d)
	}
}

func TestCards(t *testing.T) {
	for name, r := range chattest.Cards() {
		t.Run(name, func(t *testing.T) {
			golden(t, name, draw(t, &message{Seq: 7, Key: "key", Reply: r}))
		})
	}
}

// A question with few choices is asked with buttons; one with many, with a list.
func TestQuestions(t *testing.T) {
	choices := func(n int) (out []chat.Choice) {
		for i := range n {
			out = append(out, chat.Choice{Value: string(rune('a' + i)), Label: "Keuze " + string(rune('A'+i))})
		}
		return out
	}
	send := chat.Button{Label: "Verstuur", Action: chat.Action{Verb: "send", Arg: "x"}, Submit: true}
	form := func(qs ...chat.Block) *message {
		return &message{Seq: 7, Key: "key", Reply: chat.Reply{Lang: "nl", Text: "x",
			Card: &chat.Card{Body: qs, Buttons: []chat.Button{send}}}}
	}
	picked := form(chat.Question{Field: "f", Prompt: "Wat?", Choices: choices(3)})
	picked.Picked, picked.Fields = send.Action, map[string]string{"f": "b"}
	for name, m := range map[string]*message{
		"question-buttons": form(chat.Question{Field: "f", Prompt: "Wat?", Hint: "Kies er een",
			Choices: choices(5), Need: true}),
		"question-picked": picked,
		"question-radio": form(chat.Question{Field: "f", Prompt: "Wat?", Hint: "Kies er een", Choices: choices(6),
			Need: true, Value: "b"}),
		"question-select": form(chat.Question{Field: "f", Prompt: "Wat?", Choices: choices(7), Value: "g"}),
		"said":            {Seq: 7, Key: "person.act", Mine: true, Text: "<b>hoi</b>\n  dag"},
		"filled": {Seq: 7, Key: "person.act", Mine: true,
			Filled: []answered{{"Wat?", "Dit"}, {"Wie?", "<Wij>"}}},
	} {
		golden(t, name, draw(t, m))
	}
}

// Text never becomes markup: of what the hostile card says, no element is left.
func TestHostile(t *testing.T) {
	m := &message{Seq: 7, Key: `"><b>`, Reply: chattest.Cards()["hostile"]}
	m.Reply.File = &chat.File{Name: `"><b>`, Type: "text/html", Data: []byte("<b>")}
	got := draw(t, m)
	for _, bad := range []string{"<script", "<at", "<b>", "<i>", "<x", `""`, "javascript:alert(1)\""} {
		if strings.Contains(got, bad) {
			t.Errorf("the card holds %s:\n%s", bad, got)
		}
	}
}

// TestWhatIsNotKeptSaysSo holds that a private reply that is gone from the conversation
// leaves a line in its place, in the language it was in.
func TestWhatIsNotKeptSaysSo(t *testing.T) {
	got := draw(t, &message{Reply: chat.Reply{Lang: "en", Fleeting: true}})
	if !strings.Contains(got, Words.In("en").Fleeting) || !strings.Contains(got, `lang="en"`) {
		t.Errorf("drawn as\n%s", got)
	}
	if got = draw(t, &message{Reply: chat.Reply{Lang: "en", Fleeting: true, Text: "shown"}}); strings.Contains(got,
		Words.In("en").Fleeting) {
		t.Errorf("what is still shown is drawn as\n%s", got)
	}
}
