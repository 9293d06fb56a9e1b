package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/insight/papers"
	"github.com/handvat/handvat/knowledge/store"
)

// TestTheSmallestGroupCanOnlyBeMadeSmallerByAgreement plays starts of the program on
// one database, each with its settings.
func TestTheSmallestGroupCanOnlyBeMadeSmallerByAgreement(t *testing.T) {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	day := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	start := func(k int, agreed string) error {
		day = day.AddDate(0, 0, 7)
		c := &config{Privacy: privacyConfig{K: k}}
		if agreed != "" {
			c.Privacy.Approval.By = "director"
			if err := c.Privacy.Approval.Agreed.UnmarshalText([]byte(agreed)); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.Privacy.check(); err != nil {
			return err
		}
		return keepSettings(t.Context(), db, c, day)
	}
	for _, s := range []struct {
		k      int
		agreed string
		ok     bool
	}{
		{0, "", true},            // 9 November
		{4, "2026-11-02", false}, // 16: below 5 is never possible
		{8, "", true},            // 23
		{6, "", false},           // 30
		{6, "2026-11-22", false}, // 7 December: agreed before it was 8
		{6, "2027-01-01", false}, // 14: still to come
		{6, "2026-12-18", true},  // 21
		{6, "", true},            // 28: nothing changes
		{5, "2026-12-18", false}, // 4 January: that was about 6
	} {
		if err := start(s.k, s.agreed); (err == nil) != s.ok {
			t.Errorf("k %d agreed %q: %v", s.k, s.agreed, err)
		}
	}
	var all []papers.Change
	if err := db.View(t.Context(), func(tx *store.Tx) (err error) { all, err = changes(tx); return err }); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, c := range all {
		said = append(said, c.Time.Format("2 Jan")+" "+c.What)
	}
	if got, want := strings.Join(said, "; "), "9 Nov start; 9 Nov web off → on; 23 Nov privacy.k 5 → 8; 21 Dec privacy.k 8 → 6"; got != want {
		t.Errorf("changes: %s", got)
	}
	day = day.AddDate(2, 0, 0)
	if err := start(6, ""); err != nil {
		t.Fatal(err)
	}
	if err := db.View(t.Context(), func(tx *store.Tx) (err error) { all, err = changes(tx); return err }); err != nil || len(all) != 0 {
		t.Errorf("after two years: %v, %v", all, err)
	}
}

// TestQuestionsCanBeSwitchedOff holds that a short question is left out by its name, and
// that one there is not is an error that names those there are.
func TestQuestionsCanBeSwitchedOff(t *testing.T) {
	c := new(config)
	if err := readConfig("x.yaml", []byte("privacy:\n  not_asked: [room, minutes]\n"), c); err != nil || c.Privacy.check() != nil {
		t.Errorf("%v, %v", err, c.Privacy.check())
	}
	c.Privacy.NotAsked = []string{"rooms"}
	if err := c.Privacy.check(); err == nil || !strings.Contains(err.Error(), "value, room, minutes, quotes") {
		t.Errorf("%v", err)
	}
}
