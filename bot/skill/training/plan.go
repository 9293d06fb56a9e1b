package training

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A message is one thing to say to who finished a training.
type message struct {
	what  string
	days  int // after the day
	claim int // the look back on the aid that it takes the place of, in days; 0 for none
}

// near is how many days a look back and a question may be apart to be one message.
const near = 10

// messages are what follows on a training: who registered it, with the look back of the
// first days; the look backs on the aid; and the questions, each with the look back of
// about that day.
func messages(back []int) (ms []message) {
	first := message{what: "first", days: 1}
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
func planReport(tx *store.Tx, ag *agenda.Agenda, course uint64, d done) error {
	p, ok, err := people.ByID(tx, d.ByID)
	if !ok || err != nil || p.Home.IsZero() {
		return err
	}
	day, err := time.Parse(time.DateOnly, d.Day)
	if err != nil {
		return fmt.Errorf("training: %w", err)
	}
	_, err = ag.Add(tx, agenda.Item{Key: prefix(p.ID, course, d.Day) + "report", Kind: agenda.Training,
		Person: p.ID, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
		Due: day.Add(12*time.Hour).AddDate(0, 0, reportAfter), Action: dialog.Do(verb, "report", course),
		Purpose: words.In(dialog.LangOf(p, "")).Planned.With(d.Title), Priority: 4})
	return err
}

// plan puts on the agenda what follows on d. What should have been said before now is
// left out, but the first message, which comes the next day at the earliest. A look back
// on the aid that p has because they used it already is not planned again.
func plan(tx *store.Tx, ag *agenda.Agenda, p people.Profile, course uint64, d *done, now time.Time) error {
	d.Planned = true
	day, err := time.Parse(time.DateOnly, d.Day)
	if err != nil {
		return fmt.Errorf("training: %w", err)
	}
	noon, tomorrow := day.Add(12*time.Hour), now.AddDate(0, 0, 1)
	purpose := words.In(dialog.LangOf(p, "")).Planned.With(d.Title)
	for _, m := range messages(d.Back) {
		it := agenda.Item{Key: prefix(p.ID, course, d.Day) + m.what + strconv.Itoa(m.days), Kind: agenda.Training,
			Person: p.ID, In: chat.Place{Platform: chat.Platform(cmp.Or(p.Home.Platform, p.Identity.Platform))},
			Due: noon.AddDate(0, 0, m.days), Action: dialog.Do(verb, m.what, course, d.Day, m.days), Purpose: purpose, Priority: 6}
		switch {
		case m.what == "first" && d.Told:
			continue
		case m.what == "first" && it.Due.Before(tomorrow):
			it.Due = tomorrow
		case it.Due.Before(now):
			continue
		}
		if m.what == "first" { // who does not know Handvat yet is told when they come
			it.Expires = it.Due.AddDate(0, 0, asked[0])
		}
		if m.claim > 0 {
			claimed, err := claim(tx, ag, p, d.Aid, m, it, noon)
			if err != nil {
				return err
			}
			if claimed || m.what == "week" {
				continue
			}
		}
		if err := ag.AddAnew(tx, it); err != nil { // it may have been planned before, and taken back
			return err
		}
	}
	return planReport(tx, ag, course, *d)
}

// claim plans it in the place of the look back on an aid, so that there is no other one.
// It reports false if p has that look back already.
func claim(tx *store.Tx, ag *agenda.Agenda, p people.Profile, ref string, m message, it agenda.Item, noon time.Time) (bool, error) {
	back := dialog.LookBack(p, ref, m.claim, noon)
	it.Key = back.Key
	if m.what == "week" { // it is that look back, in other words
		it.Kind, it.Series, it.Instead, it.Priority = back.Kind, back.Series, back.Instead, back.Priority
	}
	return ag.Add(tx, it)
}
