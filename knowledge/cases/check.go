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
		r.errorf(r.at.Of("lang"), "lang", "Zet bij lang de taal: nl of en", "Put the language at lang: nl or en")
	}
	r.id("id", c.ID, nil)
	var factors, solutions, indicators, anchors []string
	for n, f := range c.Factors {
		factors = r.id(at("factors", n)+".id", f.ID, factors)
		if f.Severity < 0 || f.Severity > 3 {
			r.errorf(r.at.Of(at("factors", n)+".severity"), "severity", "severity is 1, 2 of 3", "severity is 1, 2 or 3")
		}
	}
	for n, s := range c.Solutions {
		solutions = r.id(at("solutions", n)+".id", s.ID, solutions)
		if s.Factor != "" && !slices.Contains(factors, s.Factor) {
			r.errorf(r.at.Of(at("solutions", n)+".factor"), "no-such-factor", "Er is geen factor met id %s", "There is no factor with id %s", s.Factor)
		}
	}
	for n, i := range c.Plan.Indicators {
		indicators = r.id(at("plan.indicators", n)+".id", i.ID, indicators)
		r.indicator(at("plan.indicators", n), i)
	}
	if w := c.Worth.Indicator; w != "" && !slices.Contains(indicators, w) {
		r.errorf(r.at.Of("worth.indicator"), "no-such-indicator", "Er is geen indicator met id %s", "There is no indicator with id %s", w)
	}
	for n, a := range c.Anchoring.Items {
		anchors = r.id(at("anchoring.items", n)+".id", a.ID, anchors)
		for m, v := range a.Reviews {
			if !slices.Contains(ReviewMonths, v.Months) {
				r.errorf(r.at.Of(fmt.Sprintf("anchoring.items[%d].reviews[%d]", n, m)), "review-months", "months is 1, 3, 6 of 12", "months is 1, 3, 6 or 12")
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
		r.errorf(r.at.Of(path), "id-form", "Een id heeft 2 tot 60 tekens: kleine letters, cijfers en streepjes", "An id has 2 to 60 characters: small letters, digits and hyphens")
	case slices.Contains(before, id):
		r.errorf(r.at.Of(path), "id-twice", "Het id %s staat er twee keer", "The id %s is there twice", id)
	}
	return append(before, id)
}

// goal checks that the figures of a goal can be.
func (r *reader) goal(g Goal) {
	r.figure("goal.current", Indicator{Unit: g.Unit}, g.Current)
	r.figure("goal.target", Indicator{Unit: g.Unit}, g.Target)
	if g.Current != nil && g.Target != nil && g.Current.Date != "" && g.Target.Date != "" && g.Target.Date <= g.Current.Date {
		r.errorf(r.at.Of("goal.target.date"), "target-date", "De datum van het doel ligt niet na die van het cijfer van nu", "The date of the target is not after that of the current figure")
	}
}

// indicator checks that the values of an indicator can be, and are there once.
func (r *reader) indicator(path string, i Indicator) {
	if i.Level < LevelInput || i.Level > LevelReturn {
		r.errorf(r.at.Of(path+".level"), "level", "level is een getal van 0 tot en met 5", "level is a number from 0 to 5")
	}
	if i.Min != nil && i.Max != nil && *i.Min > *i.Max {
		r.errorf(r.at.Of(path+".max"), "min-max", "max is kleiner dan min", "max is less than min")
		return
	}
	r.figure(path+".baseline", i, i.Baseline)
	r.figure(path+".target", i, i.Target)
	r.figure(path+".isolation.before", i, i.Isolation.Before)
	r.figure(path+".isolation.after", i, i.Isolation.After)
	for n, p := range i.Isolation.Points {
		r.figure(at(path+".isolation.points", n), i, &p)
		if p.Date == "" {
			r.errorf(r.at.Of(at(path+".isolation.points", n)), "missing", "Hier ontbreekt date", "There is no date here")
		}
	}
	var last Day
	for n, v := range i.Readings {
		at := at(path+".readings", n)
		switch {
		case v.Date == "": // said already
		case v.Date == last:
			r.errorf(r.at.Of(at+".date"), "reading-twice", "Er zijn twee metingen op %s", "There are two readings on %s", v.Date)
		case v.Date < last:
			r.errorf(r.at.Of(at+".date"), "reading-order", "De metingen staan niet op volgorde van datum", "The readings are not in order of date")
		}
		last = v.Date
		if g := privacy.Group(0); v.Few(g) {
			r.errorf(r.at.Of(at+".people"), "few-people", "Een cijfer van minder dan %d mensen wordt niet bewaard", "A figure of fewer than %d people is not kept", g.K())
		}
		if !i.Allows(v.Value) {
			r.impossible(at+".value", i, v.Value)
		}
	}
	r.estimate(path+".isolation.estimate", i.Isolation.Estimate)
}

// figure checks that a figure of i can be.
func (r *reader) figure(path string, i Indicator, f *Figure) {
	if f != nil && !i.Allows(f.Value) {
		r.impossible(path+".value", i, f.Value)
	}
}

func (r *reader) impossible(path string, i Indicator, v float64) {
	nl, en := i.bounds()
	r.errorf(r.at.Of(path), "impossible", Decimal(v)+" kan niet: "+nl, Decimal(v)+" cannot be: "+en)
}

// bounds says which values i can have.
func (i Indicator) bounds() (nl, en string) {
	switch least, most := i.Possible(); {
	case least != nil && most != nil:
		return fmt.Sprintf("het ligt tussen %s en %s", Decimal(*least), Decimal(*most)), fmt.Sprintf("it is between %s and %s", Decimal(*least), Decimal(*most))
	case least != nil:
		return "het is minstens " + Decimal(*least), "it is at least " + Decimal(*least)
	case most != nil:
		return "het is hoogstens " + Decimal(*most), "it is at most " + Decimal(*most)
	}
	return "het is een getal", "it is a number"
}

func (r *reader) estimate(path string, e *Estimate) {
	if e == nil {
		return
	}
	if e.Answered < 0 || e.Answered > e.Of {
		r.errorf(r.at.Of(path+".answered"), "answered", "answered ligt tussen 0 en of", "answered is between 0 and of")
	}
	for name, share := range map[string]float64{".attribution": e.Attribution, ".confidence": e.Confidence} {
		if share < 0 || share > 1 {
			r.errorf(r.at.Of(path+name), "share", "Een aandeel ligt tussen 0 en 1: schrijf 50% als 0.5", "A share is between 0 and 1: write 50% as 0.5")
		}
	}
}

func (r *reader) money(w Worth) {
	for name, v := range map[string]float64{"per-unit": w.PerUnit, "costs.making": w.Costs.Making, "costs.delivering": w.Costs.Delivering,
		"costs.users-time": w.Costs.Users, "costs.anchoring": w.Costs.Anchoring, "costs.anchoring-hours": w.Costs.AnchoringTime} {
		if v < 0 {
			r.errorf(r.at.Of("worth."+name), "negative", "%s kan niet minder dan nul zijn", "%s cannot be less than zero", "worth."+name)
		}
	}
}
