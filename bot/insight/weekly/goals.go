package weekly

import (
	"cmp"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// changedFor is how many days a note of what else changed is told.
const changedFor = 28

// maxGoals is how many goals a digest tells of.
const maxGoals = 3

// goals are the goals of the open cases of a unit, as they stood just before end. Values
// of too few people are left out.
func goals(tx *store.Tx, unit string, end time.Time, group privacy.Group) (gs []digest.Goal) {
	for _, c := range cases.All(tx) {
		if c.Team != unit || c.Phase == cases.Phases[len(cases.Phases)-1] || len(gs) == maxGoals {
			continue
		}
		if g, ok := goal(c, cases.DayOf(end), group); ok {
			gs = append(gs, g)
		}
	}
	return gs
}

// goal is the goal of a case with the readings of before a day: those of the first
// indicator of its result, or the values of the goal itself. A value of too few
// people is left out.
func goal(c *cases.Case, end cases.Day, group privacy.Group) (g digest.Goal, ok bool) {
	g = digest.Goal{Name: c.Goal.Measure, Unit: c.Goal.Unit, Lower: c.Goal.Direction == cases.Down}
	if c.Phase != cases.Precisie {
		g.Solutions, g.Delivered, g.Empty = len(c.Solutions), c.DeliveredBefore(end), c.Support.Empty()
	}
	base, target := c.Goal.Current, c.Goal.Target
	for _, i := range c.Plan.Indicators {
		if i.Level < cases.LevelResult {
			continue
		}
		g.Name, g.Unit, g.Lower = i.Name, i.Unit, i.Direction == cases.Down
		base, target = i.Baseline, i.Target
		for _, m := range i.Moments {
			if state, _ := i.At(m, end); state == cases.Missed {
				g.Points = append(g.Points, digest.Point{Date: string(m.Date)})
			}
		}
		for _, r := range i.Told(group).Readings {
			if r.Date >= end {
				continue
			}
			g.Points = append(g.Points, digest.Point{Date: string(r.Date), Value: &r.Value})
			g.Previous, g.Current = g.Current, &r.Value
			g.Changed = note(r.Date, r.Changed, end, "")
		}
		break
	}
	if g.Name == "" {
		return g, false
	}
	if base != nil {
		g.Baseline = &base.Value
		if len(g.Points) == 0 || string(base.Date) < g.Points[0].Date {
			g.Points = append([]digest.Point{{Date: string(base.Date), Value: &base.Value}}, g.Points...)
		}
		switch {
		case g.Current == nil:
			g.Current = &base.Value
		case g.Previous == nil:
			g.Previous = &base.Value
		}
	}
	if target != nil {
		g.Target = &target.Value
		g.Behind = behind(g, base, target, end)
	}
	for _, n := range c.Notes {
		g.Changed = note(n.Date, n.Text, end, g.Changed)
	}
	slices.SortStableFunc(g.Points, func(a, b digest.Point) int { return cmp.Compare(a.Date, b.Date) })
	return g, g.Current != nil || g.Target != nil
}

// behind reports whether the current value is not as far as the time between baseline
// and target that has passed; without days, whether the target is not reached.
func behind(g digest.Goal, base, target *cases.Figure, today cases.Day) bool {
	if g.Current == nil {
		return false
	}
	should := target.Value
	if base != nil && base.Date != "" && target.Date != "" && base.Date < target.Date && today < target.Date {
		passed := float64(today.Since(base.Date)) / float64(target.Date.Since(base.Date))
		should = base.Value + (target.Value-base.Value)*passed
	}
	if g.Lower {
		return *g.Current > should
	}
	return *g.Current < should
}

// note is what else changed, if that was shortly before end; otherwise what was there.
func note(day cases.Day, text string, end cases.Day, otherwise string) string {
	if text == "" || day >= end || end.Since(day) > changedFor {
		return otherwise
	}
	return text
}
