package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A Quarter is a quarter of a year.
type Quarter struct{ Year, N int }

// ParseQuarter reads a quarter such as "2026-Q4".
func ParseQuarter(s string) (Quarter, error) {
	var q Quarter
	if _, err := fmt.Sscanf(s, "%4d-Q%1d", &q.Year, &q.N); err != nil || q.String() != s || q.N < 1 || q.N > 4 {
		return Quarter{}, fmt.Errorf("report: %q is no quarter: write it as 2026-Q4", s)
	}
	return q, nil
}

func (q Quarter) String() string { return fmt.Sprintf("%04d-Q%d", q.Year, q.N) }

// First and Last are the first and the last day of q.
func (q Quarter) First() cases.Day { return cases.Day(fmt.Sprintf("%04d-%02d-01", q.Year, q.N*3-2)) }

// Last is the last day of q.
func (q Quarter) Last() cases.Day { return q.First().Plus(3, -1) }

// holds reports whether d is in q.
func (q Quarter) holds(d cases.Day) bool { return q.First() <= d && d <= q.Last() }

// A QuarterInput is what is known of a quarter.
type QuarterInput struct {
	Quarter    Quarter
	Cases      []*cases.Case
	Used       []Figure // from use; those with a benefit are reported
	Teams      int      // in the organisation; 0 if not known
	Reflecting int      // of those, that are known to have made time for reflection in the last four weeks of it
	References bool     // show the reference lines of the source documents
	Today      cases.Day
	Lang       string
	K          privacy.Group
	Simulated  bool // nothing in it really happened
}

// ByQuarter reports on the seven benefits of performance support in a quarter, each
// with its measure, level and number of people, or "not measured"; and how the goals
// of the cases stand. Reference lines are there only when asked for, with their origin.
func ByQuarter(in QuarterInput) document.Document {
	b := newWriter(in.Lang, in.K)
	in.Cases = slices.Clone(in.Cases)
	for n, c := range in.Cases {
		in.Cases[n] = until(b.visible(c), in.Quarter.Last())
	}
	b.doc.Title = b.r.QuarterTitle.With(in.Quarter.N, in.Quarter.Year)
	b.doc.Lead = []string{b.r.Made.With(b.day(in.Today)) + " " + b.r.NoPersons.With(b.k.K())}
	if in.Simulated {
		b.doc.Lead = append(b.doc.Lead, b.r.Simulated)
	}
	b.part(2, b.r.BenefitsTitle)
	b.say(b.r.BenefitsLead)
	t := document.Table{Numbers: []int{2, 3, 4, 5},
		Head: b.columns("benefit", "measure", "level", "value", "n", "people")}
	for _, benefit := range cases.Benefits {
		t.Rows = append(t.Rows, b.benefit(in, benefit)...)
	}
	b.add(t, document.Remark(b.r.Pitfalls[cases.LevelResult]))
	b.experienced(in)
	b.reflection(in)
	b.goals(in)
	b.delivered(in)
	if in.References {
		b.part(2, b.r.References)
		r := document.Table{Head: b.columns("value", "what", "source")}
		for _, ref := range b.r.Reference {
			r.Rows = append(r.Rows, []string{ref.Value, ref.What, ref.Origin})
		}
		b.add(r, document.Remark(b.r.ReferenceNote))
	}
	return b.doc
}

// until is c as it stood at the end of a day, as far as readings and deliveries go.
func until(c *cases.Case, d cases.Day) *cases.Case {
	then := *c
	then.Plan.Indicators = slices.Clone(c.Plan.Indicators)
	for n, i := range then.Plan.Indicators {
		later := func(r cases.Reading) bool { return r.Date > d }
		then.Plan.Indicators[n].Readings = slices.DeleteFunc(slices.Clone(i.Readings), later)
	}
	then.Solutions = slices.Clone(c.Solutions)
	for n, s := range then.Solutions {
		if s.Delivered > d {
			then.Solutions[n].Delivered = ""
		}
	}
	return &then
}

// benefit returns the rows of one benefit: its figures from use, and those of cases.
func (b *writer) benefit(in QuarterInput, benefit cases.Benefit) (rows [][]string) {
	name, section := b.r.Benefits[string(benefit)], string(benefit)
	add := func(measure string, level int, cells ...string) {
		rows = append(rows, append([]string{name, measure, fmt.Sprint(level)}, cells...))
	}
	for _, f := range in.Used {
		if f.Benefit == benefit {
			r := b.used(section, f)
			add(r.Measure, f.Level, b.told(r)...)
		}
	}
	for _, c := range in.Cases {
		for _, i := range c.Plan.Indicators {
			if last, ok := lastIn(i, in.Quarter); ok && i.Benefit == benefit {
				add(c.Title+": "+i.Name, i.Level, b.value(last.Value, i.Unit), "–", people(last.People))
				i.Name = c.ID + ": " + i.Name
				r := row(section, i, "reading", last.Date, last.Value)
				r.People = last.People
				b.note(r)
			}
		}
	}
	if read, all := recent(in); benefit == cases.Steering && all > 0 {
		measure := b.r.Measures["goals-read"]
		add(measure, cases.LevelInput, b.r.RecentGoals.With(read, all), "–", "–")
		b.note(share(section, measure, "goals", in.Quarter, read, all))
	}
	if len(rows) == 0 {
		rows = append(rows, []string{name, b.r.NotMeasured, "–", "–", "–", "–"})
		b.note(document.Row{Section: section, Measure: b.r.NotMeasured, State: "not-measured",
			When: in.Quarter.String(), Level: -1})
	}
	return rows
}

