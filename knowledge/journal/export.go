package journal

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Row is what happened in one week in the whole organisation: of one kind, with one aid and detail. It has no person,
// no unit and no time of day.
type Row struct {
	Week   string `json:"week"` // ISO 8601, such as 2026-W47
	Kind   string `json:"kind"`
	Aid    string `json:"aid,omitempty"`
	Detail string `json:"detail,omitempty"`
	N      int    `json:"n"`      // how often, at least; a multiple of k
	People int    `json:"people"` // by how many different people, at least; a multiple of k
}

// For is what may be told of a row where a larger group is needed than when it was made: at most what was told before.
func (r Row) For(group privacy.Group) (Row, bool) {
	r.N, r.People = group.Round(r.N), group.Round(r.People)
	return r, group.For(r.Detail).May(r.People)
}

// Export returns what is in the journal of the weeks that are wanted, by week of a time zone, kind, aid and detail.
// Only people of the roster are in it who read no figures because of their role: those whose entries have a unit. A
// row is of a group of people, a larger one for what is
// sensitive, of members that hide them. What fewer people did is in no row, and changes none: it is
// told neither by itself nor with others. What was sent, or not, is in none, because it tells who wants nothing sent.
// Numbers are so coarse that subtracting them from others tells little.
func Export(tx *store.Tx, zone *time.Location, group privacy.Group, members int,
	wanted func(week string) bool) (rows []Row, err error) {
	if members == 0 || !group.Hides(members) {
		return nil, nil
	}
	type cell struct {
		week        string
		kind        Kind
		aid, detail uint64
	}
	type crowd struct {
		n   int
		who map[uint64]bool
	}
	cells := map[cell]*crowd{}
	for e := range Raws(tx, 0) {
		week := weekOf(e.time().In(zone))
		if e.Unit == 0 || e.Person == 0 || e.Kind == NudgeSent || e.Kind == NudgeDropped || !wanted(week) {
			continue
		}
		in := cell{week, e.Kind, e.Aid, e.Detail}
		if cells[in] == nil {
			cells[in] = &crowd{who: map[uint64]bool{}}
		}
		cells[in].n++
		cells[in].who[e.Person] = true
	}
	for in, c := range cells {
		r := Row{Week: in.week, Kind: in.kind.String(), N: group.Round(c.n), People: group.AtLeast(len(c.who), members)}
		if r.Aid, err = Word(tx, in.aid); err == nil {
			r.Detail, err = Word(tx, in.detail)
		}
		if err != nil {
			return nil, fmt.Errorf("journal: export: %w", err)
		}
		if need := group.For(r.Detail); need.May(len(c.who)) && need.Hides(members) {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Week, b.Week), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Aid, b.Aid),
			cmp.Compare(a.Detail, b.Detail))
	})
	return rows, nil
}

// weekOf names the ISO week of a moment; later weeks have later names.
func weekOf(t time.Time) string {
	year, n := t.ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, n)
}
