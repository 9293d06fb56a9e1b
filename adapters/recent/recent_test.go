package recent

import (
	"testing"
	"time"
)

func TestMemory(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	r := New[int](func() time.Time { return now }, time.Minute, 3)
	has := func(key string, want int, wantOK bool) {
		t.Helper()
		if v, ok := r.Get(key); ok != wantOK || ok && v != want {
			t.Errorf("%s: %d, %v", key, v, ok)
		}
	}
	for i, k := range []string{"a", "b", "a", "c"} {
		now = now.Add(time.Second)
		r.Put(k, i)
	}
	has("a", 2, true) // put again: not forgotten with its first
	has("c", 3, true)
	now = now.Add(time.Minute - time.Second)
	has("a", 0, false)
	has("c", 3, true)
	r.Put("d", 4)
	if v, ok := r.Take("c"); !ok || v != 3 {
		t.Error("c is not there")
	}
	has("c", 0, false)
	if before, ok := r.Put("d", 5); !ok || before != 4 {
		t.Errorf("before d was put again it was %d, %v", before, ok)
	}
	if kept, first := r.Claim("d", 6); first || kept != 5 {
		t.Errorf("d is claimed again: %d", kept)
	}
	if kept, first := r.Claim("e", 7); !first || kept != 7 {
		t.Errorf("e is not claimed: %d", kept)
	}
	for i := range 100 {
		r.Put("x", i)
	}
	if len(r.order) > 3 || len(r.all) > 3 {
		t.Errorf("%d and %d are kept", len(r.order), len(r.all))
	}
}
