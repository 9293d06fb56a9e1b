package bench

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/handvat/handvat/knowledge"
)

// maxScore is BM25F in memory with the MaxScore method (Turtle and Flood, 1995): terms
// that cannot bring a new aid into the best ten are looked up only for aids that other
// terms have brought up. It is a lower bound rather than a rival: it knows no stems, no
// languages, and nothing that was learned.
func maxScore(_ *testing.B, aids []*knowledge.Aid) engine {
	ix := newMemory(aids)
	return func(q question) (out []string) {
		for _, d := range ix.search(words(q.text), 10) {
			out = append(out, aids[d.doc].Slug)
		}
		return out
	}
}

type memory struct {
	lists map[string]*list
}

// A list is the aids that have a term, with what the term adds to their score.
type list struct {
	docs   []int32
	scores []float32
	most   float32
}

func newMemory(aids []*knowledge.Aid) *memory {
	ix := &memory{map[string]*list{}}
	frequencies := make([]map[string]float64, len(aids))
	length := make([]float64, len(aids))
	mean := 0.0
	has := map[string]int{}
	for i, a := range aids {
		frequencies[i] = map[string]float64{}
		title, summary, steps := fields(a)
		for f, text := range []string{steps, summary, title} {
			for _, w := range words(text) {
				frequencies[i][w] += float64(f + 1)
				length[i] += float64(f + 1)
			}
		}
		for w := range frequencies[i] {
			has[w]++
		}
		mean += length[i] / float64(len(aids))
	}
	for i := range aids {
		for w, tf := range frequencies[i] {
			l := ix.lists[w]
			if l == nil {
				l = new(list)
				ix.lists[w] = l
			}
			n := float64(has[w])
			idf := math.Log(1 + (float64(len(aids))-n+0.5)/(n+0.5))
			score := float32(idf * tf * 2.2 / (tf + 1.2*(0.25+0.75*length[i]/mean)))
			l.docs, l.scores, l.most = append(l.docs, int32(i)), append(l.scores, score), max(l.most, score)
		}
	}
	return ix
}

type found struct {
	doc   int32
	score float32
}

// search returns the k best aids for terms.
func (ix *memory) search(terms []string, k int) (top []found) {
	type cursor struct {
		*list
		at int
	}
	slices.Sort(terms)
	var cs []*cursor
	for _, t := range slices.Compact(terms) {
		if l := ix.lists[t]; l != nil {
			cs = append(cs, &cursor{l, 0})
		}
	}
	slices.SortFunc(cs, func(a, b *cursor) int { return cmp.Compare(a.most, b.most) })
	upTo := make([]float32, len(cs)+1) // what the first so many terms can add at most
	for i, c := range cs {
		upTo[i+1] = upTo[i] + c.most
	}
	essential := 0 // terms before this one cannot bring up an aid by themselves
	threshold := float32(0)
	for essential < len(cs) {
		doc := int32(math.MaxInt32)
		for _, c := range cs[essential:] {
			if c.at < len(c.docs) {
				doc = min(doc, c.docs[c.at])
			}
		}
		if doc == math.MaxInt32 {
			break
		}
		var score float32
		for _, c := range cs[essential:] {
			if c.at < len(c.docs) && c.docs[c.at] == doc {
				score += c.scores[c.at]
				c.at++
			}
		}
		for i := essential - 1; i >= 0 && score+upTo[i+1] > threshold; i-- {
			c := cs[i]
			n, ok := slices.BinarySearch(c.docs[c.at:], doc)
			if c.at += n; ok {
				score += c.scores[c.at]
			}
		}
		if len(top) == k && score <= threshold {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, score, func(f found, s float32) int { return cmp.Compare(s, f.score) })
		top = slices.Insert(top, at, found{doc, score})
		if top = top[:min(len(top), k)]; len(top) == k {
			threshold = top[k-1].score
			for essential < len(cs) && upTo[essential+1] <= threshold {
				essential++
			}
		}
	}
	return top
}
