package evaluate

import (
	"slices"

	"github.com/handvat/handvat/knowledge"
)

// A variant is a set as it could also have been, with what its questions weigh.
type variant struct {
	set    *Set
	weight float64
}

// How a set is varied.
const (
	gap         = 0.3 // the share of aids that a library with gaps lacks
	gapWeight   = 0.3 // of each such library, against the set as it is
	small       = 0.9 // the share that a small library lacks
	smallFrom   = 100 // aids, from which on a set is also tried as small libraries
	smallWeight = 0.3
)

// variants returns a set, and the set with gaps, as small libraries, and in one
// language only if it has two. Few sets have out-of-scope questions, of which the
// hardest are near to an aid, or ask for aids in the other language, and none says
// what a chance is worth in a library of another size.
func variants(s *Set) []variant {
	var out []variant
	for _, b := range languages(s) {
		out = append(out, variant{b, 1})
		for seed := range 2 {
			out = append(out, variant{b.Without(gap, seed), gapWeight})
			if len(b.Aids) >= smallFrom {
				out = append(out, variant{b.Without(small, seed), smallWeight})
			}
		}
	}
	return out
}

// languages returns a set, and the set in one language only if it has two.
func languages(s *Set) []*Set {
	out := []*Set{s}
	for _, lang := range knowledge.Langs {
		if one := s.only(lang); len(one.Aids) > 0 && len(one.Aids) < len(s.Aids) {
			out = append(out, one)
		}
	}
	return out
}

// only returns the set with the aids of one language. What asks for an aid that has
// none in it is out of scope.
func (s *Set) only(lang knowledge.Lang) *Set {
	return s.keep(func(a *knowledge.Aid) bool { return a.Lang == lang })
}

// keep returns the set with some of its aids. A question that asks for none of them
// is out of scope.
func (s *Set) keep(which func(*knowledge.Aid) bool) *Set {
	out := &Set{Name: s.Name}
	slugs := map[string]bool{}
	for _, a := range s.Aids {
		if which(a) {
			out.Aids = append(out.Aids, a)
			slugs[a.Slug] = true
		}
	}
	for _, q := range s.Questions {
		q.Gold = slices.DeleteFunc(slices.Clone(q.Gold), func(slug string) bool { return !slugs[slug] })
		out.Questions = append(out.Questions, q)
	}
	return out
}
