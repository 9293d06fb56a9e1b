package campaign_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestALargerGroup holds that where eight people are needed, nothing is told of a campaign that went to seven, and
// roughly what became of one that went to eight; and that the text says so.
func TestALargerGroup(t *testing.T) {
	for _, n := range []int{7, 8} {
		s := newStage(t)
		s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
		var names []string
		for i := range n - 1 {
			names = append(names, fmt.Sprint("p", i))
		}
		lena := start(s, names...) // who gets the messages too
		s.days(12)
		r := lena.Do("campaign/show", "feedback-vragen")
		if few := strings.Contains(r.Text, "minstens 8 mensen"); few != (n < 8) || !few &&
			!strings.Contains(r.Text, "minder dan de helft") {
			t.Errorf("to %d people: %s", n, r.Text)
		}
	}
}
