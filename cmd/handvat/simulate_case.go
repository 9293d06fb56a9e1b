package main

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/store"
)

// A caseload is the example case as it is worked on in the course of a simulation: what
// it knows of a day comes in on that day.
type caseload struct {
	full  *cases.Case
	until cases.Day
}

// exampleStart is the Monday around which the days of the example case lie.
var exampleStart = time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)

var dayRE = regexp.MustCompile(`\b20\d\d-\d\d-\d\d\b`)

// newCaseload returns the example case with its days moved along with the start of a
// simulation.
func newCaseload(from time.Time) (*caseload, error) {
	moved := int(time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC).Sub(exampleStart).Hours() / 24)
	src := dayRE.ReplaceAllFunc(cases.Example(knowledge.Dutch), func(day []byte) []byte {
		return []byte(cases.Day(day).Plus(0, moved))
	})
	c, _, problems := cases.Parse("example", src)
	if problems.Errors() > 0 {
		return nil, fmt.Errorf("simulate: the example case: %s", problems[0].Text(knowledge.English))
	}
	return &caseload{full: c}, nil
}

// known is the case as it is known on a day: without the readings of later days, and
// without what is worked out from them.
func (l *caseload) known(today cases.Day) *cases.Case {
	c := *l.full
	c.Plan.Indicators = slices.Clone(c.Plan.Indicators)
	later := false
	for i := range c.Plan.Indicators {
		ind := &c.Plan.Indicators[i]
		all := ind.Readings
		ind.Readings = slices.DeleteFunc(slices.Clone(all), func(r cases.Reading) bool { return r.Date > today })
		if len(ind.Readings) < len(all) {
			ind.Isolation.After, ind.Isolation.Estimate, later = nil, nil, true
		}
	}
	if later {
		c.Worth, c.Anchoring, c.Phase = cases.Worth{}, cases.Anchoring{}, cases.Praktijk
	}
	return &c
}

// day writes what became known of the case, if anything did.
func (l *caseload) day(ctx context.Context, db *store.DB, now time.Time) error {
	today := cases.DayOf(now)
	if today <= l.until {
		return nil
	}
	l.until = today
	return db.Update(ctx, func(tx *store.Tx) error {
		_, err := cases.Save(tx, l.known(today), cases.ByCommand, now)
		return err
	})
}
