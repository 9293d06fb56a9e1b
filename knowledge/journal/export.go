package journal

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
)

// A Row is what happened in one week in the whole organisation: of one kind, with one
// aid and detail, or with all others together. It has no person, no unit and no time
// of day.
type Row struct {
	Week   string `json:"week"` // ISO 8601, such as 2026-W47
	Kind   string `json:"kind"`
	Aid    string `json:"aid,omitempty"`
	Detail string `json:"detail,omitempty"`
	Others bool   `json:"others,omitempty"` // everything of this kind that has no row of its own
	N      int    `json:"n"`                // how often, at least; a multiple of k
	People int    `json:"people"`           // by how many different people, at least; a multiple of k
}

// Export returns what is in the journal of the weeks that are over at now, by week of a time zone and kind. Only people
// of the roster are in it who read no figures because of their role: those whose entries have a unit. A row is of a
// group of people, k or more, of members that hide them. What fewer people did is told together, and with so much
// besides that this is of a group too; if that cannot be, it is left out. Numbers are so coarse that subtracting them
// from others tells little.
func (j *Journal) Export(ctx context.Context, zone *time.Location, group privacy.Group,
	members int, now time.Time) (rows []Row, err error) {
	if members == 0 || !group.Hides(members) {
		return nil, nil
	}
	running := weekOf(now.In(zone))
	weeks := map[string]map[Kind]map[cell]*crowd{}
	for e, err := range j.After(ctx, 0) {
		if err != nil {
			return nil, fmt.Errorf("journal: export: %w", err)
		}
		week := weekOf(e.Time.In(zone))
		if e.Unit == "" || week >= running {
			continue
		}
		if weeks[week] == nil {
			weeks[week] = map[Kind]map[cell]*crowd{}
		}
		if weeks[week][e.Kind] == nil {
			weeks[week][e.Kind] = map[cell]*crowd{}
		}
		c := cell{e.Aid, e.Detail}
		if weeks[week][e.Kind][c] == nil {
			weeks[week][e.Kind][c] = &crowd{who: map[string]bool{}}
		}
		weeks[week][e.Kind][c].add(e.Person)
	}
	for _, week := range slices.Sorted(maps.Keys(weeks)) {
		for _, kind := range slices.Sorted(maps.Keys(weeks[week])) {
			for _, r := range told(weeks[week][kind], group, members) {
				r.Week, r.Kind = week, kind.String()
				rows = append(rows, r)
			}
		}
	}
	return rows, nil
}

// weekOf names the ISO week of a moment; later weeks have later names.
func weekOf(t time.Time) string {
	year, n := t.ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, n)
}

// A cell is what is counted together.
type cell struct{ aid, detail string }

// A crowd is how often something happened, and by whom.
type crowd struct {
	n   int
	who map[string]bool
}

// add counts once more; a person may be nobody.
func (c *crowd) add(person string) {
	if c.n++; person != "" {
		c.who[person] = true
	}
}

// told are the rows of one kind in one week: those of a group, and the others together.
// When the others are too few people, the smallest of the rows joins them, so that
// who knows the total does not know the rest.
func told(cells map[cell]*crowd, group privacy.Group, members int) (rows []Row) {
	order := slices.SortedFunc(maps.Keys(cells), func(a, b cell) int {
		return cmp.Or(cmp.Compare(len(cells[a].who), len(cells[b].who)), cmp.Compare(a.aid, b.aid),
			cmp.Compare(a.detail, b.detail))
	})
	others := crowd{who: map[string]bool{}}
	for len(order) > 0 && (!group.May(len(cells[order[0]].who)) || others.n > 0 && !group.May(len(others.who))) {
		c := cells[order[0]]
		others.n += c.n
		maps.Copy(others.who, c.who)
		order = order[1:]
	}
	row := func(c *crowd) Row {
		return Row{N: group.Round(c.n), People: group.AtLeast(len(c.who), members)}
	}
	slices.SortFunc(order,
		func(a, b cell) int { return cmp.Or(cmp.Compare(a.aid, b.aid), cmp.Compare(a.detail, b.detail)) })
	for _, c := range order {
		r := row(cells[c])
		r.Aid, r.Detail = c.aid, c.detail
		rows = append(rows, r)
	}
	if group.May(len(others.who)) {
		r := row(&others)
		r.Others = true
		rows = append(rows, r)
	}
	return rows
}
