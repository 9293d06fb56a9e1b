package digest

import (
	"testing"

	"pgregory.net/rapid"
)

// TestSharesLeaveAChoice plays someone who knows every total, every exact yes and every
// share of a week: for each unit of which a share is told, at least three numbers of
// yeses remain possible.
func TestSharesLeaveAChoice(t *testing.T) {
	shares, exacts := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		us := randomTree(t, 5)
		tr := newTree(us)
		n, yes, no := make([]int, len(us)), make([]int, len(us)), make([]int, len(us))
		for u := range us {
			yes[u] = rapid.SampledFrom([]int{0, 1, 2, 4, 5, 6, 9}).Draw(t, "yes")
			no[u] = rapid.SampledFrom([]int{0, 0, 1, 2, 4, 5, 7}).Draw(t, "no")
			n[u] = yes[u] + no[u]
		}
		c := compiler{counted: &counted{t: tr}}
		total := tr.cover(rule{k: K, totals: true}, n) // everyone answers once
		exact := tr.cover(rule{k: K, may: total.shown, totals: true}, yes, no)
		told := c.shares(total, exact, n, yes)
		all, hits := tr.sums(n), tr.sums(yes)

		// The units in no shown total, or in the same, are one to who looks on.
		could := make([]map[int]bool, len(us))
		for u := range could {
			could[u] = map[int]bool{}
		}
		world := make([]int, len(us))
		var try func(int)
		try = func(u int) {
			if u < len(us) {
				for world[u] = 0; world[u] <= n[u]; world[u]++ {
					try(u + 1)
				}
				world[u] = 0
				return
			}
			sums := tr.sums(world)
			for u := range us {
				if exact.shown[u] && sums[u] != hits[u] {
					return
				}
				if told[u] != "" {
					if s, _ := shareOf(sums[u], all[u]); s != told[u] {
						return
					}
				}
			}
			for u := range us {
				could[u][sums[u]] = true
			}
		}
		try(0)
		for u := range us {
			if exact.shown[u] {
				exacts++
			}
			if told[u] == "" {
				continue
			}
			shares++
			if len(could[u]) < leastChoice {
				t.Fatalf("%v: yes %v of %v, exact %v, shares %v: %s can only be %v", us, yes, n, exact.shown, told,
					us[u].ID, could[u])
			}
		}
	})
	if shares == 0 || exacts == 0 {
		t.Errorf("%d shares and %d exact figures were told: this tests nothing", shares, exacts)
	}
}

func TestSharesStandForTheirNumbers(t *testing.T) {
	for n := K; n < 60; n++ {
		for yes := range n + 1 {
			s, in := shareOf(yes, n)
			for other := range n + 1 {
				if o, _ := shareOf(other, n); (o == s) != (in.lo <= other && other <= in.hi) {
					t.Fatalf("%d of %d is %s, %d to %d; but %d is %s", yes, n, s, in.lo, in.hi, other, o)
				}
			}
			if in.hi-in.lo+1 < leastChoice {
				t.Errorf("%s of %d leaves %d to %d", s, n, in.lo, in.hi)
			}
		}
	}
}
