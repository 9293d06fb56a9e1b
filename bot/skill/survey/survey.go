// Package survey is the skill of asking people, seldom and with one tap, what the help is
// worth to them and how they experience their work: how important an aid was for a task,
// whether there is room to make the work better, and how many minutes were saved. Who
// says what an aid was worth may add a sentence for others to read.
//
// Nobody is asked more than one question in a month. All are asked in the same week, the
// one of the second Tuesday, because a figure of a week needs enough people: that is the
// only reason a question does not come right after what it is about. In the first month of
// a quarter it is the value of an aid, in the second the minutes saved, both of those who
// lately used one; everyone else, and everyone in the third month, is asked about room.
//
// What people answer is in the journal as [journal.Rated], apart from what is logged of
// their use, and is told only in figures of groups. "value" and "room" go from 1 to 5.
// Minutes are kept as "minutes-SHARE-SURE", with how many as value: the part of them that
// came from the aids, and how sure the person is, both in per cent. Who does not answer is
// in none of it.
//
// The store holds
//
//	pulse.person:  pseudonym → state as JSON: what a person used last, was asked last, and a sentence that may be shared
//	pulse.waiting: unit NUL pseudonym → nothing; the sentence of that person may be told in that unit
//
// It keeps no answers, and is no survey: it has no more than these questions.
package survey

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	bucket = "pulse.person"
	verb   = "pulse" // ask/MONTH; WHAT/ANSWER…; skip; stop; on; off; quote/WHAT
)

// What is asked.
const (
	Value   = "value"
	Room    = "room"
	Minutes = "minutes"
	Quotes  = "quotes" // the sentence after the value
)

// keep is how long something is kept of who is not asked anything any more.
const keep = privacy.KeepOwn

// A state is what is kept of one person.
type state struct {
	Aid     string    `json:"aid,omitempty"` // that was used last, as [dialog.AidRef] names it
	Used    time.Time `json:"used,omitzero"`
	Asked   time.Time `json:"asked,omitzero"`
	What    string    `json:"what,omitempty"`     // was asked last
	Open    bool      `json:"open,omitempty"`     // it has no answer yet
	Missed  int       `json:"missed,omitempty"`   // questions without an answer, in a row
	Valued  string    `json:"valued,omitempty"`   // the month in which the value was asked last, such as 2026-11
	Stopped bool      `json:"stopped,omitempty"`  // they want none of it
	Draft   string    `json:"draft,omitempty"`    // a sentence that may not be shared yet
	Quote   *quote    `json:"sentence,omitempty"` // one that may; nil if there is none
}

// A Pulse asks people.
type Pulse struct{ off map[string]bool }

// New returns a pulse that asks everything.
func New() *Pulse { return &Pulse{map[string]bool{}} }

// All is what can be switched off.
func All() []string { return []string{Value, Room, Minutes, Quotes} }

// Off makes p leave out some of what is asked.
func (p *Pulse) Off(what ...string) {
	for _, w := range what {
		p.off[w] = true
	}
}

// Skill lets people be asked, and answer.
func (p *Pulse) Skill() dialog.Skill {
	return dialog.Skill{
		Name:   "pulse",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: p.act},
		Used:   used,
		Kept:   kept,
		Forget: forget,
		Tend:   p.tend,
		Prune:  prune,
	}
}

// load returns what is kept of a person; zero if nothing is.
func load(tx *store.Tx, id people.ID) (s state, err error) {
	if _, err = tx.GetJSON(bucket, []byte(id), &s); err != nil {
		return s, fmt.Errorf("pulse: %w", err)
	}
	return s, nil
}

func save(tx *store.Tx, id people.ID, s state) error { return tx.PutJSON(bucket, []byte(id), s) }

// kept is what is kept of a person, for them to read.
func kept(tx *store.Tx, id people.ID) ([]json.RawMessage, error) {
	if v, ok := tx.Get(bucket, []byte(id)); ok {
		return []json.RawMessage{slices.Clone(v)}, nil
	}
	return nil, nil
}

// used remembers the aid a person used last, so that a question can be about it.
func used(t *dialog.Turn, a *knowledge.Aid) (note string, err error) {
	if t.Agenda == nil || t.Person.Unseen {
		return "", nil
	}
	s, err := load(t.Tx, t.Person.ID)
	if err != nil || s.Stopped {
		return "", err
	}
	s.Aid, s.Used = dialog.AidRef(a), t.Now
	return "", save(t.Tx, t.Person.ID, s)
}

// act carries out what has to do with these questions.
func (p *Pulse) act(t *dialog.Turn, arg string) (chat.Reply, error) {
	if t.Agenda == nil {
		return t.Past(), nil
	}
	s, err := load(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	w := words.In(t.W.Lang)
	switch what, rest := dialog.Cut(arg); what {
	case "ask":
		return p.ask(t, s, rest)
	case Value, Room, Minutes:
		return p.answer(t, s, what, rest)
	case "skip":
		return skip(t, s)
	case "quote":
		return p.sentence(t, s, rest)
	case "off":
		return stop(t, s)
	case "on":
		s.Stopped, s.Missed = false, 0
		return t.Say(w.On), save(t.Tx, t.Person.ID, s)
	}
	return t.Past(), nil
}

// prune forgets what is kept of who was asked nothing for long, and sentences that no
// message told in time.
func prune(tx *store.Tx, now time.Time) error {
	for k, v := range tx.Scan(bucket, nil, nil) {
		var s state
		if err := json.Unmarshal(v, &s); err != nil {
			return fmt.Errorf("pulse: %s: %w", k, err)
		}
		if !s.Stopped && now.Sub(s.Used) > keep && now.Sub(s.Asked) > keep {
			if err := tx.Delete(bucket, k); err != nil {
				return err
			}
			continue
		}
		was := s
		if !s.dated(now) {
			continue
		}
		if was.Quote != nil && s.Quote == nil {
			if err := tx.Delete(waitBucket, waitKey(was.Quote.Unit, people.ID(k))); err != nil {
				return err
			}
		}
		if err := tx.PutJSON(bucket, k, s); err != nil {
			return err
		}
	}
	return nil
}
