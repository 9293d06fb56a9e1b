package scan

import (
	"cmp"
	"slices"

	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A line is one answer and how many people gave it.
type line struct {
	choices []int // the answers, from 0; those of a scale that are told together
	people  int
}

// A result is what may be told of a question. Nothing may if there are no lines.
type result struct {
	lines []line // the most given first; of a scale from low to high
	rest  int    // people who gave another answer
}

// tell is what may be told of a question with answers that were given so many times, each
// by somebody else. Every number, and what is left when any of them are subtracted from the
// whole, is of a group at least or of nobody; and that all gave the same answer is not
// told, since it would tell what each of them did. The ends of a scale are told together.
func tell(q authored.Question, counts []int, group privacy.Group) (r result) {
	all := 0
	for i, n := range counts {
		all += n
		r.lines = append(r.lines, line{[]int{i}, n})
	}
	if q.Scale {
		low, high := counts[0]+counts[1], counts[3]+counts[4]
		r.lines = []line{{[]int{0, 1}, low}, {[]int{2}, counts[2]}, {[]int{3, 4}, high}}
	}
	if !group.May(all) {
		return result{}
	}
	slices.SortStableFunc(r.lines, func(a, b line) int { return cmp.Compare(b.people, a.people) })
	shown := len(r.lines)
	for shown > 0 && (!group.May(r.lines[shown-1].people) || !group.MayRest(r.rest)) {
		shown--
		r.rest += r.lines[shown].people
	}
	r.lines = r.lines[:shown]
	if shown == 0 || r.rest == 0 && shown == 1 {
		return result{}
	}
	if q.Scale {
		slices.SortFunc(r.lines, func(a, b line) int { return cmp.Compare(a.choices[0], b.choices[0]) })
	}
	return r
}
