package casework

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/talk"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge/cases"
)

// An answer is what somebody filled in for something that is missing.
type answer struct {
	text  string
	value float64   // of a figure
	day   cases.Day // of a figure or a day
	note  string    // of a reading: what else changed
}

// A form says how something that is missing is asked for.
type form struct {
	figure, day bool                                               // asks for a number and a day, or a day alone
	choices     func(w *words.Words, c *cases.Case) []words.Reason // asks to choose
	put         func(c *cases.Case, n int, a answer)               // n is the number of the item it is of
}

// text is the form of something written, which put keeps.
func text(put func(c *cases.Case, n int, s string)) form {
	return form{put: func(c *cases.Case, n int, a answer) { put(c, n, a.text) }}
}

// labels are choices with the ids of a closed set and their names.
func labels(names map[string]string, ids ...string) []words.Reason {
	var list []words.Reason
	for _, id := range ids {
		list = append(list, words.Reason{Key: id, Label: names[id]})
	}
	return list
}

// forms are the forms of what can be missing, by its code, and of what can be added.
var forms = map[string]form{
	"question":       text(func(c *cases.Case, _ int, s string) { c.Question = s }),
	"sponsor":        text(func(c *cases.Case, _ int, s string) { c.Sponsor.Name = s }),
	"adviser":        text(func(c *cases.Case, _ int, s string) { c.Adviser.Name = s }),
	"goal-who":       text(func(c *cases.Case, _ int, s string) { c.Goal.Who = s }),
	"goal-what":      text(func(c *cases.Case, _ int, s string) { c.Goal.What = s }),
	"goal-measure":   text(func(c *cases.Case, _ int, s string) { c.Goal.Measure = s }),
	"goal-unit":      text(func(c *cases.Case, _ int, s string) { c.Goal.Unit = s }),
	"goal-source":    text(func(c *cases.Case, _ int, s string) { c.Goal.Source = s }),
	"goal-direction": {choices: directions, put: func(c *cases.Case, _ int, a answer) { c.Goal.Direction = cases.Direction(a.text) }},
	"current":        {figure: true, put: func(c *cases.Case, _ int, a answer) { c.Goal.Current = &cases.Figure{Value: a.value, Date: a.day} }},
	"target":         {figure: true, put: func(c *cases.Case, _ int, a answer) { c.Goal.Target = &cases.Figure{Value: a.value, Date: a.day} }},
	"gap":            {figure: true, put: func(c *cases.Case, _ int, a answer) { c.Goal.Target = &cases.Figure{Value: a.value, Date: a.day} }},

	"input-target-group": input(cases.FromGroup),
	"input-management":   input(cases.FromManagement),
	"input-data":         input(cases.FromData),
	"intake":             text(func(c *cases.Case, n int, s string) { c.Intake[n].Answer = s }),
	"query": text(func(c *cases.Case, _ int, s string) {
		from, question, named := strings.Cut(s, ": ")
		if !named {
			from, question = c.Adviser.Name, s
		}
		c.Intake = append(c.Intake, cases.Query{From: cmp.Or(from, c.Sponsor.Name), Question: question})
	}),

	"factor": text(func(c *cases.Case, _ int, s string) {
		c.Factors = append(c.Factors, cases.Factor{ID: unused(s, func(id string) bool {
			return slices.ContainsFunc(c.Factors, func(f cases.Factor) bool { return f.ID == id })
		}), Text: s})
	}),
	"factor-owner": text(func(c *cases.Case, n int, s string) { c.Factors[n].Owner = s }),
	"factor-category": {choices: func(w *words.Words, _ *cases.Case) []words.Reason {
		return labels(w.Cases.Categories, "expectation", "resources", "process", "capacity", "incentive", "skill", "leadership")
	}, put: func(c *cases.Case, n int, a answer) { c.Factors[n].Category = cases.Category(a.text) }},
	"factor-severity": {choices: func(*words.Words, *cases.Case) []words.Reason {
		return []words.Reason{{Key: "1", Label: "1"}, {Key: "2", Label: "2"}, {Key: "3", Label: "3"}}
	},
		put: func(c *cases.Case, n int, a answer) { c.Factors[n].Severity, _ = strconv.Atoi(a.text) }},
	"factor-open": text(func(c *cases.Case, n int, s string) {
		if slices.Contains([]string{"accepteren", "accepteer", "accept", "accepted"}, words.Normal(s)) {
			c.Factors[n].Response, c.Factors[n].State = cases.Accept, cases.Accepted
			return
		}
		c.Factors[n].State = cases.Agreed
		solve(c, s, c.Factors[n].ID)
	}),

	"solution":       text(func(c *cases.Case, _ int, s string) { solve(c, s, "") }),
	"solution-owner": text(func(c *cases.Case, n int, s string) { c.Solutions[n].Owner = s }),
	"solution-link":  text(func(c *cases.Case, n int, s string) { c.Solutions[n].Link = s }),
	"solution-kind":  {choices: kinds, put: func(c *cases.Case, n int, a answer) { c.Solutions[n].Kind = cases.Kind(a.text) }},
	"delivered": {choices: func(_ *words.Words, c *cases.Case) []words.Reason {
		var list []words.Reason
		for n, s := range c.Solutions {
			list = append(list, words.Reason{Key: strconv.Itoa(n), Label: s.Text})
		}
		return list
	}, put: func(c *cases.Case, _ int, a answer) {
		if n, err := strconv.Atoi(a.text); err == nil && n < len(c.Solutions) {
			c.Solutions[n].Delivered = a.day
		}
	}},
	"application-goal": text(func(c *cases.Case, _ int, s string) { c.Programme.Goal = s }),
	"post":             {day: true, put: func(c *cases.Case, _ int, a answer) { c.Programme.Post.From = a.day }},

	"indicator": {choices: func(w *words.Words, _ *cases.Case) []words.Reason {
		return []words.Reason{{Key: "goal", Label: w.Casework.Goal}, {Key: "applied", Label: w.Casework.Applied}}
	}, put: indicator},
	"plan-made": {day: true, put: func(c *cases.Case, _ int, a answer) { c.Plan.Made = a.day }},
	"plan-late": {day: true, put: func(c *cases.Case, _ int, a answer) { c.Plan.Rollout = a.day }},
	"rollout":   {day: true, put: func(c *cases.Case, _ int, a answer) { c.Plan.Rollout = a.day }},
	"baseline": {figure: true, put: func(c *cases.Case, n int, a answer) {
		c.Plan.Indicators[n].Baseline = &cases.Figure{Value: a.value, Date: a.day}
	}},
	"indicator-source": text(func(c *cases.Case, n int, s string) { c.Plan.Indicators[n].Source = s }),
	"indicator-owner":  text(func(c *cases.Case, n int, s string) { c.Plan.Indicators[n].Owner = s }),
	"moment-baseline":  at(cases.AtBaseline),
	"moment-interim":   at(cases.AtInterim),
	"moment-end":       at(cases.AtEnd),
	"isolation": {choices: func(w *words.Words, _ *cases.Case) []words.Reason {
		return labels(w.Cases.Methods, "comparison", "trend", "estimate")
	},
		put: func(c *cases.Case, n int, a answer) { c.Plan.Indicators[n].Isolation.Method = cases.Method(a.text) }},
	"reading-interim": reading,
	"reading-end":     reading,
	"reading":         reading,
	"change":          {put: func(c *cases.Case, _ int, a answer) { c.Notes = append(c.Notes, cases.Note{Date: a.day, Text: a.text}) }},

	"anchor-start": {day: true, put: func(c *cases.Case, _ int, a answer) { c.Anchoring.Start = a.day }},
	"anchor": text(func(c *cases.Case, _ int, s string) {
		c.Anchoring.Items = append(c.Anchoring.Items, cases.Anchor{ID: unused(s, func(id string) bool {
			return slices.ContainsFunc(c.Anchoring.Items, func(a cases.Anchor) bool { return a.ID == id })
		}), What: s})
	}),
	"anchor-owner":  text(func(c *cases.Case, n int, s string) { c.Anchoring.Items[n].Owner = s }),
	"anchor-where":  text(func(c *cases.Case, n int, s string) { c.Anchoring.Items[n].Where = s }),
	"anchor-signal": text(func(c *cases.Case, n int, s string) { c.Anchoring.Items[n].Signal = s }),
	"review-1":      reviewed(1), "review-3": reviewed(3), "review-6": reviewed(6), "review-12": reviewed(12),
}

