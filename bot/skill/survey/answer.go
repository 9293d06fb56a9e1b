package survey

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
)

// late is how long a question can be answered.
const late = 14 * 24 * time.Hour

// low is up to which answer about room the person may say what is in the way.
const low = 2

// awaits reports whether s has an open question, and not for too long.
func (s state) awaits(t *dialog.Turn, what string) bool {
	return s.Open && s.What == what && t.Now.Sub(s.Asked) <= late
}

// value takes how important an aid was, once, and asks for a sentence about it.
func value(t *dialog.Turn, s state, said string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	r, ok, err := scored(t, s, Value, said)
	if !ok || !asks(t.Tx, Quotes) || t.Person.Unit() == "" || s.hasWritten(t) {
		return r, err
	}
	return t.Show(dialog.Says(w.ThanksValue, dialog.Primary(w.WriteOne, dialog.Do("survey/write")), t.NotNow())), err
}

// room takes how much room there is, once, and offers to say what is in the way if there is little.
func room(t *dialog.Turn, s state, said string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	r, ok, err := scored(t, s, Room, said)
	if !ok || dialog.Number(said) > low {
		return r, err
	}
	return t.Show(dialog.Says(w.ThanksRoom, dialog.Button(w.InTheWay, dialog.Do(dialog.InTheWay)), t.NotNow())), err
}

// scored takes an answer from 1 to 5; not ok if it is none, or none was awaited.
func scored(t *dialog.Turn, s state, what, said string) (r chat.Reply, ok bool, err error) {
	n := dialog.Number(said)
	switch {
	case !s.awaits(t, what):
		return t.Say(words.In(t.W.Lang).Answered), false, nil
	case n < 1 || n > 5:
		return t.Say(t.W.Gone), false, nil
	}
	return t.Say(words.In(t.W.Lang).Thanks), true, answered(t, s, what, n)
}

// answered enters an answer in the journal; a value is that of an aid.
func answered(t *dialog.Turn, s state, detail string, n int) error {
	e := journal.Entry{Kind: journal.Rated, Detail: detail, Value: n}
	if a, ok := t.Aid(s.Aid); ok && detail == Value {
		e.Aid, e.Version, e.Lang = a.Slug, a.Version, string(a.Lang)
	}
	t.Note(e)
	s.Open, s.Missed = false, 0
	return save(t, s)
}

// shares are the parts, in per cent, that can have come from the aids.
var shares = []text.Choice{{Key: "10", Label: "10%"}, {Key: "25", Label: "25%"}, {Key: "50", Label: "50%"},
	{Key: "75", Label: "75%"}, {Key: "100", Label: "100%"}}

// minutes asks on until it is known how many there were, which part of them came from the
// aids and how sure that is: "30", "30/50", "30/50/60".
func minutes(t *dialog.Turn, s state, said string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if !s.awaits(t, Minutes) {
		return t.Say(w.Answered), nil
	}
	steps := []struct {
		prompt  string
		answers []text.Choice
	}{{w.MinutesAsk, w.Amounts}, {w.ShareAsk, shares}, {w.SureAsk, w.Sure}}
	parts := strings.Split(said, "/")
	if len(parts) > len(steps) {
		return t.Say(t.W.Gone), nil
	}
	for i, part := range parts {
		if !slices.ContainsFunc(steps[i].answers, func(r text.Choice) bool { return r.Key == part }) {
			return t.Say(t.W.Gone), nil
		}
	}
	switch n := dialog.Number(parts[0]); {
	case n == 0:
		return t.Say(w.Thanks), answered(t, s, detail("100", "100"), 0)
	case len(parts) == len(steps):
		return t.Say(w.ThanksSaved), answered(t, s, detail(parts[1], parts[2]), n)
	}
	next := steps[len(parts)]
	c := chat.Card{Body: []chat.Block{choice(next.prompt, next.answers, said)},
		Buttons: []chat.Button{dialog.Button(t.W.Skip, dialog.Do("survey/skip"))}}
	return t.Typable(t.Show(c), dialog.Do("survey/off"), dialog.Do("survey/skip")), nil
}

// detail is how the journal keeps which part of the minutes counts, and how sure that is.
func detail(share, sure string) string { return fmt.Sprintf("%s-%s-%s", Minutes, share, sure) }

// skip takes that a person answers nothing, this time.
func skip(t *dialog.Turn, s state, _ string) (chat.Reply, error) {
	if !s.Open {
		return t.Say(words.In(t.W.Lang).Answered), nil
	}
	t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: "skipped"})
	s.Open, s.Missed = false, 0
	return t.Say(t.W.Skipped), save(t, s)
}

// turnOff takes that a person wants no such questions.
func turnOff(t *dialog.Turn, s state, _ string) (chat.Reply, error) {
	t.Note(journal.Entry{Kind: journal.NudgeStopped, Detail: "series"})
	s.Stopped, s.Open, s.Aid, s.Used = true, false, "", time.Time{}
	err := errors.Join(t.Agenda.Cancel(t.Tx, keys(t.Person.ID)), drafts.Delete(t.Tx, key(t.Person.ID)), save(t, s))
	return t.Say(words.In(t.W.Lang).Off), err
}

// turnOn takes that a person wants such questions again.
func turnOn(t *dialog.Turn, s state, _ string) (chat.Reply, error) {
	s.Stopped, s.Missed = false, 0
	return t.Say(words.In(t.W.Lang).On), save(t, s)
}
