package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
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
		p.Do("helped", "no/feedback-4g")
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
