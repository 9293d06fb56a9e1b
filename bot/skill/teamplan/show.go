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

// alone says something to nobody but the person.
func alone(t *dialog.Turn, text string) chat.Reply {
	r := t.Say(text)
	r.Private = !t.Event.Direct
	return r
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

// overview shows the plan of the channel, or begins one. In one's own conversation it
// shows the plans one has a part in.
func overview(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if seq, p, ok, err := here(t); ok || err != nil {
		return public(show(t, seq, p, "")), err
	}
	if !t.Event.Direct {
		return askGoal(t), nil
	}
	var ours []chat.Button
	prefix := dialog.OwnKey(t.Person.ID, nil)
	for k := range t.Tx.ScanDown(partBucket, prefix, store.After(prefix)) {
		seq := store.FromNum(k[len(prefix):])
		p, ok, err := load(t.Tx, seq)
		if err != nil {
			return chat.Reply{}, err
		}
		if ok && !p.Ended && len(ours) < chat.MaxButtons-1 {
			label := strconv.Itoa(len(ours)+1) + ". " + dialog.Fit(chat.Strip(p.Goal), chat.MaxLabel-4)
			ours = append(ours, dialog.Button(label, dialog.Do(verb, "show", seq)))
		}
	}
	c := chat.Card{Title: w.Ours, Buttons: append(ours, dialog.Button(w.Here, dialog.Do(verb, "new")))}
	if len(ours) == 0 {
		c.Title, c.Body = w.Title, []chat.Block{chat.Text(w.Direct)}
	}
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// show shows a plan, after something was said first if lead is not empty.
func show(t *dialog.Turn, seq uint64, p plan, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	c := card(t, seq, p)
	if lead != "" {
		c.Body = append([]chat.Block{chat.Text(lead)}, c.Body...)
	}
	if !p.Ended {
		c.Buttons = []chat.Button{dialog.Primary(w.Add, dialog.Do(verb, "add", seq)), dialog.Button(w.Link, dialog.Do(verb, "own", seq)), dialog.Button(w.Change, dialog.Do(verb, "change", seq))}
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
		it := chat.Item{Text: w.Line.With(a.What, ownerOf(t, a), t.W.Date(a.Day)), Done: a.Done, Toggle: dialog.Do(verb, "tick", seq, a.Number)}
		if a.Check != "" {
			it.Detail = w.CheckIs.With(a.Check)
		}
		list = append(list, it)
	}
	c.Body = append(c.Body, list, chat.Text(w.Of.With(len(p.Actions)-p.open(), len(p.Actions))))
	return c
}

// tick ticks an action off, or takes that back: its owner may, and who made the plan.
func tick(t *dialog.Turn, seq uint64, p plan, i int) (chat.Reply, error) {
	a := &p.Actions[i]
	if t.Person.ID != a.Owner && t.Person.ID != p.Maker {
		return alone(t, words.In(t.W.Lang).NotYours.With(ownerOf(t, *a))), nil
	}
	if a.Done = !a.Done; a.Done {
		t.Note(journal.Entry{Kind: journal.PlanDone, Detail: "done"})
	} else {
		a.Moves++ // a reminder of its own
	}
	if err := errors.Join(save(t.Tx, seq, p, t.Now), planReminder(t, seq, *a)); err != nil {
		return chat.Reply{}, err
	}
	r := show(t, seq, p, "")
	r.Replace = t.Event.ReplyTo
	return r, nil
}
