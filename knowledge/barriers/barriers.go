// Package barriers knows what people say blocks their work, or helps it, by unit and in
// the seven categories of package cases, and what was agreed to do about it.
//
// It tells groups only: a factor is told when five different people reported it, ten if
// it is about leadership or workload, with their number rounded down to fives, and not
// sooner than the week after ([Visible]). To count different people it must know them:
// a report is kept by pseudonym, exactly as long as the journal keeps such a fact
// ([privacy.KeepUse]), for the reporter to see, take back and delete. What was
// agreed outlives the reports and knows nothing of them.
//
// The store holds
//
//	factors.report: unit NUL factor NUL pseudonym → when it was reported, by aid, as JSON
//	factors.mine:   pseudonym NUL unit NUL factor → nothing
//	factors.answer: unit NUL factor → Answer as JSON
//	factors.owned:  pseudonym NUL unit NUL factor → nothing; the answers someone owns
//
// It is no survey, and nothing here says who reported what to anyone else.
package barriers

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	reportBucket = "factors.report"
	mineBucket   = "factors.mine"
	answerBucket = "factors.answer"
	ownedBucket  = "factors.owned"
)

// Categories are the seven categories, in the order people are asked.
var Categories = []cases.Category{cases.Expectation, cases.Resources, cases.Process, cases.Capacity, cases.Incentive, cases.Skill, cases.Leadership}

// A Factor is what blocks work, or with Helps what makes it go well.
type Factor struct {
	Category cases.Category
	Helps    bool
}

// helps begins the name of what helps.
const helps = "helps-"

// String is the name of f: its category, after "helps-" if it helps.
func (f Factor) String() string {
	if f.Helps {
		return helps + string(f.Category)
	}
	return string(f.Category)
}

// Parse reads the name of a factor.
func Parse(name string) (f Factor, ok bool) {
	category, is := strings.CutPrefix(name, helps)
	f = Factor{cases.Category(category), is}
	return f, slices.Contains(Categories, f.Category)
}

// Sensitive reports whether f needs twice as many people: it may point at one of them,
// or at who leads them.
func (f Factor) Sensitive() bool {
	return f.Category == cases.Leadership || f.Category == cases.Capacity
}

// A Report is one person saying once what blocks or helps.
type Report struct {
	Person people.ID
	Unit   string // their own
	Factor Factor
	Aid    string // slug of the aid it is about; empty if it is about the work itself
	Time   time.Time
}

// times is when somebody reported a factor, by aid.
type times map[string]time.Time

func join(parts ...string) []byte { return []byte(strings.Join(parts, "\x00")) }

// Add keeps a report. It reports false if the same person already said so: then only its
// time is new.
func Add(tx *store.Tx, r Report) (isNew bool, err error) {
	if r.Person == "" || r.Unit == "" {
		return false, errors.New("factors: add: nobody, or nowhere")
	}
	key := join(r.Unit, r.Factor.String(), string(r.Person))
	ts := times{}
	if _, err = tx.GetJSON(reportBucket, key, &ts); err != nil {
		return false, fmt.Errorf("factors: add: %w", err)
	}
	_, before := ts[r.Aid]
	ts[r.Aid] = r.Time.UTC()
	err = errors.Join(tx.PutJSON(reportBucket, key, ts), tx.Put(mineBucket, join(string(r.Person), r.Unit, r.Factor.String()), nil))
	if err != nil {
		return false, fmt.Errorf("factors: add: %w", err)
	}
	return !before, nil
}

// TakeBack removes what a person reported of a factor, wherever they worked.
func TakeBack(tx *store.Tx, id people.ID, f Factor) error {
	for unit, name := range mine(tx, mineBucket, id) {
		if name != f.String() {
			continue
		}
		if err := remove(tx, unit, name, id); err != nil {
			return fmt.Errorf("factors: take back: %w", err)
		}
	}
	return nil
}

// mine yields the units and names of factors that a bucket has for a person.
func mine(tx *store.Tx, bucket string, id people.ID) func(func(unit, name string) bool) {
	return func(yield func(unit, name string) bool) {
		for k := range tx.ScanPrefix(bucket, join(string(id), "")) {
			unit, name, _ := strings.Cut(string(k[len(id)+1:]), "\x00")
			if !yield(unit, name) {
				return
			}
		}
	}
}

func remove(tx *store.Tx, unit, name string, id people.ID) error {
	return errors.Join(tx.Delete(reportBucket, join(unit, name, string(id))), tx.Delete(mineBucket, join(string(id), unit, name)))
}

// Kept is a person's own reports of one factor, for themselves.
type Kept struct {
	Factor string               `json:"factor"`
	Unit   string               `json:"unit"`
	Times  map[string]time.Time `json:"reported"` // by aid
}

// Of returns what a person reported.
func Of(tx *store.Tx, id people.ID) (all []Kept, err error) {
	for unit, name := range mine(tx, mineBucket, id) {
		ts := times{}
		if _, err := tx.GetJSON(reportBucket, join(unit, name, string(id)), &ts); err != nil {
			return nil, fmt.Errorf("factors: of a person: %w", err)
		}
		all = append(all, Kept{name, unit, ts})
	}
	return all, nil
}

// Forget removes what a person reported, and them as the owner of answers: those stay
// agreed, and need another owner.
func Forget(tx *store.Tx, id people.ID) error {
	for unit, name := range mine(tx, mineBucket, id) {
		if err := remove(tx, unit, name, id); err != nil {
			return fmt.Errorf("factors: forget: %w", err)
		}
	}
	for unit, name := range mine(tx, ownedBucket, id) {
		a, _, err := answer(tx, unit, name)
		a.Owner, a.Name = "", ""
		err = errors.Join(err, tx.PutJSON(answerBucket, join(unit, name), a), tx.Delete(ownedBucket, join(string(id), unit, name)))
		if err != nil {
			return fmt.Errorf("factors: forget: %w", err)
		}
	}
	return nil
}

// KeepAnswers is how long an answer is kept after it last changed.
const KeepAnswers = privacy.KeepFigures

// Prune removes the reports that are older than the journal keeps such facts at now, and
// answers nobody came back to.
func Prune(tx *store.Tx, now time.Time) error {
	for k, v := range tx.Scan(reportBucket, nil, nil) {
		ts := times{}
		if err := json.Unmarshal(v, &ts); err != nil {
			return fmt.Errorf("factors: prune: %w", err)
		}
		had := len(ts)
		for aid, at := range ts {
			if now.Sub(at) > privacy.KeepUse {
				delete(ts, aid)
			}
		}
		p := strings.Split(string(k), "\x00")
		var err error
		switch {
		case len(ts) == 0 && len(p) == 3:
			err = remove(tx, p[0], p[1], people.ID(p[2]))
		case len(ts) < had:
			err = tx.PutJSON(reportBucket, k, ts)
		}
		if err != nil {
			return fmt.Errorf("factors: prune: %w", err)
		}
	}
	for k, v := range tx.Scan(answerBucket, nil, nil) {
		var a Answer
		err := json.Unmarshal(v, &a)
		if err == nil && now.Sub(a.Time) > KeepAnswers {
			unit, name, _ := strings.Cut(string(k), "\x00")
			err = errors.Join(tx.Delete(answerBucket, k), tx.Delete(ownedBucket, join(string(a.Owner), unit, name)))
		}
		if err != nil {
			return fmt.Errorf("factors: prune: %w", err)
		}
	}
	return nil
}
