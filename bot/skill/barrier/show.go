package barrier

import (
	"cmp"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/knowledge/barriers"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// list shows the unit of the person, or lets them choose among those they lead or
// advise.
func list(t *dialog.Turn, _ string) (chat.Reply, error) {
	units, err := t.Units(people.WorkCases)
	if err != nil {
		return chat.Reply{}, err
	}
	w := words.In(t.W.Lang)
	switch len(units) {
	case 0:
		return t.Say(w.NoRoster), nil
	case 1:
		return show(t, units[0])
	}
	return t.Show(chat.Card{Body: []chat.Block{chat.Tap{Prompt: w.Seen.With("…"), Options: choices(t, units)}}}), nil
}

// choices are buttons for units, as many as fit.
func choices(t *dialog.Turn, units []string) (bs []chat.Button) {
	for _, id := range units {
		u, ok, err := people.UnitByID(t.Tx, id)
		if label := dialog.Fit(nameOf(u), chat.MaxLabel); ok && err == nil && len(bs) < chat.MaxButtons {
			if !slices.ContainsFunc(bs, func(b chat.Button) bool { return strings.EqualFold(b.Label, label) }) {
				bs = append(bs, dialog.Button(label, dialog.Do("barrier/unit", id)))
			}
		}
	}
	return bs
}

func nameOf(u people.Unit) string { return cmp.Or(u.Name, u.ID) }

// show shows what is told of a unit: a team sees what who leads it sees.
func show(t *dialog.Turn, unit string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	agree, err := t.MayFor(people.WorkCases, unit)
	if err != nil {
		return chat.Reply{}, err
	}
	see, err := t.MayFor(people.SeeDigest, unit)
	if !see && !agree || err != nil {
		return t.Refuse(people.WorkCases), err
	}
	u, ok, err := people.UnitByID(t.Tx, unit)
	if !ok || err != nil {
		return t.Say(t.W.Gone), err
	}
	all, err := barriers.Visible(t.Tx, unit, t.Now, t.Zone)
	if err != nil {
		return chat.Reply{}, err
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	limits := w.Limits.With(t.W.Spelled(group.K()), t.W.Spelled(group.Sensitive().K()))
	c := chat.Card{Title: dialog.Fit(w.Seen.With(nameOf(u)), chat.MaxTitle), Note: chat.Strip(limits)}
	told(t, &c, all, unit, agree)
	if len(c.Body) == 0 {
		c.Body = append(c.Body, chat.Text(w.None))
	}
	if agree {
		var next []string // those it is made of, not the units below these
		for _, id := range people.UnitsBelow(t.Tx, unit) {
			b, _, err := people.UnitByID(t.Tx, id)
			if err != nil {
				return chat.Reply{}, err
			}
			if b.Parent == unit {
				next = append(next, id)
			}
		}
		if len(next) > 0 {
			c.Body = append(c.Body, chat.Tap{Prompt: w.Below, Options: choices(t, next)})
		}
	}
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// told adds to a card what is told of a unit, and for who may agree on it what can be done.
func told(t *dialog.Turn, c *chat.Card, all []barriers.Seen, unit string, agree bool) {
	w, names := words.In(t.W.Lang), terms.Words.In(t.W.Lang).FactorNames
	var blocks, good chat.List
	work, everyone := 0, 0
	for _, f := range all {
		if f.Factor.Helps {
			good = append(good, line(t, f))
			continue
		}
		blocks = append(blocks, line(t, f))
		everyone += f.People
		if f.Factor.Category.Environment() {
			work += f.People
		}
		open := f.Answer.State != cases.Agreed || f.Answer.Owner == ""
		if agree && f.People > 0 && open && len(c.Buttons) < 3 {
			label := dialog.Fit(w.Agree.With(names[string(f.Factor.Category)]), chat.MaxLabel)
			c.Buttons = append(c.Buttons, dialog.Button(label, dialog.Do("barrier/agree", f.Factor, unit)))
		}
	}
	if len(blocks) > 0 {
		c.Body = append(c.Body, chat.Heading(w.Blocks), blocks)
	}
	if agree && everyone > 0 && work*10 >= everyone*7 {
		c.Body = append(c.Body, chat.Text(w.NoCourse))
	}
	if len(good) > 0 {
		c.Body = append(c.Body, chat.Heading(w.Good), good)
	}
}

// line is what is told of one factor.
func line(t *dialog.Turn, f barriers.Seen) string {
	w := words.In(t.W.Lang)
	parts := []string{label(t.W, f.Factor)}
	if f.People > 0 {
		parts[0] = w.AtLeast.With(parts[0], f.People)
	}
	var titles []string
	for _, slug := range f.Aids[:min(len(f.Aids), 2)] {
		if a, ok := t.Lib.Lookup(slug, t.Lang()); ok {
			titles = append(titles, "*"+a.Title+"*")
		}
	}
	if len(titles) > 0 {
		parts = append(parts, w.ByAid.With(strings.Join(titles, ", ")))
	}
	switch a := f.Answer; {
	case a.State == cases.Agreed:
		how := strings.ToLower(response(t.W, string(a.Response)))
		parts = append(parts, w.AgreedOn.With(how, cmp.Or(a.Name, w.Nobody), t.W.Date(a.Day)))
		if a.What != "" {
			parts = append(parts, a.What)
		}
	case a.Closed() && f.People == 0:
		parts = append(parts, w.States[string(a.State)])
	}
	return strings.Join(parts, "; ")
}
