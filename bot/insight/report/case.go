package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A CaseInput is what is known about a case on a day.
type CaseInput struct {
	Case      *cases.Case
	History   []cases.Change
	Learned   []string // sentences about whether people use what they learned in its programme
	Used      []Figure // from use of its aids in its unit; told at levels where the plan has the bot collect something
	Today     cases.Day
	Lang      string
	K         privacy.Group
	Simulated bool // nothing in it really happened
}

// Case reports on one case: the goal and what was in the way, the levels of evaluation
// each apart, what comes from the approach and how sure that is, what else changed, and
// how it lasts.
func Case(in CaseInput) document.Document {
	b := newWriter(in.Lang, in.K)
	in.Case = b.visible(in.Case)
	c := in.Case
	b.doc.Title = b.r.CaseTitle.With(c.Title)
	phase := string(c.Phase)
	b.doc.Lead = append(b.doc.Lead,
		b.t.Phases[phase]+": "+b.t.PhaseAsks[phase],
		b.r.ByWhom.With(orDash(c.Sponsor.Name), orDash(c.Adviser.Name))+" "+b.r.Made.With(b.day(in.Today)),
		b.r.NoPersons.With(b.k.K()))
	if in.Simulated {
		b.doc.Lead = append(b.doc.Lead, b.r.Simulated)
	}
	b.inShort(c)
	b.question(c)
	b.inTheWay(c)
	b.whatWeDid(c)
	b.plan(c)
	if slices.ContainsFunc(in.Used, func(f Figure) bool { return !agreed(c, f.Level) }) {
		b.remark(b.r.NotAgreed)
	}
	for level := range b.r.LevelNames {
		b.level(in, level)
	}
	b.isolation(c)
	b.anchoring(c, in.Today)
	b.timeline(c, in.Today)
	b.history(in.History)
	return b.doc
}

// inShort says the outcome in a few sentences.
func (b *writer) inShort(c *cases.Case) {
	b.part(2, b.r.InShort)
	var list document.List
	for _, i := range c.Plan.Indicators {
		if i.Business() && i.Isolation.Method != cases.Estimates {
			list = append(list, b.r.AtLevel.With(i.Level, b.outcome(i)))
		}
		if says, ok := b.effect(c, i); ok {
			list = append(list, b.r.AtLevel.With(i.Level, says))
		}
	}
	if r, ok := c.Return(); ok {
		says := b.r.ROI.With(b.value(r.ROI(), "%"), b.roiSum(r))
		list = append(list, b.r.AtLevel.With(cases.LevelReturn, says))
	}
	// the remarks tell of support
	if says := terms.Delivered(b.w.Lang, len(c.Delivered()), len(c.Solutions), nil); says != "" {
		list = append(list, b.t.Solutions+": "+says)
	}
	b.add(append(list, b.remarks(c)...))
}

func (b *writer) remarks(c *cases.Case) document.List {
	var list document.List
	for _, r := range cases.Remarks(c) {
		list = append(list, b.t.Remarks[string(r)])
	}
	return list
}

// question is the question and the goal with its gap.
func (b *writer) question(c *cases.Case) {
	g := c.Goal
	b.part(2, b.r.Question)
	b.say(c.Question)
	if g.Current != nil && g.Target != nil {
		b.say(b.r.GoalLine.With(g.Who, g.What, g.Measure, b.value(g.Current.Value, g.Unit), b.day(g.Current.Date),
			b.value(g.Target.Value, g.Unit), b.day(g.Target.Date)))
	}
	if gap, known := g.Gap(); known {
		better := b.t.Higher
		if g.Direction == cases.Down {
			better = b.t.Lower
		}
		b.say(b.t.Gap.With(b.w.Difference(gap, g.Unit, 2), better) + ".")
	}
	if g.Source != "" {
		b.say(b.r.Source.With(g.Source, orDash(g.Frequency)))
	}
	if g.From != "" {
		b.say(b.r.DerivedFrom.With(g.From))
	}
	if g.Serves != "" {
		b.say(b.r.Serves.With(g.Serves))
	}
}

func (b *writer) inTheWay(c *cases.Case) {
	if len(c.Factors) == 0 {
		return
	}
	t := document.Table{Numbers: []int{2}, Head: b.columns("what", "category", "severity", "owner", "response",
		"state")}
	for _, f := range c.Factors {
		state := f.State
		if state == "" {
			state = cases.Open
		}
		t.Rows = append(t.Rows, []string{f.Text, b.t.Categories[string(f.Category)], fmt.Sprint(f.Severity),
			orDash(f.Owner),
			orDash(b.t.Responses[string(f.Response)]), b.t.States[string(state)]})
	}
	b.part(2, b.r.InTheWay)
	b.add(t)
}

