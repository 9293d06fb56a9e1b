package people

import (
	"path/filepath"
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
	if string(first.ID) == "ada" || len(first.ID) != 16 {
		t.Errorf("pseudonym %q", first.ID)
	}
	update(t, db, func(tx *store.Tx) error { return forget(tx, first.ID) })
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

// TestNamed holds that who is only named can be waited for, and is forgotten in time unless
// they are met or listed.
func TestNamed(t *testing.T) {
	db, now := open(t), time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	gus, hal, ben := Identity{Platform: "web", User: "gus"}, Identity{Platform: "web", User: "hal"},
		Identity{Platform: "web", User: "ben"}
	day := func(n int) time.Time { return now.AddDate(0, 0, n) }
	update(t, db, func(tx *store.Tx) error {
		met, _, err := Meet(tx, ben, now)
		if err != nil {
			return err
		}
		if p, err := Named(tx, ben, day(10)); err != nil || p.ID != met.ID || !p.Leaves.IsZero() {
			t.Errorf("who was met is named as %+v, %v", p, err)
		}
		first, err := Named(tx, gus, day(20))
		if err != nil {
			return err
		}
		if again, err := Named(tx, gus, day(10)); err != nil || again.ID != first.ID || !again.Leaves.Equal(day(20)) {
			t.Errorf("named again: %+v, %v", again, err)
		}
		if again, err := Named(tx, gus, day(30)); err != nil || again.ID != first.ID || !again.Leaves.Equal(day(30)) {
			t.Errorf("named for longer: %+v, %v", again, err)
		}
		came, err := Named(tx, hal, day(10))
		if err != nil {
			return err
		}
		if p, met, err := Meet(tx, hal, day(5)); err != nil || !met || p.ID != came.ID || !p.Leaves.IsZero() {
			t.Errorf("who was named is met as %+v, %v, %v", p, met, err)
		}
		for n, want := range map[int]int{29: 0, 30: 1} {
			if gone := Leavers(tx, day(n)); len(gone) != want {
				t.Errorf("after %d days %v leave", n, gone)
			}
		}
		if err := forget(tx, first.ID); err != nil {
			return err
		}
		if _, ok, err := Find(tx, gus); ok || err != nil {
			t.Errorf("still there: %v, %v", ok, err)
		}
		return nil
	})
}
