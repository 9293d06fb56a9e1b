package casework

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
)

// An answer is what somebody filled in for something that is missing.
type answer struct {
	text  string
	value float64   // of a figure
	day   cases.Day // of a figure or a day
	note  string    // of a reading: what else changed
}

func (a answer) figure() *cases.Figure { return &cases.Figure{Value: a.value, Date: a.day} }

// A form says how something that is missing is asked for.
type form struct {
	figure, day bool                                               // asks for a number and a day, or a day alone
	choices     func(w *dialog.Words, c *cases.Case) []text.Choice // asks to choose
	put         func(c *cases.Case, n int, a answer)               // n is the number of the item it is of
}

// written is the form of something written, which put keeps.
func written(put func(c *cases.Case, n int, s string)) form {
	return form{put: func(c *cases.Case, n int, a answer) { put(c, n, a.text) }}
}

// labels are choices with the ids of a closed set and their names.
func labels(names map[string]string, ids ...string) []text.Choice {
	var list []text.Choice
	for _, id := range ids {
		list = append(list, text.Choice{Key: id, Label: names[id]})
	}
	return list
}

// forms are the forms of what can be missing, by its code, and of what can be added.
var forms = map[string]form{
	"question":     written(func(c *cases.Case, _ int, s string) { c.Question = s }),
	"sponsor":      written(func(c *cases.Case, _ int, s string) { c.Sponsor.Name = s }),
	"adviser":      written(func(c *cases.Case, _ int, s string) { c.Adviser.Name = s }),
	"goal-who":     written(func(c *cases.Case, _ int, s string) { c.Goal.Who = s }),
	"goal-what":    written(func(c *cases.Case, _ int, s string) { c.Goal.What = s }),
	"goal-measure": written(func(c *cases.Case, _ int, s string) { c.Goal.Measure = s }),
	"goal-unit":    written(func(c *cases.Case, _ int, s string) { c.Goal.Unit = s }),
	"goal-source": written(func(c *cases.Case, _ int, s string) {
		c.Goal.Source, c.Goal.Frequency = sourceAndHowOften(s)
	}),
	"goal-direction": {choices: directions, put: func(c *cases.Case, _ int, a answer) {
		c.Goal.Direction = cases.Direction(a.text)
	}},
	"current": {figure: true, put: func(c *cases.Case, _ int, a answer) { c.Goal.Current = a.figure() }},
	"target":  {figure: true, put: func(c *cases.Case, _ int, a answer) { c.Goal.Target = a.figure() }},
	"gap":     {figure: true, put: func(c *cases.Case, _ int, a answer) { c.Goal.Target = a.figure() }},

	"input-target-group": input(cases.FromGroup),
	"input-management":   input(cases.FromManagement),
	"input-data":         input(cases.FromData),
	"intake":             written(func(c *cases.Case, n int, s string) { c.Intake[n].Answer = s }),
	"query": written(func(c *cases.Case, _ int, s string) {
		from, question, named := strings.Cut(s, ": ")
		if !named {
			from, question = c.Adviser.Name, s
		}
		c.Intake = append(c.Intake, cases.Query{From: cmp.Or(from, c.Sponsor.Name), Question: question})
	}),

	"factor": written(func(c *cases.Case, _ int, s string) {
		c.Factors = append(c.Factors, cases.Factor{ID: unused(s, func(id string) bool {
			return slices.ContainsFunc(c.Factors, func(f cases.Factor) bool { return f.ID == id })
		}), Text: s})
	}),
	"factor-owner": written(func(c *cases.Case, n int, s string) { c.Factors[n].Owner = s }),
	"factor-category": {choices: func(w *dialog.Words, _ *cases.Case) []text.Choice {
		return labels(terms.Words.In(w.Lang).Categories,
			"expectation", "resources", "process", "capacity", "incentive", "skill", "leadership")
	}, put: func(c *cases.Case, n int, a answer) { c.Factors[n].Category = cases.Category(a.text) }},
	"factor-severity": {choices: func(*dialog.Words, *cases.Case) []text.Choice {
		return []text.Choice{{Key: "1", Label: "1"}, {Key: "2", Label: "2"}, {Key: "3", Label: "3"}}
	},
		put: func(c *cases.Case, n int, a answer) { c.Factors[n].Severity, _ = strconv.Atoi(a.text) }},
	"factor-open": written(func(c *cases.Case, n int, s string) {
		if slices.Contains([]string{"accepteren", "accepteer", "accept", "accepted"}, text.Normal(s)) {
			c.Factors[n].Response, c.Factors[n].State = cases.Accept, cases.Accepted
			return
		}
		c.Factors[n].State = cases.Agreed
		solve(c, s, c.Factors[n].ID)
	}),

	"solution":       written(func(c *cases.Case, _ int, s string) { solve(c, s, "") }),
	"solution-owner": written(func(c *cases.Case, n int, s string) { c.Solutions[n].Owner = s }),
	"solution-link":  written(func(c *cases.Case, n int, s string) { c.Solutions[n].Link = s }),
	"solution-kind": {choices: kinds, put: func(c *cases.Case, n int, a answer) {
		c.Solutions[n].Kind = cases.Kind(a.text)
	}},
	"aid": {choices: against}, // it changes nothing of the case: see write
	"delivered": {choices: func(_ *dialog.Words, c *cases.Case) []text.Choice {
		var list []text.Choice
		for n, s := range c.Solutions {
			list = append(list, text.Choice{Key: strconv.Itoa(n), Label: s.Text})
		}
		return list
	}, put: func(c *cases.Case, _ int, a answer) {
		if n, err := strconv.Atoi(a.text); err == nil && n < len(c.Solutions) {
			c.Solutions[n].Delivered = a.day
		}
	}},
	"application-goal": written(func(c *cases.Case, _ int, s string) { c.Programme.Goal = s }),
	"post":             {day: true, put: func(c *cases.Case, _ int, a answer) { c.Programme.Post.From = a.day }},

	"indicator": {choices: func(w *dialog.Words, _ *cases.Case) []text.Choice {
		return []text.Choice{{Key: "goal", Label: words.In(w.Lang).Goal},
			{Key: "applied", Label: words.In(w.Lang).Applied}}
	}, put: indicator},
	"plan-made": {day: true, put: func(c *cases.Case, _ int, a answer) { c.Plan.Made = a.day }},
	"plan-late": {day: true, put: func(c *cases.Case, _ int, a answer) { c.Plan.Rollout = a.day }},
	"rollout":   {day: true, put: func(c *cases.Case, _ int, a answer) { c.Plan.Rollout = a.day }},
	"baseline": {figure: true, put: func(c *cases.Case, n int, a answer) {
		c.Plan.Indicators[n].Baseline = &cases.Figure{Value: a.value, Date: a.day}
	}},
	"indicator-source": written(func(c *cases.Case, n int, s string) { c.Plan.Indicators[n].Source = s }),
	"indicator-owner":  written(func(c *cases.Case, n int, s string) { c.Plan.Indicators[n].Owner = s }),
	"moment-baseline":  at(cases.AtBaseline),
	"moment-interim":   at(cases.AtInterim),
	"moment-end":       at(cases.AtEnd),
	"isolation": {choices: func(w *dialog.Words, _ *cases.Case) []text.Choice {
		return labels(terms.Words.In(w.Lang).Methods, "comparison", "trend", "estimate")
	},
		put: func(c *cases.Case, n int, a answer) { c.Plan.Indicators[n].Isolation.Method = cases.Method(a.text) }},
	"reading-interim": reading,
	"reading-end":     reading,
	"reading":         reading,
	"change": {put: func(c *cases.Case, _ int, a answer) {
		c.Notes = append(c.Notes, cases.Note{Date: a.day, Text: a.text})
	}},

	"anchor-start": {day: true, put: func(c *cases.Case, _ int, a answer) { c.Anchoring.Start = a.day }},
	"anchor": written(func(c *cases.Case, _ int, s string) {
		c.Anchoring.Items = append(c.Anchoring.Items, cases.Anchor{ID: unused(s, func(id string) bool {
			return slices.ContainsFunc(c.Anchoring.Items, func(a cases.Anchor) bool { return a.ID == id })
		}), What: s})
	}),
	"anchor-owner":  written(func(c *cases.Case, n int, s string) { c.Anchoring.Items[n].Owner = s }),
	"anchor-where":  written(func(c *cases.Case, n int, s string) { c.Anchoring.Items[n].Where = s }),
	"anchor-signal": written(func(c *cases.Case, n int, s string) { c.Anchoring.Items[n].Signal = s }),
	"review-1":      reviewed(1), "review-3": reviewed(3), "review-6": reviewed(6), "review-12": reviewed(12),
}

