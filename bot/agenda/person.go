package agenda

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// state is what the agenda keeps of a person: what they were sent, and what they wish.
type state struct {
	history
	Unit  string    `json:",omitempty"` // of the person when the last message was sent
	Slot  int       `json:",omitempty"` // own choice of moment, in minutes after midnight
	Most  int       `json:",omitempty"` // own choice of messages in a week
	Away  []Span    `json:",omitempty"`
	Quiet time.Time `json:",omitzero"`
}

// load returns what is kept of a person. Of who wished something that cannot be read any more, it is that nothing is
// said until they come back by themselves.
func load(tx *store.Tx, id people.ID) (s state, err error) {
	s, ok, err := states.Load(tx, []byte(id))
	s.Rests = s.Rests || !ok && states.SetAside(tx, []byte(id))
	return s, err
}

func save(tx *store.Tx, id people.ID, s state) error { return states.Save(tx, []byte(id), s) }

// edit changes what is kept of a person.
func edit(tx *store.Tx, id people.ID, what string, change func(*state)) error {
	s, err := load(tx, id)
	if err == nil {
		change(&s)
		err = save(tx, id, s)
	}
	if err != nil {
		return fmt.Errorf("agenda: %s: %w", what, err)
	}
	return nil
}

// Answered says that a person reacted to what was sent, in whatever way, or asked to
// be written to again. What they ignored before no longer counts.
func (a *Agenda) Answered(tx *store.Tx, id people.ID) error {
	s, err := load(tx, id)
	if err != nil {
		return fmt.Errorf("agenda: answered: %w", err)
	}
	if s.Open {
		if err := a.count(tx, s.Unit, dayOf(s.Last, a.zone), func(w *week) { w.Answered++ }); err != nil {
			return fmt.Errorf("agenda: answered: %w", err)
		}
	}
	s.history = s.history.answered()
	if err := save(tx, id, s); err != nil {
		return fmt.Errorf("agenda: answered: %w", err)
	}
	return nil
}

// Unsaid says that what fell due to a person last was not said after all, such as a weekly message with nothing to
// tell. It takes no place among the messages they get.
func (a *Agenda) Unsaid(tx *store.Tx, id people.ID) error {
	s, err := load(tx, id)
	if err == nil {
		err = a.count(tx, s.Unit, dayOf(s.Last, a.zone), func(w *week) { w.Sent = max(0, w.Sent-1) })
	}
	if s.history = s.history.unsaid(); err == nil {
		err = save(tx, id, s)
	}
	if err != nil {
		return fmt.Errorf("agenda: unsaid: %w", err)
	}
	return nil
}

// Heard says that what a person was sent last asks nothing of them: silence after it is no
// sign. What they ignored before still counts.
func (a *Agenda) Heard(tx *store.Tx, id people.ID) error {
	s, err := load(tx, id)
	if err != nil {
		return fmt.Errorf("agenda: heard: %w", err)
	}
	if !s.Open {
		return nil
	}
	s.Open = false
	err = errors.Join(save(tx, id, s),
		a.count(tx, s.Unit, dayOf(s.Last, a.zone), func(w *week) { w.Sent = max(0, w.Sent-1) }))
	if err != nil {
		return fmt.Errorf("agenda: heard: %w", err)
	}
	return nil
}

// Acted says that a person was asked to act, such as to make a plan, in answer to
// something they said: it counts as the action prompt between reflections.
func (a *Agenda) Acted(tx *store.Tx, id people.ID) error {
	return edit(tx, id, "acted", func(s *state) { s.Row = 0 })
}

// InRow returns how many reflection prompts a person got since the last action prompt.
func (a *Agenda) InRow(tx *store.Tx, id people.ID) (int, error) {
	s, err := load(tx, id)
	return s.Row, err
}

// Slot sets the moment of the day a person prefers, in minutes after midnight; 0 is
// the usual one, around 10:00. A moment outside working hours becomes the nearest
// one inside.
func (a *Agenda) Slot(tx *store.Tx, id people.ID, minutes int) error {
	return edit(tx, id, "slot", func(s *state) { s.Slot = minutes })
}

// keepAway is for how many days an absence that has passed is remembered: a clock that is
// set back finds it again.
const keepAway = Day(privacy.KeepAway / (24 * time.Hour))

// Most sets how many messages a person wants in any 7 days at most; 0, or more than the
// usual three, is the usual three.
func (a *Agenda) Most(tx *store.Tx, id people.ID, perWeek int) error {
	return edit(tx, id, "most", func(s *state) { s.Most = perWeek })
}

// Away says that a person is absent on the days of a span. Earlier spans that have
// passed long ago are forgotten.
func (a *Agenda) Away(tx *store.Tx, id people.ID, span Span) error {
	today := dayOf(a.now(), a.zone)
	return edit(tx, id, "away", func(s *state) {
		keep := s.Away[:0]
		for _, old := range s.Away {
			if old.To >= today-keepAway {
				keep = append(keep, old)
			}
		}
		s.Away = append(keep, span)
	})
}

