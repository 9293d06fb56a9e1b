package dialog

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
)

// What one colleague asks of another is said again once, and closes by itself. Both are
// working days.
const (
	remindAfter = 3
	closeAfter  = 10
)

// A Colleague is somebody whom the person picked or named.
type Colleague struct {
	people.Profile
	Called string // the name their platform has for them; empty if it has none
}

// Colleagues are the people who were picked in a form or named, each once and without the
// person themself. Until is how long at most something may wait for them. Who left Handvat or pauses is among them
// like anyone: what is asked of them waits, and closes unanswered as it does with who says nothing. Of who never
// spoke with the bot the person hears that at once; see [Turn.Named].
func (t *Turn) Colleagues(until time.Time) (cs []Colleague, err error) {
	for _, who := range t.Event.People {
		p, err := t.Named(who, until)
		if err != nil {
			return nil, err
		}
		if p.ID != t.Person.ID && !slices.ContainsFunc(cs, func(c Colleague) bool { return c.ID == p.ID }) {
			cs = append(cs, Colleague{p, NameOf(who)})
		}
	}
	return cs, nil
}

// Colleague is the one colleague who was picked or named, as [Turn.Colleagues] knows them. If there is none, lead
// says what is wrong with who was picked; it is empty if nobody was yet.
func (t *Turn) Colleague(until time.Time) (c Colleague, lead string, err error) {
	t.TakeNames()
	n := len(t.Event.People)
	if n > 1 {
		return c, t.W.Feedback.OnlyOne, nil
	}
	cs, err := t.Colleagues(until)
	switch {
	case n == 1 && len(cs) == 0:
		lead = t.W.Feedback.Yourself
	case n == 1:
		c = cs[0]
	case t.Answer != "" || t.Event.Kind == chat.Filled:
		lead = t.W.Feedback.NoPerson
	}
	return c, lead, err
}

// TakeNames has an answer that is nothing but names of the roster name those colleagues, as with an @ before each.
func (t *Turn) TakeNames() {
	if t.Event.Kind != chat.Said || len(t.Event.People) > 0 {
		return
	}
	var named []chat.Person
	names := chat.Listed(t.Answer)
	for _, name := range names {
		if among, _ := people.ByName(t.Tx, name); len(among) == 0 || len(names) > chat.MaxPeople {
			return
		}
		from := t.Event.From
		named = append(named, chat.Person{Platform: from.Platform, Team: from.Team, Name: name, Typed: true})
	}
	if len(named) > 0 {
		t.Event.People, t.Answer = named, "@"+strings.Join(names, ", @")
	}
}

// Without is a text that was typed without the names of colleagues in it.
func (t *Turn) Without(s string) string {
	for _, p := range t.Event.People {
		low := strings.ToLower(s)
		if i := strings.Index(low, "@"+strings.ToLower(p.Name)); i >= 0 && len(low) == len(s) {
			s = s[:i] + s[i+1+len(p.Name):]
		}
	}
	return strings.Trim(s, " ,:;")
}

// NameOf is the name a platform has for somebody, with what tells them apart from others of it, as it is kept; empty if
// it has none.
func NameOf(p chat.Person) string {
	name := Fit(Plain(p.Name), 60)
	if p.Apart != "" && name != "" {
		name += " (" + p.Apart + ")"
	}
	return name
}

// Called is a name that was kept, as it is shown.
func (t *Turn) Called(name string) string { return cmp.Or(name, t.W.Someone) }

// Tell plans a message to somebody about something a skill keeps by number: what falls due is "skill/what" with that
// number. It is said on the day of from, as their own limits allow, and no later than expires, which may be zero: then
// it does not wait for who cannot be reached. It is promised: in a full week it is moved. A message that was hushed may
// be told anew.
func (t *Turn) Tell(to people.ID, skill, what string, number uint64, purpose text.Said,
	from, expires time.Time) error {
	return t.tell(to, skill, what, number, purpose, from, expires, true)
}

func (t *Turn) tell(to people.ID, skill, what string, number uint64, purpose text.Said,
	from, expires time.Time, promised bool) error {
	p, ok, err := people.ByID(t.Tx, to)
	if err != nil || !ok {
		return err
	}
	if t.Event.Kind != chat.Due && to != t.Person.ID {
		t.reach(p, p.Called)
	}
	return t.Agenda.AddAnew(t.Tx, agenda.Item{
		Key:    fmt.Sprintf("%s/%d/%s/%s", skill, number, what, to),
		Kind:   agenda.Feedback,
		Person: to, In: chat.Place{Platform: chat.Platform(cmp.Or(p.Home.Platform, p.Identity.Platform))},
		Due: from, Expires: expires,
		Action:  Do(Verb(skill, what), number),
		Purpose: purpose, Promised: promised, Priority: 6,
	})
}

// Remind plans to tell the person something once more, some days from now, unless it closes before.
func (t *Turn) Remind(skill, what string, number uint64, purpose text.Said, closes time.Time) error {
	again, err := t.Agenda.Workday(t.Tx, t.Person.ID, t.Now, remindAfter)
	if err != nil {
		return err
	}
	return t.tell(t.Person.ID, skill, what, number, purpose, again, closes, false)
}

// Hush takes messages about something of a number off the agenda, for everyone.
func (t *Turn) Hush(skill string, number uint64, whats ...string) (err error) {
	for _, what := range whats {
		err = errors.Join(err, t.Agenda.Cancel(t.Tx, fmt.Sprintf("%s/%d/%s/", skill, number, what)))
	}
	return err
}

// HushOne takes messages to this person about something of a number off the agenda.
func (t *Turn) HushOne(skill string, number uint64, whats ...string) (err error) {
	for _, what := range whats {
		err = errors.Join(err, t.Agenda.Cancel(t.Tx, fmt.Sprintf("%s/%d/%s/%s/", skill, number, what, t.Person.ID)))
	}
	return err
}

// Closes is the end of the last day on which what the person asks now may be answered.
func (t *Turn) Closes() (time.Time, error) {
	last, err := t.Agenda.Workday(t.Tx, t.Person.ID, t.Now, closeAfter)
	y, m, d := last.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, last.Location()), err
}

// Promise is the day, as it is written, on which somebody is told what is promised for a day, as far as is known now.
func (t *Turn) Promise(to people.ID, day time.Time) (string, error) {
	at, err := t.Agenda.When(t.Tx, agenda.Item{Kind: agenda.Plan, Person: to, Due: day.Add(12 * time.Hour),
		Promised: true})
	return t.W.Date(at), err
}

// Until is the last day before something closes.
func (t *Turn) Until(closes time.Time) string { return t.W.Date(closes.Add(-time.Second)) }
