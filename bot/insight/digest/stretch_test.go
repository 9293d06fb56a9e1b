package digest

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/store"
)

// weekRead is a week as the attacker has it.
type weekRead struct {
	attacker
	facts []Facts
	rests Rests
}

// readQuarter looks at the figures of a quarter, and subtracts from them all that the weeks
// tell. What is left of each side of a question must hold nobody who could have been in it,
// or five people who were. It returns how many figures there were.
func readQuarter(t *rapid.T, tx *store.Tx, weeks []weekRead) (told int, err error) {
	var rests []Rests
	for _, w := range weeks {
		rests = append(rests, w.rests)
	}
	people, err := counts.Distinct(tx, rests[0].Week, rests[len(rests)-1].Week, Groups(rests))
	if err != nil {
		return 0, err
	}
	fs := Stretch(rests, people, K)
	for _, q := range questions {
		f, ok := fs[q.name]
		if !ok {
			continue
		}
		told++
		sides := [][]counts.Key{q.all}
		if q.yes != nil {
			sides = [][]counts.Key{slices.Concat(q.yes, q.no), q.yes, q.no}
		}
		if f.Share != "" || f.Withheld || q.yes != nil && (f.Value == 0 || f.Value == f.N) {
			t.Fatalf("the quarter tells %s: %+v", q.name, f)
		}
		all := map[int]bool{}
		for i, side := range sides {
			left, places := map[int]bool{}, 0
			for _, w := range weeks {
				covered := w.covered(w.facts, q, i > 0)
				for u, unit := range w.tree.units {
					for p := range w.people(u, side) {
						if w.home[p] != unit.ID {
							continue
						}
						if all[p] = true; !covered[u] {
							left[p] = true
						}
					}
					if !covered[u] && unit.Own > 0 {
						places++
					}
				}
			}
			if len(left) < K && (places > 0 || len(left) > 0) {
				t.Fatalf("%s of a quarter, less what its weeks tell, is about %d people %v: %+v", q.name, len(left),
					left, f)
			}
		}
		if f.People > len(all) || f.People%K != 0 {
			t.Fatalf("%s of a quarter tells of %d people; there were %d", q.name, f.People, len(all))
		}
	}
	return told, nil
}

// covered are the units that exact figures of a week hold: of how often something happened,
// or also of how often it was yes.
func (a attacker) covered(fs []Facts, q question, split bool) []bool {
	covered := make([]bool, len(fs))
	for u := range fs {
		if f, ok := fs[u].Figures[q.name]; ok && !f.Withheld && (!split || f.Exact()) {
			for b, n := range a.tree.within(u) {
				covered[b] = covered[b] || n > 0
			}
		}
	}
	return covered
}

// TestAQuarterOfSmallWeeks holds that what three people do in each week is told of the
// quarter when they are others each time, and not when they are always the same.
func TestAQuarterOfSmallWeeks(t *testing.T) {
	week := func(w counts.Week) Rests {
		return Rests{Week: w, Units: []string{"all"}, Of: map[string]Rest{Exchanged: {N: 4,
			Total: Untold{[]int{0}, 30}}, Knew: {N: 6, Yes: 3, Part: 3, Total: Untold{nil, 0},
			Split: Untold{[]int{0}, 30}, Lo: []int{3}, Hi: []int{6}}}}
	}
	weeks := []Rests{week(week47), week(week47 + 1), week(week47 + 2)}
	people := func(exchanged, knew, yes, no int) (ns []int) {
		for _, q := range stretched() {
			switch q.name {
			case Exchanged:
				ns = append(ns, exchanged, exchanged, 0, 0)
			case Knew:
				ns = append(ns, knew, 0, yes, no)
			default:
				ns = append(ns, 0, 0, 0, 0)
			}
		}
		return ns
	}
	for _, c := range []struct {
		exchanged, knew, yes, no int
		want                     []string
	}{
		{9, 12, 5, 7, []string{Exchanged}}, // all yeses are at their lowest: that tells each week's
		{4, 12, 5, 7, nil},
		{4, 12, 4, 7, nil},
	} {
		fs := Stretch(weeks, people(c.exchanged, c.knew, c.yes, c.no), K)
		var got []string
		for name := range fs {
			got = append(got, name)
		}
		if slices.Sort(got); !slices.Equal(got, c.want) {
			t.Errorf("%+v: told is %v", c, fs)
		}
	}
	for i := range weeks {
		r := weeks[i].Of[Knew]
		r.Yes, r.Part = 5, 5
		weeks[i].Of[Knew] = r
	}
	if f := Stretch(weeks, people(0, 12, 5, 7), K)[Knew]; f.Value != 15 || f.N != 18 || f.People != 10 {
		t.Errorf("shares that still stand for three numbers: %+v", f)
	}
	if fs := Stretch(weeks, people(0, 12, 5, 4), K); len(fs) > 0 {
		t.Errorf("four people said no: %v", fs)
	}
	if fs := Stretch(nil, people(9, 9, 9, 9), K); len(fs) > 0 {
		t.Errorf("no weeks: %v", fs)
	}
}
