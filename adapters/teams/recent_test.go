package teams

import (
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

func TestRecent(t *testing.T) {
	now := testTime
	r := newRecent[int](func() time.Time { return now }, time.Minute, 3)
	has := func(key string, want int, wantOK bool) {
		t.Helper()
		if v, ok := r.get(key); ok != wantOK || ok && v != want {
			t.Errorf("%s: %d, %v", key, v, ok)
		}
	}
	for i, k := range []string{"a", "b", "a", "c"} {
		now = now.Add(time.Second)
		r.put(k, i)
	}
	has("a", 2, true) // put again: not forgotten with its first
	has("c", 3, true)
	now = now.Add(time.Minute - time.Second)
	has("a", 0, false)
	has("c", 3, true)
	r.put("d", 4)
	if v, ok := r.take("c"); !ok || v != 3 {
		t.Error("c is not there")
	}
	has("c", 0, false)
	for i := range 100 {
		r.put("x", i)
	}
	if len(r.order) > 3 || len(r.all) > 3 {
		t.Errorf("%d and %d are kept", len(r.order), len(r.all))
	}
}

// Two clicks within a moment are one; later it is another, and the same delivery is
// the same for longer.
func TestClaim(t *testing.T) {
	now := testTime
	ps := presses{newRecent[*press](func() time.Time { return now }, pressLife, pressMost)}
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
