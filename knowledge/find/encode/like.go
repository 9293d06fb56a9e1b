package encode

import (
	"cmp"
	"slices"
	"sync"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A Likeness says which terms of a vocabulary mean about the same as a word.
type Likeness struct {
	terms []string
	gists []Gist
}

// newLikeness returns the terms that mean something in lang, or else in the other
// language.
func newLikeness(terms []string, lang knowledge.Lang) Likeness {
	var l Likeness
	for _, t := range terms {
		if len(t) < minLike || text.IsStop(t, lang) {
			continue
		}
		g, says := theMeanings().of(t, lang)
		if says == 0 {
			g, says = theMeanings().of(t, lang.Other())
		}
		if says > 0 {
			l.terms, l.gists = append(l.terms, t), append(l.gists, g)
		}
	}
	return l
}

// What is taken for like.
const (
	minLike   = 3   // letters of the shortest term
	leastLike = 0.5 // the product of the gists
	maxLike   = 5   // terms for one word
)

// Of returns the terms that mean about the same as a stem in lang, the likest first, with how
// much.
func (l Likeness) Of(stem string, lang knowledge.Lang) []text.Weighted {
	g, says := theMeanings().of(stem, lang)
	if says == 0 {
		return nil
	}
	var out []text.Weighted
	for i := range l.gists {
		if v := l.gists[i].Times(&g); v > leastLike {
			out = append(out, text.Weighted{Term: l.terms[i], Weight: v})
		}
	}
	slices.SortFunc(out, func(a, b text.Weighted) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Term, b.Term))
	})
	return out[:min(len(out), maxLike)]
}

// Likenesses returns the likeness of terms for questions in each language, made when it
// is first asked for.
func Likenesses(terms []string) map[knowledge.Lang]func() Likeness {
	out := map[knowledge.Lang]func() Likeness{}
	for _, lang := range knowledge.Langs {
		out[lang] = sync.OnceValue(func() Likeness { return newLikeness(terms, lang) })
	}
	return out
}
