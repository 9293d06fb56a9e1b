package survey

import (
	"fmt"
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

// tend puts the question of this month on the agenda of everyone who may be asked one,
// from the day before it.
func (p *Pulse) tend(tx *store.Tx, a *agenda.Agenda, now time.Time) error {
	if day := now.UTC().Day(); day < 6 || day > 16 { // nowhere is it the day before the second Tuesday, or the day after
		return nil
	}
	for who, err := range people.All(tx) {
		if err != nil {
			return err
		}
		today := a.Tomorrow(who, now).AddDate(0, 0, -1)
		tuesday := round(today)
		if today.Before(tuesday.AddDate(0, 0, -1)) || today.After(tuesday.AddDate(0, 0, 1)) {
			continue
		}
		if who.Met.IsZero() || who.Home.IsZero() || who.Paused || who.Left || who.Unseen || now.Sub(who.Met) < newcomer {
			continue
		}
		s, err := load(tx, who.ID)
		if err != nil {
			return err
		}
		if p.next(s, tuesday) == "" {
			continue
		}
		_, err = a.Add(tx, agenda.Item{
			Key: keys(who.ID) + tuesday.Format(month), Kind: agenda.Pulse, Person: who.ID,
			In: chat.Place{Platform: chat.Platform(who.Home.Platform)}, Due: tuesday, Expires: tuesday.AddDate(0, 0, 4),
			Action: dialog.Do(verb, "ask", tuesday.Format(month)), Purpose: words.In(dialog.LangOf(who, "")).Purpose, Priority: 1,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keys is what the keys of the questions to a person begin with.
func keys(id people.ID) string { return "pulse/" + string(id) + "/" }

// next is what to ask a person on a Tuesday; empty for nothing.
func (p *Pulse) next(s state, tuesday time.Time) string {
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
	case n == 0 && ago < fresh && !p.off[Value]:
		return Value
	case n == 1 && ago < lately && !p.off[Minutes]:
		return Minutes
	case !p.off[Room]:
		return Room
	}
	return ""
}

// ask says the question of a month.
func (p *Pulse) ask(t *dialog.Turn, s state, of string) (chat.Reply, error) {
	now, err := time.ParseInLocation(month, of, t.Now.Location())
	if t.Event.Kind != chat.Due || err != nil {
		return t.Past(), nil
	}
	what := p.next(s, round(now))
	if what == "" { // they said stop since it was planned
		return chat.Reply{}, t.Agenda.Heard(t.Tx, t.Person.ID)
	}
	if s.Open {
		s.Missed++
	}
	s.Asked, s.What, s.Open = t.Now, what, true
	if what == Value {
		s.Valued = of
	}
	if err := save(t.Tx, t.Person.ID, s); err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: verb})
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	w := words.In(t.W.Lang)
	c := chat.Card{Note: w.Purpose + " " + w.Note.With(group.K()), Buttons: []chat.Button{
		dialog.Button(t.W.Skip, dialog.Do(verb, "skip")), dialog.Button(w.StopThese, dialog.Do(verb, "off"))}}
	switch what {
	case Value:
		if a, ok := t.Aid(s.Aid); ok {
			c.Body = append(c.Body, chat.Text(w.Value.With(a.Title)))
		}
		c.Body = append(c.Body, scale(w.ValueAsk, Value))
	case Room:
		c.Body = append(c.Body, scale(w.Room, Room))
	case Minutes:
		c.Body = append(c.Body, chat.Text(w.Minutes), choice(w.MinutesAsk, w.Amounts, Minutes))
	}
	return t.Typable(t.Aside(c), dialog.Do(verb, "off"), dialog.Do(verb, "skip")), nil
}

// scale is a question to be answered with 1 to 5.
func scale(prompt, what string) chat.Tap {
	tap := chat.Tap{Prompt: prompt}
	for n := 1; n <= 5; n++ {
		tap.Options = append(tap.Options, dialog.Button(fmt.Sprint(n), dialog.Do(verb, what, n)))
	}
	return tap
}

// choice is a question to be answered with one of a few; arg is what the answer comes
// behind.
func choice(prompt string, answers []text.Choice, arg string) chat.Tap {
	tap := chat.Tap{Prompt: prompt}
	for _, r := range answers {
		tap.Options = append(tap.Options, dialog.Button(r.Label, dialog.Do(verb, arg, r.Key)))
	}
	return tap
}
