package find

import (
	"cmp"
	"slices"
	"sync"

	"github.com/handvat/handvat/knowledge"
)

// A likeness says which terms of a vocabulary mean about the same as a word.
type likeness struct {
	terms []string
	gists []gist
}

// newLikeness returns the terms that mean something in lang, or else in the other
// language.
func newLikeness(terms []string, lang knowledge.Lang) likeness {
	var l likeness
	for _, t := range terms {
		if len(t) < minLike || isStop(t, lang) {
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

// of returns the terms that mean about the same as a stem in lang, the likest first, with how
// much.
func (l likeness) of(stem string, lang knowledge.Lang) []weighted {
	g, says := theMeanings().of(stem, lang)
	if says == 0 {
		return nil
	}
	var out []weighted
	for i := range l.gists {
		if v := l.gists[i].times(&g); v > leastLike {
			out = append(out, weighted{l.terms[i], v})
		}
	}
	slices.SortFunc(out, func(a, b weighted) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
	})
	return out[:min(len(out), maxLike)]
}

// likenesses returns the likeness of terms for questions in each language, made when it
// is first asked for.
func likenesses(terms []string) map[knowledge.Lang]func() likeness {
	out := map[knowledge.Lang]func() likeness{}
	for _, lang := range knowledge.Langs {
		out[lang] = sync.OnceValue(func() likeness { return newLikeness(terms, lang) })
	}
	return out
}
