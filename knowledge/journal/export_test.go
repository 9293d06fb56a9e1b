package journal

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/knowledge/privacy"
)

// TestExportTellsOfGroups holds what is told of a week: an aid that five people asked
// for, and what fewer did only together with others.
func TestExportTellsOfGroups(t *testing.T) {
	db := open(t)
	do := func(aid string, people, times int) {
		for i := range people {
			for range times {
				add(t, db, Entry{Time: noon, Kind: Shown, Person: fmt.Sprintf("%016x", i+1), Unit: "desk",
					Platform: "web", Aid: aid, Detail: "quick"})
			}
		}
	}
	do("feedback", 12, 2)
	do("escalate", 5, 1)
	do("rare", 2, 30)
	for i := range 20 { // on no roster, or reading figures
		add(t, db, Entry{Time: noon, Kind: Shown, Person: fmt.Sprintf("%016x", 100+i), Aid: "feedback",
			Detail: "quick"})
	}
	add(t, db, Entry{Time: noon, Kind: Chosen, Person: fmt.Sprintf("%016x", 1), Aid: "feedback"})
	rows, err := New(db).Export(t.Context(), time.UTC, 0, 40, noon.AddDate(0, 0, 7))
	if err != nil {
		t.Fatal(err)
	}
	week := "2026-W47"
	want := []Row{
		{Week: week, Kind: "answer_shown", Aid: "feedback", Detail: "quick", N: 20, People: 10},
		{Week: week, Kind: "answer_shown", Others: true, N: 65, People: 5}, // escalate joined what two people did
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("%+v", rows)
	}
	for members, at := range map[int]time.Time{40: noon, 9: noon.AddDate(0, 0, 7)} { // a running week, a small roster
		if rows, err = New(db).Export(t.Context(), time.UTC, 0, members, at); err != nil || len(rows) != 0 {
			t.Errorf("of %d members at %s: %+v, %v", members, at, rows, err)
		}
	}
	if rows, err = New(db).Export(t.Context(), time.UTC, 13, 40, noon.AddDate(0, 0, 7)); err != nil || len(rows) != 0 {
		t.Errorf("with groups of 13: %+v, %v", rows, err)
	}
}

// TestExportHidesFewerThanK holds for any crowds: every row is of k people, and what is
// in no row is of k people too or of nothing, unless nothing at all is told.
func TestExportHidesFewerThanK(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(5, 9).Draw(t, "k")
		cells, all := map[cell]*crowd{}, map[string]bool{}
		for i := range rapid.IntRange(0, 6).Draw(t, "cells") {
			c := &crowd{who: map[string]bool{}}
			for _, p := range rapid.SliceOfN(rapid.IntRange(0, 15), 1, 20).Draw(t, "acts") {
				person := fmt.Sprint(p)
				if p == 0 {
					person = "" // asked anonymously
				} else {
					all[person] = true
				}
				c.add(person)
			}
			cells[cell{aid: fmt.Sprint(i)}] = c
		}
		rows := told(cells, privacy.Group(k), 0)
		hidden := map[string]bool{}
		left, others := 0, false
		for c, crowd := range cells {
			shown := false
			for _, r := range rows {
				if !r.Others && r.Aid == c.aid {
					shown = true
					if len(crowd.who) < k {
						t.Fatalf("a row of %d people", len(crowd.who))
					}
				}
			}
			if !shown {
				left++
				for p := range crowd.who {
					hidden[p] = true
				}
			}
		}
		for _, r := range rows {
			others = others || r.Others
			if r.N%k != 0 || r.People%k != 0 || r.N < k || r.People < k {
				t.Fatalf("row %+v", r)
			}
		}
		if left > 0 && len(hidden) < k && len(rows) > 0 {
			t.Fatalf("%d people are hidden beside %d rows", len(hidden), len(rows))
		}
		if others != (left > 0 && len(hidden) >= k) {
			t.Fatalf("others told: %v, of %d people", others, len(hidden))
		}
	})
}
