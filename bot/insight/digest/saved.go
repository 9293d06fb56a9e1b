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
	minutes, n, people := make([]int, len(c.rolls)), make([]int, len(c.rolls)), make([]int, len(c.rolls))
	for i, r := range c.rolls {
		if r == nil {
			continue
		}
		var ks []counts.Key
		sum := 0 // of ten-thousandths of minutes
		for k, f := range r.Of(journal.Rated) {
			if share, sure, ok := estimate(k.Detail); ok {
				ks = append(ks, counts.Key{Kind: journal.Rated, Detail: k.Detail})
				sum += f.N * k.N * share * sure
			}
		}
		if len(ks) > 0 {
			f := r.Sum(ks...)
			minutes[i], n[i], people[i] = sum/10_000, f.N, f.People
		}
	}
	shown := c.t.cover(rule{k: c.k, totals: true}, people).shown
	all, answers, by := c.t.sums(minutes), c.t.sums(n), c.t.sums(people)
	for u := range c.facts {
		f := Figure{Level: Application, Withheld: true}
		if shown[u] {
			f = Figure{Level: Application, Value: all[u] / savedStep * savedStep, N: answers[u],
				People: c.k.Round(by[u])}
		}
		c.set(u, Saved, f)
	}
}

// estimate reads from the detail of a rating which part of the minutes counts and how sure
// that is, in per cent: "minutes-50-60". ok is false if it is no estimate of minutes.
func estimate(detail string) (share, sure int, ok bool) {
	n, err := fmt.Sscanf(detail, "minutes-%d-%d", &share, &sure)
	return share, sure, n == 2 && err == nil && share >= 0 && share <= 100 && sure >= 0 && sure <= 100
}
