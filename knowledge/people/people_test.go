package people

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

func open(t *testing.T) *store.DB {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func update(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func TestMeetIsStableAndForgetBreaksTheLink(t *testing.T) {
	db, now := open(t), time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	ada := Identity{Platform: "web", User: "ada"}
	var first Profile
	update(t, db, func(tx *store.Tx) (err error) {
		var met bool
		if first, met, err = Meet(tx, ada, now); !met {
			t.Error("first meeting was not one")
		}
		return err
	})
	update(t, db, func(tx *store.Tx) error {
		again, met, err := Meet(tx, ada, now.Add(time.Hour))
		if met || again.ID != first.ID || !again.Met.Equal(now) {
			t.Errorf("second meeting: met %v, %v, want %v", met, again, first)
		}
		other, _, _ := Meet(tx, Identity{Platform: "web", Team: "ada"}, now)
		if other.ID == first.ID {
			t.Error("team and user are mixed up")
		}
		return err
	})
	if strings.Contains(string(first.ID), "ada") || len(first.ID) != 16 {
		t.Errorf("pseudonym %q", first.ID)
	}
	update(t, db, func(tx *store.Tx) error { return Forget(tx, first.ID) })
	update(t, db, func(tx *store.Tx) error {
		if _, ok, _ := ByID(tx, first.ID); ok {
			t.Error("profile is still there")
		}
		p, met, err := Meet(tx, ada, now)
		if !met || p.ID == first.ID {
			t.Error("a forgotten person got their old pseudonym back")
		}
		return err
	})
}
