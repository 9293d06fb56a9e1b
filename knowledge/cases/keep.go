package cases

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	caseBucket    = "cases.case"
	historyBucket = "cases.history"
)

// ErrPhase is wrapped by what [Save] returns when a case was moved past what its
// phases ask for; [Unmet] says what that is.
var ErrPhase = errors.New("an earlier phase still asks for something")

// A Change is what was changed in a case at one time, and in which role.
type Change struct {
	At   time.Time    `json:"at"`
	By   By           `json:"by"`
	What []Difference `json:"what"`
}

// By says in which role someone changed a case. It is never a person.
type By string

// Who changes cases.
const (
	BySponsor By = "sponsor"
	ByAdviser By = "adviser"
	ByFile    By = "file"    // imported from a file
	ByCommand By = "command" // by the operator
	ByService By = "service" // another program, over HTTP
)

// Get returns the case with an id, and whether there is one.
func Get(tx *store.Tx, id string) (c *Case, ok bool, err error) {
	c = new(Case)
	ok, err = tx.GetJSON(caseBucket, []byte(id), c)
	if !ok || err != nil {
		return nil, false, err
	}
	return c, true, nil
}

// All returns every case, in order of id.
func All(tx *store.Tx) ([]*Case, error) {
	var list []*Case
	for k, v := range tx.Scan(caseBucket, nil, nil) {
		c := new(Case)
		if err := json.Unmarshal(v, c); err != nil {
			return nil, fmt.Errorf("cases: case %s: %w", k, err)
		}
		list = append(list, c)
	}
	return list, nil
}

// Check returns what cannot be true of c, as [Parse] would of its file.
func Check(c *Case) (knowledge.Problems, error) {
	src, err := Format(c)
	if err != nil {
		return nil, err
	}
	_, _, problems := Parse("", src)
	return problems, nil
}

// Save writes c, and what changed to its history; if nothing did, it writes nothing.
// It refuses what [Parse] would find wrong in a file, and a case that moved on to a
// phase without what the earlier ones ask for ([ErrPhase]). Going back is always
// allowed.
func Save(tx *store.Tx, c *Case, by By, now time.Time) ([]Difference, error) {
	problems, err := Check(c)
	if err != nil {
		return nil, err
	}
	if problems.Errors() > 0 {
		return nil, fmt.Errorf("cases: save %s: %s", c.ID, problems[0].Text(knowledge.English))
	}
	old, ok, err := Get(tx, c.ID)
	if err != nil {
		return nil, err
	}
	if forward := !ok || old.Phase.Before(c.Phase); forward && len(Unmet(c)) > 0 {
		return nil, fmt.Errorf("cases: save %s: %w", c.ID, ErrPhase)
	}
	if err := tx.PutJSON(caseBucket, []byte(c.ID), c); err != nil {
		return nil, err
	}
	what := Diff(old, c)
	if len(what) == 0 {
		return nil, nil
	}
	n, err := tx.Next(historyBucket)
	if err != nil {
		return nil, err
	}
	return what, tx.PutJSON(historyBucket, historyKey(c.ID, store.Num(n)), Change{At: now.UTC(), By: by, What: what})
}

func historyKey(id string, num []byte) []byte { return append([]byte(id+"\x00"), num...) }

// History returns the changes of a case, the first one first.
func History(tx *store.Tx, id string) ([]Change, error) {
	var list []Change
	for k, v := range tx.ScanPrefix(historyBucket, historyKey(id, nil)) {
		var c Change
		if err := json.Unmarshal(v, &c); err != nil {
			return nil, fmt.Errorf("cases: history %q: %w", k, err)
		}
		list = append(list, c)
	}
	return list, nil
}

// Delete removes a case and its history. Removing an absent one is no error.
func Delete(tx *store.Tx, id string) error {
	for k := range tx.ScanPrefix(historyBucket, historyKey(id, nil)) {
		if err := tx.Delete(historyBucket, k); err != nil {
			return err
		}
	}
	return tx.Delete(caseBucket, []byte(id))
}

// Keep is how many months a closed case is kept after its last change.
const Keep = privacy.KeepCaseAfter

// Prune removes the cases that are closed and did not change for [Keep] months, and
// returns how many.
func Prune(tx *store.Tx, now time.Time) (int, error) {
	all, err := All(tx)
	if err != nil {
		return 0, err
	}
	removed := 0
	for _, c := range all {
		if c.Phase != Closed {
			continue
		}
		changes, err := History(tx, c.ID)
		if err != nil {
			return removed, err
		}
		if len(changes) == 0 || changes[len(changes)-1].At.AddDate(0, Keep, 0).After(now) {
			continue
		}
		if err := Delete(tx, c.ID); err != nil {
			return removed, err
		}
		removed++
	}
	return removed, nil
}

// Of returns the cases in which a person took a role or was asked to, in order of id.
func Of(tx *store.Tx, person string) ([]*Case, error) {
	all, err := All(tx)
	return slices.DeleteFunc(all, func(c *Case) bool {
		return !slices.Contains([]string{c.Sponsor.Person, c.Sponsor.Invited, c.Adviser.Person, c.Adviser.Invited}, person)
	}), err
}

// Leave takes a person out of the roles they took. The case stays, with the names of
// its roles.
func Leave(tx *store.Tx, person string) error {
	mine, err := Of(tx, person)
	if err != nil {
		return err
	}
	for _, c := range mine {
		for _, r := range []*Role{&c.Sponsor, &c.Adviser} {
			if r.Person == person {
				r.Person = ""
			}
			if r.Invited == person {
				r.Invited = ""
			}
		}
		if err := tx.PutJSON(caseBucket, []byte(c.ID), c); err != nil {
			return err
		}
	}
	return nil
}
