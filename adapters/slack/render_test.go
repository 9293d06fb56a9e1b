package slack

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/handvat/handvat/adapters/slack/blockkit"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// wire is v as it goes to Slack, indented and with < and > as they are.
func wire(t testing.TB, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCards compares the blocks of every canonical card with what they were, and
// holds them to Slack's limits, in a message as well as in a window.
func TestCards(t *testing.T) {
	for name, r := range chattest.Cards() {
		got := wire(t, blocksOf(r, blockkit.Message))
		if err := blockkit.Check(got, blockkit.Message); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := blockkit.CheckView(wire(t, window(r, "en", meta{Channel: "D1"}))); err != nil {
			t.Errorf("%s in a window: %v", name, err)
		}
		file := filepath.Join("testdata", name+".json")
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
		}
	}
}

// TestLargestCards holds that a card at every limit of the vocabulary is within
// Slack's.
func TestLargestCards(t *testing.T) {
	act := chat.Action{Verb: "v", Arg: strings.Repeat("x", chat.MaxAction-1)}
	var items chat.Checklist
	for i := range chat.MaxItems {
		items = append(items, chat.Item{Text: strings.Repeat("é", 200),
			Toggle: chat.Action{Verb: "tick", Arg: fmt.Sprint(i)}})
	}
	var many, forms []chat.Block
	for i := range chat.MaxBlocks {
		many = append(many, chat.Checklist{{Text: "x", Toggle: chat.Action{Verb: "tick", Arg: fmt.Sprint(i)}}})
	}
	for i := range chat.MaxQuestion {
		q := chat.Question{Field: strings.Repeat("f", chat.MaxField-1) + fmt.Sprint(i),
			Prompt: strings.Repeat("p", 300), Hint: "h", Long: true}
		for j := range chat.MaxChoices {
			q.Choices = append(q.Choices, chat.Choice{Value: fmt.Sprint(j) + strings.Repeat("v", blockkit.MaxOption-1),
				Label: strings.Repeat("l", 20)})
		}
		forms = append(forms, q)
	}
	row := make([]string, chat.MaxColumns)
	var rows [][]string
	for range chat.MaxRows {
		rows = append(rows, row)
	}
	for name, c := range map[string]chat.Card{
		"checklist": {Title: strings.Repeat("t", chat.MaxTitle), Body: []chat.Block{items},
			Note: strings.Repeat("n", 500)},
		"blocks": {Title: "t", Body: many, Note: "n",
			Buttons: []chat.Button{{Label: strings.Repeat("l", chat.MaxLabel), Action: act}}},
		"form": {Body: forms, Buttons: []chat.Button{{Label: strings.Repeat("l", chat.MaxLabel),
			Action: act, Submit: true}}},
		"tables": {Body: []chat.Block{chat.Table{Header: row, Rows: rows}, chat.Table{Header: row, Rows: rows}}},
	} {
		r := chat.Reply{Text: "x", Card: &c}
		if err := r.Validate(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := blockkit.Check(wire(t, blocksOf(r, blockkit.Message)), blockkit.Message); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := blockkit.CheckView(wire(t, window(r, "en", meta{Channel: "D1"}))); err != nil {
			t.Errorf("%s in a window: %v", name, err)
		}
	}
}

// TestNothingPings holds that no text becomes a mention, a link or markup: rich text
// holds nothing but text and links that were authored, and all other text is plain.
func TestNothingPings(t *testing.T) {
	for name, r := range chattest.Cards() {
		for _, at := range []blockkit.Surface{blockkit.Message, blockkit.View} {
			var walk func(v any)
			walk = func(v any) {
				switch v := v.(type) {
				case []any:
					for _, x := range v {
						walk(x)
					}
				case map[string]any:
					switch v["type"] {
					case "mrkdwn", "user", "usergroup", "broadcast", "channel", "emoji", "markdown":
						t.Errorf("%s holds %v", name, v)
					case "plain_text":
						if v["emoji"] != false {
							t.Errorf("%s: emoji are made in %v", name, v)
						}
					case "link":
						if u := v["url"].(string); !strings.HasPrefix(u, "https://example.org/") {
							t.Errorf("%s links to %s", name, u)
						}
					}
					for _, x := range v {
						walk(x)
					}
				}
			}
			var blocks any
			if err := json.Unmarshal(wire(t, blocksOf(r, at)), &blocks); err != nil {
				t.Fatal(err)
			}
			walk(blocks)
		}
	}
}
