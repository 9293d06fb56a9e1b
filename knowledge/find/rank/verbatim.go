package rank

import (
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
)

// maxVerbatim is how many candidates are looked at for a question of their own.
const maxVerbatim = 8

// verbatim puts the first candidate in front that is asked for in just these words, and
// reports whether there is one: its authors say so, or people confirmed it. What is said of other questions, or against
// it, may not talk that away.
func (r *Ranker) verbatim(cands []candidate, question, said string) bool {
	words := text.Tokens(question)
	if len(words) == 0 {
		return false
	}
	for i, c := range cands[:min(maxVerbatim, len(cands))] {
		if !r.asks(r.Shelf.Aids[c.doc], said, words) {
			continue
		}
		c.score = cands[0].score
		copy(cands[1:i+1], cands[:i])
		cands[0] = c
		return true
	}
	return false
}

// asks reports whether words are those of a question of an aid, or people confirmed it for what was said, which is
// scrubbed as phrasings are.
func (r *Ranker) asks(a *knowledge.Aid, said string, words []string) bool {
	return r.Model.Asks(a.Key(), said) ||
		slices.ContainsFunc(a.Questions, func(q string) bool { return slices.Equal(text.Tokens(q), words) })
}