// sourceAndHowOften reads where a figure comes from and, after the last comma, how often.
func sourceAndHowOften(s string) (source, often string) {
	i := strings.LastIndex(s, ", ")
	if i < 0 {
		return s, ""
	}
	first, _, _ := strings.Cut(text.Normal(s[i+1:]), " ")
	if !slices.Contains([]string{"elke", "iedere", "per", "dagelijks", "wekelijks", "maandelijks",
		"every", "each", "daily", "weekly", "monthly"}, first) {
		return s, ""
	}
	return s[:i], strings.TrimSpace(s[i+1:])
}

func directions(w *dialog.Words, _ *cases.Case) []text.Choice {
	said := terms.Words.In(w.Lang)
	return []text.Choice{{Key: "up", Label: text.Capital(said.Higher)}, {Key: "down", Label: text.Capital(said.Lower)}}
}

// kinds are the kinds of solution: learning only once there is another, since it is
// designed backwards from the work.
func kinds(w *dialog.Words, c *cases.Case) []text.Choice {
	ids := []string{"work-environment", "job-aid"}
	if slices.ContainsFunc(c.Solutions, func(s cases.Solution) bool {
		return s.Kind == cases.JobAid || s.Kind == cases.Environment
	}) {
		ids = append(ids, "learning")
	}
	return labels(terms.Words.In(w.Lang).Kinds, ids...)
}

