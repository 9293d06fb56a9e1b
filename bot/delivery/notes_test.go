package delivery

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

func TestNotes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	db, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1700000000, 0)
	n := Notes{db, func() time.Time { return now }}
	at := func(channel, thread string) chat.Place {
		return chat.Place{Platform: "slack", Team: "T", Channel: channel, Thread: thread}
	}
	recall := func(p chat.Place, want string) {
		t.Helper()
		if got, err := n.Recall(t.Context(), p); err != nil || got != want {
			t.Errorf("%v: %q, %v, want %q", p, got, err, want)
		}
	}
	for _, p := range []chat.Place{at("C1", ""), at("C1", "1"), at("C1", "12"), at("C12", "")} {
		if err := n.Note(t.Context(), p, "ada", now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil { // a note outlives the program
		t.Fatal(err)
	}
	if n.DB, err = store.Open(path); err != nil {
		t.Fatal(err)
	}
	defer n.DB.Close()
	forget := func(p chat.Place) {
		t.Helper()
		if err := n.DB.Update(t.Context(), func(tx *store.Tx) error { return forgetNotes(tx, p) }); err != nil {
			t.Fatal(err)
		}
	}
	recall(at("C1", "1"), "ada")
	forget(at("C1", "1"))
	recall(at("C1", "1"), "")
	recall(at("C1", "12"), "ada")
	forget(at("C1", ""))
	recall(at("C1", "12"), "")
	recall(at("C12", ""), "ada")
	if err := n.Note(t.Context(), at("C2", ""), "ben", now.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	recall(at("C12", ""), "")
	if err := notes.Prune(t.Context(), n.DB, now); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := n.DB.View(t.Context(), func(tx *store.Tx) error {
		for range tx.Scan(notes.Bucket, nil, nil) {
			left++
		}
		return nil
	}); err != nil || left != 1 {
		t.Errorf("%d notes are left, %v", left, err)
	}
	if err := n.Note(t.Context(), at("C2", ""), "", now); err != nil {
		t.Fatal(err)
	}
	recall(at("C2", ""), "")
}
