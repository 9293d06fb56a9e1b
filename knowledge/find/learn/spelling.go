package learn

import (
	"math"
	"strings"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A word of a question is put right if neither the library nor the lexicon has it, nor
// the table of meanings if it is English, and one slip of the hand makes of it a word
// that the library or the lexicon has: a letter left out, added, changed, or swapped
// with its neighbour. That is done by stem, so that a word need not be there in the same
// form. Two slips are left to the terms that expand guesses, and to the runs of letters
// that a wrong word has in common with the right one.
const (
	leastSpelt  = 4   // letters of the shortest word that is put right
	lexiconGain = 1.5 // for a word that the lexicon has, against the logarithm of how many texts have it
)

// Correct puts right the words of a question in lang that are not in the model or the
// lexicon, nor an organisation's own, in place.
func (m *Model) Correct(ws []text.Word, lang knowledge.Lang, an *text.Analyser, syn *text.Synonyms) {
	for i, w := range ws {
		if len(w.Text) < leastSpelt || len(w.Stem) < leastSpelt-1 || len(w.Stem) > maxSpelt ||
			encode.Known(w, lang) || syn.Uses(w.Stem) {
			continue
		}
		if m.spelt(w.Stem, lang) > 0 || m.spelt(an.Stem(w.Text, lang.Other()), lang.Other()) > 0 {
			continue
		}
		var best string
		var most float64
		edits([]byte(w.Stem), func(s []byte) {
			if v := m.spelt(string(s), lang); v > most || v == most && v > 0 && string(s) < best {
				best, most = string(s), v
			}
		})
		if most == 0 {
			continue
		}
		right := w.Text
		if rest, ok := strings.CutPrefix(right, w.Stem); ok {
			right = best + rest // the ending stays
		}
		ws[i] = text.Word{Text: right, Stem: best, Stop: text.IsStop(right, lang)}
	}
}

// maxSpelt is the length of the longest stem that is put right.
const maxSpelt = 20

// spelt says how usual a stem is in the library and the language; 0 if it is unknown.
func (m *Model) spelt(stem string, lang knowledge.Lang) float64 {
	v := math.Log1p(float64(m.weigh.SeenWord(stem)))
	if text.TranslationsOf(stem, lang) != nil {
		v += lexiconGain
	}
	return v
}

// edits calls each for every string that is one slip away from s. It works in one
// piece of memory, which each must not keep.
func edits(s []byte, each func([]byte)) {
	buf := make([]byte, len(s)+1)
	without := buf[:len(s)-1]
	for i := range s {
		copy(without[copy(without, s[:i]):], s[i+1:])
		each(without)
	}
	same := buf[:len(s)]
	for i := range s {
		copy(same, s)
		for c := byte('a'); c <= 'z'; c++ {
			if same[i] = c; c != s[i] {
				each(same)
			}
		}
		if i+1 < len(s) && s[i] != s[i+1] {
			same[i], same[i+1] = s[i+1], s[i]
			each(same)
		}
	}
	for i := range len(s) + 1 {
		copy(buf, s[:i])
		copy(buf[i+1:], s[i:])
		for c := byte('a'); c <= 'z'; c++ {
			buf[i] = c
			each(buf)
		}
	}
}
