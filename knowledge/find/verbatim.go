package find

import (
	"slices"

	"github.com/handvat/handvat/knowledge"
)

// maxVerbatim is how many candidates are looked at for a question of their own.
const maxVerbatim = 3

// verbatim puts the first candidate in front that is asked for in just these words, and
// reports whether there is one: its authors say so, or people confirmed it, and not more
// of them said that it did not help. What is learned from other questions may not talk
// that away.
func (r *ranker) verbatim(cands []candidate, text string) bool {
	words := tokens(text)
	if len(words) == 0 {
		return false
	}
	for i, c := range cands[:min(maxVerbatim, len(cands))] {
		if !r.asks(r.shelf.aids[c.doc], text, words) {
			continue
		}
		c.score = cands[0].score
		copy(cands[1:i+1], cands[:i])
		cands[0] = c
		return true
	}
	return false
}

// asks reports whether a text is a question of an aid: the same but for case and signs.
func (r *ranker) asks(a *knowledge.Aid, text string, words []string) bool {
	if yes, known := r.model.asks(a.Key(), text); known {
		return yes
	}
	return slices.ContainsFunc(a.Questions, func(q string) bool { return slices.Equal(tokens(q), words) })
}
