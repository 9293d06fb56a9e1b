package cases

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/handvat/handvat/knowledge/privacy"
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,59}$`)

// check reports what cannot be true of a case, wherever it is.
func (r *reader) check(c *Case) {
	if c.Phase == "" {
		c.Phase = Precisie
	}
	if c.Lang != "" && c.Lang != "nl" && c.Lang != "en" {
		r.wrong("lang", "lang", func(w *texts) string { return w.Lang })
	}
	r.id("id", c.ID, nil)
	var factors, solutions, indicators, anchors []string
	for n, f := range c.Factors {
		factors = r.id(at("factors", n)+".id", f.ID, factors)
		if f.Severity < 0 || f.Severity > 3 {
			r.wrong(at("factors", n)+".severity", "severity", func(w *texts) string { return w.Severity })
		}
	}
	for n, s := range c.Solutions {
		solutions = r.id(at("solutions", n)+".id", s.ID, solutions)
		if s.Factor != "" && !slices.Contains(factors, s.Factor) {
			r.wrong(at("solutions", n)+".factor", "no-such-factor",
				func(w *texts) string { return w.NoSuchFactor.With(s.Factor) })
		}
	}
	for n, i := range c.Plan.Indicators {
		indicators = r.id(at("plan.indicators", n)+".id", i.ID, indicators)
		r.indicator(at("plan.indicators", n), i)
	}
	if id := c.Worth.Indicator; id != "" && !slices.Contains(indicators, id) {
		r.wrong("worth.indicator", "no-such-indicator", func(w *texts) string { return w.NoSuchIndicator.With(id) })
	}
	for n, a := range c.Anchoring.Items {
		anchors = r.id(at("anchoring.items", n)+".id", a.ID, anchors)
		for m, v := range a.Reviews {
			if !slices.Contains(ReviewMonths, v.Months) {
				r.wrong(fmt.Sprintf("anchoring.items[%d].reviews[%d]", n, m), "review-months",
					func(w *texts) string { return w.ReviewMonths })
			}
		}
	}
	r.goal(c.Goal)
	r.money(c.Worth)
}

// id checks an id, and that it is none of those before it, which it returns with it.
func (r *reader) id(path, id string, before []string) []string {
	switch {
	case id == "":
	case !idForm.MatchString(id):
		r.wrong(path, "id-form", func(w *texts) string { return w.IDForm })
	case slices.Contains(before, id):
		r.wrong(path, "id-twice", func(w *texts) string { return w.IDTwice.With(id) })
	}
	return append(before, id)
}

// goal checks that the figures of a goal can be.
func (r *reader) goal(g Goal) {
	r.figure("goal.current", Indicator{Unit: g.Unit}, g.Current)
	r.figure("goal.target", Indicator{Unit: g.Unit}, g.Target)
	if g.Current != nil && g.Target != nil && g.Current.Date != "" && g.Target.Date != "" &&
		g.Target.Date <= g.Current.Date {
		r.wrong("goal.target.date", "target-date", func(w *texts) string { return w.TargetDate })
	}
}

// indicator checks that the values of an indicator can be, and are there once.
func (r *reader) indicator(path string, i Indicator) {
	if i.Level < LevelInput || i.Level > LevelReturn {
		r.wrong(path+".level", "level", func(w *texts) string { return w.Level })
	}
	if i.Min != nil && i.Max != nil && *i.Min > *i.Max {
		r.wrong(path+".max", "min-max", func(w *texts) string { return w.MinMax })
		return
	}
	r.figure(path+".baseline", i, i.Baseline)
	r.figure(path+".target", i, i.Target)
	r.figure(path+".isolation.before", i, i.Isolation.Before)
	r.figure(path+".isolation.after", i, i.Isolation.After)
	for n, p := range i.Isolation.Points {
		r.figure(at(path+".isolation.points", n), i, &p)
		if p.Date == "" {
			r.wrong(at(path+".isolation.points", n), "missing", func(w *texts) string { return w.NoDate })
		}
	}
	var last Day
	for n, v := range i.Readings {
		at := at(path+".readings", n)
		switch {
		case v.Date == "": // said already
		case v.Date == last:
			r.wrong(at+".date", "reading-twice", func(w *texts) string { return w.ReadingTwice.With(v.Date) })
		case v.Date < last:
			r.wrong(at+".date", "reading-order", func(w *texts) string { return w.ReadingOrder })
		}
		last = v.Date
		if g := privacy.Group(0); v.Few(g) {
			r.wrong(at+".people", "few-people", func(w *texts) string { return w.FewPeople.With(g.K()) })
		}
		if !i.Allows(v.Value) {
			r.wrong(at+".value", "impossible", i.impossible(v.Value))
		}
	}
	r.estimate(path+".isolation.estimate", i.Isolation.Estimate)
}

// figure checks that a figure of i can be.
func (r *reader) figure(path string, i Indicator, f *Figure) {
	if f != nil && !i.Allows(f.Value) {
		r.wrong(path+".value", "impossible", i.impossible(f.Value))
	}
}

// impossible says which values i can have, v not being one.
func (i Indicator) impossible(v float64) func(*texts) string {
	least, most := i.Possible()
	return func(w *texts) string {
		switch {
		case least != nil && most != nil:
			return w.Between.With(v, *least, *most)
		case least != nil:
			return w.AtLeast.With(v, *least)
		case most != nil:
			return w.AtMost.With(v, *most)
		}
		return w.NoFigure.With(v)
	}
}

func (r *reader) estimate(path string, e *Estimate) {
	if e == nil {
		return
	}
	if e.Answered < 0 || e.Answered > e.Of {
		r.wrong(path+".answered", "answered", func(w *texts) string { return w.Answered })
	}
	for name, share := range map[string]float64{".attribution": e.Attribution, ".confidence": e.Confidence} {
		if share < 0 || share > 1 {
			r.wrong(path+name, "share", func(w *texts) string { return w.Share })
		}
	}
}

func (r *reader) money(w Worth) {
	for name, v := range map[string]float64{"per-unit": w.PerUnit, "costs.making": w.Costs.Making,
		"costs.delivering": w.Costs.Delivering, "costs.users-time": w.Costs.Users,
		"costs.anchoring": w.Costs.Anchoring, "costs.anchoring-hours": w.Costs.AnchoringTime} {
		if v < 0 {
			r.wrong("worth."+name, "negative", func(w *texts) string { return w.Negative.With("worth." + name) })
		}
	}
}
