package campaign_test

import (
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestALargerGroup holds that where eight people are needed, nothing is told of a campaign that went to fifteen, and
// roughly what became of one that went to sixteen; and that the text says so.
func TestALargerGroup(t *testing.T) {
	for _, n := range []int{15, 16} {
		s := newStage(t)
		s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
		lena := start(s, crowd(n)...)
		s.days(12)
		r := lena.Do("campaign/show", "feedback-vragen")
		if few := strings.Contains(r.Text, "als minstens 8 mensen"); few != (n < 16) || !few &&
			!strings.Contains(r.Text, "Minder dan de helft") {
			t.Errorf("to %d people: %s", n, r.Text)
		}
	}
}
