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
// person themself. Until is how long at most something may wait for them. Who does not know
// Handvat, or left it, is among them like anyone: what is asked of them waits, and closes
// unanswered as it does with who says nothing, so that nobody learns who uses it.
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

// A mistaken is who was named and cannot take part: a guest, or who may be one as far as their platform tells now, or
// a name that was typed and is nobody's on the roster, or that of several. It is an error, that [Turn.Act] tells the
// person.
type mistaken struct {
	who   chat.Person
	among []people.Profile
}

func (mistaken) Error() string { return "who was named is not one colleague who may take part" }

// tell says what is wrong with a name. What was typed can be typed again with somebody else.
func (m mistaken) tell(t *Turn, a chat.Action) chat.Reply {
	if t.Event.Kind == chat.Said {
		t.Session.Awaits = a
	}
	name := Fit(Plain(m.who.Name), 60)
	switch {
	case m.who.Guest:
		return t.Say(t.W.Feedback.NoGuest.With(t.Name(m.who)))
	case m.who.Unsure:
		return t.Say(t.W.Feedback.Unsure.With(t.Name(m.who)))
	case len(m.among) == 0:
		return t.Say(t.W.Feedback.Nobody.With(name))
	}
	var who []string
	for _, p := range m.among[:min(len(m.among), chat.MaxItems)] {
		who = append(who, p.Apart())
	}
	return t.Say(t.W.Feedback.Several.With(name, strings.Join(who, ", ")))
}

// Named is somebody who was picked or named; see [Turn.Colleagues]. Who is named by typing is looked up on the roster,
// if there is one.
func (t *Turn) Named(who chat.Person, until time.Time) (people.Profile, error) {
	if (who.Guest || who.Unsure) && !people.May([]people.Role{people.Guest}, people.TakePart) {
		return people.Profile{}, mistaken{who: who}
	}
	if who.Typed {
		is := people.Identity{Platform: string(who.Platform), Team: who.Team, User: who.ID}
		known, found, err := people.Find(t.Tx, is)
		if err != nil || found && known.Listed && known.Leaves.IsZero() {
			return known, err
		}
		switch among, listed := people.ByName(t.Tx, who.Name); {
		case listed && len(among) == 1:
			return among[0], nil
		case listed:
			return people.Profile{}, mistaken{who, among}
		}
	}
	return people.Named(t.Tx, people.Identity{Platform: string(who.Platform), Team: who.Team, User: who.ID}, until)
}

// Colleague is the one colleague who was picked or named, as [Turn.Colleagues] knows them. If there is none, lead
// says what is wrong with who was picked; it is empty if nobody was yet.
func (t *Turn) Colleague(until time.Time) (c Colleague, lead string, err error) {
	cs, err := t.Colleagues(until)
	switch n := len(t.Event.People); {
	case n > 1:
		lead = t.W.Feedback.OnlyOne
	case n == 1 && len(cs) == 0:
		lead = t.W.Feedback.Yourself
	case n == 1:
		c = cs[0]
	case t.Answer != "" || t.Event.Kind == chat.Filled:
		lead = t.W.Feedback.NoPerson
	}
	return c, lead, err
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

// NameOf is the name a platform has for somebody, as it is kept; empty if it has none.
func NameOf(p chat.Person) string { return Fit(Plain(p.Name), 60) }

// Called is a name that was kept, as it is shown.
func (t *Turn) Called(name string) string { return cmp.Or(name, t.W.Someone) }

// Tell plans a message to somebody about something a skill keeps by number: what falls due is "skill/what" with that
// number. It is said on the day of from, as their own limits allow, and no later than expires, which may be zero: then
// it does not wait for who cannot be reached. A message that was hushed may be told anew.
func (t *Turn) Tell(to people.ID, skill, what string, number uint64, purpose text.Said,
	from, expires time.Time) error {
	p, ok, err := people.ByID(t.Tx, to)
	if err != nil || !ok {
		return err
	}
	return t.Agenda.AddAnew(t.Tx, agenda.Item{
		Key:    fmt.Sprintf("%s/%d/%s/%s", skill, number, what, to),
		Kind:   agenda.Feedback,
		Person: to, In: chat.Place{Platform: chat.Platform(cmp.Or(p.Home.Platform, p.Identity.Platform))},
		Due: from, Expires: expires,
		Action:  Do(Verb(skill, what), number),
		Purpose: purpose, Priority: 6,
	})
}

// Remind plans to tell the person something once more, some days from now, unless it closes before.
func (t *Turn) Remind(skill, what string, number uint64, purpose text.Said, closes time.Time) error {
	again, err := t.Agenda.Workday(t.Tx, t.Person.ID, t.Now, remindAfter)
	if err != nil {
		return err
	}
	return t.Tell(t.Person.ID, skill, what, number, purpose, again, closes)
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

// Until is the last day before something closes.
func (t *Turn) Until(closes time.Time) string { return t.W.Date(closes.Add(-time.Second)) }
