package survey

import (
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	newcomer = 28 * 24 * time.Hour  // who met the bot less long ago is asked nothing
	between  = 27 * 24 * time.Hour  // at least, between two questions
	fresh    = 28 * 24 * time.Hour  // how long ago an aid may have been used of which the value is asked
	lately   = 14 * 24 * time.Hour  // and the minutes it saved
	patience = 2                    // questions without an answer, after which there is
	pause    = 182 * 24 * time.Hour // of them
	month    = "2006-01"
)

// round is the Tuesday on which everyone is asked in the month of day: the second of the
// month. It is far from the first of January and of May, and close enough to the month
// before to remember.
func round(day time.Time) time.Time {
	first := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, day.Location())
	return first.AddDate(0, 0, (int(time.Tuesday-first.Weekday())+7)%7+7)
}

// planAll puts the question of this month on the agenda of everyone who may be asked one,
// from the day before it.
func planAll(t *dialog.Turn, _ string) (chat.Reply, error) {
	// Nowhere is it the day before the second Tuesday, or the day after.
	if day := t.Now.UTC().Day(); day < 6 || day > 16 {
		return chat.Reply{}, nil
	}
	for who := range people.All(t.Tx) {
		if err := plan(t, who); err != nil {
			return chat.Reply{}, err
		}
	}
	return chat.Reply{}, nil
}

// plan puts the question of this month on the agenda of one person, if they may be asked one.
func plan(t *dialog.Turn, who people.Profile) error {
	today := t.Agenda.Tomorrow(who, t.Now).AddDate(0, 0, -1)
	tuesday := round(today)
	if today.Before(tuesday.AddDate(0, 0, -1)) || today.After(tuesday.AddDate(0, 0, 1)) {
		return nil
	}
	if who.Met.IsZero() || who.Home.IsZero() || who.Paused || who.Left || who.Unseen || t.Now.Sub(who.Met) < newcomer {
		return nil
	}
	s, _, err := persons.Load(t.Tx, key(who.ID))
	if err != nil || next(t.Tx, s, tuesday) == "" {
		return err
	}
	_, err = t.Agenda.Add(t.Tx, agenda.Item{
		Key: keys(who.ID) + tuesday.Format(month), Kind: agenda.Pulse, Person: who.ID,
		In: chat.Place{Platform: chat.Platform(who.Home.Platform)}, Due: tuesday, Expires: tuesday.AddDate(0, 0, 4),
		Action: dialog.Do("survey/ask", tuesday.Format(month)), Priority: 1,
		Purpose: words.Say(func(w *texts) string { return w.Purpose }),
	})
	return err
}

// keys is what the keys of the questions to a person begin with.
func keys(id people.ID) string { return "survey/" + string(id) + "/" }

// next is what to ask a person on a Tuesday; empty for nothing.
func next(tx *store.Tx, s state, tuesday time.Time) string {
	since := tuesday.Sub(s.Asked)
	missed := s.Missed
	if s.Open {
		missed++
	}
	if s.Stopped || since < between || missed >= patience && since < pause {
		return ""
	}
	ago := tuesday.Sub(s.Used)
	switch n := (int(tuesday.Month()) - 1) % 3; {
	case n == 0 && ago < fresh && asks(tx, Value):
		return Value
	case n == 1 && ago < lately && asks(tx, Minutes):
		return Minutes
	case asks(tx, Room):
		return Room
	}
	return ""
}

// ask says the question of a month.
func ask(t *dialog.Turn, s state, of string) (chat.Reply, error) {
	now, err := time.ParseInLocation(month, of, t.Now.Location())
	if err != nil {
		return chat.Reply{}, nil
	}
	what := next(t.Tx, s, round(now))
	if what == "" { // they said stop since it was planned
		return chat.Reply{}, nil
	}
	if s.Open {
		s.Missed++
	}
	s.Asked, s.What, s.Open = t.Now, what, true
	if what == Value {
		s.Valued = of
	}
	if err := save(t, s); err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "pulse"})
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	w := words.In(t.W.Lang)
	c := chat.Card{Note: w.Purpose + " " + w.Note.With(group.K()), Buttons: []chat.Button{
		dialog.Button(t.W.Skip, dialog.Do("survey/skip")), dialog.Button(w.StopThese, dialog.Do("survey/off"))}}
	switch what {
	case Value:
		if a, ok := t.Aid(s.Aid); ok {
			c.Body = append(c.Body, chat.Text(w.Value.With(a.Title)))
		}
		c.Body = append(c.Body, scale(w.ValueAsk, Value))
	case Room:
		c.Body = append(c.Body, scale(w.Room, Room))
	case Minutes:
		c.Body = append(c.Body, chat.Text(w.Minutes), choice(w.MinutesAsk, w.Amounts))
	}
	return t.Typable(t.Aside(c), dialog.Do("survey/off"), dialog.Do("survey/skip")), nil
}

// scale is a question to be answered with 1 to 5.
func scale(prompt, what string) chat.Tap {
	tap := chat.Tap{Prompt: prompt}
	for n := 1; n <= 5; n++ {
		tap.Options = append(tap.Options, dialog.Button(fmt.Sprint(n), dialog.Do("survey/"+what, n)))
	}
	return tap
}

// choice is a question about minutes to be answered with one of a few; the answer comes behind what was said before.
func choice(prompt string, answers []text.Choice, before ...any) chat.Tap {
	tap := chat.Tap{Prompt: prompt}
	for _, r := range answers {
		said := append(slices.Clone(before), r.Key)
		tap.Options = append(tap.Options, dialog.Button(r.Label, dialog.Do("survey/minutes", said...)))
	}
	return tap
}
