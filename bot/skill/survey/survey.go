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
// It keeps no answers, and is no survey: it has no more than these questions.
package survey

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets people be asked, and answer.
var Skill = dialog.Skill{
	Name:   "survey",
	Texts:  words,
	Tables: []store.Declared{&persons, &drafts, &sentences, &left},
	Acts: map[string]dialog.Act{
		Value:   dialog.Mine(of(value)),
		Room:    dialog.Mine(of(room)),
		Minutes: dialog.Mine(of(minutes)),
		"skip":  dialog.Mine(of(skip)),
		"off":   dialog.Mine(of(turnOff)),
		"on":    dialog.Mine(of(turnOn)),
		"write": dialog.Mine(writable(write)),
		"save":  dialog.Mine(writable(draft)),
		"share": dialog.Mine(writable(share)),
		"drop":  dialog.Mine(of(drop)),
	},
	Commands: []string{"off", "on", "drop"},
	Due:      map[string]dialog.Func{"ask": of(ask)},
	Jobs:     map[string]dialog.Func{"plan": planAll},
	Used:     used,
	Quotes:   Sentences{},
}

// What is asked.
const (
	Value   = "value"
	Room    = "room"
	Minutes = "minutes"
	Quotes  = "quotes" // the sentence after the value
)

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
	Wrote   string    `json:"wrote_in,omitempty"` // the unit of the last sentence that they let others read
}

// persons are what a person used and was asked last. Who stopped stays known.
var persons = store.Table[state]{Bucket: "survey.person", Was: "pulse.person", Old: old,
	Class: store.Personal, Keep: privacy.KeepOwn,
	Since: func(s state) time.Time {
		switch {
		case s.Stopped:
			return time.Time{}
		case s.Used.After(s.Asked):
			return s.Used
		}
		return s.Asked
	}}

func key(id people.ID) []byte { return store.Key(string(id), "") }

// save keeps s, or nothing if it is empty.
func save(t *dialog.Turn, s state) error {
	if s == (state{}) {
		return persons.Delete(t.Tx, key(t.Person.ID))
	}
	return persons.Save(t.Tx, key(t.Person.ID), s)
}

// old is what an earlier version kept of a person, so that who stopped stays so.
func old(id, val []byte) (_ []byte, s state, ok bool) {
	return key(people.ID(id)), s, json.Unmarshal(val, &s) == nil
}

// left is what is left out of what can be asked, by its name.
var left = store.Table[struct{}]{Bucket: "survey.left", Class: store.Working, Keep: store.Forever}

// All is what can be left out.
func All() []string { return []string{Value, Room, Minutes, Quotes} }

// LeaveOut stores what of [All] is not asked; the rest is.
func LeaveOut(tx *store.Tx, what []string) (err error) {
	for k := range left.All(tx) {
		err = errors.Join(err, left.Delete(tx, k))
	}
	for _, w := range what {
		err = errors.Join(err, left.Save(tx, []byte(w), struct{}{}))
	}
	return err
}

// asks reports whether something is asked here.
func asks(tx *store.Tx, what string) bool { return !left.Has(tx, []byte(what)) }

// of makes an act of what is kept of the person.
func of(act func(t *dialog.Turn, s state, arg string) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		s, _, err := persons.Load(t.Tx, key(t.Person.ID))
		if err != nil {
			return chat.Reply{}, err
		}
		return act(t, s, arg)
	}
}

// used remembers the aid a person used last, so that a question can be about it.
func used(t *dialog.Turn, a *knowledge.Aid) (note string, err error) {
	if t.Person.Unseen {
		return "", nil
	}
	s, _, err := persons.Load(t.Tx, key(t.Person.ID))
	if err != nil || s.Stopped {
		return "", err
	}
	s.Aid, s.Used = dialog.AidRef(a), t.Now
	return "", save(t, s)
}
