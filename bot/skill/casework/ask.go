package casework

import (
	"slices"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/cases"
)

// askFor is the action that asks for what is missing.
func askFor(c *cases.Case, n cases.Need) chat.Action {
	return do("ask", ref(c.ID), wanted(n))
}

// nextNeed is the first thing that is missing and can be there today: not the reading or
// the review of a day that is still to come.
func nextNeed(t *dialog.Turn, c *cases.Case) (cases.Need, bool) {
	for _, n := range cases.Missing(c) {
		_, item, _, ok := read(c, wanted(n))
		if kind, is := strings.CutPrefix(n.Code, "reading-"); is && ok {
			m, _ := c.Plan.Indicators[item].Moment(cases.MomentKind(kind))
			ok = m.Date <= today(t)
		}
		if months, is := strings.CutPrefix(n.Code, "review-"); is && ok {
			ok = c.Anchoring.Start.Plus(dialog.Number(months), 0) <= today(t)
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
func ask(t *dialog.Turn, c *cases.Case, what, lead string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	code, n, f, ok := read(c, what)
	if !ok {
		return show(t, c, "")
	}
	if unbegun(c, code, n) {
		return ask(t, c, "baseline/"+strconv.Itoa(n), lead)
	}
	card := chat.Card{Body: dialog.Led(lead)}
	q := chat.Question{Field: dialog.AnswerField, Prompt: prompt(t, c, code, n), Need: true}
	if ex := w.Examples[code]; ex != "" {
		q.Hint = t.W.ForInstance.With(ex)
	}
	switch {
	case f.choices != nil:
		tap := chat.Tap{Prompt: q.Prompt}
		for _, r := range f.choices(t.W, c) {
			label := dialog.Fit(r.Label, chat.MaxLabel)
			if len(tap.Options) < chat.MaxButtons {
				tap.Options = append(tap.Options, dialog.Button(label, do("pick", ref(c.ID), what, r.Key)))
			}
			q.Choices = append(q.Choices, chat.Choice{Value: r.Key, Label: label})
		}
		if len(q.Choices) <= chat.MaxButtons { // one tap
			if code == "solution-kind" && len(q.Choices) == 2 {
				card.Note = w.Formal
			}
			card.Body = append(card.Body, tap)
			card.Buttons = []chat.Button{dialog.Button(t.W.NotNow, do("show", ref(c.ID)))}
			return t.Show(card), nil
		}
		q.Choices = q.Choices[:min(len(q.Choices), chat.MaxChoices)]
		card.Body = append(card.Body, q)
	case f.figure:
		if unit := unitOf(c, code, n); unit != "" {
			q.Prompt += " (" + chat.Strip(unit) + ")"
		}
		date := chat.Question{Field: dialog.Field(1), Prompt: w.Date, Hint: t.W.ForInstance.With(w.DateHint)}
		card.Body = append(card.Body, q, date)
		if strings.HasPrefix(code, "reading") {
			card.Body = append(card.Body, chat.Question{Field: dialog.Field(2), Prompt: w.Changed})
		}
	default:
		q.Long = !f.day
		card.Body = append(card.Body, q)
	}
	submit, later := do("put", ref(c.ID), what), do("show", ref(c.ID))
	card.Buttons = []chat.Button{dialog.Submit(t.W.Save, submit), dialog.Button(t.W.NotNow, later)}
	if code == "input-data" {
		card.Buttons = append(card.Buttons, dialog.Button(w.Asked, do("asked", ref(c.ID))))
	}
	return t.FormFor(card, submit, later, later), nil
}

// unbegun reports whether a reading is wanted of an indicator without a baseline: that comes
// first, because nothing is measured without a beginning.
func unbegun(c *cases.Case, code string, n int) bool {
	return strings.HasPrefix(code, "reading") && c.Plan.Indicators[n].Baseline == nil
}

// read finds the form of what an action asks for. The item must be there still.
func read(c *cases.Case, what string) (code string, n int, f form, ok bool) {
	code, num := dialog.Cut(what)
	f, ok = forms[code]
	if code == "reading" {
		n = slices.IndexFunc(c.Plan.Indicators, func(i cases.Indicator) bool { return ref(i.ID) == num })
		return code, n, f, n >= 0
	}
	n = max(dialog.Number(num), 0)
	indicators, anchors := len(c.Plan.Indicators), len(c.Anchoring.Items)
	of := map[string]int{"intake": len(c.Intake), "factor-": len(c.Factors), "solution-": len(c.Solutions),
		"baseline": indicators, "indicator-": indicators, "moment-": indicators, "isolation": indicators,
		"reading-": indicators,
		"anchor-o": anchors, "anchor-w": anchors, "anchor-si": anchors, "review-": anchors}
	for prefix, items := range of {
		if strings.HasPrefix(code, prefix) && n >= items {
			return code, n, f, false
		}
	}
	if code == "aid" && len(c.Factors) == 0 {
		return code, n, f, false
	}
	if (code == "application-goal" || code == "post") && c.Programme == nil {
		return code, n, f, false
	}
	return code, n, f, ok
}

// prompt asks for something, and names the item it is of.
func prompt(t *dialog.Turn, c *cases.Case, code string, n int) string {
	ask, of := words.In(t.W.Lang).Asks[code], ""
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
	return ask + " *" + dialog.Fit(chat.Strip(of), 120) + "*"
}

// unitOf is the unit of a figure that is asked for.
func unitOf(c *cases.Case, code string, n int) string {
	if code == "baseline" || strings.HasPrefix(code, "reading") {
		return c.Plan.Indicators[n].Unit
	}
	return c.Goal.Unit
}

// pick takes a choice, which is the last part of what the action names.
func pick(t *dialog.Turn, c *cases.Case, what string) (chat.Reply, error) {
	i := strings.LastIndex(what, "/")
	return put(t, c, what[:max(i, 0)], what[i+1:])
}

// put takes what was filled in or chosen, keeps it, and asks for the next thing that is missing. What
// cannot be is asked again.
func put(t *dialog.Turn, c *cases.Case, what, chosen string) (chat.Reply, error) {
	code, n, f, ok := read(c, what)
	if !ok {
		return show(t, c, "")
	}
	if unbegun(c, code, n) {
		return ask(t, c, what, "")
	}
	a, problem := taken(t, c, code, n, f, chosen)
	if code == "aid" && problem == "" {
		return write(t, c, dialog.Number(a.text))
	}
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
		before, _ := cases.Get(t.Tx, c.ID)
		return ask(t, before, what, problem)
	}
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	lead := words.In(t.W.Lang).Saved
	if strings.HasPrefix(code, "reading") {
		i := c.Plan.Indicators[n]
		lead = words.In(t.W.Lang).Read.With(chat.Strip(i.Name), t.W.Amount(a.value, chat.Strip(i.Unit), 2))
	} else if n, ok := nextNeed(t, c); ok {
		return ask(t, c, wanted(n), lead)
	}
	return show(t, c, lead)
}
