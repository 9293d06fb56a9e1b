package teams

import (
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// Two clicks within a moment are one; later it is another, and the same delivery is
// the same for longer.
func TestClaim(t *testing.T) {
	now := testTime
	ps := newPresses(func() time.Time { return now })
	claim := func(id, click string) bool {
		_, first := ps.claim(act{Event: chat.Event{ID: id}, click: click})
		return first
	}
	if !claim("1", "c") || claim("2", "c") || claim("1", "c") {
		t.Error("a double click")
	}
	now = now.Add(doubleClick)
	if !claim("3", "c") || claim("1", "c") {
		t.Error("a later click")
	}
	now = now.Add(pressLife)
	if !claim("1", "c") {
		t.Error("much later")
	}
	if !claim("4", "") || !claim("5", "") {
		t.Error("what is no press")
	}
}
