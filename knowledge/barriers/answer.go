package barriers

import (
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// ErrTooFew is wrapped by the error of an answer to a factor that may not be told.
var ErrTooFew = errors.New("too few people reported it")

// ErrNoOwner is wrapped by the error of an answer without an owner.
var ErrNoOwner = errors.New("it has no owner")

// An Answer is what was agreed about a factor in a unit.
type Answer struct {
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

// answer reads what was agreed.
func answer(tx *store.Tx, unit, name string) (a Answer, ok bool, err error) {
	ok, err = tx.GetJSON(answerBucket, join(unit, name), &a)
	return a, ok, err
}

// AnswerTo returns what was agreed about a factor in a unit, and whether anything was.
func AnswerTo(tx *store.Tx, unit string, f Factor) (Answer, bool, error) {
	a, ok, err := answer(tx, unit, f.String())
	if err != nil {
		err = fmt.Errorf("factors: answer: %w", err)
	}
	return a, ok, err
}

// Agree writes down what was agreed about what blocks a unit. The first answer needs a
// factor that may be told ([ErrTooFew]), and every answer an owner ([ErrNoOwner]).
func Agree(tx *store.Tx, unit string, f Factor, a Answer, now time.Time, loc *time.Location) error {
	before, ok, err := answer(tx, unit, f.String())
	switch {
	case err != nil:
		return fmt.Errorf("factors: agree: %w", err)
	case a.Owner == "":
		return fmt.Errorf("factors: agree on %s: %w", f, ErrNoOwner)
	case !ok || before.Closed():
		s, err := seen(tx, append([]string{unit}, people.UnitsBelow(tx, unit)...), f, now, loc)
		if err == nil && s.People == 0 {
			err = ErrTooFew
		}
		if err != nil {
			return fmt.Errorf("factors: agree on %s: %w", f, err)
		}
	}
	a.State, a.Round, a.Time = cases.Agreed, before.Round+1, now.UTC()
	if a.Response == cases.Accept {
		a.State = cases.Accepted
	}
	return put(tx, unit, f, before, a)
}

// Settle says that what was agreed about is gone or accepted, or with agreed that it goes
// on until another day. Nothing agreed is no error.
func Settle(tx *store.Tx, unit string, f Factor, state cases.FactorState, day, now time.Time) error {
	a, ok, err := answer(tx, unit, f.String())
	if !ok || err != nil {
		return err
	}
	before := a
	a.State, a.Time = state, now.UTC()
	if state == cases.Agreed {
		a.Day, a.Round = day, a.Round+1
	}
	return put(tx, unit, f, before, a)
}

// put writes an answer in place of another, and whose it is.
func put(tx *store.Tx, unit string, f Factor, before, a Answer) error {
	name := f.String()
	err := tx.PutJSON(answerBucket, join(unit, name), a)
	if before.Owner != "" && before.Owner != a.Owner {
		err = errors.Join(err, tx.Delete(ownedBucket, join(string(before.Owner), unit, name)))
	}
	if a.Owner != "" {
		err = errors.Join(err, tx.Put(ownedBucket, join(string(a.Owner), unit, name), nil))
	}
	if err != nil {
		return fmt.Errorf("factors: answer to %s: %w", name, err)
	}
	return nil
}
