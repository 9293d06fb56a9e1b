package weekly

import (
	"math"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/report"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// What reports tell of use adds up what the weekly digests may tell and counts nothing anew: whoever has every
// digest can work out the same, and learns nothing from the sum. Of the whole organisation in a quarter that is
// over they tell more where that gives nobody away.

// OfCase returns what a report of a case is made of, with the use of its unit since the rollout.
func OfCase(t *dialog.Turn, c *cases.Case) (in report.CaseInput, err error) {
	in = report.CaseInput{Case: c, Today: today(t), Lang: t.W.Lang}
	if in.K, err = privacy.Load(t.Tx); err != nil {
		return in, err
	}
	in.History = cases.History(t.Tx, c.ID)
	if c.Programme != nil {
		if in.Learned, err = t.Learned(c.Title); err != nil {
			return in, err
		}
	}
	end := cases.DayOf((Last(t) + 1).Monday(time.UTC)).Plus(0, -1)
	in.Used, err = used(t, c.Team, c.Plan.Rollout, end, t.W.Date(c.Plan.Rollout.Time())+" – "+t.W.Date(end.Time()))
	return in, err
}

// OfQuarter returns what a report of a quarter is made of, with the use of a unit; an empty unit is the whole
// organisation.
func OfQuarter(t *dialog.Turn, q report.Quarter, unit string) (in report.QuarterInput, err error) {
	in = report.QuarterInput{Quarter: q, Today: today(t), Lang: t.W.Lang}
	if in.K, err = privacy.Load(t.Tx); err != nil {
		return in, err
	}
	in.Cases = cases.All(t.Tx)
	if unit == "" {
		if unit, err = whole(t.Tx); err != nil {
			return in, err
		}
	}
	if in.Reflecting, in.Teams, err = reflecting(t, q.Last()); err != nil {
		return in, err
	}
	in.Used, err = used(t, unit, q.First(), q.Last(), q.String())
	return in, err
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

// used returns the figures of a unit in the weeks that lie between two days, both
// included. A figure that no week tells is withheld; without any week there is none.
func used(t *dialog.Turn, unit string, from, to cases.Day, period string) (fs []report.Figure, err error) {
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
		f, ok, err := toldOf(t, unit, w)
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
	whole, err := quarterly(t.Tx, unit, begin, end)
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
func (m measure) sum(weeks []digest.Facts, period string) report.Figure {
	f := report.Figure{Key: m.key, Benefit: m.benefit, Withheld: true, Period: period}
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
func reflecting(t *dialog.Turn, to cases.Day) (made, teams int, err error) {
	us, err := people.Units(t.Tx)
	if err != nil {
		return 0, 0, err
	}
	last := min(counts.WeekOf(to.Plus(0, 1).Time())-1, Last(t))
	for _, unit := range us {
		if unit.Own == 0 || len(people.UnitsBelow(t.Tx, unit.ID)) > 0 {
			continue
		}
		teams++
		for back := range counts.Week(4) {
			f, ok, err := toldOf(t, unit.ID, last-back)
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
