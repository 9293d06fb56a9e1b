package teamplan

import (
	"errors"
	"strconv"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// public is a reply that everyone in the channel sees.
func public(r chat.Reply) chat.Reply {
	r.Private = false
	return r
}

// notYours says to nobody but the person whose an action is.
func notYours(t *dialog.Turn, a action) chat.Reply {
	return t.Alone(t.Say(words.In(t.W.Lang).NotYours.With(ownerOf(t, a))))
}

// ownerOf is the name of who does an action.
func ownerOf(t *dialog.Turn, a action) string {
	switch {
	case a.Owner == "":
		return words.In(t.W.Lang).NoOwner
	case a.Owner == t.Person.ID && t.Event.Direct:
		return words.In(t.W.Lang).You
	}
	return a.Name
}

// show shows the plan that the argument names, or else that of the channel, or begins one there. In one's own
// conversation it shows the plans one has a part in.
func show(t *dialog.Turn, arg string) (chat.Reply, error) {
	if arg != "" {
		return of(func(t *dialog.Turn, n uint64, p plan) (chat.Reply, error) { return showWith(t, n, p, ""), nil })(t,
			arg)
	}
	w := words.In(t.W.Lang)
	if n, p := here(t); n > 0 {
		return public(showWith(t, n, p, "")), nil
	}
	if !t.Event.Direct {
		return askGoal(t, "")
	}
	var ours []chat.Button
	for k, p := range plans.OfDown(t.Tx, string(t.Person.ID)) {
		if !p.Ended && len(ours) < chat.MaxButtons-1 {
			label := strconv.Itoa(len(ours)+1) + ". " + dialog.Fit(chat.Strip(p.Goal), chat.MaxLabel-4)
			ours = append(ours, dialog.Button(label, dialog.Do("teamplan/show", store.FromNum(k))))
		}
	}
	c := chat.Card{Title: w.Ours, Buttons: append(ours, dialog.Button(w.Here, dialog.Do("teamplan/new")))}
	if len(ours) == 0 {
		c.Title, c.Body = w.Title, []chat.Block{chat.Text(w.Direct)}
	}
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// showWith shows a plan, after something was said first if lead is not empty.
func showWith(t *dialog.Turn, seq uint64, p plan, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	c := card(t, seq, p)
	c.Body = dialog.Led(lead, c.Body...)
	if !p.Ended {
		c.Buttons = []chat.Button{dialog.Primary(w.Add, dialog.Do("teamplan/add", seq)),
			dialog.Button(w.Link, dialog.Do("teamplan/own", seq)),
			dialog.Button(w.Change, dialog.Do("teamplan/change", seq))}
	}
	t.Session.View = chat.Action{}
	return t.Show(c)
}

// card is a plan with its actions to tick.
func card(t *dialog.Turn, seq uint64, p plan) chat.Card {
	w := words.In(t.W.Lang)
	c := chat.Card{Title: dialog.Fit(w.Title+": "+chat.Strip(p.Goal), chat.MaxTitle)}
	if p.Serves != "" {
		c.Body = append(c.Body, chat.Text(w.ServesIs.With(p.Serves)))
	}
	if len(p.Actions) == 0 {
		c.Body = append(c.Body, chat.Text(w.NoActions))
		return c
	}
	var list chat.Checklist
	for _, a := range p.Actions {
		it := chat.Item{Text: w.Line.With(a.What, ownerOf(t, a), t.W.Date(a.Day)), Done: a.Done,
			Toggle: dialog.Do("teamplan/tick", seq, a.Number)}
		if a.Check != "" {
			it.Detail = w.CheckIs.With(a.Check)
		}
		list = append(list, it)
	}
	c.Body = append(c.Body, list, chat.Text(w.Of.With(len(p.Actions)-p.open(), len(p.Actions))))
	return c
}

// tick ticks an action off, or takes that back.
func tick(t *dialog.Turn, seq uint64, p plan, i int) (chat.Reply, error) {
	a := &p.Actions[i]
	if !mayChange(t, p, *a) {
		return notYours(t, *a), nil
	}
	if a.Done = !a.Done; a.Done {
		t.Note(journal.Entry{Kind: journal.PlanDone, Detail: "done"})
	} else {
		a.Moves++ // a reminder of its own
	}
	err := errors.Join(save(t, seq, p), planReminder(t, seq, *a))
	r := showWith(t, seq, p, "")
	r.Replace = t.Event.ReplyTo
	return r, err
}

// did is tick in answer to a reminder.
func did(t *dialog.Turn, seq uint64, p plan, i int) (chat.Reply, error) {
	a := p.Actions[i]
	ticked := t.Say(words.In(t.W.Lang).Ticked.With(a.What))
	if a.Done {
		return ticked, nil
	}
	r, err := tick(t, seq, p, i)
	if t.Event.Direct && r.Card != nil {
		r = ticked
	}
	return r, err
}
