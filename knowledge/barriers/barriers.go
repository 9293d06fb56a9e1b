// Package barriers knows what people say blocks their work, or helps it, by unit and in
// the seven categories of package cases, and what was agreed to do about it.
//
// It tells groups only: a factor is told when enough different people reported it, twice
// as many if it is about leadership or workload, with their number rounded down, and not
// sooner than the week after ([Visible]). To count different people it must know them:
// a report is kept by pseudonym, exactly as long as the journal keeps such a fact, for
// the reporter to see, take back and delete; where enough reported, that one did stays for as long when they delete it,
// without who. What was agreed outlives the reports and
// knows nothing of them.
//
// It is no survey, and nothing here says who reported what to anyone else.
package barriers

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Categories are the seven categories, in the order people are asked.
var Categories = []cases.Category{cases.Expectation, cases.Resources, cases.Process, cases.Capacity, cases.Incentive,
	cases.Skill, cases.Leadership}

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

// MarshalText makes f its name where it is stored, as UnmarshalText reads it.
func (f Factor) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText is [Parse].
func (f *Factor) UnmarshalText(name []byte) (err error) {
	var ok bool
	if *f, ok = Parse(string(name)); !ok {
		err = fmt.Errorf("there is no factor %q", name)
	}
	return err
}

// A Report is one person saying what blocks or helps.
type Report struct {
	Person people.ID `json:",omitempty"`
	Unit   string    // their own
	Factor Factor
	Aid    string    `json:",omitempty"` // slug of the aid it is about; empty if it is about the work itself
	Time   time.Time // of the last time that they said so
}

// key puts the reports of a unit on a factor together.
func (r Report) key() []byte { return store.Key(r.Unit, r.Factor.String(), string(r.Person), r.Aid) }

// reports has one row for each person, unit, factor and aid.
var reports = store.Table[Report]{
	Bucket: "barrier.report", Index: "barrier.mine", Class: store.Shared,
	Keep: privacy.KeepUse, Since: func(r Report) time.Time { return r.Time },
	Owners: func(r Report) []string { return []string{string(r.Person)} },
	Export: func(r Report, _ string) any { r.Person = ""; return r },
}

// A past is a report of somebody who deleted their data since, as far as it stands in what was told of an area: without
// who it was.
type past struct {
	Area, Unit string // the area that it counts in, and where it was reported
	Factor     Factor
	Aid        string `json:",omitempty"`
	Time       time.Time
}

// pasts are kept by area, factor, a number for each person in it, and aid.
var pasts = store.Table[past]{Bucket: "barrier.past", Class: store.Working,
	Keep: privacy.KeepUse, Since: func(p past) time.Time { return p.Time }}

// Tables are what the package keeps.
func Tables() []store.Declared {
	return []store.Declared{&store.Kind{Tables: []store.Declared{&reports, &pasts}, Class: store.Shared, Rows: own,
		Without: forget}, &answers}
}

// own is what a person reported.
func own(tx *store.Tx, person string) (rows []any, err error) {
	for _, r := range reports.Of(tx, person) {
		rows = append(rows, reports.Export(r, person))
	}
	return rows, nil
}

// forget takes a person out of what was reported. Where enough people reported it, as many are told of after as before:
// that one less did would tell whoever knows who left. What is not told of so many is gone.
func forget(tx *store.Tx, person string) (err error) {
	type place struct {
		unit string
		Factor
	}
	mine := map[place][]Report{}
	for _, r := range reports.Of(tx, person) {
		at := place{r.Unit, r.Factor}
		mine[at] = append(mine[at], r)
	}
	for at, rs := range mine {
		path, bad := people.UnitPath(tx, at.unit)
		for _, area := range path {
			told, bad := areaOf(tx, area.ID).tells(tx, at.Factor)
			if err = errors.Join(err, bad); !told {
				continue
			}
			n, bad := tx.Next(pasts.Bucket)
			err = errors.Join(err, bad)
			for _, r := range rs {
				k := store.Key(area.ID, r.Factor.String(), strconv.FormatUint(n, 10), r.Aid)
				err = errors.Join(err, pasts.Save(tx, k, past{area.ID, r.Unit, r.Factor, r.Aid, r.Time}))
			}
		}
		err = errors.Join(err, bad)
	}
	return errors.Join(err, reports.Forget(tx, person))
}

// Add keeps a report. It reports false if the same person already said so: then only its
// time is new.
func Add(tx *store.Tx, r Report) (isNew bool, err error) {
	if r.Person == "" || r.Unit == "" {
		return false, errors.New("barriers: add: nobody, or nowhere")
	}
	isNew, r.Time = !reports.Has(tx, r.key()), r.Time.UTC()
	return isNew, reports.Save(tx, r.key(), r)
}

// TakeBack removes what a person reported of a factor, wherever they worked.
func TakeBack(tx *store.Tx, id people.ID, f Factor) (err error) {
	for k, r := range reports.Of(tx, string(id)) {
		if r.Factor == f {
			err = errors.Join(err, reports.Delete(tx, k))
		}
	}
	return err
}
