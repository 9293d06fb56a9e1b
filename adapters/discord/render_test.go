package discord

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got, as JSON, with a file in testdata.
func golden(t *testing.T, name string, got any) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s is\n%s\nwant\n%s", name, b.Bytes(), want)
	}
}

// TestCards holds every canonical card to its golden messages and modals, and those
// to Discord's limits.
func TestCards(t *testing.T) {
	for name, r := range chattest.Cards() {
		var all struct {
			Messages []payload `json:"messages"`
			Modals   []modal   `json:"modals,omitempty"`
		}
		all.Messages = render(r)
		for _, p := range all.Messages {
			if body, err := json.Marshal(p); err != nil || checkMessage(body) != nil {
				t.Errorf("%s: %v %v", name, err, checkMessage(body))
			}
			for _, f := range p.forms {
				m := f.modal()
				all.Modals = append(all.Modals, m)
				if body, err := json.Marshal(m); err != nil || checkModal(body) != nil {
					t.Errorf("%s: modal: %v %v", name, err, checkModal(body))
				}
			}
		}
		golden(t, name, all)
	}
	golden(t, "commands", toRegister())
}

// legible is what can be read in messages, with its markup.
func legible(ps []payload) string {
	var b strings.Builder
	var walk func(cs []parsed)
	walk = func(cs []parsed) {
		for _, c := range cs {
			if c.Content != nil {
				b.WriteString(*c.Content + "\n")
			}
			walk(c.Components)
		}
	}
	for _, p := range ps {
		body, _ := json.Marshal(p)
		var m parsed
		_ = json.Unmarshal(body, &m)
		walk(m.Components)
	}
	return b.String()
}

