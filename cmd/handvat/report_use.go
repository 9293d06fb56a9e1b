package main

import (
	"context"
	"math"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	reports "github.com/handvat/handvat/bot/insight/report"

	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// use tells what use of the aids says of a unit in a stretch of weeks. It adds up what
// the weekly digests may tell and counts nothing anew: whoever has every digest can work
// out the same, and learns nothing from the sum. Of the whole organisation in a quarter that
// is over it tells more where that gives nobody away ([weekly.Quarter]).
type use struct {
	steer *weekly.Steering
	now   time.Time
}

// newUse returns the use that is in db, up to now.
func newUse(ctx context.Context, db *store.DB, now time.Time) (use, error) {
	counts, err := countedOf(ctx, db)
	return use{weekly.New(counts), now}, err
}

// since returns the figures of the unit of a case since its rollout.
func (u use) since(tx *store.Tx, c *cases.Case, lang string) ([]reports.Figure, error) {
	w, last := dialog.In(lang), u.last(tx)
	return u.of(tx, c.Team, c.Plan.Rollout, last, w.Date(c.Plan.Rollout.Time())+" – "+w.Date(last.Time()))
}

// last is the last day of the last week that is over.
func (u use) last(tx *store.Tx) cases.Day {
	return cases.DayOf((u.steer.Last(tx, u.now) + 1).Monday(time.UTC)).Plus(0, -1)
}

// A measure is a figure of the digest that reports tell.
type measure struct {
	name, key string // in the digest, and in the report
	benefit   cases.Benefit
	count     bool   // how often, rather than which part
	unit      string // of what is counted
}

var measures = []measure{
	{name: digest.Reach, key: "reach"},
	{name: digest.Answered, key: "coverage"},
	{name: digest.Helped, key: "helped"},
	{name: digest.Valued, key: "value"},
	{name: digest.Room, key: "room"},
	{name: digest.Saved, key: "minutes-saved", benefit: cases.Productivity, count: true, unit: "min"},
	{name: digest.Knew, key: "recalled", benefit: cases.Retention},
	{name: digest.Used, key: "applied"},
	{name: digest.Exchanged, key: "feedback", count: true},
	{name: digest.Proposed, key: "proposals", benefit: cases.Empowerment, count: true},
}

// of returns the figures of a unit in the weeks that lie between two days, both
// included. A figure that no week tells is withheld; without any week there is none.
func (u use) of(tx *store.Tx, unit string, from, to cases.Day, period string) (fs []reports.Figure, err error) {
	if unit == "" || from == "" {
		return nil, nil
	}
	var weeks []digest.Facts
	var begin, end counts.Week
	for w := counts.WeekOf(from.Time()); ; w++ {
		first := cases.DayOf(w.Monday(time.UTC))
		if first.Plus(0, 6) > to {
			break
		}
		if first < from {
			continue
		}
		if end = w; begin == 0 {
			begin = w
		}
		f, ok, err := u.steer.ToldOf(tx, unit, w, u.now)
		if err != nil {
			return nil, err
		}
		if ok {
			weeks = append(weeks, f)
		}
	}
	if len(weeks) == 0 {
		return nil, nil
	}
	whole, err := weekly.Quarter(tx, unit, begin, end)
	if err != nil {
		return nil, err
	}
	for _, m := range measures {
		told := weeks
		if f, ok := whole[m.name]; ok {
			told = []digest.Facts{{Figures: map[string]digest.Figure{m.name: f}}}
		}
		fs = append(fs, m.sum(told, period))
	}
	return fs, nil
}

// sum adds up what weeks tell of m. In some week there were as many people as it says.
func (m measure) sum(weeks []digest.Facts, period string) reports.Figure {
	f := reports.Figure{Key: m.key, Benefit: m.benefit, Withheld: true, Period: period}
	yes := 0
	for _, w := range weeks {
		d, ok := w.Figures[m.name]
		if !ok {
			continue
		}
		f.Level = int(d.Level)
		if d.Exact() {
			yes, f.N, f.People, f.Withheld = yes+d.Value, f.N+d.N, max(f.People, d.People), false
		}
	}
	switch {
	case m.count:
		f.Value, f.Unit = float64(yes), m.unit
	case f.N > 0:
		f.Value, f.Unit = math.Round(float64(yes)/float64(f.N)*100), "%"
	}
	return f
}

// reflecting counts the teams, which are the units that no other belongs to, and those of
// them that made time for reflection in the last four weeks up to a day.
func (u use) reflecting(tx *store.Tx, to cases.Day) (made, teams int, err error) {
	us, err := people.Units(tx)
	if err != nil {
		return 0, 0, err
	}
	last := min(counts.WeekOf(to.Plus(0, 1).Time())-1, u.steer.Last(tx, u.now))
	for _, unit := range us {
		if unit.Own == 0 || len(people.UnitsBelow(tx, unit.ID)) > 0 {
			continue
		}
		teams++
		for back := range counts.Week(4) {
			f, ok, err := u.steer.ToldOf(tx, unit.ID, last-back, u.now)
			if err != nil {
				return 0, 0, err
			}
			if fig, told := f.Figures[digest.Reflected]; ok && told && !fig.Withheld {
				made++
				break
			}
		}
	}
	return made, teams, nil
}

// top is the unit that all others belong to; empty if there is not exactly one.
func top(tx *store.Tx) (string, error) {
	units, err := people.Units(tx)
	unit, n := "", 0
	for _, u := range units {
		if u.Parent == "" {
			unit, n = u.ID, n+1
		}
	}
	if n != 1 {
		unit = ""
	}
	return unit, err
}
