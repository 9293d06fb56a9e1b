package index

import (
	"strings"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A sense is one word of a question with every term of the library that it may
// stand for. The terms count as one word: an aid that has several of them scores as
// if it repeated one.
type sense struct {
	word   text.Word
	weight float32 // how much the word matters: a function word little
	terms  []text.Weighted
	exact  bool // the library has the word itself
	like   bool // the library has only words that mean about the same
}

// How surely a term means the word it was reached from.
const (
	stopFactor      = 0.2 // a function word, against a word with content
	relatedWeight   = 0.6 // the same root: aangevraagd, aanvraag
	foreignWeight   = 0.8 // the same letters read as a word of the other language
	translateWeight = 0.7 // times the weight that the lexicon gives
	partWeight      = 0.5 // a part of the compound asked for
	compoundWeight  = 0.4 // a compound with the word asked for
	joinedWeight    = 0.8 // two words asked for, written as one
	typoWeight      = 0.8 // one letter differs; with two, the square
	likeWeight      = 0.5 // times how much two words mean the same: holiday, vacation
)

// expand returns the senses of a question, one for each different word.
func (v *vocabulary) expand(ws []text.Word, lang knowledge.Lang, an *text.Analyser, syn *text.Synonyms) []sense {
	out := make([]sense, 0, len(ws))
	at := make([]int, len(ws)) // the sense of each word
	seen := map[string]int{}
	for i, w := range ws {
		if j, ok := seen[w.Stem]; ok {
			at[i] = j
			continue
		}
		s := sense{word: w, weight: 1}
		if w.Stop {
			s.weight = stopFactor
		}
		s.exact = v.has(w.Stem)
		s.add(v, w.Stem, 1)
		if !w.Stop {
			s.add(v, an.Stem(w.Text, lang.Other()), foreignWeight)
			for _, t := range v.related(w.Stem) {
				s.add(v, t, relatedWeight)
			}
			s.compounds(v, w, lang)
		}
		at[i] = len(out)
		seen[w.Stem] = len(out)
		out = append(out, s)
	}
	v.together(out, at, ws, lang, syn)
	v.guess(out, lang)
	return out
}

// together adds to senses what each run of up to three words stands for; at has the sense of
// each word.
func (v *vocabulary) together(senses []sense, at []int, ws []text.Word, lang knowledge.Lang, syn *text.Synonyms) {
	for n := 1; n <= text.MaxPhrase; n++ {
		for i := 0; i+n <= len(ws); i++ {
			if n == 1 && ws[i].Stop {
				continue
			}
			for j := range n {
				s := &senses[at[i+j]]
				for _, t := range text.Translations(ws[i:i+n], lang) {
					s.translate(v, t, translateWeight)
				}
				for _, t := range syn.Of(ws[i : i+n]) {
					s.translate(v, text.Translation{Stems: text.StemsOf(t.Words), Weight: 1}, 1)
				}
			}
			if joined := concat(ws[i : i+n]); n == 2 && !ws[i].Stop && !ws[i+1].Stop && v.has(joined) {
				senses[at[i]].add(v, joined, joinedWeight)
				senses[at[i+1]].add(v, joined, joinedWeight)
			}
		}
	}
}

// guess gives the senses that reach nothing terms that mean about the same or, for a word that
// nobody knows, that are written about the same.
func (v *vocabulary) guess(senses []sense, lang knowledge.Lang) {
	for i := range senses {
		s := &senses[i]
		if len(s.terms) == 0 && !s.word.Stop {
			for _, t := range v.like(s.word.Stem, lang) {
				s.add(v, t.Term, likeWeight*t.Weight)
				s.like = true
			}
		}
		if len(s.terms) > 0 || encode.Known(s.word, lang) {
			continue
		}
		for _, g := range v.nearest(s.word.Stem) {
			w := float32(typoWeight)
			if g.distance > 1 {
				w *= typoWeight
			}
			s.add(v, g.term, w)
		}
	}
}

// compounds adds the parts of a compound and the compounds of a part.
func (s *sense) compounds(v *vocabulary, w text.Word, lang knowledge.Lang) {
	parts := v.parts[w.Stem]
	if parts == nil && !s.exact {
		parts = v.split(w.Stem)
	}
	for _, p := range parts {
		weight := float32(partWeight)
		if !s.exact {
			weight = joinedWeight
		}
		s.add(v, p, weight)
		for _, t := range text.TranslationsOf(p, lang) {
			s.translate(v, t, translateWeight*partWeight)
		}
	}
	for _, c := range v.containing(w.Stem) {
		s.add(v, c, compoundWeight)
	}
}

// translate adds the terms of a translation; of one of several words each counts for
// its part.
func (s *sense) translate(v *vocabulary, t text.Translation, factor float32) {
	for _, stem := range t.Stems {
		s.add(v, stem, factor*t.Weight/float32(len(t.Stems)))
	}
}

// add adds a term that the library has; of a term reached twice the surest counts.
func (s *sense) add(v *vocabulary, term string, weight float32) {
	if !v.has(term) {
		return
	}
	for i, t := range s.terms {
		if t.Term == term {
			s.terms[i].Weight = max(t.Weight, weight)
			return
		}
	}
	s.terms = append(s.terms, text.Weighted{Term: term, Weight: weight})
}

// concat writes words as one, the last of them by its stem.
func concat(ws []text.Word) string {
	var b strings.Builder
	for i, w := range ws {
		if i == len(ws)-1 {
			b.WriteString(w.Stem)
		} else {
			b.WriteString(w.Text)
		}
	}
	return b.String()
}
