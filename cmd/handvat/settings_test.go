package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/skill/survey"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

// TestTheSmallestGroupIsNeverMadeSmaller plays starts of the program on one database, each with its settings.
func TestTheSmallestGroupIsNeverMadeSmaller(t *testing.T) {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	day := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	start := func(k int) error {
		day = day.AddDate(0, 0, 7)
		c := &config{Privacy: privacyConfig{K: k}}
		if err := c.Privacy.check(); err != nil {
			return err
		}
		_, group, err := c.Privacy.look(t.Context(), db)
		if err != nil {
			return err
		}
		return keepSettings(t.Context(), db, c, group, settings.Given{}, day)
	}
	for _, s := range []struct {
		k       int
		refused string
	}{
		{0, ""},                     // 9 November
		{4, "cijfers gaan over 5 "}, // 16: below 5 is never possible
		{8, ""},                     // 23
		{6, "privacy.k is 6: cijfers gaan over 8 of meer mensen."}, // 30
		{8, ""},  // 7 December: nothing changes
		{0, ""},  // 14: nor where it is not said
		{10, ""}, // 21
		{8, "cijfers gaan over 10"},
	} {
		if err := start(s.k); (err == nil) != (s.refused == "") || err != nil &&
			!strings.Contains(text.Tell(err, "nl"), s.refused) {
			t.Errorf("k %d: %v", s.k, err)
		}
	}
	var all []settings.Change
	if err := db.View(t.Context(), func(tx *store.Tx) error { all = settings.Changes(tx); return nil }); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, c := range all {
		said = append(said, c.Time.Format("2 Jan")+" "+c.What)
	}
	if got, want := strings.Join(said, "; "),
		"9 Nov start; 9 Nov web off → on; 23 Nov privacy.k 5 → 8; 21 Dec privacy.k 8 → 10"; got != want {
		t.Errorf("changes: %s", got)
	}
	day = day.AddDate(2, 0, 0)
	if err := start(0); err != nil {
		t.Fatal(err)
	}
	for _, table := range settings.Tables() {
		if err := table.Prune(t.Context(), db, day); err != nil {
			t.Fatal(err)
		}
	}
	err = db.View(t.Context(), func(tx *store.Tx) error { all = settings.Changes(tx); return nil })
	if err != nil || len(all) != 0 {
		t.Errorf("after two years: %v, %v", all, err)
	}
}

// TestTheSmallestGroupOfBefore holds that what an earlier Handvat kept with its settings still holds.
func TestTheSmallestGroupOfBefore(t *testing.T) {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := db.Update(t.Context(), func(tx *store.Tx) error {
		return tx.Put("settings.now", []byte("settings"), []byte(`{"K":8}`))
	}); err != nil {
		t.Fatal(err)
	}
	if _, g, err := new(privacyConfig).look(t.Context(), db); err != nil || g.K() != 8 {
		t.Errorf("%d, %v", g, err)
	}
	if _, _, err := (&privacyConfig{K: 7}).look(t.Context(), db); err == nil ||
		!strings.Contains(err.Error(), "of 8 people or more") {
		t.Errorf("7: %v", err)
	}
}

// TestQuestionsCanBeSwitchedOff holds that a short question is left out by its name, and
// that one there is not is an error that names those there are.
func TestQuestionsCanBeSwitchedOff(t *testing.T) {
	c := new(config)
	if err := readConfig("x.yaml", []byte("privacy:\n  not_asked: [room, minutes]\n"), c); err != nil ||
		c.Privacy.check() != nil {
		t.Errorf("%v, %v", err, c.Privacy.check())
	}
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := keepSettings(t.Context(), db, c, 0, settings.Given{}, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := db.View(t.Context(), func(tx *store.Tx) error {
		for _, what := range survey.All() {
			if _, left := tx.Get("survey.left", []byte(what)); left != (what == "room" || what == "minutes") {
				t.Errorf("%s is left out: %v", what, left)
			}
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	c.Privacy.NotAsked = []string{"rooms"}
	if err := c.Privacy.check(); err == nil || !strings.Contains(err.Error(), "value, room, minutes, quotes") {
		t.Errorf("%v", err)
	}
}

// TestWeeksBeginWhereTheOrganisationIs holds that the zone of the settings counts for every command from the next start
// on, that the change of it is told, and that one there is not is an error.
func TestWeeksBeginWhereTheOrganisationIs(t *testing.T) {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for zone, want := range map[string]string{"": "Europe/Amsterdam", "America/Paramaribo": "America/Paramaribo"} {
		c := &config{Organisation: organisationConfig{Zone: zone}}
		err := keepSettings(t.Context(), db, c, 0, settings.Given{}, time.Now())
		if err != nil || c.Organisation.check() != nil {
			t.Fatal(err, c.Organisation.check())
		}
		if err := db.View(t.Context(), func(tx *store.Tx) error {
			if begins, err := settings.Zone(tx); err != nil || begins.String() != want {
				t.Errorf("%q: %v, %v", zone, begins, err)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if (organisationConfig{Zone: "Europe/Atlantis"}).check() == nil ||
		(organisationConfig{Zone: "Local"}).check() == nil {
		t.Error("a zone there is not is taken")
	}
}
