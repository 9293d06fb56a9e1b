package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/chart"
	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
)

// level reports one level of evaluation by itself: never added to another.
func (b *writer) level(in CaseInput, level int) {
	b.part(2, b.r.LevelTitle.With(level, b.r.LevelNames[level]))
	b.say(b.t.Levels[level])
	measured := false
	for _, i := range in.Case.Plan.Indicators {
		if i.Level == level {
			measured = true
			b.indicator(in, i)
		}
	}
	for _, f := range in.Used {
		if f.Level == level && agreed(in.Case, level) {
			measured = true
			b.say(b.fromUse(in.Case.ID, f))
		}
	}
	if level == cases.LevelApplication && agreed(in.Case, level) {
		measured = measured || len(in.Learned) > 0
		for _, s := range in.Learned {
			b.say(s)
		}
	}
	if level == cases.LevelReturn {
		measured = b.ret(in.Case) || measured
	}
	if !measured {
		b.say(b.r.NotMeasured)
		return
	}
	b.remark(b.r.Pitfalls[level])
}

// agreed reports whether the plan says that the bot collects something at a level. What it
// knows besides is of no concern to a case: it never gets into a report.
func agreed(c *cases.Case, level int) bool {
	return slices.ContainsFunc(c.Plan.Indicators, func(i cases.Indicator) bool {
		return i.Level == level && i.Instrument == cases.ByBot
	})
}

// fromUse says a figure from use, or that it is withheld.
func (b *writer) fromUse(section string, f Figure) string {
	r := b.used(section, f)
	if r.Value == nil {
		return b.r.TooFew.With(r.Measure, b.k.K())
	}
	return b.r.FromUse.With(r.Measure, b.value(f.Value, f.Unit), f.N, f.People, f.Period)
}

func (b *writer) measure(key string) string {
	if name, ok := b.r.Measures[key]; ok {
		return name
	}
	return key
}

// indicator reports one indicator: a sentence, a plot and the readings behind it.
func (b *writer) indicator(in CaseInput, i cases.Indicator) {
	b.say(b.outcome(i))
	if p, ok := b.plot(in.Case, i); ok {
		b.add(p)
	}
	var rows []dated
	met := make(map[cases.Day]bool)
	for _, m := range i.Moments {
		kind := b.t.Kinds[string(m.Kind)]
		state, r := i.At(m, in.Today)
		figure := row(in.Case.ID, i, string(m.Kind), m.Date, 0)
		figure.Value, figure.State, figure.Comment = nil, string(state), m.Absent
		day, value, note := m.Date, "–", b.t.States[string(state)]
		switch {
		case state == cases.Met:
			met[r.Date] = true
			figure = row(in.Case.ID, i, string(m.Kind), r.Date, r.Value)
			figure.State, figure.People, figure.Comment = string(state), r.People, r.Changed
			day, value, note = r.Date, b.value(r.Value, i.Unit), r.Changed
		case m.Absent != "":
			note = b.r.MissedWhy.With(m.Absent)
		}
		b.note(figure)
		rows = append(rows, dated{day, []string{b.day(day), kind, value, people(figure.People), note}})
	}
	for _, r := range i.Readings {
		if met[r.Date] {
			continue
		}
		cells := []string{b.day(r.Date), "", b.value(r.Value, i.Unit), people(r.People), r.Changed}
		rows = append(rows, dated{r.Date, cells})
		figure := row(in.Case.ID, i, "reading", r.Date, r.Value)
		figure.People, figure.Comment = r.People, r.Changed
		b.note(figure)
	}
	if i.Target != nil {
		b.note(row(in.Case.ID, i, "target", i.Target.Date, i.Target.Value))
	}
	b.add(document.Table{Caption: b.r.Moments.With(i.Name), Numbers: []int{2, 3},
		Head: b.columns("date", "moment", "value", "people", "note"), Rows: inOrder(rows)})
}

// people is how many people a value is of; a dash if it is not of people.
func people(n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprint(n)
}

// dated is a row of a table that stands in order of day.
type dated struct {
	day   cases.Day
	cells []string
}

// inOrder are the cells of rows, in order of day.
func inOrder(rows []dated) (cells [][]string) {
	slices.SortStableFunc(rows, func(a, b dated) int { return cmp.Compare(a.day, b.day) })
	for _, r := range rows {
		cells = append(cells, r.cells)
	}
	return cells
}

// outcome says in a sentence from where to where an indicator went. Without a baseline
// it names no change.
func (b *writer) outcome(i cases.Indicator) string {
	last, read := i.Latest()
	var says string
	switch {
	case i.Baseline == nil && !read:
		return b.r.Nothing.With(i.Name)
	case i.Baseline == nil:
		return b.r.NoBaseline.With(i.Name, b.value(last.Value, i.Unit), b.day(last.Date))
	case !read:
		says = b.r.NoReading.With(i.Name, b.value(i.Baseline.Value, i.Unit), b.day(i.Baseline.Date))
	default:
		says = b.change(b.r.Change, i, *i.Baseline, cases.Figure{Value: last.Value, Date: last.Date})
	}
	if i.Target != nil {
		standing := b.t.States[string(i.Standing())]
		says += " " + b.r.TargetLine.With(b.value(i.Target.Value, i.Unit), b.day(i.Target.Date), standing)
	}
	return says
}

// change says that an indicator went from one value to another, each with its day.
func (b *writer) change(says text.Line5, i cases.Indicator, from, to cases.Figure) string {
	return says.With(i.Name, b.value(from.Value, i.Unit), b.day(from.Date), b.value(to.Value, i.Unit), b.day(to.Date))
}

