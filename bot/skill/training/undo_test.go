package training_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/bot/skill/training"
	"github.com/handvat/handvat/knowledge/journal"
)

// register registers that people finished Voorzitten, with an aid, on a day.
func register(p *bottest.Person, day string, users ...string) chat.Reply {
	var names []chat.Person
	for _, u := range users {
		names = append(names, chat.Person{Platform: "web", ID: u, Name: u})
	}
	return p.Fill(chat.Action{Verb: "training/save"},
		map[string]string{"answer": "Voorzitten", "answer2": day, "answer3": "lastig klantgesprek"}, names...)
}

// undoOf is what the button to take back on the last card does.
func undoOf(t *testing.T, p *bottest.Person) chat.Action {
	t.Helper()
	for _, b := range p.Last.Card.Buttons {
		if b.Action.Verb == "training/undo" {
			return b.Action
		}
	}
	t.Fatalf("nothing to take back: %q", p.Last.Text)
	return chat.Action{}
}

// TestTakenBack holds that of a registration that was taken back nothing follows, that the
// others go on, and that who was told is not told again.
func TestTakenBack(t *testing.T) {
	s := bottest.New(t, reflection.Skill, training.Skill)
	for _, u := range []string{"ada", "bob", "cas"} {
		s.Meet(t, u, "nl").Say("hoi")
	}
	lena, otto, cas := s.Meet(t, "lena", "nl"), s.Meet(t, "otto", "nl"), s.Meet(t, "cas", "nl")
	register(lena, "vandaag", "ada", "bob", "cas")
	undo := undoOf(t, lena)
	told := s.Day(2)
	if len(told["ada"]) != 1 || len(told["bob"]) != 1 || !strings.Contains(told["ada"][0].Text, "Lena noteerde") {
		t.Fatalf("told %v", told)
	}
	for _, p := range []*bottest.Person{otto, cas} { // another trainer, and an employee
		if r := p.Press(undo); strings.Contains(r.Text, "Teruggenomen") || strings.Contains(r.Text, "Voorzitten") {
			t.Errorf("%s takes it back: %q", p.Name, r.Text)
		}
	}
	if r := lena.Fill(undo, nil, chat.Person{Platform: "web", ID: "ada", Name: "ada"}); !strings.Contains(r.Text,
		"Voorzitten van ada") {
		t.Fatalf("taken back: %q", r.Text)
	}
	if r := s.Meet(t, "ada", "nl").Do("training/used", "1/2026-11-23/30/yes"); strings.Contains(r.Text, "Mooi") {
		t.Errorf("an old button still counts: %q", r.Text)
	}
	if r := s.Meet(t, "ada", "nl").Say("seintjes"); strings.Contains(r.Text, "Voorzitten") {
		t.Errorf("still planned: %q", r.Text)
	}
	register(lena, "gisteren", "ada") // the right day
	said := s.Day(40)
	if all := fmt.Sprint(said["ada"]); strings.Contains(all, "noteerde") ||
		!strings.Contains(all, "in je werk gebruikt") {
		t.Errorf("ada is told %s", all)
	}
	if all := fmt.Sprint(said["bob"]); !strings.Contains(all, "in je werk gebruikt") {
		t.Errorf("bob is told %s", all)
	}
	if r := lena.Press(undo); !strings.Contains(r.Text, "twee weken") {
		t.Errorf("after 42 days: %q", r.Text)
	}
	n := 0
	for _, e := range s.Journal("ada") {
		if e.Kind == journal.Trained {
			n += 1 + 10*e.Value
		}
	}
	if n != 1-9+1 {
		t.Errorf("the journal has %d", n)
	}
}

// TestTakenBackInTime holds that of who was not told yet nothing is left, and that a
// training nobody is registered for is not listed.
func TestTakenBackInTime(t *testing.T) {
	s := bottest.New(t, reflection.Skill, training.Skill)
	s.Meet(t, "ada", "nl").Say("hoi")
	lena := s.Meet(t, "lena", "nl")
	register(lena, "gisteren", "ada")
	lena.Press(undoOf(t, lena))
	if in := s.Holds(string(s.Person("ada").ID)); slices.Contains(in, "training.done") {
		t.Errorf("it is still in %q", in)
	}
	if r := lena.Say("trainingen"); strings.Contains(r.Text, "voorzitten") {
		t.Errorf("it is listed: %q", r.Text)
	}
	if said := s.Day(35); len(said) != 0 {
		t.Errorf("said %v", said)
	}
	register(lena, "vandaag", "ada")
	if said := s.Day(2)["ada"]; len(said) != 1 || !strings.Contains(said[0].Text, "Lena noteerde") {
		t.Errorf("registered rightly, ada is told %v", said)
	}
	if r := lena.Say("trainingen"); !strings.Contains(r.Text, "voorzitten") {
		t.Errorf("it is not listed: %q", r.Text)
	}
}

// varies finds pseudonyms, marks made of them and moments, which differ between two stages.
var varies = regexp.MustCompile(`[0-9a-f]{16}|~[0-9a-f]{8}|T[0-9:.+]+Z?|"(seq|value)": \d+`)

// TestSilenceLooksTheSame holds that who registers a training cannot tell whether a colleague
// says nothing, left the bot, or does not know it.
func TestSilenceLooksTheSame(t *testing.T) {
	play := func(how string) (seen []string) {
		s := bottest.New(t, reflection.Skill, training.Skill)
		lena, ben := s.Meet(t, "lena", "nl"), s.Meet(t, "ben", "nl")
		lena.Say("hoi")
		if how != "unknown" {
			ben.Say("hoi")
		}
		if how == "left" {
			e := chat.Event{ID: "left", Kind: chat.Left, From: chat.Person{Platform: "web", ID: "ben"},
				In: chat.Place{Platform: "web", Channel: "ben"}, Direct: true}
			if _, err := s.Tell(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
		seen = append(seen, register(lena, "gisteren", "ben").Text, register(lena, "gisteren", "ben").Text)
		for _, days := range []int{1, 14, 30, 60, 100} {
			s.Now = s.Now.AddDate(0, 0, max(days-15, 0))
			for _, r := range s.Day(min(days, 15))["lena"] {
				seen = append(seen, r.Text)
			}
			if err := s.Until(s.Now); err != nil {
				t.Fatal(err)
			}
			for _, text := range []string{"trainingen", "training: voorzitten", "mijn gegevens", "seintjes",
				"exporteer"} {
				r := lena.Say(text)
				if seen = append(seen, r.Text); r.File != nil {
					seen = append(seen, varies.ReplaceAllString(string(r.File.Data), "…"))
				}
			}
		}
		return append(seen, register(lena, "vandaag", "ben").Text)
	}
	silence := play("silence")
	if !strings.Contains(silence[0], "door ben") || !strings.Contains(silence[1], "Stond er al: ben") {
		t.Fatalf("registered as %q", silence[:2])
	}
	for _, how := range []string{"left", "unknown"} {
		if d := cmp.Diff(silence, play(how)); d != "" {
			t.Errorf("who registers can tell (-silence +%s):\n%s", how, d)
		}
	}
}
