package digest

import (
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/terms"
)

// goal is the line of one goal: from its baseline, or else the reading before, to the
// latest reading and the target, and whether it is on course.
func (p *printer) goal(g Goal) string {
	value := func(v *float64) string { return p.words.Amount(*v, g.Unit, 2) }
	from := g.Previous
	if g.Baseline != nil && g.Previous != nil {
		from = g.Baseline
	}
	s := ""
	switch {
	case g.Current == nil && g.Target == nil:
		return ""
	case g.Current == nil:
		s = p.d.GoalNone.With(g.Name, value(g.Target))
	case g.Target == nil && from == nil:
		return ""
	case g.Target == nil:
		s = p.d.NoTarget.With(g.Name, value(from), value(g.Current))
	case from == nil:
		s = p.d.GoalFirst.With(g.Name, value(g.Current), value(g.Target))
	default:
		s = p.d.Goal.With(g.Name, value(from), value(g.Current), value(g.Target))
	}
	switch {
	case g.Current == nil || g.Target == nil:
	case g.Baseline != nil && g.Previous == nil:
		s += ", " + p.d.NoReading
	case g.Behind:
		s += ", " + p.d.Behind
	default:
		s += ", " + p.d.OnCourse
	}
	if from != g.Previous && *g.Previous != *from {
		s += "; " + p.d.Before.With(value(g.Previous))
	}
	if g.Changed != "" {
		s += ". " + p.d.Changed.With(g.Changed)
	}
	return s
}

// done is what is done for the goals: how many solutions are in use, and which support is
// missing.
func (p *printer) done() string {
	var lines []string
	for _, g := range p.w.Goals {
		line := terms.Delivered(p.words.Lang, g.Delivered, g.Solutions, g.Empty)
		if line != "" && len(p.w.Goals) > 1 {
			line = g.Name + ": " + line
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, ". ")
}

// plots draws the first goal that has readings, and next to it the questions of the last
// weeks.
func (p *printer) plots() {
	for _, g := range p.w.Goals {
		if pl, ok := p.goalPlot(g); ok {
			p.add(pl)
			break
		}
	}
	if p.w.Small || p.w.Of != "" || p.w.Figures[Asked].Withheld {
		return
	}
	var points []chat.Point
	first := 0
	for _, b := range append(p.w.Before, Before{p.w.Week, p.w.Figures[Asked].Value}) {
		if b.Asked > 0 && first == 0 {
			first = b.Asked
		}
		if first > 0 {
			points = append(points, chat.Point{Label: p.d.WeekLabel.With(b.Week.Number()), Value: float64(b.Asked),
				Missing: b.Asked == 0})
		}
	}
	if len(points) > 1 {
		p.add(chat.Plot{Title: p.d.AskedPlot, Says: p.d.AskedPlotSays.With(first, p.w.Figures[Asked].Value),
			Points: points})
	}
}

func (p *printer) goalPlot(g Goal) (pl chat.Plot, ok bool) {
	pl = chat.Plot{Title: g.Name, Unit: g.Unit, Target: g.Target}
	var known []float64
	for _, pt := range g.Points[max(0, len(g.Points)-chat.MaxPoints):] {
		c := chat.Point{Label: pt.Date, Missing: pt.Value == nil}
		if day, err := time.Parse(time.DateOnly, pt.Date); err == nil {
			c.Label = p.words.Short(day)
		}
		if pt.Value != nil {
			c.Value = *pt.Value
			known = append(known, c.Value)
		}
		pl.Points = append(pl.Points, c)
	}
	if len(known) < 2 {
		return pl, false
	}
	pl.Says = p.d.PlotSays.With(g.Name, p.words.Amount(known[0], g.Unit, 2),
		p.words.Amount(known[len(known)-1], g.Unit, 2))
	return pl, true
}