// plot draws an indicator with two readings or more, the baseline included.
func (b *writer) plot(c *cases.Case, i cases.Indicator) (document.Figure, bool) {
	var points []cases.Figure
	if i.Isolation.Method == cases.Trend {
		points = append(points, i.Isolation.Points...)
	}
	if i.Baseline != nil && i.Baseline.Date != "" {
		points = append(points, *i.Baseline)
	}
	for _, r := range i.Readings {
		points = append(points, cases.Figure{Value: r.Value, Date: r.Date})
	}
	slices.SortStableFunc(points, func(a, b cases.Figure) int { return cmp.Compare(a.Date, b.Date) })
	points = slices.CompactFunc(points, func(a, b cases.Figure) bool { return a.Date == b.Date })
	if len(points) < 2 {
		return document.Figure{}, false
	}
	first, last := points[0], points[len(points)-1]
	at := func(d cases.Day) float64 { return float64(d.Since(first.Date)) / float64(last.Date.Since(first.Date)) }
	p := document.Figure{Chart: chart.Chart{Plot: chat.Plot{Title: i.Name, Unit: i.Unit}, Lang: b.w.Lang}}
	for _, f := range points {
		p.Points = append(p.Points, chat.Point{Label: b.day(f.Date), Value: f.Value})
		p.At = append(p.At, at(f.Date))
	}
	p.Says = b.change(b.r.PlotSays, i, first, last)
	if i.Target != nil && i.Target.Date != "" {
		p.Target = &i.Target.Value
		p.Caption = b.r.PlotTarget.With(b.value(i.Target.Value, i.Unit))
	}
	if e, err := i.Effect(c.Plan.Rollout); err == nil && e.Method == cases.Trend {
		line, _ := i.Line(c.Plan.Rollout) // there is one: there is an effect
		p.Expected = []chart.Spot{{At: at(c.Plan.Rollout), Value: line.At(c.Plan.Rollout)}, {At: 1, Value: e.Expected}}
		p.Caption = strings.TrimSpace(p.Caption + " " + b.r.PlotExpected)
	}
	p.Says = strings.TrimSpace(p.Says + " " + p.Caption)
	return p, true
}

// isolation says what comes from the approach, how that is known and how sure it is,
// and what else changed.
func (b *writer) isolation(c *cases.Case) {
	b.part(2, b.r.Isolation)
	for _, i := range c.Plan.Indicators {
		if !i.Business() {
			continue
		}
		says, ok := b.effect(c, i)
		b.say(i.Name + ". " + says)
		if !ok {
			continue
		}
		sure := b.r.Confidence[string(i.Isolation.Method)]
		if e := i.Isolation.Estimate; i.Isolation.Method == cases.Estimates {
			shares := b.r.Attribution.With(b.value(e.Attribution*100, "%"), b.value(e.Confidence*100, "%"))
			sure = shares + " " + sure
		}
		b.remark(sure)
		e, _ := i.Effect(c.Plan.Rollout)
		figure := row(c.ID, i, "effect", "", e.Value)
		figure.Method, figure.Comment = string(e.Method), e.Sum
		if e.Method == cases.Estimates {
			figure.People = i.Isolation.Estimate.Answered
		}
		b.note(figure)
	}
	b.part(3, b.r.Changed)
	var rows []dated
	for _, n := range c.Notes {
		rows = append(rows, dated{n.Date, []string{b.day(n.Date), n.Text}})
	}
	for _, i := range c.Plan.Indicators {
		for _, r := range i.Readings {
			if r.Changed != "" {
				rows = append(rows, dated{r.Date, []string{b.day(r.Date), r.Changed}})
			}
		}
	}
	b.add(document.Table{Head: b.columns("date", "what"), Rows: inOrder(rows)})
	if len(rows) == 0 {
		b.say(b.r.ChangedNone)
	}
}

// effect says what part of a change comes from the approach, and whether that is known;
// otherwise it says why not.
func (b *writer) effect(c *cases.Case, i cases.Indicator) (says string, ok bool) {
	e, err := i.Effect(c.Plan.Rollout)
	switch {
	case err != nil:
		return b.r.NoEffect.With(b.r.Reasons[reason(err)]), false
	case e.Method == cases.Estimates:
		est := i.Isolation.Estimate
		value := b.value(e.Value, est.Unit) + " " + b.t.Periods[string(est.Per)]
		return b.r.EstimateLine.With(value, est.Answered, est.Of, b.sum(e.Sum), est.Of-est.Answered), true
	}
	line := b.r.EffectLine
	if e.Change <= 0 {
		line = b.r.EffectWorse
	}
	method := b.t.Methods[string(e.Method)]
	says = line.With(b.difference(e.Change, i.Unit), b.difference(e.Value, i.Unit), method, b.sum(e.Sum))
	if last, read := i.Latest(); read && e.Method == cases.Trend {
		says += " " + b.r.Expected.With(b.value(e.Expected, i.Unit), b.day(last.Date))
	}
	return says, true
}

func reason(err error) string {
	switch {
	case errors.Is(err, cases.ErrNoBaseline):
		return "baseline"
	case errors.Is(err, cases.ErrNoReading):
		return "reading"
	case errors.Is(err, cases.ErrNoMethod):
		return "method"
	}
	return "little"
}

// sum writes a calculation with the decimals of the language.
func (b *writer) sum(s string) string {
	if b.w.Lang == "nl" {
		return commas.Replace(s)
	}
	return s
}
