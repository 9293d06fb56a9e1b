package weekly_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// TestAQuarterTellsMoreThanItsWeeks lets four people propose an aid each week, other ones
// each time, and one person give feedback every week. No week can tell of either; the
// quarter tells of the first, once: neither what the journal learns later nor somebody who
// deletes their data changes it.
func TestAQuarterTellsMoreThanItsWeeks(t *testing.T) {
	o := newOffice(t)
	ks, plan := team("ks", 12), team("plan", 12)
	first := counts.WeekOf(time.Date(2026, 10, 5, 12, 0, 0, 0, o.zone)) // 1 October is a Thursday
	last := counts.WeekOf(time.Date(2026, 12, 21, 12, 0, 0, 0, o.zone)) // and 31 December
	daily := func(w counts.Week) {
		o.Now = w.Monday(o.zone).Add(time.Hour)
		o.daily()
	}
	told := func(unit string, first, last counts.Week) (fs map[string]digest.Figure) {
		o.View(func(tx *store.Tx) (err error) { fs, err = weekly.Quarterly(tx, unit, first, last); return err })
		return fs
	}
	for w := first - 2; w <= last; w++ {
		at := w.Monday(o.zone).AddDate(0, 0, 2)
		some := ks
		if w%2 == 0 {
			some = plan
		}
		from := int(w) % 3 * 4
		o.did(some[from:from+4], some[0][:len(some[0])-1], at, journal.Entry{Kind: journal.AidProposed})
		o.did(ks[:1], "ks", at, journal.Entry{Kind: journal.FeedbackMoved, Detail: "given"})
		if fs := told("dienst", first, last); fs != nil {
			t.Fatalf("told before it is over: %v", fs)
		}
		daily(w + 1)
	}
	want := map[string]digest.Figure{digest.Proposed: {Level: digest.Input, Value: 48, N: 48, People: 20}}
	check := func(when string) {
		t.Helper()
		if d := cmp.Diff(want, told("dienst", first, last)); d != "" {
			t.Errorf("%s: %s", when, d)
		}
	}
	check("at the end")
	o.did(team("ks", 12), "ks", (first + 1).Monday(o.zone), journal.Entry{Kind: journal.AidProposed})
	daily(last + 2)
	check("after the journal learnt more")
	o.Update(func(tx *store.Tx) (err error) { // as an earlier version kept it
		for _, name := range []string{"facts", "done", "rest", "quarter"} {
			for k, v := range tx.Scan("weekly."+name, nil, nil) {
				if name == "done" {
					v = nil
				}
				err = errors.Join(err, tx.Put("steer."+name, k, v), tx.Delete("weekly."+name, k))
			}
		}
		return err
	})
	daily(last + 2)
	check("after the buckets got another name")
	o.Update(func(tx *store.Tx) error { return counts.New(o.DB, o.zone).Forget(tx, string(o.person(tx, "ks1"))) })
	daily(last + 3)
	check("after somebody deleted their data")

	for _, c := range []struct {
		unit        string
		first, last counts.Week
	}{{"ks", first, last}, {"", first, last}, {"dienst", first + 1, last}, {"dienst", first, last - 1},
		{"dienst", last + 2, last + 14}} {
		if fs := told(c.unit, c.first, c.last); fs != nil {
			t.Errorf("%+v: told is %v", c, fs)
		}
	}
	o.View(func(tx *store.Tx) error {
		for k := range tx.Scan("weekly.rest", nil, nil) {
			if w := counts.Week(k[2])<<8 | counts.Week(k[3]); w <= last {
				t.Errorf("what week %d left untold is still kept", w)
			}
		}
		return nil
	})
}