// Quiet says that a person does not want to be disturbed until a moment, such as
// their platform tells.
func (a *Agenda) Quiet(tx *store.Tx, id people.ID, until time.Time) error {
	return edit(tx, id, "quiet", func(s *state) { s.Quiet = until })
}

// When returns when an item will be said, as far as is known now: not on a day whose hours are past, or that other
// messages filled.
func (a *Agenda) When(tx *store.Tx, it Item) (time.Time, error) {
	w, err := a.whoIs(tx, it)
	now := a.now()
	switch v := decide(w.clock, w.state.history, it, now); v.step {
	case wait:
		return v.until, err
	case send:
		return now, err
	}
	at, _ := w.clock.moment(it, w.clock.due(it))
	return at, err
}

// First returns the day, as its midnight in loc, on which the first of who is told something that all of them are to
// get from the day of its Due in loc on: no day that is too late for one of them ([Opens]), or that is full for all.
func (a *Agenda) First(tx *store.Tx, who []people.Profile, it Item, loc *time.Location) (time.Time, error) {
	day, now, first := dayOf(it.Due, loc), a.now(), Day(0)
	it.Promised = true // it is looked for further on
	for _, p := range who {
		it.Person = p.ID
		w, err := a.whoIs(tx, it)
		if err != nil {
			return time.Time{}, fmt.Errorf("agenda: first: %w", err)
		}
		day = max(day, dayOf(Opens(now.In(w.clock.zone)), w.clock.zone))
	}
	for _, p := range who {
		it.Person, it.Due = p.ID, a.On(p, day.At(0, time.UTC))
		at, err := a.When(tx, it)
		if err != nil {
			return time.Time{}, fmt.Errorf("agenda: first: %w", err)
		}
		if d := a.Day(p, at); first == 0 || d < first {
			first = d
		}
	}
	return max(day, first).At(0, loc), nil
}

// On is noon of the date of t, where t is, for a person.
func (a *Agenda) On(p people.Profile, t time.Time) time.Time {
	return dayOf(t, t.Location()).At(12*60, a.location(p.TimeZone()))
}

// Day returns the day it is for a person at t.
func (a *Agenda) Day(p people.Profile, t time.Time) Day {
	return dayOf(t, a.location(p.TimeZone()))
}

// Workday returns the moment that is n working days after from for a person: the same
// time of the day by their clock. Weekends and holidays do not count; absence does.
func (a *Agenda) Workday(tx *store.Tx, id people.ID, from time.Time, n int) (time.Time, error) {
	w, err := a.whoIs(tx, Item{Person: id})
	if err != nil {
		return time.Time{}, fmt.Errorf("agenda: workday: %w", err)
	}
	at := from.In(w.clock.zone)
	day := dayOf(at, w.clock.zone)
	for n > 0 {
		if day++; w.clock.works(day) {
			n--
		}
	}
	return day.At(at.Hour()*60+at.Minute(), w.clock.zone), nil
}

// who is everything the agenda needs to know about whom an item is for.
type who struct {
	profile people.Profile
	known   bool // there is a profile; always false for places
	state   state
	clock   clock
}

// Tomorrow is the moment at which the day after t begins for a person.
func (a *Agenda) Tomorrow(p people.Profile, t time.Time) time.Time {
	return (a.Day(p, t) + 1).At(0, a.location(p.TimeZone()))
}

// whoIs finds out for whom it is. For a place, nothing is known but the clock.
func (a *Agenda) whoIs(tx *store.Tx, it Item) (w who, err error) {
	w.clock = clock{zone: a.zone, seed: it.Key}
	zone := a.zone.String()
	if it.Person != "" {
		if w.profile, w.known, err = people.ByID(tx, it.Person); err != nil {
			return w, err
		}
		if w.state, err = load(tx, it.Person); err != nil {
			return w, err
		}
		zone = cmp.Or(w.profile.TimeZone(), zone)
		braking, err := a.braking(tx, unitOf(w.profile))
		if err != nil {
			return w, err
		}
		w.clock = clock{zone: a.location(zone), seed: string(it.Person), slot: w.state.Slot, most: w.state.Most,
			away:  w.state.Away,
			quiet: w.state.Quiet, paused: w.profile.Paused, braking: braking}
		if it.Kind != Digest { // it comes on its own day
			w.clock.keeps = digestsOf(tx, it.Person)
		}
	}
	return w, nil
}

// unitOf is the unit that what happens to a person counts for.
func unitOf(p people.Profile) string {
	if len(p.Units) == 0 {
		return ""
	}
	return p.Units[0]
}

// digestsOf is how many digests somebody has on the agenda. What cannot be read is none.
func digestsOf(tx *store.Tx, id people.ID) (n int) {
	prefix := whoKey(id, "")
	for k := range digests.Scan(tx, prefix) {
		if _, ok, _ := get(tx, k[len(prefix):]); ok { // an error fails the transaction
			n++
		}
	}
	return n
}

// location is the zone with a name, or the usual one if there is none.
func (a *Agenda) location(name string) *time.Location {
	if name == "" {
		return a.zone
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if loc := a.zones[name]; loc != nil {
		return loc
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		a.lg.Warn("unknown time zone", "zone", name)
		loc = a.zone
	}
	a.zones[name] = loc
	return loc
}