func input(from cases.InputFrom) form {
	return form{put: func(c *cases.Case, _ int, a answer) {
		c.Inputs = append(c.Inputs, cases.Input{From: from, Text: a.text, Date: a.day})
	}}
}

func at(kind cases.MomentKind) form {
	return form{day: true, put: func(c *cases.Case, n int, a answer) {
		i := &c.Plan.Indicators[n]
		i.Moments = append(i.Moments, cases.Moment{Kind: kind, Date: a.day})
	}}
}

var reading = form{figure: true, put: func(c *cases.Case, n int, a answer) {
	c.Plan.Indicators[n].Put(cases.Reading{Date: a.day, Value: a.value, Changed: a.note})
}}

func reviewed(months int) form {
	return form{choices: func(w *dialog.Words, _ *cases.Case) []text.Choice { return words.In(w.Lang).Reviews },
		put: func(c *cases.Case, n int, a answer) {
			i := &c.Anchoring.Items[n]
			i.Reviews = append(i.Reviews, cases.Review{Months: months, Answer: cases.StillThere(a.text), Date: a.day})
		}}
}

// solve adds a solution for a factor.
func solve(c *cases.Case, s, factor string) {
	c.Solutions = append(c.Solutions, cases.Solution{ID: unused(s, func(id string) bool {
		return slices.ContainsFunc(c.Solutions, func(o cases.Solution) bool { return o.ID == id })
	}), Text: s, Factor: factor})
}

// indicator adds the figure of the goal, which is read already, or the question whether
// people apply it.
func indicator(c *cases.Case, _ int, a answer) {
	i := cases.Indicator{ID: "goal", Name: c.Goal.Measure, Level: cases.LevelResult, Unit: c.Goal.Unit,
		Direction: c.Goal.Direction, Baseline: c.Goal.Current, Target: c.Goal.Target, Source: c.Goal.Source,
		Instrument: cases.ByKPI}
	if c.Goal.Current != nil {
		i.Moments = []cases.Moment{{Kind: cases.AtBaseline, Date: c.Goal.Current.Date}}
	}
	if a.text == "applied" {
		w := dialog.In(c.Lang)
		own := words.In(w.Lang)
		i = cases.Indicator{ID: "applied", Name: own.Applied, Level: cases.LevelApplication, Unit: "%",
			Direction: cases.Up, Source: own.AppliedAsk, Instrument: cases.ByBot, Owner: c.Adviser.Name}
	}
	if c.Indicator(i.ID) == nil {
		c.Plan.Indicators = append(c.Plan.Indicators, i)
	}
	if c.Plan.Made == "" {
		c.Plan.Made = a.day
	}
}

// unused makes an id of a text that is not taken.
func unused(text string, taken func(id string) bool) string {
	id := slug(text, dialog.MaxCaseRef-3)
	for n, try := 2, id; ; n++ {
		if !taken(try) {
			return try
		}
		try = fmt.Sprintf("%s-%d", id, n)
	}
}