func directions(w *words.Words, _ *cases.Case) []words.Reason {
	return []words.Reason{{Key: "up", Label: words.Capital(w.Cases.Higher)}, {Key: "down", Label: words.Capital(w.Cases.Lower)}}
}

// kinds are the kinds of solution: learning only once there is another, since it is
// designed backwards from the work.
func kinds(w *words.Words, c *cases.Case) []words.Reason {
	ids := []string{"work-environment", "job-aid"}
	if slices.ContainsFunc(c.Solutions, func(s cases.Solution) bool { return s.Kind == cases.JobAid || s.Kind == cases.Environment }) {
		ids = append(ids, "learning")
	}
	return labels(w.Cases.Kinds, ids...)
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
	return form{choices: func(w *words.Words, _ *cases.Case) []words.Reason { return w.Casework.Reviews },
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
	i := cases.Indicator{ID: "goal", Name: c.Goal.Measure, Level: cases.LevelResult, Unit: c.Goal.Unit, Direction: c.Goal.Direction, Baseline: c.Goal.Current, Target: c.Goal.Target, Source: c.Goal.Source, Instrument: cases.ByKPI}
	if c.Goal.Current != nil {
		i.Moments = []cases.Moment{{Kind: cases.AtBaseline, Date: c.Goal.Current.Date}}
	}
	if a.text == "applied" {
		w := words.In(c.Lang)
		i = cases.Indicator{ID: "applied", Name: w.Casework.Applied, Level: cases.LevelApplication, Unit: "%", Direction: cases.Up, Source: w.Casework.AppliedAsk, Instrument: cases.ByBot, Owner: c.Adviser.Name}
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
	id := slug(text, maxRef-3)
	for n, try := 2, id; ; n++ {
		if !taken(try) {
			return try
		}
		try = fmt.Sprintf("%s-%d", id, n)
	}
}

// askFor is the action that asks for what is missing.
func askFor(c *cases.Case, n cases.Need) chat.Action {
	return talk.Do(verb, "ask", ref(c.ID), wanted(n))
}

// nextNeed is the first thing that is missing and can be there today: not the reading or
// the review of a day that is still to come.
func nextNeed(t *talk.Turn, c *cases.Case) (cases.Need, bool) {
	for _, n := range cases.Missing(c) {
		_, item, _, ok := read(c, wanted(n))
		if kind, is := strings.CutPrefix(n.Code, "reading-"); is && ok {
			m, _ := c.Plan.Indicators[item].Moment(cases.MomentKind(kind))
			ok = m.Date <= today(t)
		}
		if months, is := strings.CutPrefix(n.Code, "review-"); is && ok {
			ok = c.Anchoring.Start.Plus(talk.Number(months), 0) <= today(t)
		}
		if ok {
			return n, true
		}
	}
	return cases.Need{}, false
}

// wanted names a need in an action: its code, and the number of the item it is of.
func wanted(n cases.Need) string {
	if _, num, ok := strings.Cut(n.At, "["); ok {
		return n.Code + "/" + strings.TrimRight(num, "]")
	}
	return n.Code
}

// ask asks for one thing: "CODE", "CODE/NUMBER of the item" or "reading/INDICATOR". What
// is to be said first, such as what was wrong with an earlier answer, is the lead.
func ask(t *talk.Turn, c *cases.Case, what, lead string) (chat.Reply, error) {
	w := &t.W.Casework
	code, n, f, ok := read(c, what)
	if !ok {
		return show(t, c, ""), nil
	}
	var card chat.Card
	if lead != "" {
		card.Body = append(card.Body, chat.Text(lead))
	}
	q := chat.Question{Field: talk.AnswerField, Prompt: prompt(t, c, code, n), Need: true}
	if ex := w.Examples[code]; ex != "" {
		q.Hint = fmt.Sprintf(t.W.ForInstance, ex)
	}
	switch {
	case f.choices != nil:
		tap := chat.Tap{Prompt: q.Prompt}
		for _, r := range f.choices(t.W, c) {
			if len(tap.Options) < chat.MaxButtons {
				tap.Options = append(tap.Options, talk.Button(talk.Fit(r.Label, chat.MaxLabel), talk.Do(verb, "pick", ref(c.ID), what, r.Key)))
			}
			q.Choices = append(q.Choices, chat.Choice{Value: r.Key, Label: talk.Fit(r.Label, chat.MaxLabel)})
		}
		if len(q.Choices) <= chat.MaxButtons { // one tap
			if code == "solution-kind" && len(q.Choices) == 2 {
				card.Note = w.Formal
			}
			card.Body = append(card.Body, tap)
			card.Buttons = []chat.Button{talk.Button(t.W.NotNow, talk.Do(verb, "show", ref(c.ID)))}
			return t.Own(card), nil
		}
		q.Choices = q.Choices[:min(len(q.Choices), chat.MaxChoices)]
		card.Body = append(card.Body, q)
	case f.figure:
		if unit := unitOf(c, code, n); unit != "" {
			q.Prompt += " (" + chat.Strip(unit) + ")"
		}
		card.Body = append(card.Body, q, chat.Question{Field: talk.Field(1), Prompt: w.Date, Hint: fmt.Sprintf(t.W.ForInstance, w.DateHint)})
		if strings.HasPrefix(code, "reading") {
			card.Body = append(card.Body, chat.Question{Field: talk.Field(2), Prompt: w.Changed})
		}
	default:
		q.Long = !f.day
		card.Body = append(card.Body, q)
	}
	submit, later := talk.Do(verb, "put", ref(c.ID), what), talk.Do(verb, "show", ref(c.ID))
	card.Buttons = []chat.Button{talk.Submit(t.W.Save, submit), talk.Button(t.W.NotNow, later)}
	r := t.FormFor(card, submit, later, later)
	r.Private = !t.Event.Direct
	return r, nil
}

// read finds the form of what an action asks for. The item must be there still.
func read(c *cases.Case, what string) (code string, n int, f form, ok bool) {
	code, num := talk.Cut(what)
	f, ok = forms[code]
	if code == "reading" {
		n = slices.IndexFunc(c.Plan.Indicators, func(i cases.Indicator) bool { return ref(i.ID) == num })
		return code, n, f, n >= 0
	}
	n = max(talk.Number(num), 0)
	of := map[string]int{"intake": len(c.Intake), "factor-": len(c.Factors), "solution-": len(c.Solutions), "baseline": len(c.Plan.Indicators), "indicator-": len(c.Plan.Indicators),
		"moment-": len(c.Plan.Indicators), "isolation": len(c.Plan.Indicators), "reading-": len(c.Plan.Indicators), "anchor-o": len(c.Anchoring.Items), "anchor-w": len(c.Anchoring.Items), "anchor-si": len(c.Anchoring.Items), "review-": len(c.Anchoring.Items)}
	for prefix, items := range of {
		if strings.HasPrefix(code, prefix) && n >= items {
			return code, n, f, false
		}
	}
	if (code == "application-goal" || code == "post") && c.Programme == nil {
		return code, n, f, false
	}
	return code, n, f, ok
}

// prompt asks for something, and names the item it is of.
func prompt(t *talk.Turn, c *cases.Case, code string, n int) string {
	ask, of := t.W.Casework.Asks[code], ""
	for _, need := range cases.Missing(c) {
		if need.Code == code && need.Of != "" && wanted(need) == code+"/"+strconv.Itoa(n) {
			of = need.Of
		}
	}
	if code == "reading" {
		of = c.Plan.Indicators[n].Name
	}
	if of == "" {
		return ask
	}
	return ask + " *" + talk.Fit(chat.Strip(of), 120) + "*"
}

// unitOf is the unit of a figure that is asked for.
func unitOf(c *cases.Case, code string, n int) string {
	if code == "baseline" || strings.HasPrefix(code, "reading") {
		return c.Plan.Indicators[n].Unit
	}
	return c.Goal.Unit
}

// pick takes a choice, which is the last part of what the action names.
func pick(t *talk.Turn, c *cases.Case, what string) (chat.Reply, error) {
	i := strings.LastIndex(what, "/")
	return put(t, c, what[:max(i, 0)], what[i+1:])
}

// put takes what was filled in or chosen, keeps it, and asks for the next thing that is missing. What
// cannot be is asked again.
func put(t *talk.Turn, c *cases.Case, what, chosen string) (chat.Reply, error) {
	code, n, f, ok := read(c, what)
	if !ok {
		return show(t, c, ""), nil
	}
	a, problem := taken(t, c, code, n, f, chosen)
	if problem == "" {
		f.put(c, n, a)
		wrong, err := cases.Check(c)
		if err != nil {
			return chat.Reply{}, err
		}
		if len(wrong) > 0 {
			problem = wrong[0].Text(t.Lang())
		}
	}
	if problem != "" {
		before, _, err := cases.Get(t.Tx, c.ID)
		if err != nil {
			return chat.Reply{}, err
		}
		return ask(t, before, what, problem)
	}
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	lead := t.W.Casework.Saved
	if strings.HasPrefix(code, "reading") {
		i := c.Plan.Indicators[n]
		lead = fmt.Sprintf(t.W.Casework.Read, chat.Strip(i.Name), value(t, a.value, chat.Strip(i.Unit)))
	} else if n, ok := nextNeed(t, c); ok {
		return ask(t, c, wanted(n), lead)
	}
	return show(t, c, lead), nil
}

// taken reads an answer; problem says what is wrong with it.
func taken(t *talk.Turn, c *cases.Case, code string, n int, f form, chosen string) (a answer, problem string) {
	w := &t.W.Casework
	a = answer{text: strings.Join(strings.Fields(t.Filled(0)), " "), day: today(t), note: strings.Join(strings.Fields(t.Filled(2)), " ")}
	switch {
	case f.choices != nil:
		if chosen != "" {
			a.text = chosen
		}
		for _, r := range f.choices(t.W, c) {
			if a.text == r.Key || words.Normal(a.text) == words.Normal(r.Label) {
				a.text = r.Key
				return a, ""
			}
		}
		return a, w.NotChoice
	case a.text == "":
		return a, t.W.Casework.Nothing
	case f.figure:
		return figure(t, a, unitOf(c, code, n), code)
	case f.day:
		day, ok := words.Day(a.text, a.day.Time())
		if !ok {
			return a, t.W.Plans.NoDay
		}
		a.day = cases.DayOf(day)
	}
	a.text = talk.Fit(a.text, 400)
	return a, ""
}

// figure reads "71", "71% op 31 okt" or the two fields of a form. A day without a year
// is the last one that was, except of a target.
func figure(t *talk.Turn, a answer, unit, code string) (answer, string) {
	first, rest, _ := strings.Cut(a.text, " ")
	if strings.HasSuffix(first, "%") && unit != "%" && unit != "" {
		return a, fmt.Sprintf(t.W.Casework.WrongUnit, unit)
	}
	var err error
	if a.value, err = cases.Number(strings.TrimRight(first, "%.,")); err != nil {
		return a, t.W.Casework.NotNumber
	}
	if day := t.Filled(1); day != "" {
		rest = day
	}
	rest = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), unit))
	for _, word := range []string{"op ", "on ", "in "} {
		rest = strings.TrimPrefix(rest, word)
	}
	if rest == "" {
		return a, ""
	}
	now := a.day
	day, ok := words.Day(rest, now.Time())
	if !ok {
		return a, t.W.Plans.NoDay
	}
	if a.day = cases.DayOf(day); code != "target" && code != "gap" && a.day > now && !strings.Contains(rest, strconv.Itoa(day.Year())) {
		a.day = cases.DayOf(day.AddDate(-1, 0, 0))
	}
	if code != "target" && code != "gap" && a.day > now {
		return a, fmt.Sprintf(t.W.Casework.Future, t.W.Date(a.day.Time()))
	}
	return a, ""
}

// pending is the indicator whose reading is asked for now: the one that waits longest,
// or else the first.
func pending(c *cases.Case, today cases.Day) *cases.Indicator {
	var best *cases.Indicator
	var since cases.Day
	for n := range c.Plan.Indicators {
		i := &c.Plan.Indicators[n]
		for _, m := range i.Moments {
			if state, _ := i.At(m, today); (state == cases.Due || state == cases.Missed) && m.Absent == "" && (best == nil || m.Date < since) {
				best, since = i, m.Date
			}
		}
	}
	if best == nil && len(c.Plan.Indicators) > 0 {
		best = &c.Plan.Indicators[0]
	}
	return best
}

// workdays is the day a number of working days after d, weekends left out.
func workdays(d cases.Day, n int) cases.Day {
	for n > 0 {
		d = d.Plus(0, 1)
		if day := d.Time().Weekday(); day != time.Saturday && day != time.Sunday {
			n--
		}
	}
	return d
}
