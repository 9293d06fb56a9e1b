package store

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

type note struct {
	Who, Text string
	At        time.Time
}

func TestTable(t *testing.T) {
	db, err := Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	day := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	own := &Table[note]{Bucket: "own", Class: Personal, Keep: time.Hour, Since: func(n note) time.Time { return n.At }}
	team := &Table[note]{Bucket: "team", Class: Shared, Keep: Forever,
		Owners:  func(n note) []string { return []string{n.Who} },
		Without: func(n *note, _ string) bool { n.Who = ""; return n.Text != "" },
		Export:  func(n note, _ string) any { return n.Text }}
	if err := errors.Join(own.Check(), team.Check()); err != nil {
		t.Fatal(err)
	}
	update := func(fn func(tx *Tx) error) {
		t.Helper()
		if err := db.Update(t.Context(), fn); err != nil {
			t.Fatal(err)
		}
	}
	update(func(tx *Tx) error {
		_, err := team.Add(tx, note{Who: "ada", Text: "ours"})
		_, err2 := team.Add(tx, note{Who: "ada"})
		return errors.Join(err, err2, own.Save(tx, Own("ada", 1), note{Who: "ada", At: day}),
			own.Save(tx, Own("bob", 1), note{Who: "bob"}),
			tx.Put("own", Own("ada", 2), []byte("{")), tx.Put("team", Num(9), []byte(`["ada"`)))
	})
	texts := func(tx *Tx, d Declared, who string) (all []string) {
		rows, err := d.Kept(tx, who)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			all = append(all, string(r))
		}
		return all
	}
	update(func(tx *Tx) error {
		if got := texts(tx, team, "ada"); !slices.Equal(got, []string{`"ours"`, `""`}) {
			t.Errorf("exported %q", got)
		}
		if got := texts(tx, own, "ada"); len(got) != 1 {
			t.Errorf("exported %q", got)
		}
		return nil
	})
	update(func(tx *Tx) error {
		if n := Aside(tx); n["own"] != 1 || n["team"] != 1 {
			t.Errorf("set aside: %v", n)
		}
		if err := own.Save(tx, Num(1), note{}); err == nil {
			t.Error("a personal row of nobody is saved")
		}
		return errors.Join(team.Forget(tx, "ada"), own.Forget(tx, "ada"))
	})
	if err := own.Prune(t.Context(), db, day.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	update(func(tx *Tx) error {
		if left := texts(tx, own, "bob"); len(left) != 1 || len(texts(tx, own, "ada")) != 0 || len(Aside(tx)) != 0 {
			t.Errorf("left %q, set aside %v", left, Aside(tx))
		}
		for _, n := range team.All(tx) {
			if n.Who != "" || n.Text != "ours" {
				t.Errorf("of the team is left %+v", n)
			}
		}
		return nil
	})
	old := &Table[note]{Bucket: "old", Class: Working, Keep: time.Hour,
		SinceKey: func(k []byte) time.Time { return day.Add(time.Duration(FromNum(k)) * time.Hour) }}
	update(func(tx *Tx) error {
		for hour := range uint64(4) {
			if err := old.Save(tx, Num(hour), note{}); err != nil {
				return err
			}
		}
		return errors.Join(old.Check(), tx.Put("old", Num(0), []byte("{")), tx.Put("old", Num(3), []byte("{")))
	})
	if err := old.Prune(t.Context(), db, day.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	update(func(tx *Tx) error {
		var left []uint64
		for k := range tx.Scan("old", nil, nil) {
			left = append(left, FromNum(k))
		}
		if !slices.Equal(left, []uint64{2}) || Aside(tx)["old"] != 1 ||
			!old.SetAside(tx, Num(3)) || old.SetAside(tx, Num(0)) {
			t.Errorf("of those whose key tells their age are left %d, and set aside %v", left, Aside(tx))
		}
		return nil
	})
	if own.Keep = 0; own.Check() == nil {
		t.Error("a table without retention is whole")
	}
}

// TestPruneIsNotStoppedByHowMuchThereIs holds that all that is too old goes, and that what cannot be read is set aside.
func TestPruneIsNotStoppedByHowMuchThereIs(t *testing.T) {
	db, err := Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	many := &Table[time.Time]{Bucket: "many", Class: Working, Keep: 24 * time.Hour,
		Since: func(t time.Time) time.Time { return t }}
	const n = 2*pruneStep + 10
	err = db.Update(t.Context(), func(tx *Tx) (err error) {
		for i := range uint64(n) {
			at := now
			if i%3 > 0 {
				at = now.Add(-25 * time.Hour)
			}
			err = errors.Join(err, many.Save(tx, Num(i), at))
		}
		return errors.Join(err, tx.Put("many", Num(n), []byte("{")))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := many.Prune(t.Context(), db, now); err != nil {
		t.Fatal(err)
	}
	if err := db.View(t.Context(), func(tx *Tx) error {
		left := 0
		for range tx.Scan("many", nil, nil) {
			left++
		}
		if left != (n+2)/3 || Aside(tx)["many"] != 1 {
			t.Errorf("%d left of %d, want %d; set aside %v", left, n, (n+2)/3, Aside(tx))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestPersonalRowNamesAnother holds that a person goes out of what is another's own, which stays theirs.
func TestPersonalRowNamesAnother(t *testing.T) {
	db, err := Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	set := &Table[note]{Bucket: "set", Class: Personal, Keep: Forever,
		Owners:  func(n note) []string { return []string{n.Who} },
		Without: func(n *note, _ string) bool { n.Who = ""; return true }}
	if err := set.Check(); err != nil {
		t.Fatal(err)
	}
	err = db.Update(t.Context(), func(tx *Tx) error {
		err := errors.Join(set.Save(tx, Own("ada", 1), note{Who: "bob"}), set.Save(tx, Own("bob", 1), note{Who: "ada"}))
		if rows, _ := set.Kept(tx, "bob"); len(rows) != 1 {
			t.Errorf("of bob is exported %s", rows)
		}
		return errors.Join(err, set.Forget(tx, "bob"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.View(t.Context(), func(tx *Tx) error {
		for k, n := range set.All(tx) {
			if Owner(k) != "ada" || n.Who != "" {
				t.Errorf("left is %q: %+v", k, n)
			}
		}
		if rows, _ := set.Kept(tx, "ada"); len(rows) != 1 {
			t.Errorf("of ada is left %s", rows)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// TestIndex holds that an index finds the rows of a person, whatever was saved and deleted, and names nobody else.
func TestIndex(t *testing.T) {
	db, err := Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	two := &Table[[]string]{Bucket: "two", Class: Shared, Keep: Forever, Index: "two.of",
		Owners: func(who []string) []string { return who },
		Without: func(who *[]string, person string) bool {
			*who = slices.DeleteFunc(*who, func(w string) bool { return w == person })
			return len(*who) > 0
		}}
	if err := two.Check(); err != nil || !slices.Equal(two.Papers()[0].Buckets, []string{"two", "two.of"}) {
		t.Fatal(err, two.Papers())
	}
	finds := func(tx *Tx, who string) (down []uint64) {
		for k := range two.OfDown(tx, who) {
			down = append(down, FromNum(k))
		}
		var up []uint64
		for k := range two.Of(tx, who) {
			up = append(up, FromNum(k))
		}
		if slices.Reverse(up); !slices.Equal(up, down) {
			t.Errorf("%s finds %d, and downwards %d", who, up, down)
		}
		return down
	}
	steps := []struct {
		do       func(tx *Tx) error
		ada, bob []uint64
		rows     int // of the index
	}{
		{func(tx *Tx) error {
			return errors.Join(two.Save(tx, Num(1), []string{"ada"}), two.Save(tx, Num(2), []string{"ada", "bob", ""}))
		}, []uint64{2, 1}, []uint64{2}, 3},
		{func(tx *Tx) error { return two.Save(tx, Num(1), []string{"bob"}) }, []uint64{2}, []uint64{2, 1}, 3},
		{func(tx *Tx) error { return tx.Put("two", Num(1), []byte("{")) }, []uint64{2}, []uint64{2}, 3},
		{func(tx *Tx) error { return two.Forget(tx, "bob") }, []uint64{2}, nil, 1},
		{func(tx *Tx) error { return two.Delete(tx, Num(2)) }, nil, nil, 0},
	}
	for i, s := range steps {
		if err := db.Update(t.Context(), func(tx *Tx) error {
			if err := s.do(tx); err != nil {
				return err
			}
			n := 0
			for range tx.Scan("two.of", nil, nil) {
				n++
			}
			if ada, bob := finds(tx, "ada"), finds(tx, "bob"); !slices.Equal(ada, s.ada) || !slices.Equal(bob, s.bob) ||
				n != s.rows {
				t.Errorf("after step %d ada finds %d and bob %d, by %d rows", i, ada, bob, n)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReadingFails holds that a reading that fails, fails its transaction and no other, whatever is made of it.
func TestReadingFails(t *testing.T) {
	db, err := Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	put := func(tx *Tx) error { return tx.Put("b", []byte("k"), []byte("v")) }
	if err := db.Update(t.Context(), put); err != nil {
		t.Fatal(err)
	}
	broken := func(tx *Tx) error {
		tx.tx = nil // as where a page is damaged: bbolt panics
		if _, ok := tx.Get("b", []byte("k")); ok {
			t.Error("it is read")
		}
		for range tx.Scan("b", nil, nil) {
			t.Error("it is scanned")
		}
		if err := tx.Put("b", []byte("x"), nil); !errors.Is(err, ErrCorrupt) {
			t.Errorf("written: %v", err)
		}
		return nil
	}
	if err := db.View(t.Context(), broken); !errors.Is(err, ErrCorrupt) {
		t.Errorf("view: %v", err)
	}
	if err := db.Update(t.Context(), broken); !errors.Is(err, ErrCorrupt) {
		t.Errorf("update: %v", err)
	}
	if err := db.View(t.Context(), func(tx *Tx) error {
		if _, ok := tx.Get("b", []byte("k")); !ok {
			return errors.New("gone")
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// TestPruneLooksAgain holds that a table in which nothing was to be done is looked at again once something changed in
// it, and once its next row is too old.
func TestPruneLooksAgain(t *testing.T) {
	db, err := Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	days := &Table[time.Time]{Bucket: "days", Class: Working, Keep: 24 * time.Hour,
		Since: func(t time.Time) time.Time { return t }}
	for _, step := range []struct {
		after time.Duration
		put   string // under the key of its step, or nothing
		left  int
		aside int
	}{
		{0, `"2026-11-30T09:00:00Z"`, 1, 0},
		{time.Hour, `"2026-11-29T12:00:00Z"`, 2, 0},
		{time.Hour, "", 2, 0},
		{time.Hour, "", 1, 0},                       // that of the second step
		{time.Hour, `"2026-11-01T12:00:00Z"`, 1, 0}, // old when it came
		{time.Hour, "{", 1, 1},
		{19 * time.Hour, "", 0, 1},
	} {
		now = now.Add(step.after)
		if step.put != "" {
			put := func(tx *Tx) error { return tx.Put("days", []byte(step.put), []byte(step.put)) }
			if err := db.Update(t.Context(), put); err != nil {
				t.Fatal(err)
			}
		}
		if err := days.Prune(t.Context(), db, now); err != nil {
			t.Fatal(err)
		}
		if err := db.View(t.Context(), func(tx *Tx) error {
			left := 0
			for range tx.Scan("days", nil, nil) {
				left++
			}
			if aside := Aside(tx)["days"]; left != step.left || aside != step.aside {
				t.Errorf("at %v %d are left and %d set aside, want %+v", now, left, aside, step)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}
