package dialog

import (
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
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
	RemindAfter = 3
	CloseAfter  = 10
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

// Named is somebody who was picked or named; see [Turn.Colleagues].
func (t *Turn) Named(who chat.Person, until time.Time) (people.Profile, error) {
	return people.Named(t.Tx, people.Identity{Platform: string(who.Platform), Team: who.Team, User: who.ID}, until)
}

// Without is a text that was typed without the names of colleagues in it.
func (t *Turn) Without(s string) string {
	for _, p := range t.Event.People {
		if i := strings.Index(strings.ToLower(s), "@"+strings.ToLower(p.Name)); i >= 0 && len(strings.ToLower(s)) == len(s) {
			s = s[:i] + s[i+1+len(p.Name):]
		}
	}
	return strings.Trim(s, " ,:;")
}

// NameOf is the name a platform has for somebody, as it is kept; empty if it has none.
func NameOf(p chat.Person) string { return Fit(Plain(p.Name), 60) }

// Called is a name that was kept, as it is shown.
func (t *Turn) Called(name string) string { return cmp.Or(name, t.W.Someone) }

// Tell plans a message to somebody about something a skill keeps by number: what is due is "verb/what number",
// or "verb what/number" where the skill is not declared in full yet. It is said on the day of from, as their own limits allow, and no later than
// expires, which may be zero: then it does not wait for who cannot be reached. A message
// that was hushed may be told anew.
func (t *Turn) Tell(to people.ID, verb, what string, number uint64, purpose string, from, expires time.Time) error {
	p, ok, err := people.ByID(t.Tx, to)
	if err != nil || !ok {
		return err
	}
	does := Do(verb, what, number)
	if s, name := t.Skill(Verb(verb, what)); s.Due[name] != nil {
		does = Do(Verb(verb, what), number)
	}
	return t.Agenda.AddAnew(t.Tx, agenda.Item{
		Key:    fmt.Sprintf("%s/%d/%s/%s", verb, number, what, to),
		Kind:   agenda.Feedback,
		Person: to, In: chat.Place{Platform: chat.Platform(cmp.Or(p.Home.Platform, p.Identity.Platform))},
		Due: from, Expires: expires,
		Action:  does,
		Purpose: purpose, Priority: 6,
	})
}

// Hush takes messages about something of a number off the agenda, for everyone.
func (t *Turn) Hush(verb string, number uint64, whats ...string) (err error) {
	for _, what := range whats {
		err = errors.Join(err, t.Agenda.Cancel(t.Tx, fmt.Sprintf("%s/%d/%s/", verb, number, what)))
	}
	return err
}

// HushOne takes messages to this person about something of a number off the agenda.
func (t *Turn) HushOne(verb string, number uint64, whats ...string) (err error) {
	for _, what := range whats {
		err = errors.Join(err, t.Agenda.Cancel(t.Tx, fmt.Sprintf("%s/%d/%s/%s/", verb, number, what, t.Person.ID)))
	}
	return err
}

// Closes is the end of the last day on which what the person asks now may be answered.
func (t *Turn) Closes() (time.Time, error) {
	last, err := t.Agenda.Workday(t.Tx, t.Person.ID, t.Now, CloseAfter)
	y, m, d := last.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, last.Location()), err
}

// Until is the last day before something closes.
func (t *Turn) Until(closes time.Time) string { return t.W.Date(closes.Add(-time.Second)) }

// Alone shows r to the person alone. In place of the card that was acted on, if that
// showed a text which now has gone elsewhere: the conversation is to keep none either.
func (t *Turn) Alone(r chat.Reply, inPlace bool) chat.Reply {
	r.Private = r.Private || !t.Event.Direct
	if inPlace && t.Event.Direct && !r.IsZero() {
		r.Replace = t.Event.ReplyTo
	}
	return r
}

// Mark tells one text from another in an action, so that what is sent is what was shown.
func Mark(text string) string {
	h := fnv.New64a()
	h.Write([]byte(text)) // never fails
	return fmt.Sprintf("%016x", h.Sum64())
}

// Exact shows a text as it is, in parts that fit.
func Exact(text string) (bs []chat.Block) {
	for _, part := range WrapLines(text, chat.MaxText) {
		bs = append(bs, chat.Code(part))
	}
	return bs
}

// Sentence is a sentence that may begin with a name, or with "a colleague".
func Sentence(format string, args ...any) string { return text.Capital(fmt.Sprintf(format, args...)) }

// A Line is one thing of a person's own list.
type Line struct {
	Time time.Time // the newest comes first
	Text string
	Do   chat.Button // its label is empty if there is nothing to do
}
