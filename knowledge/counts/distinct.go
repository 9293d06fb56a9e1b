package counts

import (
	"slices"

	"github.com/handvat/handvat/knowledge/store"
)

// A Place is a unit in a week.
type Place struct {
	Week Week
	Unit string
}

// A Group is who did what one of the keys counts, in some places.
type Group struct {
	Keys []Key
	In   map[Place]bool
}

// Distinct returns how many different people each group has in the weeks from first to
// last, at least: who they were in a closed week is not known any more, and who did
// something of which the journal learnt late may not have been counted when it was told of.
func Distinct(tx *store.Tx, first, last Week, gs []Group) ([]int, error) {
	people, late := make([]map[uint64]bool, len(gs)), make([]int, len(gs))
	for i := range gs {
		people[i] = map[uint64]bool{}
	}
	words := spellings{}
	for k, c := range cells.Between(tx, weekKey(first), weekKey(last+1)) {
		at := Place{weekIn(k), string(k[4:])}
		r, err := words.rollup(tx, at, c)
		if err != nil {
			return nil, err
		}
		for i, g := range gs {
			if c.isShut || !g.In[at] {
				continue
			}
			late[i] += r.Sum(Key{Kind: Late}).People
			for _, l := range r.figs {
				if slices.ContainsFunc(g.Keys, func(k Key) bool { return k.holds(l.key) }) {
					for p := range l.by.all() {
						people[i][c.people[p]] = true
					}
				}
			}
		}
	}
	counts := make([]int, len(gs))
	for i := range gs {
		counts[i] = max(len(people[i])-late[i], 0)
	}
	return counts, nil
}