// share is the figure of which part of all there are.
func share(section, measure, kind string, q Quarter, part, all int) document.Row {
	percent := float64(part) / float64(all) * 100
	return document.Row{Section: section, Level: cases.LevelInput, Measure: measure, Kind: kind, When: q.String(),
		Value: &percent, Unit: "%", N: all}
}

// reflection tells which part of the teams made time for reflection. It is of teams: whether
// they did, and never who wrote or said anything.
func (b *writer) reflection(in QuarterInput) {
	if in.Teams == 0 {
		return
	}
	name := b.r.Measures["reflection-time"]
	b.part(2, name)
	if in.Reflecting == 0 { // or too few people of each
		b.say(b.r.NotMeasured)
		return
	}
	r := share("reflection", name, "teams", in.Quarter, in.Reflecting, in.Teams)
	b.say(b.r.TeamsOf.With(in.Reflecting, in.Teams, b.value(math.Round(*r.Value), "%")))
	b.note(r)
}

// experienced tells what people said when they were asked how it is for them, with how
// many of the group use the aids beside it. It is no benefit, and is apart from what was
// measured.
func (b *writer) experienced(in QuarterInput) {
	t := document.Table{Head: b.columns("measure", "level", "value", "n", "people"), Numbers: []int{1, 2, 3, 4}}
	known := false
	for _, f := range in.Used {
		if slices.Contains([]string{"reach", "value", "room"}, f.Key) {
			r := b.used("experienced", f)
			t.Rows = append(t.Rows, append([]string{r.Measure, fmt.Sprint(r.Level)}, b.told(r)...))
			known = known || r.Value != nil && f.Key != "reach"
		}
	}
	b.part(2, b.r.Experienced)
	if !known {
		b.say(b.r.NotMeasured)
		return
	}
	b.add(document.Para(b.r.ExperiencedLead), t)
}

// lastIn is the last reading of i in a quarter.
func lastIn(i cases.Indicator, q Quarter) (last cases.Reading, ok bool) {
	for _, r := range i.Readings {
		if q.holds(r.Date) {
			last, ok = r, true
		}
	}
	return last, ok
}

// recent counts the goals of cases that are under way, and those with a reading of a
// business indicator in the quarter.
func recent(in QuarterInput) (read, all int) {
	for _, c := range in.Cases {
		if c.Phase == cases.Precisie || c.Phase == cases.Closed {
			continue
		}
		all++
		for _, i := range c.Plan.Indicators {
			if _, ok := lastIn(i, in.Quarter); ok && i.Business() {
				read++
				break
			}
		}
	}
	return read, all
}

// goals says of each indicator of result whether it is on course.
func (b *writer) goals(in QuarterInput) {
	b.part(2, b.r.OnCourse)
	t := document.Table{Numbers: []int{2, 3, 4}, Head: b.columns("goal", "indicator", "baseline", "latest", "target",
		"state")}
	for _, c := range in.Cases {
		for _, i := range c.Plan.Indicators {
			if i.Level != cases.LevelResult || i.Isolation.Method == cases.Estimates {
				continue
			}
			latest := "–"
			if r, ok := i.Latest(); ok {
				latest = b.value(r.Value, i.Unit) + " (" + b.day(r.Date) + ")"
			}
			state := b.t.States[string(i.Standing())]
			t.Rows = append(t.Rows, []string{c.Title, i.Name, b.figure(i.Baseline, i.Unit), latest,
				b.figure(i.Target, i.Unit), state})
		}
	}
	b.add(t)
	if len(t.Rows) == 0 {
		b.say(b.r.OnCourseNone)
	}
}

// delivered counts the solutions in use, per case.
func (b *writer) delivered(in QuarterInput) {
	var list document.List
	for _, c := range in.Cases {
		if n := len(c.Delivered()); n > 0 {
			list = append(list, b.r.DeliveredLine.With(c.Title, n))
		}
	}
	if len(list) > 0 {
		b.part(2, b.r.Delivered)
		b.add(list)
	}
}
