package digest

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestExamplesOfTheRule are the worked examples of complementary suppression.
func TestExamplesOfTheRule(t *testing.T) {
	dept := Unit{ID: "dept"}
	for _, x := range []struct {
		people []int
		want   string
	}{
		{[]int{8, 7, 2}, "dept 17, a 8"},
		{[]int{8, 3}, "dept 11"},
		{[]int{8, 7}, "dept 15, a 8, b 7"},
		{[]int{4}, ""},
		{[]int{2, 2}, ""},
		{[]int{3, 3}, "dept 6"},
		{[]int{20, 9, 8, 4, 1}, "dept 42, a 20, b 9, c 8"},
		{[]int{20, 9, 8, 4}, "dept 41, a 20, b 9"},
	} {
		us, own := []Unit{dept}, make([]int, len(x.people)+1)
		for i := range x.people {
			us = append(us, Unit{ID: string(rune('a' + i)), Parent: "dept"})
		}
		tr := newTree(us)
		for i, n := range x.people {
			own[tr.at[string(rune('a'+i))]] = n
		}
		c, all := tr.cover(rule{k: K, totals: true}, own), tr.sums(own)
		got := ""
		for _, id := range []string{"dept", "a", "b", "c", "d", "e"} {
			if u, ok := tr.at[id]; ok && c.shown[u] {
				got += fmt.Sprintf(", %s %d", id, all[u])
			}
		}
		if got = got[min(2, len(got)):]; got != x.want {
			t.Errorf("units of %v show %q, want %q", x.people, got, x.want)
		}
	}
}

// TestNothingSmallCanBeSubtracted plays someone who knows every sum that is shown, in
// any tree, and adds and subtracts them in every way: whatever they find exactly is
// about k people or more, or about units without members.
func TestNothingSmallCanBeSubtracted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		us := randomTree(t, 7)
		tr := newTree(us)
		parts := make([][]int, rapid.IntRange(1, 2).Draw(t, "parts"))
		for p := range parts {
			for range us {
				parts[p] = append(parts[p], rapid.SampledFrom([]int{0, 0, 1, 3, 4, 5, 6, 9, 14}).Draw(t, "people"))
			}
		}
		var may []bool
		if rapid.Bool().Draw(t, "layered") {
			may = tr.cover(rule{k: K, totals: true}, parts[0]).shown
		}
		c := tr.cover(rule{k: K, may: may, totals: rapid.Bool().Draw(t, "totals")}, parts...)
		var known [][]int // of each shown unit, which units it is the sum of
		for u, shown := range c.shown {
			if shown {
				known = append(known, tr.within(u))
			}
		}
		combine(known, func(coef []int) {
			if !slices.ContainsFunc(coef, func(n int) bool { return n != 0 }) ||
				slices.ContainsFunc(coef, func(n int) bool { return n != 0 && n != 1 }) {
				return // nothing, or not a sum of units
			}
			members, most := 0, 0
			for p := range parts {
				people := 0
				for u, n := range coef {
					people += n * parts[p][u]
					members += n * tr.units[u].Own
				}
				most = max(most, people)
				if people < K && (members > 0 || most > 0) {
					t.Fatalf("units %v: shown %v, and so %v can be found: part %d of %d people", tr.units, c.shown,
						coef, p, people)
				}
			}
		})
	})
}

// randomTree is up to n units with 0 to 20 members each.
func randomTree(t *rapid.T, n int) (us []Unit) {
	for i := range rapid.IntRange(1, n).Draw(t, "units") {
		u := Unit{ID: string(rune('a' + i)), Own: rapid.SampledFrom([]int{0, 3, 5, 6, 12, 20}).Draw(t, "own")}
		if i > 0 {
			if p := rapid.IntRange(-1, i-1).Draw(t, "parent"); p >= 0 {
				u.Parent = us[p].ID
			}
		}
		us = append(us, u)
	}
	return us
}

// within marks a unit and those below it with a one.
func (t *tree) within(u int) []int {
	in := make([]int, len(t.units))
	var mark func(int)
	mark = func(u int) {
		in[u] = 1
		for _, b := range t.below[u] {
			mark(b)
		}
	}
	mark(u)
	return in
}

// combine calls fn with every sum of vectors, each taken once, left out or taken off.
func combine(vectors [][]int, fn func([]int)) {
	if len(vectors) == 0 {
		return
	}
	sum := make([]int, len(vectors[0]))
	var try func(int)
	try = func(i int) {
		if i == len(vectors) {
			fn(sum)
			return
		}
		for sign := -1; sign <= 1; sign++ {
			for j, n := range vectors[i] {
				sum[j] += sign * n
			}
			try(i + 1)
			for j, n := range vectors[i] {
				sum[j] -= sign * n
			}
		}
	}
	try(0)
}

func TestUnitsInACircleAreLeftOut(t *testing.T) {
	tr := newTree([]Unit{{ID: "a", Parent: "b"}, {ID: "b", Parent: "a"}, {ID: "c", Parent: "c"},
		{ID: "d", Parent: "gone"}})
	c := tr.cover(rule{k: K, totals: true}, []int{9, 9, 9, 9})
	if !slices.Equal(c.shown, []bool{false, false, true, true}) {
		t.Error(c.shown)
	}
}
