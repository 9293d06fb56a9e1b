package barriers

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// ErrTooFew is wrapped by the error of an answer to a factor that may not be told.
var ErrTooFew = errors.New("too few people reported it")

// ErrNoOwner is wrapped by the error of an answer without an owner.
var ErrNoOwner = errors.New("it has no owner")

// An Answer is what was agreed about a factor in a unit.
type Answer struct {
	Unit     string // [Agree] sets it, and the factor
	Factor   Factor
	Response cases.Response
	State    cases.FactorState // agreed, gone or accepted
	What     string            `json:",omitempty"` // what will be done
	Owner    people.ID         `json:",omitempty"` // who sees to it; empty only if they are gone
	Name     string            `json:",omitempty"` // of the owner, as their platform shows it
	Day      time.Time         `json:",omitzero"`  // on which the owner is asked; midnight UTC
	Round    int               `json:",omitempty"` // how often a day was set
	Time     time.Time         // when it last changed
}

// Closed reports whether nothing more is to be done: reports from then on are new.
func (a Answer) Closed() bool { return a.State == cases.Gone || a.State == cases.Accepted }

// answers has one row for each unit and factor. Who is gone owns none: it stays agreed, and needs another owner.
var answers = store.Table[Answer]{
	Bucket: "barrier.answer", Was: "factors.answer", Old: old, Index: "barrier.owned", Class: store.Shared,
	Keep: privacy.KeepFigures, Since: func(a Answer) time.Time { return a.Time },
	Owners:  func(a Answer) []string { return []string{string(a.Owner)} },
	Without: func(a *Answer, _ string) bool { a.Owner, a.Name = "", ""; return true },
	Export:  func(a Answer, _ string) any { a.Owner = ""; return a },
}

// old is an answer as an earlier version kept it, which had its unit and factor in its key only.
func old(key, val []byte) (_ []byte, a Answer, ok bool) {
	unit, name, _ := strings.Cut(string(key), "\x00")
	bad := json.Unmarshal(val, &a)
	a.Unit = unit
	a.Factor, ok = Parse(name)
	return key, a, ok && bad == nil
}

func answerKey(unit string, f Factor) []byte { return store.Key(unit, f.String()) }

// AnswerTo returns what was agreed about a factor in a unit, and whether anything was.
func AnswerTo(tx *store.Tx, unit string, f Factor) (Answer, bool, error) {
	return answers.Load(tx, answerKey(unit, f))
}

// Agree writes down what was agreed about what blocks a unit. The first answer needs a
// factor that may be told ([ErrTooFew]), and every answer an owner ([ErrNoOwner]).
func Agree(tx *store.Tx, unit string, f Factor, a Answer, now time.Time, loc *time.Location) error {
	before, ok, err := AnswerTo(tx, unit, f)
	switch {
	case err == nil && a.Owner == "":
		err = ErrNoOwner
	case err == nil && (!ok || before.Closed()):
		var s Seen
		s, err = areaOf(tx, unit).seen(tx, f, now, loc)
		if err == nil && s.People == 0 {
			err = ErrTooFew
		}
	}
	if err != nil {
		return fmt.Errorf("barriers: agree on %s: %w", f, err)
	}
	a.Unit, a.Factor, a.State, a.Round, a.Time = unit, f, cases.Agreed, before.Round+1, now.UTC()
	if a.Response == cases.Accept {
		a.State = cases.Accepted
	}
	return answers.Save(tx, answerKey(unit, f), a)
}

// Settle says that what was agreed about is gone or accepted, or with agreed that it goes
// on until another day. Nothing agreed is no error.
func Settle(tx *store.Tx, unit string, f Factor, state cases.FactorState, day, now time.Time) error {
	a, ok, err := AnswerTo(tx, unit, f)
	if !ok || err != nil {
		return err
	}
	a.State, a.Time = state, now.UTC()
	if state == cases.Agreed {
		a.Day, a.Round = day, a.Round+1
	}
	return answers.Save(tx, answerKey(unit, f), a)
}
