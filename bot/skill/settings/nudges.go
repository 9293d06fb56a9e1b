package settings

import (
	"slices"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
)

// nudges shows what is planned for a person, and lets them change it.
func nudges(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	items, err := t.Agenda.Of(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	slices.SortFunc(items, func(x, y agenda.Item) int { return x.Due.Compare(y.Due) })
	var l chat.List
	for _, it := range items[:min(len(items), chat.MaxItems)] {
		when, err := t.Agenda.When(t.Tx, it)
		if err != nil {
			return chat.Reply{}, err
		}
		l = append(l, w.NudgeAround.With(t.Planned(it), t.W.Date(when)))
	}
	if len(l) == 0 {
		return t.Say(w.NudgesNone), nil
	}
	c := chat.Card{Title: w.NudgesTitle, Body: []chat.Block{l}, Note: w.NudgesFewer}
	for _, s := range w.Slots {
		c.Buttons = append(c.Buttons, dialog.Button(s.Label, do("slot", s.Key)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(w.WeekOff, do("away", 7)), dialog.Button(t.W.StopAll, do("stop-all")))
	return t.Show(c), nil
}

// stopAll takes everything off the agenda and pauses.
func stopAll(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Person.Paused, t.Session.Awaits = true, chat.Action{}
	t.Note(journal.Entry{Kind: journal.NudgeStopped, Detail: "all"})
	return t.Say(words.In(t.W.Lang).AllStopped), t.Agenda.Stop(t.Tx, t.Person.ID, agenda.All)
}

// quiet has nothing more be said today.
func quiet(t *dialog.Turn, _ string) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).QuietSet), t.Agenda.Quiet(t.Tx, t.Person.ID, t.Agenda.Tomorrow(t.Person, t.Now))
}

// slot chooses the moment of the day, in minutes after midnight.
func slot(t *dialog.Turn, minutes string) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).SlotSet), t.Agenda.Slot(t.Tx, t.Person.ID, max(dialog.Number(minutes), 0))
}

// most is the act that chooses how many messages a week come at most.
func most(n int) dialog.Func {
	return func(t *dialog.Turn, _ string) (chat.Reply, error) {
		return t.Say(words.In(t.W.Lang).MostSet.With(n)), t.Agenda.Most(t.Tx, t.Person.ID, n)
	}
}

// away has nothing said for a number of days, 60 at most.
func away(t *dialog.Turn, arg string) (chat.Reply, error) {
	days := min(max(dialog.Number(arg), 1), 60)
	today := t.Agenda.Day(t.Person, t.Now)
	err := t.Agenda.Away(t.Tx, t.Person.ID, agenda.Span{From: today, To: today + agenda.Day(days)})
	return t.Say(words.In(t.W.Lang).WeekOffSet.With(t.W.Date(t.Now.AddDate(0, 0, days)))), err
}

// goodbye is the last message to who ignored four.
func goodbye(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "goodbye"})
	return t.Aside(dialog.Says(words.In(t.W.Lang).Goodbye)), nil
}
