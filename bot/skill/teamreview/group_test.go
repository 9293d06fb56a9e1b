package teamreview_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/skill/teamreview"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestALargerGroup holds that where eight people are needed, a team is not told that seven took part, and is that
// eight did.
func TestALargerGroup(t *testing.T) {
	for _, n := range []int{7, 8} {
		s := bottest.New(t, teamreview.Skill)
		s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
		tell(t, s, "u0", fill("begin", "sum up every talk", "2"))
		done := s.Day(8)["desk"][0].Card.Buttons[0].Action
		for i := range n {
			tell(t, s, fmt.Sprint("u", i), chat.Event{Kind: chat.Pressed, Action: done})
		}
		if said := s.Day(7)["desk"][0].Text; strings.Contains(said, fmt.Sprint(n)) != (n == 8) {
			t.Errorf("%d took part: %s", n, said)
		}
	}
}
