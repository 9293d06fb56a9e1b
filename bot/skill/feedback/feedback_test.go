package feedback_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// lead makes somebody a manager of the unit of everyone.
func lead(tx *store.Tx, p people.Profile) error {
	p.Roles, p.Units = []string{"employee", "manager"}, []string{"balie"}
	return people.Save(tx, p)
}

// sent is the text of the exchange begun last, as it was sent; empty if it was not.
func sent(s *bottest.Stage) (number uint64, text string) {
	s.View(func(tx *store.Tx) error {
		for k, v := range tx.ScanDown("feedback.exchange", nil, nil) {
			var e struct{ Text string }
			number = store.FromNum(k)
			err := json.Unmarshal(v, &e)
			text = e.Text
			return err
		}
		return nil
	})
	return number, text
}

// days lets days pass and returns on which of them each person was told something.
func days(t *testing.T, s *bottest.Stage, n int) map[string][]string {
	if err := s.Pass(time.Duration(n) * 24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	told := map[string][]string{}
	for _, p := range s.Prompts() {
		told[p.To] = append(told[p.To], p.Time.Format("01-02"))
	}
	return told
}

// TestOnlyWhatWasConfirmedIsSent lets a giver write, change, drop, call back and press
// buttons of cards that are long gone, in any order: what is sent is always the text on
// the card whose button was pressed, and only then.
func TestOnlyWhatWasConfirmedIsSent(t *testing.T) {
	s, ps := stage(t, "ada", "ben")
	ada, ben := ps[0], ps[1]
	rapid.Check(t, func(rt *rapid.T) {
		ask(ada, ben, "Hoe ging het?")
		number, _ := sent(s)
		act := func(what string, more ...any) chat.Action {
			return dialog.Do("feedback/"+what, append([]any{number}, more...)...)
		}
		defer func() { ada.Press(act("delete")) }()
		cards := map[chat.Action]string{} // what each button to send stands under
		confirmed := ""
		n := 0
		look := func(r chat.Reply) {
			if r.Card == nil {
				return
			}
			for _, b := range r.Card.Buttons {
				if b.Label == "Verstuur" {
					cards[b.Action] = string(r.Card.Body[0].(chat.Code))
				}
			}
		}
		for range rapid.IntRange(3, 8).Draw(rt, "steps") {
			switch rapid.SampledFrom([]string{"write", "4g", "check", "change", "drop", "back", "send", "decline",
				"stop"}).Draw(rt, "step") {
			case "write":
				n++
				ben.Press(act("write"))
				look(ben.Say(fmt.Sprintf("tekst nummer %d", n)))
			case "4g":
				n++
				look(ben.Fill(act("draft", "0/4g"),
					map[string]string{"answer": fmt.Sprintf("gedrag %d", n), "answer2": "gevolg"}))
			case "check":
				look(ben.Press(act("check")))
			case "change":
				n++
				if r := ben.Press(act("change")); r.Card != nil && len(r.Card.Buttons) > 0 && r.Card.Buttons[0].Submit {
					look(ben.Fill(r.Card.Buttons[0].Action, map[string]string{"answer": fmt.Sprintf("anders %d", n)}))
				}
			case "drop":
				ben.Press(act("drop"))
			case "back":
				ben.Press(act("back"))
				confirmed = ""
			case "decline":
				ben.Press(act("no"))
			case "stop":
				ben.Say("stop")
			case "send":
				var as []chat.Action
				for a := range cards {
					as = append(as, a)
				}
				if len(as) == 0 {
					continue
				}
				slices.SortFunc(as, func(a, b chat.Action) int { return strings.Compare(a.Arg, b.Arg) })
				a := rapid.SampledFrom(as).Draw(rt, "button")
				_, was := sent(s)
				look(ben.Press(a))
				if _, is := sent(s); was == "" && is != "" {
					confirmed = cards[a]
				}
			}
			if _, got := sent(s); got != confirmed {
				rt.Fatalf("sent is %q, confirmed was %q", got, confirmed)
			}
		}
	})
}

// TestLimits holds that nobody can be asked too much, by one or by many.
func TestLimits(t *testing.T) {
	s, ps := stage(t, "ada", "b", "c", "d", "e", "f", "g", "h")
	ada := ps[0]
	asked := func(r chat.Reply) bool { return strings.Contains(r.Text, "op een rustig moment") }
	for i, p := range ps[1:5] {
		if got := asked(ask(ada, p, "Hoe ging het?")); got != (i < 3) {
			t.Errorf("question %d was put: %v", i+1, got)
		}
	}
	if asked(ask(ada, ps[1], "En nu?")) {
		t.Error("a second question to the same colleague was put")
	}
	for _, p := range ps[2:] {
		ask(p, ps[1], "Hoe ging het?")
	}
	told := days(t, s, 7)["b"]
	if len(told) == 0 || len(told) > 3 || len(slices.Compact(slices.Clone(told))) != len(told) {
		t.Errorf("told on %v", told)
	}
}

// TestTimes holds the days of the reminder and of the end, over a holiday.
func TestTimes(t *testing.T) {
	s, ps := stage(t, "ada", "ben")
	ada, ben := ps[0], ps[1]
	s.Day(28) // Monday 21 December
	ask(ada, ben, "Hoe ging het?")
	told := days(t, s, 25)
	// The 21st, and three working days later without Christmas; ten working days without
	// New Year end on 6 January; who asked hears it on the 7th.
	if fmt.Sprint(told) != "map[ada:[01-07] ben:[12-21 12-24]]" {
		t.Errorf("told on %v", told)
	}
}

// TestJournal holds that each has only their own facts, in order, and nothing of the other.
func TestJournal(t *testing.T) {
	s, ps := stage(t, "ada", "ben")
	ada, ben := ps[0], ps[1]
	ask(ada, ben, "Hoe ging het?")
	s.Day(1)
	ben.Say("antwoord")
	ben.Say("Goed, je liet stiltes vallen.")
	ben.Say("verstuur")
	ben.Do("feedback/back", "1")
	ben.Do("feedback/check", "1")
	ben.Say("verstuur")
	s.Day(1)
	ada.Say("lees")
	ada.Say("bedank")
	for user, want := range map[string]string{"ada": "[asked read thanked]", "ben": "[sent answered]"} {
		var got []string
		for _, e := range s.Journal(user) {
			if e.Kind == journal.FeedbackMoved {
				got = append(got, e.Detail)
			}
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", user, got, want)
		}
	}
}

// TestRetention holds that feedback is gone a year after it was read.
func TestRetention(t *testing.T) {
	s, ps := stage(t, "ada", "ben")
	ada, ben := ps[0], ps[1]
	ask(ada, ben, "Hoe ging het?")
	s.Day(1)
	ben.Say("antwoord")
	ben.Say("waterjuffer")
	ben.Say("verstuur")
	s.Day(1)
	ada.Say("lees")
	s.Now = s.Now.Add(364 * 24 * time.Hour)
	s.Day(0)
	s.HoldsOnly(t, "within a year", "waterjuffer", "feedback.exchange")
	s.Now = s.Now.Add(2 * 24 * time.Hour)
	s.Day(0)
	s.HoldsOnly(t, "after a year", "waterjuffer")
	s.HoldsOnly(t, "after a year", string(s.Person("ben").ID), "agenda.item", "agenda.person", "agenda.who",
		"people.identity", "people.name", "people.profile")
}

// TestNoCrisisInFeedback holds that a cry for help is answered, not filed.
func TestNoCrisisInFeedback(t *testing.T) {
	s, ps := stage(t, "ada", "ben")
	ada, ben := ps[0], ps[1]
	ask(ada, ben, "Hoe ging het?")
	s.Day(1)
	ben.Say("antwoord")
	r := ben.Say("Ik wil niet meer leven")
	if !strings.Contains(r.Text, "113") || s.Holds("niet meer leven") != nil {
		t.Errorf("answered with %q; kept in %q", r.Text, s.Holds("niet meer leven"))
	}
}
