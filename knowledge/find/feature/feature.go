// Package feature makes a vector of a text: of its words, pairs of words, runs of letters and
// meanings, each the heavier the rarer it is. Features are known by a hash only, and lists by
// feature take little more room than what is in them.
package feature

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A Feature is something that a text has: a word, two words in a row, a run of two
// to five letters within a word, or the meaning of a word in English. It is known by
// a hash only; two features that share one are one.
type Feature uint32

// The kinds of features.
const (
	wordKind    = iota // words and pairs of words
	gramKind           // letters
	meaningKind        // words in English, where the two languages meet
	kinds
)

// share is the length of each kind's part of the vector of a text.
var share = [kinds]float32{wordKind: 1, gramKind: 1, meaningKind: 0.65}

// A Term is a feature with its weight in a text.
type Term struct {
	Feature Feature
	Weight  float32
}

// A Bag is what a text has, before weighing: how often each feature of each kind.
type Bag [kinds][]Term

// featureBits is how many bits of a hash are kept.
const featureBits = 26

// Of returns the feature of a number that a feature once was.
func Of(v uint32) Feature { return Feature(v & (1<<featureBits - 1)) }

// hashOf mixes the bytes of the parts (FNV-1a, with a final shuffle).
func hashOf(kind byte, a, b string) Feature {
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
	return Of(h)
}

// BagOf returns the features of words, which are in lang.
func BagOf(ws []text.Word, lang knowledge.Lang, syn *text.Synonyms) Bag {
	var out Bag
	for i, w := range ws {
		out.word(w, 1)
		if i > 0 {
			out[wordKind] = append(out[wordKind], Term{hashOf('p', ws[i-1].Text, w.Text), 1})
		}
	}
	for n := 1; n <= text.MaxPhrase && syn != nil; n++ {
		for i := 0; i+n <= len(ws); i++ {
			same := syn.Of(ws[i : i+n])
			for _, t := range same {
				for _, w := range t.Words {
					out.word(w, 1/float32(math.Sqrt(float64(len(same)))))
				}
			}
		}
	}
	out.meanings(ws, lang, syn)
	for k := range out {
		out[k] = Merge(out[k])
	}
	return out
}

// word adds a word and its letters.
func (b *Bag) word(w text.Word, weight float32) {
	b[wordKind] = append(b[wordKind], Term{hashOf('w', w.Stem, ""), weight})
	s := " " + w.Text + " "
	for n := 2; n <= 5; n++ {
		for j := 0; j+n <= len(s); j++ {
			b[gramKind] = append(b[gramKind], Term{hashOf('g', s[j:j+n], ""), weight})
		}
	}
}

// meanings adds the English stems that the words stand for.
func (b *Bag) meanings(ws []text.Word, lang knowledge.Lang, syn *text.Synonyms) {
	add := func(stem string, weight float32) {
		b[meaningKind] = append(b[meaningKind], Term{hashOf('m', stem, ""), weight})
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

// Merge sorts terms by feature and adds those of one feature.
func Merge(ts []Term) []Term {
	slices.SortFunc(ts, func(a, b Term) int { return int(a.Feature) - int(b.Feature) })
	out := ts[:0]
	for _, t := range ts {
		if n := len(out); n > 0 && out[n-1].Feature == t.Feature {
			out[n-1].Weight += t.Weight
		} else {
			out = append(out, t)
		}
	}
	return out
}

// A Weigher knows how rare each feature is.
type Weigher struct {
	table
	docs []int32 // by number in the table: in how many texts
	n    int     // of how many
}

// NewWeigher counts the features of texts.
func NewWeigher(texts []Bag) *Weigher {
	docs := map[Feature]int32{}
	for _, b := range texts {
		for _, ts := range b {
			for _, t := range ts {
				docs[t.Feature]++
			}
		}
	}
	w := &Weigher{table: newTable(slices.Sorted(maps.Keys(docs))), n: len(texts)}
	w.docs = make([]int32, len(w.features))
	for i, f := range w.features {
		w.docs[i] = docs[f]
	}
	return w
}

// seen returns in how many texts f was.
func (w *Weigher) seen(f Feature) int32 {
	if i := w.find(f); i >= 0 {
		return w.docs[i]
	}
	return 0
}

// SeenWord returns in how many texts a stem was.
func (w *Weigher) SeenWord(stem string) int32 { return w.seen(hashOf('w', stem, "")) }

// Parts returns what w is made of, from which [WeigherOf] makes it again.
func (w *Weigher) Parts() (features []Feature, docs []int32, texts int) {
	return w.features, w.docs, w.n
}

// WeigherOf returns the weigher of some parts.
func WeigherOf(features []Feature, docs []int32, texts int) *Weigher {
	return &Weigher{newTable(features), docs, texts}
}

// Weigh returns the vector of a text: TF-IDF (1 + ln tf, smoothed idf), each kind
// scaled to its share.
func (w *Weigher) Weigh(b Bag) []Term {
	var out []Term
	for k, ts := range b {
		from := len(out)
		var sum float64
		for _, t := range ts {
			tf := float64(t.Weight)
			if tf > 1 {
				tf = 1 + math.Log(tf)
			}
			v := tf * (math.Log(float64(1+w.n)/float64(1+w.seen(t.Feature))) + 1)
			sum += v * v
			out = append(out, Term{t.Feature, float32(v)})
		}
		if sum > 0 {
			scale := share[k] / float32(math.Sqrt(sum))
			for i := from; i < len(out); i++ {
				out[i].Weight *= scale
			}
		}
	}
	return out
}

// Known returns how much of a vector is of features that were seen, from 0 to 1.
func (w *Weigher) Known(ts []Term) float32 {
	var known, all float32
	for _, t := range ts {
		all += t.Weight * t.Weight
		if w.seen(t.Feature) > 0 {
			known += t.Weight * t.Weight
		}
	}
	return known / max(all, 1e-6)
}

// Prune keeps the max heaviest terms. Those it drops are common, and say little for
// what they cost.
func Prune(ts []Term, max int) []Term {
	if len(ts) <= max {
		return ts
	}
	slices.SortFunc(ts, func(a, b Term) int { return cmp.Compare(b.Weight, a.Weight) })
	return slices.Clone(ts[:max])
}
