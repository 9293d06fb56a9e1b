package scan

import (
	"cmp"
	"slices"

	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A line is one answer and how many people gave it at least.
type line struct {
	choices []int // the answers, from 0; those of a scale that are told together
	people  int
}

// tell are the answers to a question that may be told of, given that they were given so many times, each by somebody
// else: those that k people gave and k did not ([privacy.Group.MayPart]). How many gave another one is not told, or
// fewer than k could be found by subtracting; and how many gave it is rounded ([privacy.Group.Round]), or one
// person more in the next scan would be seen. The ends of a scale are told together.
func tell(q authored.Question, counts []int, group privacy.Group) (lines []line) {
	all := 0
	for i, n := range counts {
		all += n
		lines = append(lines, line{[]int{i}, n})
	}
	if q.Scale {
		low, high := counts[0]+counts[1], counts[3]+counts[4]
		lines = []line{{[]int{0, 1}, low}, {[]int{2}, counts[2]}, {[]int{3, 4}, high}}
	}
	lines = slices.DeleteFunc(lines, func(l line) bool { return !group.MayPart(l.people, all) })
	for i := range lines {
		lines[i].people = group.Round(lines[i].people)
	}
	if !q.Scale {
		slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(b.people, a.people) })
	}
	return lines
}
