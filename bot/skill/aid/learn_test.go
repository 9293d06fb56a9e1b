package aid_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// TestOneNoIsNotTheEnd holds that an aid that did not help some is still the answer for the next, that no reason but
// that it does not fit counts, that ten who say so of a question change what comes first, and that of a question that
// the aid names as its own only an author says so.
func TestOneNoIsNotTheEnd(t *testing.T) {
	s := bottest.NewLearning(t)
	const own, other = "hoe spreek ik een collega aan?", "hoe geef ik feedback op werk van een collega?"
	asks := func(question string) chat.Reply { return s.Meet(t, "asker", "nl").Say(question) }
	people := 0
	no := func(n int, question, reason string) {
		for range n {
			people++
			p := s.Meet(t, fmt.Sprintf("no%d", people), "nl")
			p.Say(question)
			p.Do("aid/no", "feedback-4g")
			p.Do("aid/reason", reason+"/feedback-4g")
		}
	}
	for _, question := range []string{own, other} {
		if r := asks(question); !strings.Contains(r.Text, "4 G") {
			t.Fatalf("not the aid for it:\n%s", r.Text)
		}
		for _, reason := range []string{"no-time", "missing-tool-or-right", "too-long", "out-of-date"} {
			no(6, question, reason)
		}
		no(3, question, "not-my-situation")
		if r := asks(question); !strings.Contains(r.Text, "4 G's (5 min)") {
			t.Errorf("%s: after reasons that say nothing of it, and three who say that it does not fit:\n%s", question,
				r.Text)
		}
		no(7, question, "other")
	}
	isAid := func(b chat.Button) bool { return b.Action.Arg == "feedback-4g" }
	if r := asks(other); strings.Contains(r.Text, "4 G's (5 min)") || slices.IndexFunc(r.Card.Buttons, isAid) < 1 {
		t.Errorf("after ten the aid still comes first, or cannot be chosen:\n%s", r.Text)
	}
	if r := asks(own); !strings.Contains(r.Text, "4 G's (5 min)") {
		t.Errorf("its own question lost the aid:\n%s", r.Text)
	}
}

// TestOnlyWhatWasOfferedIsConfirmed holds that a question is learned for the aid that was
// offered as its answer, on the same day; a card that came up in another way is not.
func TestOnlyWhatWasOfferedIsConfirmed(t *testing.T) {
	s := bottest.NewLearning(t)
	learned := func() (slugs []string) {
		if err := s.DB.View(t.Context(), func(tx *store.Tx) error {
			for _, p := range phrasing.All(tx) {
				slugs = append(slugs, p.Key.Slug)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return slugs
	}
	ada := s.Meet(t, "ada", "nl")
	ada.Say("hoe geef ik feedback?")
	ada.Do("aid/open", "feedback-vragen") // from a campaign, a plan, or the list of all cards
	ada.Do("aid/yes", "feedback-vragen")
	if got := learned(); len(got) > 0 {
		t.Errorf("learned for %v", got)
	}
	s.Day(1)
	ada.Do("aid/yes", "feedback-4g")
	if got := learned(); len(got) > 0 {
		t.Errorf("a day later learned for %v", got)
	}
	ada.Say("hoe geef ik feedback?")
	ada.Do("aid/yes", "feedback-4g")
	if got := learned(); !slices.Equal(got, []string{"feedback-4g"}) {
		t.Errorf("learned for %v", got)
	}
}

// TestTimeToHelped holds that what helped is logged with the minutes since the question it
// answered, and with none if it was about no question of that day.
func TestTimeToHelped(t *testing.T) {
	s := bottest.New(t)
	ada := s.Meet(t, "ada", "nl")
	for _, wait := range []time.Duration{3*time.Minute + 10*time.Second, 20 * time.Hour} {
		ada.Say("hoe geef ik feedback?")
		s.Now = s.Now.Add(wait)
		ada.Say("ja")
	}
	var took []int
	for _, e := range s.Journal("ada") {
		if e.Kind == journal.Outcome {
			took = append(took, e.Value)
		}
	}
	if !slices.Equal(took, []int{4, 0}) {
		t.Errorf("it took %v minutes", took)
	}
}
