package digest

import "strings"

// fineFrom is from how many answers on a share is told in quarters; below it in halves.
const fineFrom = 12

// leastChoice is how many different numbers must stay possible for a share.
const leastChoice = 3

// An interval is the numbers a share stands for, and those from which it can be told.
type interval struct{ lo, hi int }

// shareOf is the share that yes is of n, and what it stands for.
func shareOf(yes, n int) (Share, interval) {
	parts := 2
	if n >= fineFrom {
		parts = 4
	}
	q := min(parts-1, parts*yes/n)
	in := interval{(q*n + parts - 1) / parts, ((q+1)*n+parts-1)/parts - 1}
	if q == parts-1 {
		in.hi = n
	}
	if parts == 2 {
		return [...]Share{LessThanHalf, HalfOrMore}[q], in
	}
	return [...]Share{Quarter, QuarterHalf, HalfMost, Most}[q], in
}

// shares tells roughly how often it was yes in the smallest units whose total is told
// and whose number of yeses is not. n and yes are what each unit has by itself.
//
// A rest that is told exactly can give shares within it away: when the others are at
// their highest, this one must be at its lowest. So in each rest it is worked out which
// numbers remain possible for each share; if for any of them fewer than three do, no
// share in that rest is told.
func (c *compiler) shares(total, exact cover, n, yes []int) []Share {
	all, hits := c.t.sums(n), c.t.sums(yes)
	out := make([]Share, len(n))
	in := make([]interval, len(n))
	by := map[int][]int{} // units with a share, by the unit whose rest they are in
	for u := range n {
		if !total.shown[u] || exact.shown[u] || all[u] == 0 || c.t.above(total.shown, u) {
			continue
		}
		out[u], in[u] = shareOf(hits[u], all[u])
		h := c.t.holder(exact, u)
		by[h] = append(by[h], u)
	}
	for h, us := range by {
		if h < 0 {
			continue // nothing exact to subtract from
		}
		var sum interval // what the yeses of the rest can be together
		rest, restYes := all[h], hits[h]
		for _, b := range exact.tops[h] {
			rest, restYes = rest-all[b], restYes-hits[b]
		}
		for _, u := range us {
			rest -= all[u]
			sum.lo, sum.hi = sum.lo+in[u].lo, sum.hi+in[u].hi
		}
		sum.hi += rest // of units in the rest without a share anything is possible
		for _, u := range us {
			lo := max(in[u].lo, restYes-(sum.hi-in[u].hi))
			hi := min(in[u].hi, restYes-(sum.lo-in[u].lo))
			if hi-lo+1 < leastChoice {
				for _, v := range us {
					out[v] = ""
				}
				break
			}
		}
	}
	return out
}

// cutWord splits a word that stands for an aid and a reason. A word that stands for one
// thing is returned twice.
func cutWord(w string) (aid, reason string) {
	aid, reason, ok := strings.Cut(w, "\x00")
	if !ok {
		return w, w
	}
	return aid, reason
}
