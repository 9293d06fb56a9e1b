package digest

import (
	"fmt"

	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
)

// savedStep is by how many minutes the time saved is told, downwards. Exactly, it would
// say more of one person's answer than a number of people does.
const savedStep = 30

// saved tells how many minutes people saved in a week by their own estimate: of each
// answer the minutes, times which part of them came from the aids, times how sure the
// person is. Who was not asked or did not answer counts as none.
//
// N is the number of answers. As people say it of themselves it is level 3, and no result.
func (c *compiler) saved() {
	minutes, _ := c.each("minutes", func(r *counts.Rollup) (sum counts.Figure) {
		for k, f := range r.Of(journal.Rated) {
			if share, sure, ok := estimate(k.Detail); ok {
				sum.N += f.N * k.N * share * sure // of ten-thousandths
			}
		}
		sum.N /= 10_000
		return sum
	})
	n, people := c.each("estimates", func(r *counts.Rollup) counts.Figure {
		var ks []counts.Key
		for k := range r.Of(journal.Rated) {
			if _, _, ok := estimate(k.Detail); ok {
				ks = append(ks, counts.Key{Kind: journal.Rated, Detail: k.Detail})
			}
		}
		return r.Sum(ks...)
	})
	shown := c.t.cover(rule{k: c.k, totals: c.totals}, people).shown
	all, answers, by := c.t.sums(minutes), c.t.sums(n), c.t.sums(people)
	for u := range c.facts {
		value := all[u] / savedStep * savedStep
		c.tell(u, Saved, shown[u], Figure{Level: Application, Value: value, N: answers[u], People: by[u]})
	}
}

// estimate reads from the detail of a rating which part of the minutes counts and how sure
// that is, in per cent: "minutes-50-60". ok is false if it is no estimate of minutes.
func estimate(detail string) (share, sure int, ok bool) {
	n, err := fmt.Sscanf(detail, "minutes-%d-%d", &share, &sure)
	return share, sure, n == 2 && err == nil && share >= 0 && share <= 100 && sure >= 0 && sure <= 100
}
