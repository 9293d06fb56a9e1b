package learn

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A feature is something that a text has: a word, two words in a row, a run of two
// to five letters within a word, or the meaning of a word in English. It is known by
// a hash only; two features that share one are one.
type feature uint32

// The kinds of features.
const (
	wordKind    = iota // words and pairs of words
	gramKind           // letters
	meaningKind        // words in English, where the two languages meet
	kinds
)

// share is the length of each kind's part of the vector of a text.
var share = [kinds]float32{wordKind: 1, gramKind: 1, meaningKind: 0.65}

// A term is a feature with its weight in a text.
type term struct {
	feature feature
	weight  float32
}

// A bag is what a text has, before weighing: how often each feature of each kind.
type bag [kinds][]term

// featureBits is how many bits of a hash are kept.
const featureBits = 26

// hashOf mixes the bytes of the parts (FNV-1a, with a final shuffle).
func hashOf(kind byte, a, b string) feature {
	h := (uint32(2166136261) ^ uint32(kind)) * 16777619
	for i := 0; i < len(a); i++ {
		h = (h ^ uint32(a[i])) * 16777619
	}
	if b != "" {
		h = (h ^ ' ') * 16777619
		for i := 0; i < len(b); i++ {
			h = (h ^ uint32(b[i])) * 16777619
		}
	}
	h ^= h >> 15
	h *= 0x85ebca6b
	h ^= h >> 13
	return feature(h & (1<<featureBits - 1))
}

// bagOf returns the features of words, which are in lang.
func bagOf(ws []text.Word, lang knowledge.Lang, syn *text.Synonyms) bag {
	var out bag
	for i, w := range ws {
		out.word(w, 1)
		if i > 0 {
			out[wordKind] = append(out[wordKind], term{hashOf('p', ws[i-1].Text, w.Text), 1})
		}
	}
	for n := 1; n <= text.MaxPhrase && syn != nil; n++ {
		for i := 0; i+n <= len(ws); i++ {
			same := syn.Of(ws[i : i+n])
			for _, t := range same {
				for _, w := range t.Words {
					out.word(w, 1/sqrt(float32(len(same))))
				}
			}
		}
	}
	out.meanings(ws, lang, syn)
	for k := range out {
		out[k] = merge(out[k])
	}
	return out
}

// word adds a word and its letters.
func (b *bag) word(w text.Word, weight float32) {
	b[wordKind] = append(b[wordKind], term{hashOf('w', w.Stem, ""), weight})
	s := " " + w.Text + " "
	for n := 2; n <= 5; n++ {
		for j := 0; j+n <= len(s); j++ {
			b[gramKind] = append(b[gramKind], term{hashOf('g', s[j:j+n], ""), weight})
		}
	}
}

// meanings adds the English stems that the words stand for.
func (b *bag) meanings(ws []text.Word, lang knowledge.Lang, syn *text.Synonyms) {
	add := func(stem string, weight float32) {
		b[meaningKind] = append(b[meaningKind], term{hashOf('m', stem, ""), weight})
	}
	for n := 1; n <= 3; n++ {
		for i := 0; i+n <= len(ws); i++ {
			part := ws[i : i+n]
			if n == 1 && part[0].Stop {
				continue
			}
			if n == 1 {
				add(part[0].Stem, 1)
			}
			if lang == knowledge.Dutch {
				for _, t := range text.Translations(part, lang) {
					for _, s := range t.Stems {
						add(s, t.Weight)
					}
				}
			}
			if lang == knowledge.English && n == 1 {
				for _, t := range text.Kin(part[0]) {
					add(t.Term, t.Weight)
				}
			}
			for _, t := range syn.Of(part) {
				for _, w := range t.Words {
					add(w.Stem, 1)
				}
			}
		}
	}
}

// merge sorts terms by feature and adds those of one feature.
func merge(ts []term) []term {
	slices.SortFunc(ts, func(a, b term) int { return int(a.feature) - int(b.feature) })
	out := ts[:0]
	for _, t := range ts {
		if n := len(out); n > 0 && out[n-1].feature == t.feature {
			out[n-1].weight += t.weight
		} else {
			out = append(out, t)
		}
	}
	return out
}

// A weigher knows how rare each feature is.
type weigher struct {
	table
	docs []int32 // by number in the table: in how many texts
	n    int     // of how many
}

// newWeigher counts the features of texts.
func newWeigher(texts []bag) *weigher {
	docs := map[feature]int32{}
	for _, b := range texts {
		for _, ts := range b {
			for _, t := range ts {
				docs[t.feature]++
			}
		}
	}
	w := &weigher{table: newTable(slices.Sorted(maps.Keys(docs))), n: len(texts)}
	w.docs = make([]int32, len(w.features))
	for i, f := range w.features {
		w.docs[i] = docs[f]
	}
	return w
}

// seen returns in how many texts f was.
func (w *weigher) seen(f feature) int32 {
	if i := w.find(f); i >= 0 {
		return w.docs[i]
	}
	return 0
}

// weigh returns the vector of a text: TF-IDF (1 + ln tf, smoothed idf), each kind
// scaled to its share.
func (w *weigher) weigh(b bag) []term {
	var out []term
	for k, ts := range b {
		from := len(out)
		var sum float64
		for _, t := range ts {
			tf := float64(t.weight)
			if tf > 1 {
				tf = 1 + math.Log(tf)
			}
			v := tf * (math.Log(float64(1+w.n)/float64(1+w.seen(t.feature))) + 1)
			sum += v * v
			out = append(out, term{t.feature, float32(v)})
		}
		if sum > 0 {
			scale := share[k] / float32(math.Sqrt(sum))
			for i := from; i < len(out); i++ {
				out[i].weight *= scale
			}
		}
	}
	return out
}

// known returns how much of a vector is of features that were seen, from 0 to 1.
func (w *weigher) known(ts []term) float32 {
	var known, all float32
	for _, t := range ts {
		all += t.weight * t.weight
		if w.seen(t.feature) > 0 {
			known += t.weight * t.weight
		}
	}
	return known / max(all, 1e-6)
}

// prune keeps the max heaviest terms. Those it drops are common, and say little for
// what they cost.
func prune(ts []term, max int) []term {
	if len(ts) <= max {
		return ts
	}
	slices.SortFunc(ts, func(a, b term) int { return cmp.Compare(b.weight, a.weight) })
	return slices.Clone(ts[:max])
}

// maxTerms is how many terms of a text are learned from.
const maxTerms = 200