// whatWeDid lists the solutions and the support. The counts by tag are a description.
func (b *writer) whatWeDid(c *cases.Case) {
	b.part(2, b.r.WhatWeDid)
	t := document.Table{Head: b.columns("what", "kind", "for", "owner", "link", "since")}
	for _, s := range c.Solutions {
		factor := ""
		if n := slices.IndexFunc(c.Factors, func(f cases.Factor) bool { return f.ID == s.Factor }); n >= 0 {
			factor = c.Factors[n].Text
		}
		t.Rows = append(t.Rows, []string{s.Text, b.t.Kinds[string(s.Kind)], orDash(factor), orDash(s.Owner),
			orDash(s.Link), b.day(s.Delivered)})
	}
	b.add(t)
	if tags := c.Tags(); len(tags) > 0 {
		b.remark(b.r.TagCounts.With(tags[cases.InWork], tags[cases.Together], tags[cases.Formal]))
	}
	support := document.Table{Caption: b.r.Support, Head: b.columns("kind", "what", "owner", "state")}
	for kind, s := range c.Support.All {
		support.Rows = append(support.Rows, []string{b.t.Kinds[kind], orDash(s.Text), orDash(s.Owner),
			orDash(b.t.States[string(s.State)])})
	}
	b.add(support)
}

// plan sets needs, objectives and evaluation side by side, and then the indicators, with
// learning value and business value apart.
func (b *writer) plan(c *cases.Case) {
	b.part(2, b.r.PlanTitle)
	if len(c.Plan.Indicators) == 0 {
		b.say(b.r.PlanNone)
		return
	}
	if c.Plan.Made != "" && c.Plan.Rollout != "" {
		b.say(b.r.PlanMade.With(b.day(c.Plan.Made), b.day(c.Plan.Rollout)))
	}
	b.add(b.vModel(c))
	for _, business := range []bool{false, true} {
		t := document.Table{Caption: b.r.Learning, Numbers: []int{0, 2, 3, 4},
			Head: b.columns("level", "indicator", "baseline", "latest", "target", "source", "owner")}
		if business {
			t.Caption = b.r.Business
		}
		for _, i := range c.Plan.Indicators {
			if i.Business() != business {
				continue
			}
			latest := "–"
			if r, ok := i.Latest(); ok {
				latest = b.value(r.Value, i.Unit)
			}
			t.Rows = append(t.Rows, []string{fmt.Sprint(i.Level), i.Name, b.figure(i.Baseline, i.Unit), latest,
				b.figure(i.Target, i.Unit),
				orDash(i.Source), orDash(i.Owner)})
		}
		b.add(t)
	}
}

func (b *writer) figure(f *cases.Figure, unit string) string {
	if f == nil {
		return "–"
	}
	return b.value(f.Value, unit)
}

// anchoring is the plan for what must stay, and how it stands.
func (b *writer) anchoring(c *cases.Case, today cases.Day) {
	b.part(2, b.r.Anchoring)
	if len(c.Anchoring.Items) == 0 {
		b.say(b.r.AnchorNone)
		return
	}
	t := document.Table{Head: b.columns("what", "owner", "where", "signal")}
	for _, a := range c.Anchoring.Items {
		t.Rows = append(t.Rows, []string{a.What, orDash(a.Owner), orDash(a.Where), orDash(a.Signal)})
	}
	b.add(t)
	for _, a := range c.Anchoring.Items {
		reviews := document.Table{Caption: a.What, Head: b.columns("date", "what", "state")}
		for _, months := range cases.ReviewMonths {
			day, state, r := c.Anchoring.Review(a, months, today)
			said := b.t.States[string(state)]
			if r.Answer != "" {
				said = b.t.States[string(r.Answer)]
				if state == cases.AtRisk {
					said += ", " + b.t.States[string(state)]
				}
			}
			said = strings.TrimSpace(said + " " + r.Text)
			reviews.Rows = append(reviews.Rows, []string{b.day(day), b.r.Review.With(months), said})
		}
		b.add(reviews)
	}
}

// timeline is everything planned on one line: meetings, questions and readings.
func (b *writer) timeline(c *cases.Case, today cases.Day) {
	var all []dated
	put := func(d cases.Day, what, state string) {
		all = append(all, dated{d, []string{b.day(d), what, orDash(state)}})
	}
	for _, s := range c.Solutions {
		if s.Delivered != "" {
			put(s.Delivered, s.Text, b.t.Kinds[string(s.Kind)])
		}
	}
	if p := c.Programme; p != nil {
		for _, t := range p.Events {
			put(t.Date, t.Title, b.t.Kinds[string(t.Kind)])
		}
		for n, d := range p.Asks() {
			put(d, b.r.AsksApplied.With(cases.AskDays[n]), "")
		}
	}
	for _, i := range c.Plan.Indicators {
		for _, m := range i.Moments {
			state, _ := i.At(m, today)
			put(m.Date, i.Name, b.t.Kinds[string(m.Kind)]+", "+b.t.States[string(state)])
		}
	}
	if len(all) > 0 {
		b.part(2, b.r.Timeline)
		b.add(document.Table{Head: b.columns("date", "what", "state"), Rows: inOrder(all)})
	}
}

// history is who changed what, by role.
func (b *writer) history(changes []cases.Change) {
	if len(changes) == 0 {
		return
	}
	t := document.Table{Head: b.columns("date", "who", "changed")}
	for _, ch := range changes {
		var fields []string
		for _, d := range ch.What {
			fields = append(fields, d.Field)
		}
		what := terms.Parts(b.w.Lang, fields)
		for _, d := range ch.What {
			if d.Field == "phase" && d.From != "" {
				what += ", " + b.r.PhaseMoved.With(b.t.Phases[d.From], b.t.Phases[d.To])
			}
		}
		t.Rows = append(t.Rows, []string{b.w.Date(ch.At), b.t.By[string(ch.By)], what})
	}
	b.part(2, b.r.History)
	b.add(t)
}
