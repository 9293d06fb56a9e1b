package find_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/find/encode/sentence"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// encoded is a finder with the encoder inside the program, whose vectors are made.
func encoded(t *testing.T) (*find.Finder, *store.DB) {
	t.Helper()
	f, db, shut := encodedIn(t, t.TempDir())
	t.Cleanup(shut)
	check(t, f.Embed(t.Context()))
	return f, db
}

// encodedIn is a finder with the encoder, as it starts with what a folder has.
func encodedIn(t *testing.T, dir string) (f *find.Finder, db *store.DB, shut func()) {
	t.Helper()
	db, err := store.Open(filepath.Join(dir, "db"))
	check(t, err)
	f, err = find.Open(slog.New(slog.DiscardHandler), filepath.Join(dir, "index"), db)
	check(t, err)
	f.SetEmbedder(sentence.Encoder{}, func(_ context.Context, s string) (privacy.Scrubbed, error) {
		return privacy.Scrubber{}.Scrub(s), nil
	})
	check(t, f.Sync(t.Context(), office(), nil))
	return f, db, func() {
		check(t, f.Close())
		check(t, db.Close())
	}
}

// TestEncoderKept: what was made of the library is used at once by the next start, also with what was confirmed since.
// Before it was ever made, nobody waits for it.
func TestEncoderKept(t *testing.T) {
	dir := t.TempDir()
	f, db, shut := encodedIn(t, dir)
	if f.Understands() {
		t.Fatal("vectors were made in the way of whoever asks")
	}
	check(t, f.Embed(t.Context()))
	const said, alike = "de koffie is op", "er is geen koffie meer"
	for _, p := range []string{"p1", "p2", "p3"} {
		confirm(t, f, db, p, said, "brief", true, noon)
	}
	shut()
	f, _, shut = encodedIn(t, dir)
	defer shut()
	if !f.Understands() {
		t.Error("vectors were not kept")
	}
	for q, want := range map[string]string{"I cannot log in to my computer": "en/wachtwoord", alike: "nl/brief"} {
		if got := first(ask(t, f, q)); got != want {
			t.Errorf("%q: got %s, want %s", q, got, want)
		}
	}
}

// TestEncoder: what has no word in common with an aid, not even in its language, is found by meaning; also what is
// private, since nothing leaves.
func TestEncoder(t *testing.T) {
	f, _ := encoded(t)
	for q, want := range map[string]string{
		"I want some days off for a holiday":  "nl/verlof",
		"I cannot log in to my computer":      "en/wachtwoord",
		"can I do my job from my living room": "nl/huis",
	} {
		for _, private := range []bool{false, true} {
			r, err := f.Find(t.Context(), find.Query{Text: q, Prefer: "nl", Private: private})
			check(t, err)
			if got := first(r); got != want {
				t.Errorf("%q, private %v: got %s", q, private, got)
			}
		}
	}
}

// TestEncoderLearns: a phrasing that people confirm counts for others that mean the same from the next question on,
// within 50 ms, and no longer once it is taken back.
func TestEncoderLearns(t *testing.T) {
	f, db := encoded(t)
	const said, alike = "de koffie is op", "er is geen koffie meer"
	before := ask(t, f, alike)
	for _, p := range []string{"p1", "p2", "p3"} {
		confirm(t, f, db, p, said, "brief", true, noon)
	}
	began := time.Now()
	after := ask(t, f, alike)
	t.Logf("learned in %v", time.Since(began))
	if got := first(after); got != "nl/brief" {
		t.Errorf("after it was confirmed: %s", got)
	}
	for _, p := range []string{"p1", "p2", "p3"} {
		confirm(t, f, db, p, said, "brief", false, noon)
	}
	again := ask(t, f, alike)
	if first(again) == "nl/brief" && first(before) != "nl/brief" {
		t.Error("taken back, it still counts")
	}
}
