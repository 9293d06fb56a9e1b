package index

import (
	"cmp"
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A vocabulary is what the words of the library look like: which there are, which
// are related, which are made of others, and which resemble a misspelt one. It is
// derived from the index, and not changed once built.
type vocabulary struct {
	docs      map[string]int      // term → how many aids have it
	roots     map[string][]string // root → terms
	parts     map[string][]string // compound → the terms it is made of
	compounds map[string][]string // term → compounds that it is a part of
	grams     map[string][]int32  // three letters → terms, by their place in list
	list      []string
	likeness  map[knowledge.Lang]func() encode.Likeness // which terms mean about the same as a word
}

// maxRelated bounds how many terms one word of a question stands for by each kind of
// relation, so that a short word in a large library stays cheap.
const maxRelated = 12

// newVocabulary builds a vocabulary of terms, which say in how many aids each occurs.
func newVocabulary(docs map[string]int) *vocabulary {
	v := &vocabulary{docs: docs, roots: map[string][]string{}, parts: map[string][]string{},
		compounds: map[string][]string{}, grams: map[string][]int32{}}
	for t := range docs {
		v.list = append(v.list, t)
	}
	slices.Sort(v.list)
	v.likeness = encode.Likenesses(v.list)
	for _, t := range v.list {
		r := text.RootOf(t)
		v.roots[r] = append(v.roots[r], t)
	}
	for i, t := range v.list {
		if parts := v.split(t); parts != nil {
			v.parts[t] = parts
			for _, p := range parts {
				v.compounds[p] = append(v.compounds[p], t)
			}
		}
		if len(t) >= 4 && len(t) <= 20 {
			for _, g := range trigrams(t) {
				v.grams[g] = append(v.grams[g], int32(i))
			}
		}
	}
	return v
}

func (v *vocabulary) has(term string) bool { return v.docs[term] > 0 }

// like returns the terms that mean about the same as a stem in lang.
func (v *vocabulary) like(stem string, lang knowledge.Lang) []text.Weighted {
	return v.likeness[lang]().Of(stem, lang)
}

// split returns the terms that a compound is made of, or nil if it is none that the
// library knows. Of several ways to split, the one with the longest last part is
// taken: in Dutch the last part says what kind of thing it is.
func (v *vocabulary) split(term string) []string {
	for i := text.MinPart; i+text.MinPart <= len(term); i++ {
		tail, ok := v.part(term[i:])
		if !ok {
			continue
		}
		for head := range text.Heads(term[:i]) {
			if len(head) < text.MinPart {
				continue
			}
			if h, ok := v.part(head); ok {
				return append(h, tail...)
			}
			if h := v.split(head); h != nil {
				return append(h, tail...)
			}
		}
	}
	return nil
}

// part returns the terms that stand for one part of a compound.
func (v *vocabulary) part(s string) (terms []string, ok bool) {
	if v.has(s) {
		return []string{s}, true
	}
	if rs := v.roots[text.RootOf(s)]; len(rs) > 0 {
		return rs[:1:1], true
	}
	return nil, false
}

// related returns the other terms that have the root of stem.
func (v *vocabulary) related(stem string) []string {
	rs := v.roots[text.RootOf(stem)]
	return rs[:min(len(rs), maxRelated)]
}

// containing returns compounds of which term is a part.
func (v *vocabulary) containing(term string) []string {
	cs := v.compounds[term]
	return cs[:min(len(cs), maxRelated)]
}

// A guess is a term that a misspelt word may have been meant as.
type guess struct {
	term     string
	distance int
	overlap  int
}

// maxGuesses is how many corrections of one word are tried side by side.
const maxGuesses = 3

// nearest returns the terms that differ from word in one letter, or in two if it is
// long, nearest first: letters left out, added, changed or swapped.
func (v *vocabulary) nearest(word string) []guess {
	if len(word) < 4 || len(word) > 20 {
		return nil
	}
	limit := 1
	if len(word) >= 8 {
		limit = 2
	}
	gs := trigrams(word)
	shared := map[int32]int{}
	for _, g := range gs {
		for _, i := range v.grams[g] {
			shared[i]++
		}
	}
	var out []guess
	for i, n := range shared {
		t := v.list[i]
		if n < len(gs)-3*limit || abs(len(t)-len(word)) > limit {
			continue
		}
		if d := distance(word, t, limit); d <= limit {
			out = append(out, guess{t, d, n})
		}
	}
	slices.SortFunc(out, func(a, b guess) int {
		return cmp.Or(a.distance-b.distance, b.overlap-a.overlap, v.docs[b.term]-v.docs[a.term],
			cmp.Compare(a.term, b.term))
	})
	return out[:min(len(out), maxGuesses)]
}

// trigrams returns the runs of three letters of s, with a mark at either end.
func trigrams(s string) []string {
	s = "^" + s + "$"
	out := make([]string, 0, len(s))
	for i := 0; i+3 <= len(s); i++ {
		out = append(out, s[i:i+3])
	}
	return out
}

// distance returns how many letters must be added, removed, changed or swapped with
// their neighbour to make b of a; limit+1 if it is more than limit.
func distance(a, b string, limit int) int {
	var rows [3][24]int
	prev2, prev, cur := &rows[0], &rows[1], &rows[2]
	if len(b) >= len(rows[0]) || abs(len(a)-len(b)) > limit {
		return limit + 1
	}
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
			best = min(best, cur[j])
		}
		if best > limit {
			return limit + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}

func abs(n int) int { return max(n, -n) }
