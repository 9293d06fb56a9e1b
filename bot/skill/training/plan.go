package training

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
)

// A message is one thing to say to who finished a training.
type message struct {
	act   string // that is due: first, week, ask
	days  int    // after the day
	claim int    // the look back on the aid that it takes the place of, in days; 0 for none
}

// near is how many days a look back and a question may be apart to be one message.
const near = 10

// messages are what follows on a training: who registered it, with the look back of the
// first days; the look backs on the aid; and the questions, each with the look back of
// about that day.
func messages(back []int) (ms []message) {
	first := message{act: "first", days: 1}
	questions := map[int]int{}
	for _, day := range back {
		merged := false
		for _, q := range asked {
			if day >= q-near && day <= q+near {
				questions[q], merged = day, true
			}
		}
		switch {
		case merged:
		case day < 5:
			first.claim = cmp.Or(first.claim, day)
		default:
			ms = append(ms, message{"week", day, day})
		}
	}
	ms = append([]message{first}, ms...)
	for _, q := range asked {
		ms = append(ms, message{"ask", q, questions[q]})
	}
	return ms
}

// prefix is what the keys begin with of what a person is told about a training.
func prefix(id people.ID, course uint64, day string) string {
	return fmt.Sprintf("training/%d/%s/%s/", course, id, day)
}

// reportAfter is after how many days who registered a training is told that few use it:
// when people have had a week to answer the question after 90 days, and there is time to
// do something about it.
const reportAfter = 97

// planReport puts on the agenda of who registered a training that it may be told how it
// went, once for each day on which it was finished.
func planReport(t *dialog.Turn, e entry) error {
	p, ok, err := people.ByID(t.Tx, e.ByID)
	if !ok || err != nil || p.Home.IsZero() {
		return err
	}
	_, err = t.Agenda.Add(t.Tx, agenda.Item{Key: prefix(p.ID, e.course, e.Day) + "report", Kind: agenda.Training,
		Person: p.ID, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
		Due: e.noon().AddDate(0, 0, reportAfter), Action: dialog.Do("training/report", e.course),
		Purpose: e.purpose(), Priority: 4})
	return err
}

// purpose is what the messages about a training serve.
func (e entry) purpose() text.Said {
	return words.Say(func(w *texts) string { return w.Planned.With(e.Title) })
}

// noon is the middle of the day of the training.
func (e entry) noon() time.Time { return dialog.Day(e.Day).Add(12 * time.Hour) }

// plan puts on the agenda what follows on e, of p. What should have been said before now is
// left out, but the first message, which comes the next day at the earliest. A look back
// on the aid that p has because they used it already is not planned again.
func plan(t *dialog.Turn, p people.Profile, e entry) error {
	for _, m := range messages(e.Back) {
		it := agenda.Item{Key: prefix(p.ID, e.course, e.Day) + m.act + strconv.Itoa(m.days), Kind: agenda.Training,
			Person: p.ID, In: chat.Place{Platform: chat.Platform(cmp.Or(p.Home.Platform, p.Identity.Platform))},
			Due: e.noon().AddDate(0, 0, m.days), Action: dialog.Do("training/"+m.act, e.course, e.Day, m.days),
			Purpose: e.purpose(), Promised: true, Priority: 6}
		switch tomorrow := t.Now.AddDate(0, 0, 1); {
		case m.act == "first" && e.Told:
			continue
		case m.act == "first" && it.Due.Before(tomorrow):
			it.Due = tomorrow
		case it.Due.Before(t.Now):
			continue
		}
		if m.act == "first" { // who does not know Handvat yet is told when they come
			it.Expires = it.Due.AddDate(0, 0, asked[0])
		}
		if m.claim > 0 {
			claimed, err := claim(t, p, e, m, it)
			if err != nil {
				return err
			}
			if claimed || m.act == "week" {
				continue
			}
		}
		if err := t.Agenda.AddAnew(t.Tx, it); err != nil { // it may have been planned before, and taken back
			return err
		}
	}
	e.Planned = true
	return errors.Join(e.save(t.Tx), planReport(t, e))
}

// claim plans it in the place of the look back on an aid, so that there is no other one.
// It reports false if p has that look back already.
func claim(t *dialog.Turn, p people.Profile, e entry, m message, it agenda.Item) (bool, error) {
	back := dialog.LookBack(p, e.Aid, m.claim, e.noon())
	it.Key = back.Key
	if m.act == "week" { // it is that look back, in other words
		it.Kind, it.Series, it.Instead, it.Priority = back.Kind, back.Series, back.Instead, back.Priority
	}
	return t.Agenda.Add(t.Tx, it)
}
