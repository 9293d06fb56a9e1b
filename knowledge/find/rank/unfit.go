package rank

import (
	"slices"

	"github.com/handvat/handvat/knowledge/find/score"
)

// unfitPrice is what it costs an aid that people said of this very question, as surely as they can, that it is not
// for it: other aids that are worth offering go before it.
const unfitPrice = 5

// surely is what people said against an aid for this very question when it is as sure as it gets: another that can be
// offered goes before it, whatever it costs.
const surely = .95

// maxChoice is how many aids are offered at most: the first of all, and one that was taken from that place, are among
// them.
const maxChoice = 3

// drop takes out the candidates of which an author said that they are not for these very words.
func (r *Ranker) drop(cands []candidate, said string) []candidate {
	return slices.DeleteFunc(cands, func(c candidate) bool { return r.Model.Refuses(r.Shelf.Aids[c.doc].Key(), said) })
}

// lower takes from the candidates what was said against them for questions like this, and reports whether anything
// was, and whether another is first for it. The one that was first stays among those that are offered.
func (r *Ranker) lower(cands []candidate, unfit []score.Cell) (lowered, passed bool) {
	sure := false
	for i := range cands {
		c := &cands[i]
		for _, u := range unfit {
			if r.slug[u.Class] == c.slug {
				n := nudge{"unfit", -unfitPrice * float64(u.Weight)}
				c.score, c.nudges, lowered = c.score+n.weight, append(c.nudges, n), true
				if u.Weight >= surely && i == 0 {
					sure = true
				}
			}
		}
	}
	if !lowered {
		return false, false
	}
	was := cands[0].slug
	slices.SortStableFunc(cands, better)
	if len(cands) > 1 && cands[0].slug == was && sure {
		cands[0].score = cands[1].score
		cands[0], cands[1] = cands[1], cands[0]
	}
	at := slices.IndexFunc(cands, func(c candidate) bool { return c.slug == was })
	if at >= maxChoice {
		c := cands[at]
		copy(cands[maxChoice:at+1], cands[maxChoice-1:at])
		cands[maxChoice-1] = c
	}
	return true, at > 0
}
