package cases

import (
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

var (
	// kept are the cases, by id: with who took which role, they stay when that person goes.
	kept = store.Table[*Case]{Bucket: "cases.case", Class: store.Shared, Keep: store.Forever,
		Owners: func(c *Case) []string {
			return []string{c.Sponsor.Person, c.Sponsor.Invited, c.Adviser.Person, c.Adviser.Invited}
		},
		Without: func(c **Case, person string) bool { (*c).leave(person); return true }}

	// changes are those of each case in order: id NUL number.
	changes = store.Table[Change]{Bucket: "cases.history", Class: store.Working, Keep: store.Forever}
)

// Tables are the cases and their history, declared: both go some months after a case was closed.
func Tables() []store.Declared {
	return []store.Declared{&store.Kind{
		Tables: []store.Declared{&kept, &changes}, Class: store.Shared,
		Keep: time.Duration(privacy.KeepCaseAfter) * 365 / 12 * 24 * time.Hour,
		Rows: func(tx *store.Tx, person string) (rows []any, err error) {
			for _, c := range kept.Of(tx, person) {
				rows = append(rows, map[string]string{"case": c.ID, "title": c.Title, "role": string(c.role(person))})
			}
			return rows, nil
		},
		Without: kept.Forget,
		Aged:    prune,
	}}
}

// role is the role that somebody has in c, or was asked to take.
func (c *Case) role(person string) By {
	if c.Adviser.Person == person {
		return ByAdviser
	}
	return BySponsor
}

// leave takes somebody out of the roles they took. The names of the roles stay.
func (c *Case) leave(person string) {
	for _, r := range []*Role{&c.Sponsor, &c.Adviser} {
		if r.Person == person {
			r.Person = ""
		}
		if r.Invited == person {
			r.Invited = ""
		}
	}
}

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
func Get(tx *store.Tx, id string) (c *Case, ok bool) {
	c, ok, _ = kept.Load(tx, []byte(id)) // an error fails the transaction
	return c, ok
}

// All returns every case, in order of id.
func All(tx *store.Tx) (list []*Case) {
	for _, c := range kept.All(tx) {
		list = append(list, c)
	}
	return list
}

// Of returns the cases in which a person took a role or was asked to, in order of id.
func Of(tx *store.Tx, person string) (list []*Case) {
	for _, c := range kept.Of(tx, person) {
		list = append(list, c)
	}
	return list
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
	old, ok := Get(tx, c.ID)
	if forward := !ok || old.Phase.Before(c.Phase); forward && len(Unmet(c)) > 0 {
		return nil, fmt.Errorf("cases: save %s: %w", c.ID, ErrPhase)
	}
	if err := kept.Save(tx, []byte(c.ID), c); err != nil {
		return nil, err
	}
	what := diff(old, c)
	if len(what) == 0 {
		return nil, nil
	}
	n, err := tx.Next(changes.Bucket)
	if err != nil {
		return nil, err
	}
	return what, changes.Save(tx, store.Own(c.ID, n), Change{At: now.UTC(), By: by, What: what})
}

// History returns the changes of a case, the first one first.
func History(tx *store.Tx, id string) (list []Change) {
	for _, c := range changes.Scan(tx, store.Key(id, "")) {
		list = append(list, c)
	}
	return list
}

// Delete removes a case and its history. Removing an absent one is no error.
func Delete(tx *store.Tx, id string) (err error) {
	for k := range changes.Scan(tx, store.Key(id, "")) {
		err = errors.Join(err, changes.Delete(tx, k))
	}
	return errors.Join(err, kept.Delete(tx, []byte(id)))
}

// prune removes the cases that are closed and did not change for [privacy.KeepCaseAfter] months.
func prune(tx *store.Tx, now time.Time) (err error) {
	for _, c := range All(tx) {
		h := History(tx, c.ID)
		if c.Phase == Closed && len(h) > 0 && !h[len(h)-1].At.AddDate(0, privacy.KeepCaseAfter, 0).After(now) {
			err = errors.Join(err, Delete(tx, c.ID))
		}
	}
	return err
}
