package mydata_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/journal"
)

func TestMain(m *testing.M) { bottest.Main(m) }

// TestOnlyWhoseCardItIs holds that what deletes everything of one person, in a channel, is shown to them alone and
// deletes nothing of who else presses it.
func TestOnlyWhoseCardItIs(t *testing.T) {
	s := bottest.New(t)
	n := 0
	in := func(user string, e chat.Event) chat.Reply {
		n++
		e.ID, e.From = user+string(rune('a'+n)), chat.Person{Platform: "web", ID: user}
		e.In = chat.Place{Platform: "web", Channel: "general"}
		r, err := s.Tell(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	in("eve", chat.Event{Kind: chat.Said, Text: "hoi"})
	r := in("ada", chat.Event{Kind: chat.Said, Text: "verwijder mijn gegevens"})
	if !r.Private || r.Card.Buttons[0].Style != chat.Danger {
		t.Fatalf("not to her alone: %s", r.Text)
	}
	ada, eve := s.Person("ada").ID, s.Person("eve").ID
	press := func(user string, a chat.Action) { in(user, chat.Event{Kind: chat.Pressed, Action: a}) }
	press("eve", r.Card.Buttons[0].Action)
	press("eve", chat.Action{Verb: r.Card.Buttons[0].Action.Verb})
	if s.Person("ada").ID != ada || s.Person("eve").ID != eve {
		t.Error("somebody else's button deleted data")
	}
	press("ada", r.Card.Buttons[0].Action)
	if in := s.Holds(string(ada)); len(in) > 0 {
		t.Errorf("she is still in %v", in)
	}
}

// TestTheFileHasAll holds that the file has what happened, who one is and where one was, of oneself alone.
func TestTheFileHasAll(t *testing.T) {
	s := bottest.New(t)
	ada, bob := s.Meet(t, "ada", "nl"), s.Meet(t, "bob", "nl")
	bob.Say("hoe geef ik feedback?")
	ada.Say("hoe geef ik feedback?")
	ada.Say("stappen")
	r := ada.Say("exporteer")
	var file struct {
		Kept map[string]map[string][]json.RawMessage
	}
	if err := json.Unmarshal(r.File.Data, &file); err != nil {
		t.Fatal(err)
	}
	house := file.Kept["house"]
	// All but the export itself.
	if n := len(s.Journal("ada")); len(house[journal.Tables()[0].Papers()[0].Buckets[0]]) != n-1 {
		t.Errorf("of %d facts it has %d", n, len(house["journal.entry"]))
	}
	for _, table := range []string{"people.identity", "bot.session"} {
		if len(house[table]) != 1 {
			t.Errorf("%s: %s", table, house[table])
		}
	}
	if text := string(r.File.Data); strings.Contains(text, string(s.Person("bob").ID)) ||
		!strings.Contains(text, `"Slug": "feedback-4g"`) {
		t.Error("it tells of somebody else, or not of the aid that is walked")
	}
}
