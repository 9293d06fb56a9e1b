package agenda

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

func TestTooMuch(t *testing.T) {
	monday := days(t, "2026-11-23")[0]
	weeks := func(rates ...int) (r response) { // answered of ten, the last one being last week
		for i, n := range rates {
			r.Weeks = append(r.Weeks, week{Monday: monday - Day(7*(len(rates)-i)), Sent: 10, Answered: n})
		}
		return r
	}
	reasons := func(m map[string]int) response {
		return response{Weeks: []week{{Monday: monday - 7, Reasons: m}}}
	}
	few := weeks(8, 8, 3, 3, 3)
	few.Weeks[3].Sent, few.Weeks[3].Answered = 4, 1
	for name, c := range map[string]struct {
		r    response
		want bool
	}{
		"nothing known":                   {response{}, false},
		"as before":                       {weeks(8, 8, 8, 7, 8), false},
		"halved for three weeks":          {weeks(8, 8, 4, 3, 4), true},
		"halved for two weeks":            {weeks(8, 8, 8, 3, 4), false},
		"never much":                      {weeks(2, 2, 2, 2, 2), false},
		"halved, but too few to say":      {few, false},
		"no time, most of all":            {reasons(map[string]int{noTime: 4, "other": 3}), true},
		"no time, as much as other":       {reasons(map[string]int{noTime: 4, "other": 4}), false},
		"no time, too few to say":         {reasons(map[string]int{noTime: 4}), false},
		"halved long ago, and better now": {weeks(8, 8, 4, 3, 4, 8, 8, 8), false},
	} {
		if got := c.r.tooMuch(monday); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestBrake holds that a unit whose reason is "no time" gets half as much for four
// weeks, and then as before.
func TestBrake(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-18 12:00"))
	ada := d.person("ada", func(p *people.Profile) { p.Units = []string{"ops"} })
	d.update(func(tx *store.Tx) error { return d.a.Slot(tx, ada, 10*60) })
	for range 5 {
		d.update(func(tx *store.Tx) error { return d.a.Reason(tx, "ops", noTime) })
	}
	said := func(from, to string) (on []string) {
		d.now = at(t, from+" 10:00")
		for d.now.Before(at(t, to+" 12:00")) {
			it := reflection(ada, d.now.String(), d.now)
			it.Kind = Change
			d.add(it)
			for range d.tick() {
				on = append(on, d.now.Format("2 Jan"))
				d.update(func(tx *store.Tx) error { return d.a.Answered(tx, ada) })
			}
			d.now = d.now.AddDate(0, 0, 1)
		}
		return on
	}
	braked := said("2026-11-23", "2026-12-04")
	if diff := cmp.Diff([]string{"23 Nov", "25 Nov", "27 Nov"}, braked); diff != "" {
		t.Errorf("under the brake (-want +got):\n%s", diff)
	}
	d.update(func(tx *store.Tx) error {
		on, err := d.a.braking(tx, "ops")
		if !on {
			t.Error("the brake is off")
		}
		return err
	})
	free := said("2027-01-11", "2027-01-15")
	if diff := cmp.Diff([]string{"11 Jan", "12 Jan", "13 Jan"}, free); diff != "" {
		t.Errorf("after it (-want +got):\n%s", diff)
	}
}