// TestLongIsPaged holds that what does not fit in a message goes on in the next,
// whatever it is made of, and that nothing is lost.
func TestLongIsPaged(t *testing.T) {
	word := func(n int) string { return strings.TrimSpace(strings.Repeat("wo*rd ", n)) }
	lots := chat.Checklist{}
	for i := range chat.MaxItems {
		lots = append(lots, chat.Item{Text: "t", Toggle: chat.Action{Verb: "tick", Arg: string(rune('a' + i))}})
	}
	more := func(prefix string) chat.Checklist {
		out := make(chat.Checklist, len(lots))
		for i, it := range lots {
			it.Toggle.Verb = prefix
			out[i] = it
		}
		return out
	}
	for name, r := range map[string]chat.Reply{
		"text":  {Text: "a" + strings.Repeat("*", 2*chat.MaxCard)},
		"words": {Text: word(1100)},
		"code": {Text: "x", Card: &chat.Card{Body: []chat.Block{chat.Code(word(240)), chat.Code(word(240)),
			chat.Text(strings.Repeat("*", 620))}}},
		"checklists": {Text: "x", Card: &chat.Card{Body: []chat.Block{more("a"), more("b"), more("c"), more("d")}}},
		"file": {Text: "x", Card: &chat.Card{Body: []chat.Block{more("a"), more("b"),
			chat.Tap{Prompt: "p", Options: []chat.Button{{Label: "x", Action: chat.Action{Verb: "x"}}}}}},
			File: &chat.File{Name: "é.txt", Type: "text/plain", Data: []byte("x")}},
	} {
		pages := render(r)
		if name != "file" && len(pages) < 2 {
			t.Errorf("%s: %d messages", name, len(pages))
		}
		for i, p := range pages {
			if s := legible([]payload{p}); name == "text" && strings.Count(s, "*") != strings.Count(s, `\*`) {
				t.Errorf("text, message %d: an escape is cut from its character", i)
			}
			body, _ := json.Marshal(p)
			if err := checkMessage(body); err != nil {
				t.Errorf("%s, message %d: %v", name, i, err)
			}
		}
		plain := strings.NewReplacer(`\`, "", "\n", "", " ", "", "```", "").Replace
		want := r.Text
		if r.Card != nil {
			want = ""
			for _, b := range r.Card.Body {
				switch b := b.(type) {
				case chat.Code:
					want += string(b)
				case chat.Text:
					want += string(b)
				}
			}
		}
		if want != "" && plain(legible(pages)) != plain(want) {
			t.Errorf("%s: something is lost", name)
		}
	}
}

// TestNothingToShow holds that a reply that hardly says anything is a message still.
func TestNothingToShow(t *testing.T) {
	for _, r := range []chat.Reply{{Text: " "}, {Text: "x", Card: new(chat.Card)},
		{Card: &chat.Card{Body: []chat.Block{chat.Text(" ")}}}, {Text: "x", File: &chat.File{Name: "a", Type: "b/c"}}} {
		for _, p := range render(r) {
			if _, _, err := encode(p); err != nil {
				t.Errorf("%+v: %v", r, err)
			}
		}
	}
}

// TestNoTextIsMarkup holds that what people write stays text.
func TestNoTextIsMarkup(t *testing.T) {
	for in, want := range map[string]string{
		"@everyone <@1> <#2> <@&3> </x:4> <t:5>": `\@everyone \<\@1\> \<#2\> \<\@&3\> \</x:4\> \<t:5\>`,
		"# kop\n- punt\n12. tel\n-# klein":       "\\# kop\n\\- punt\n12\\. tel\n\\-# klein",
		"> citaat\n>>> lang":                     "\\> citaat\n\\>\\>\\> lang",
		"`a` ||b|| ~~c~~ __d__ \\*":              "\\`a\\` \\|\\|b\\|\\| \\~\\~c\\~\\~ \\_\\_d\\_\\_ \\\\\\*",
		"[x](https://example.org/a_b) y":         `\[x\](https://example.org/a_b) y`,
		"zie https://example.org/a_b*c*d nu":     "zie https://example.org/a_b*c*d nu",
	} {
		if got := escape(in); got != want {
			t.Errorf("escape(%q) is\n%q, want\n%q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"**a *b* c** d":                           "**a *b* c** d",
		"_a **b** c_":                             "*a **b** c*",
		"[**x** y](https://example.org) `z_`":     "[**x** y](<https://example.org>) `z_`",
		"**[x](https://example.org)**, 2 * 3 * 4": "[**x**](<https://example.org>), 2 \\* 3 \\* 4",
	} {
		if got := inline(in); got != want {
			t.Errorf("inline(%q) is %q, want %q", in, got, want)
		}
	}
	if got := codeBlock("a\n```\n@everyone\n"); strings.Count(got, "```") != 2 {
		t.Errorf("%q", got)
	}
}

// TestButtonsKeepTheirMeaning holds that the longest action survives the trip, that
// no two buttons have one id, and that a form stays the same form.
func TestButtonsKeepTheirMeaning(t *testing.T) {
	long := chat.Action{Verb: "verb", Arg: strings.Repeat("x", chat.MaxAction-4)}
	q := chat.Question{Field: "f", Prompt: "p"}
	card := chat.Card{Body: []chat.Block{q}, Buttons: []chat.Button{
		{Label: "a", Action: long}, {Label: "b", Action: long}, {Label: "c", Action: long, Submit: true},
		{Label: "d", Action: long, Submit: true},
	}}
	ps := render(chat.Reply{Text: "x", Card: &card})
	body, _ := json.Marshal(ps[0])
	if err := checkMessage(body); err != nil {
		t.Fatal(err)
	}
	var m message
	if err := json.Unmarshal(body, &m); err != nil {
		t.Fatal(err)
	}
	row := m.Component[0].Components[1].Components
	for i, b := range row {
		a, opens, ok := readButton(b.CustomID)
		if !ok || a != long || (opens != "") != (i >= 2) || opens != "" && len(ps[0].forms[opens].Questions) != 1 {
			t.Errorf("button %s: %v, opens %q, %v", b.Label, a, opens, ok)
		}
	}
	if len(ps[0].forms) != 2 || render(chat.Reply{Text: "x",
		Card: &card})[0].forms[formID(row[2].CustomID[1:9])].Action != long {
		t.Errorf("forms %v", ps[0].forms)
	}
}
