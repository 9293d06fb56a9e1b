package main

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// toldAlone is a word that nobody may read but who types it.
const toldAlone = "kraanvogelgoud"

// answers are ten ways to answer a message; the eighth is a question.
var answers = [10]string{
	"Het hielp dat ik samen met " + toldAlone + " begon", "ja", "4", "prima 👍", "dank je wel", "later", "stop",
	"hoe geef ik feedback?",
	strings.Repeat("Eerst ging het mis. Had ik "+toldAlone+" moeten bellen? Daarna ging het beter. ", 12),
	"It helped that " + toldAlone + " and I did it together",
}

// TestAnswersToNudgesArePrivate has every message that skills declare come due, to ten people each, on all platforms,
// who answer each in another way, and then say something more. A question is answered; nothing else becomes one for
// authors, or is kept where anybody else reads it.
func TestAnswersToNudgesArePrivate(t *testing.T) {
	c, err := program{stdio: stdio{nil, io.Discard, io.Discard}, lg: slog.New(slog.DiscardHandler)}.house(
		t.TempDir(), libraryFlags{Starter: true}, synonymFlags{})
	if err != nil {
		t.Fatal(err)
	}
	c.Rehearsal, c.Skills = true, slices.Clone(c.Skills)
	var verbs []string
	said := map[string]bool{} // by themselves, rather than by what stands in for them
	for i, s := range c.Skills {
		c.Skills[i].Due = maps.Clone(s.Due)
		for name, do := range s.Due {
			verb := dialog.Verb(s.Name, name)
			verbs = append(verbs, verb)
			c.Skills[i].Due[name] = func(t *dialog.Turn, arg string) (chat.Reply, error) {
				r, err := do(t, arg)
				if said[verb] = said[verb] || !r.IsZero(); err == nil && r.IsZero() { // what it is about does not exist
					r = t.Aside(dialog.Says("Hoe ging het?", dialog.Primary(t.W.ShowCard, dialog.Do(dialog.Browse)),
						t.NotNow()))
				}
				return r, err
			}
		}
	}
	monday := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	var on []stage.Platform
	for _, name := range talking {
		on = append(on, stage.Platform{Name: name, Keep: name == "web"})
	}
	s, err := stage.Open(t.Context(), c, monday, on...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	n := 0
	types := func(user string, platform chat.Platform, thread, text string) (r chat.Reply) {
		n++
		e := chat.Event{ID: fmt.Sprint("e", n), Kind: chat.Said, Text: text, Locale: "nl", Direct: true,
			From: chat.Person{Platform: platform, ID: user},
			In:   chat.Place{Platform: platform, Channel: "D" + user, Thread: thread}}
		sent, err := s.Tell(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range sent {
			if m.Key == e.ID {
				r = m.Reply
			}
		}
		return r
	}
	about := func(verb string, way int) []any {
		if verb == "reflection/day" {
			return []any{"feedback-4g", []int{1, 6, 30}[way%3]}
		}
		return []any{"feedback-4g"}
	}
	who := func(verb, way int) (user string, platform chat.Platform) {
		return fmt.Sprintf("p%d-%d", verb, way), talking[(verb+way)%len(talking)]
	}
	for v, verb := range verbs {
		for way := range answers {
			user, platform := who(v, way)
			types(user, platform, "", "help")
			err := s.House.DB.Update(t.Context(), func(tx *store.Tx) error {
				p, _, err := people.Find(tx, people.Identity{Platform: string(platform), User: user})
				if err != nil {
					return err
				}
				_, err = s.House.Agenda.Add(tx, agenda.Item{Key: fmt.Sprint(verb, way), Kind: agenda.Plan, Person: p.ID,
					In: chat.Place{Platform: platform}, Due: monday.AddDate(0, 0, 1),
					Action: dialog.Do(verb, about(verb, way)...), Purpose: text.Said{"en": "to see that it comes"}})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	sent, err := s.Pass(t.Context(), 2*24*time.Hour)
	if err != nil || len(sent) != len(verbs)*len(answers) {
		t.Fatalf("%d messages came, not %d × %d (%v)", len(sent), len(verbs), len(answers), err)
	}
	passedOn := func(r chat.Reply) bool {
		return strings.Contains(r.Text, "geef je vraag door") || strings.Contains(r.Text, "pass your question on")
	}
	for v, verb := range verbs {
		for way, answer := range answers {
			user, platform := who(v, way)
			thread := ""
			if platform == "slack" && v%2 == 0 { // below the message
				thread = "1700000000.1"
			}
			r := types(user, platform, thread, answer)
			if passedOn(r) || strings.Contains(r.Text, "Gedrag: wat zag") != (way == 7) {
				t.Errorf("%s on %s: %.40q: %s", verb, platform, answer, r.Text)
			}
			if way == 7 || r.Card != nil && len(r.Card.Questions()) > 0 { // yes opened a form: what follows is for that
				continue
			}
			if r := types(user, platform, thread, "En ik zei tegen "+toldAlone+" dat het goed was"); passedOn(r) {
				t.Errorf("%s on %s: after %.40q: %s", verb, platform, answer, r.Text)
			}
		}
	}
	in := map[string]bool{}
	err = s.House.DB.View(t.Context(), func(tx *store.Tx) error {
		for b := range tx.Buckets() {
			for _, row := range tx.Scan(b, nil, nil) {
				in[b] = in[b] || bytes.Contains(row, []byte(toldAlone))
			}
		}
		return nil
	})
	maps.DeleteFunc(in, func(_ string, holds bool) bool { return !holds })
	if !maps.Equal(in, map[string]bool{"reflect.text": true}) || err != nil {
		t.Errorf("what they said stands in %v, and not in what is their own (%v)", in, err)
	}
	if len(verbs) < 30 || !said["reflection/day"] || !said["feedback/offer"] {
		t.Errorf("of %d messages these were said by themselves: %v", len(verbs), said)
	}
}
