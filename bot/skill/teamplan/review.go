package teamplan

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// ahead is how many looks at a plan are on the agenda: one that the next overtook, because
// nothing could be said for a while, does not end the rhythm.
const ahead = 4

// key is what the keys of a plan on the agenda begin with. They do not say whose it is:
// keys stay.
func key(seq uint64) string { return "teamplan/" + strconv.FormatUint(seq, 10) + "/" }

// schedule puts the next looks at a plan on the agenda.
func schedule(t *dialog.Turn, seq uint64, p plan) error {
	if p.Ended {
		return nil
	}
	passed := int(t.Now.Sub(p.Began).Hours()) / (24 * 7 * p.Weeks)
	in, id := p.In, people.ID("")
	if in.Channel == "" {
		in, id = chat.Place{Platform: t.Event.In.Platform}, p.Maker
	}
	due := func(n int) time.Time { return p.Began.AddDate(0, 0, 7*p.Weeks*n).Add(12 * time.Hour) }
	for n := passed + 1; n <= passed+ahead; n++ {
		_, err := t.Agenda.Add(t.Tx, agenda.Item{
			Key: key(seq) + "look/" + strconv.Itoa(n), Kind: agenda.Plan, Person: id, In: in,
			Due: due(n), Expires: due(n + 1), // that one says what this would
			Promised: id != "", // who makes a plan alone may have no room on the day
			Action:   dialog.Do("teamplan/look", seq),
			Purpose:  words.Say(func(w *texts) string { return w.ReviewWhy }), Priority: 4,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lookAtIt is the message to the team on its rhythm.
func lookAtIt(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "teamplan"})
	c := card(t, seq, p)
	c.Body = append([]chat.Block{chat.Text(w.Review)}, c.Body...)
	c.Note = chat.Strip(w.ReviewWhy)
	c.Buttons = []chat.Button{dialog.Primary(w.Add, dialog.Do("teamplan/add", seq))}
	var late []string
	for _, a := range p.Actions {
		if a.Owner == "" && len(c.Buttons) == 1 {
			label := dialog.Fit(w.TakeOver.With(chat.Strip(a.What)), chat.MaxLabel)
			c.Buttons = append(c.Buttons, dialog.Button(label, dialog.Do("teamplan/take", seq, a.Number)))
		}
		if !a.Done && a.Day.Before(t.Today()) {
			late = append(late, a.What)
		}
	}
	switch {
	case len(p.Actions) > 0 && p.open() == 0:
		c.Body = append(c.Body, chat.Text(w.AllDone))
		c.Buttons = append(c.Buttons, dialog.Button(w.End, dialog.Do("teamplan/end", seq)))
	case len(late) > 0:
		says := w.Late.With(dialog.Fit(strings.Join(late, "; "), 3*maxPart))
		c.Body = append(c.Body, chat.Text(says), chat.Text(w.ReviewAsk))
	case len(p.Actions) > 0:
		c.Body = append(c.Body, chat.Text(w.ReviewAsk))
	}
	return t.Aside(c), schedule(t, seq, p)
}

// planReminder puts the reminder of an action on its owner's agenda, or takes it off if
// the action is done. Who cannot be written to is not reminded.
func planReminder(t *dialog.Turn, seq uint64, a action) error {
	prefix := key(seq) + "do/" + strconv.Itoa(a.Number) + "/"
	if a.Done || a.Moves > 0 {
		if err := t.Agenda.Cancel(t.Tx, prefix); err != nil || a.Done {
			return err
		}
	}
	owner, ok, err := people.ByID(t.Tx, a.Owner)
	if err != nil || !ok {
		return err
	}
	_, err = t.Agenda.Add(t.Tx, agenda.Item{
		Key: prefix + strconv.Itoa(a.Moves), Event: prefix, Moves: a.Moves, Kind: agenda.Plan, Person: a.Owner,
		In: chat.Place{Platform: chat.Platform(owner.Identity.Platform)}, Due: a.Day.Add(12 * time.Hour),
		Action:  dialog.Do("teamplan/remind", seq, a.Number),
		Purpose: words.Say(func(w *texts) string { return w.RemindWhy }), Promised: true, Priority: 6,
	})
	return err
}

// remind is the message to the owner of an action on its day.
func remind(t *dialog.Turn, seq uint64, p plan, i int) (chat.Reply, error) {
	w, a := words.In(t.W.Lang), p.Actions[i]
	if a.Done || a.Owner != t.Person.ID {
		return chat.Reply{}, nil
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "teamplan"})
	says := w.Remind.With(chat.Strip(a.What), chat.Strip(p.Goal))
	c := dialog.Noted(says, chat.Strip(w.RemindWhy))
	if a.Check != "" {
		c.Body = append(c.Body, chat.Text(w.CheckIs.With(a.Check)))
	}
	c.Body = append(c.Body, chat.Tap{Prompt: w.RemindIs, Options: []chat.Button{
		dialog.Button(t.W.Yes, dialog.Do("teamplan/did", seq, a.Number)),
		dialog.Button(t.W.Plans.Move, dialog.Do("teamplan/when", seq, a.Number))}})
	return t.Aside(c), nil
}

// when asks for another day for an action.
func when(t *dialog.Turn, seq uint64, p plan, i int) (chat.Reply, error) {
	return askDay(t, seq, p.Actions[i], ""), nil
}

// askDay asks for another day for an action, after something was said first if lead is
// not empty.
func askDay(t *dialog.Turn, seq uint64, a action, lead string) chat.Reply {
	q := question(t, dialog.AnswerField, words.In(t.W.Lang).When, true)
	return ask(t, chat.Card{Body: dialog.Led(lead, q)}, t.W.Save, dialog.Do("teamplan/move", seq, a.Number))
}

// move sets another day for an action.
func move(t *dialog.Turn, seq uint64, p plan, i int) (chat.Reply, error) {
	a := &p.Actions[i]
	due, ok := text.Day(t.Answer, t.Today())
	switch {
	case !mayChange(t, p, *a):
		return notYours(t, *a), nil
	case !ok:
		return askDay(t, seq, *a, t.W.Plans.NoDay), nil
	case due.Before(t.Today()):
		return askDay(t, seq, *a, t.W.Plans.PastDay), nil
	}
	a.Day, a.Moves = due, a.Moves+1
	t.Note(journal.Entry{Kind: journal.PlanDone, Detail: "moved"})
	err := errors.Join(save(t, seq, p), planReminder(t, seq, *a))
	return t.Say(words.In(t.W.Lang).RemindMoved.With(a.What, t.W.Date(a.Day))), err
}
