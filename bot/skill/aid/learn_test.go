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

// TestOneNoIsNotTheEnd holds that an aid that did not help one person is still the
// answer for the next, and that ten who say so change what comes first.
func TestOneNoIsNotTheEnd(t *testing.T) {
	s := bottest.NewLearning(t)
	const question = "hoe spreek ik een collega aan?"
	asks := func(i int) chat.Reply {
		return (s.Meet(t, fmt.Sprintf("asks%d", i), "nl")).Say(question)
	}
	first := asks(0)
	if !strings.Contains(first.Text, "4 G") {
		t.Fatalf("not the aid for it:\n%s", first.Text)
	}
	no := func(i int) {
		p := s.Meet(t, fmt.Sprintf("no%d", i), "nl")
		p.Say(question)
		p.Do("aid/no", "feedback-4g")
	}
	no(0)
	if r := asks(1); !strings.Contains(r.Text, "4 G") {
		t.Errorf("one no is too strong:\n%s", r.Text)
	}
	for i := 1; i < 10; i++ {
		no(i)
	}
	if r := asks(2); strings.Contains(r.Text, "4 G's (5 min)") {
		t.Errorf("after ten the aid still comes first:\n%s", r.Text)
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
