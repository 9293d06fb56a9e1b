package digest

import (
	"cmp"
	"slices"

	"github.com/handvat/handvat/knowledge/privacy"
)

// A Unit is a part of the organisation as it was in a week.
type Unit struct {
	ID     string
	Name   string
	Parent string // empty at the top
	Own    int    // people whose own unit it is; 0 if that is not known, or if there are none
}

// A tree is the units of a week.
type tree struct {
	units []Unit // in order of ID
	at    map[string]int
	up    []int   // the unit above, or -1
	below [][]int // the units directly below
	order []int   // every unit after those below it; those in a circle are left out
}

func newTree(us []Unit) *tree {
	byID := func(a, b Unit) int { return cmp.Compare(a.ID, b.ID) }
	t := &tree{units: slices.SortedFunc(slices.Values(us), byID), at: map[string]int{}}
	for i, u := range t.units {
		t.at[u.ID] = i
	}
	t.up, t.below = make([]int, len(us)), make([][]int, len(us))
	for i, u := range t.units {
		t.up[i] = -1
		if p, ok := t.at[u.Parent]; ok && u.Parent != u.ID && u.Parent != "" {
			t.up[i], t.below[p] = p, append(t.below[p], i)
		}
	}
	var visit func(int)
	visit = func(i int) {
		for _, c := range t.below[i] {
			visit(c)
		}
		t.order = append(t.order, i)
	}
	for i := range t.units {
		if t.up[i] < 0 {
			visit(i)
		}
	}
	return t
}

// sums adds to each unit what the units below it have.
func (t *tree) sums(own []int) []int {
	all := slices.Clone(own)
	for _, u := range t.order {
		if p := t.up[u]; p >= 0 {
			all[p] += all[u]
		}
	}
	return all
}

// A cover says of which units a figure is shown, and of what each shown one holds
// besides the shown ones below it: its rest. Whoever knows all that is shown can find
// the rests by subtracting, and sums of rests, but nothing smaller.
type cover struct {
	shown []bool
	tops  [][]int // of each unit, the shown ones below it that no other shown one is above
	rest  [][]int // of each unit, its parts that no shown unit below it holds
}

// A rule is what the rest of a shown unit must hold.
type rule struct {
	k      privacy.Group // different people in each part at least
	may    []bool        // the units that may be shown; nil for all
	totals bool          // rather show a unit than the smallest of those below it
}

// cover decides of which units a figure may be shown that is the sum of parts, such as
// how many people said yes and how many said no. It goes from the smallest units up: the
// rest of each shown unit has at least k people in every part, and hides in more than k members.
// Where only one unit below did anything that one is shown: the unit above would add
// that the others did nothing.
func (t *tree) cover(r rule, parts ...[]int) cover {
	n := len(t.units)
	c := cover{shown: make([]bool, n), tops: make([][]int, n), rest: make([][]int, n)}
	members := make([]int, n) // of the rest
	all := make([]int, n)     // people of all parts, with the units below
	for _, p := range parts {
		add(all, p)
	}
	all = t.sums(all)
	rests := make([]int, n*len(parts))
	ok := func(u int) bool {
		return r.k.MayAll(c.rest[u]...) && r.k.Hides(members[u])
	}
	for _, u := range t.order {
		members[u] = t.units[u].Own
		c.rest[u], rests = rests[:len(parts):len(parts)], rests[len(parts):]
		for i, p := range parts {
			c.rest[u][i] = p[u]
		}
		for _, b := range t.below[u] {
			if c.shown[b] {
				c.tops[u] = append(c.tops[u], b)
				continue
			}
			c.tops[u] = append(c.tops[u], c.tops[b]...)
			members[u] += members[b]
			add(c.rest[u], c.rest[b])
		}
		if r.may != nil && !r.may[u] {
			continue
		}
		nobody := slices.Max(c.rest[u]) == 0
		nothing := nobody && members[u] == 0 && len(c.tops[u]) > 0
		give := r.totals && !nothing && !(nobody && len(c.tops[u]) == 1)
		for give && !ok(u) && len(c.tops[u]) > 0 {
			least := slices.MinFunc(c.tops[u], func(a, b int) int {
				return cmp.Or(cmp.Compare(all[a], all[b]), cmp.Compare(a, b))
			})
			c.shown[least] = false
			c.tops[u] = append(slices.DeleteFunc(c.tops[u], func(b int) bool { return b == least }), c.tops[least]...)
			members[u] += members[least]
			add(c.rest[u], c.rest[least])
		}
		c.shown[u] = nothing || ok(u)
	}
	return c
}

func add(to, from []int) {
	for i, n := range from {
		to[i] += n
	}
}

// holder is the shown unit in whose rest u is; -1 if there is none.
func (t *tree) holder(c cover, u int) int {
	for ; u >= 0; u = t.up[u] {
		if c.shown[u] {
			return u
		}
	}
	return -1
}

// above reports whether a unit below u is marked.
func (t *tree) above(marks []bool, u int) bool {
	return slices.ContainsFunc(t.below[u], func(b int) bool { return marks[b] || t.above(marks, b) })
}
