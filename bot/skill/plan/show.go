package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// page is the one page of a plan.
func (p plan) page(w *dialog.Words) chat.Facts {
	short := words.In(w.Lang).Short
	fs := chat.Facts{{Label: short[0], Value: p.Goal}}
	add := func(label, value string) {
		if value != "" {
			fs = append(fs, chat.Fact{Label: label, Value: value})
		}
	}
	add(words.In(w.Lang).Linked, p.Serves)
	add(short[1], p.If)
	add(short[2], p.Then)
	add(short[3], p.Support)
	if !p.Day.IsZero() {
		add(short[4], w.Date(p.Day))
	}
	if fs[0].Value == "" {
		fs[0].Value = w.Empty
	}
	return fs
}

// show shows a person one of their plans, after something was said first if lead is not
// empty.
func show(t *dialog.Turn, seq uint64, p plan, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	c := chat.Card{Title: w.Mine, Body: dialog.Led(lead), Note: chat.Strip(w.OnlyYou)}
	facts := p.page(t.W)
	switch p.State {
	case draft:
		c.Buttons = []chat.Button{dialog.Primary(w.GoOn, dialog.Do("plan/edit", seq))}
	case active:
		c.Buttons = []chat.Button{dialog.Primary(w.Change, dialog.Do("plan/edit", seq))}
		if p.Reader == "" && t.May(people.TakePart) {
			c.Buttons = append(c.Buttons, dialog.Button(w.Share, dialog.Do("plan/share", seq)))
		}
	default:
		closed := w.Closed.With(w.States[string(p.State)], t.W.Date(p.Changed))
		facts = append(facts, chat.Fact{Label: w.Status, Value: closed})
	}
	if p.Reader != "" {
		facts = append(facts, chat.Fact{Label: w.SharedWith, Value: p.ReaderName})
		c.Note = chat.Strip(w.OnlyTwo.With(p.ReaderName))
		c.Buttons = append(c.Buttons, dialog.Button(w.Unshare, dialog.Do("plan/unshare", seq)))
	}
	c.Body = append(c.Body, facts)
	if p.State == active && lead == "" {
		c.Body = append(c.Body, howIsIt(t, seq))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.Delete, dialog.Do("plan/delete", seq)))
	t.Session.View = chat.Action{}
	return t.Fleeting(c)
}

// listed is how many plans one page of the list has.
const listed = chat.MaxButtons - 1

// list shows a person their plans, the newest first; one by itself if there are no more.
// What others let them read comes below. The argument is the page.
func list(t *dialog.Turn, arg string) (chat.Reply, error) {
	w, page := words.In(t.W.Lang), max(dialog.Number(arg), 1)
	var ours []chat.Button
	var one plan
	var only uint64
	for k, p := range plans.ScanDown(t.Tx, store.Key(string(t.Person.ID), "")) {
		one, only = p, numberOf(k)
		label := dialog.Fit(chat.Strip(cmp.Or(p.Goal, t.W.Empty)), chat.MaxLabel-20)
		label += " (" + w.States[string(p.State)] + ")"
		ours = append(ours, dialog.Button(unlike(label, ours), dialog.Do("plan/show", only)))
	}
	shared := readable(t)
	switch {
	case len(ours) == 1 && len(shared) == 0:
		return show(t, only, one, ""), nil
	case len(ours) == 0 && len(shared) == 0:
		return t.Show(dialog.Says(w.None, dialog.Primary(t.W.PlanMake, dialog.Do(dialog.PlanNew)))), nil
	}
	c := chat.Card{Title: w.Title, Note: chat.Strip(w.OnlyYou)}
	from := min((page-1)*listed, len(ours))
	c.Buttons = ours[from:min(from+listed, len(ours))]
	if from+listed < len(ours) {
		c.Buttons = append(c.Buttons[:listed:listed], dialog.Button(t.W.More, dialog.Do(dialog.PlanList, page+1)))
	}
	if len(shared) > 0 {
		c.Body = append(c.Body, chat.Tap{Prompt: w.SharedTitle, Options: shared[:min(len(shared), chat.MaxButtons)]})
	}
	c.Typed = t.OrNumber(c)
	t.Session.View = chat.Action{}
	return unnamed(t, t.Fleeting(c)), nil
}

// unnamed leaves out of what can be typed the goals that name plans: they are picked by
// number, and what is on offer is kept longer than they may be.
func unnamed(t *dialog.Turn, r chat.Reply) chat.Reply {
	t.Session.Offered = slices.DeleteFunc(t.Session.Offered, func(o dialog.Offer) bool {
		return o.Action.Verb == "plan/show" && dialog.Number(o.Label) < 0
	})
	return r
}

// unlike is a label that none of the buttons has yet: the same goal may be set twice.
func unlike(label string, bs []chat.Button) string {
	for n := 2; ; n++ {
		taken := false
		for _, b := range bs {
			taken = taken || strings.EqualFold(b.Label, label)
		}
		if !taken {
			return label
		}
		label = strings.TrimSuffix(label, fmt.Sprintf(" %d", n-1)) + fmt.Sprintf(" %d", n)
	}
}
