package learn

import (
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/find/text"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A sample is a text to learn from.
type sample struct {
	slug   string
	lang   knowledge.Lang
	text   string
	cost   float32
	near   bool    // also a neighbour
	id     string  // of the phrasing, empty for an aid's own text
	weight float32 // as a neighbour; below zero it is held against the slug, and nothing else is learned from it
}

// against reports whether the text does not ask for the slug, as people or an author said.
func (s sample) against() bool { return s.weight < 0 }

// costs of the pieces of an aid's own text as examples, against a person's question.
const (
	askedCost = 1.0
	bodyCost  = 0.3
)

// samplesOf returns the samples in an aid's own text.
func samplesOf(a *knowledge.Aid) []sample {
	var out []sample
	for _, p := range text.Passages(a) {
		s := sample{slug: a.Slug, lang: p.Lang(a.Lang), text: p.Text, cost: bodyCost, weight: 1}
		if p.Asked {
			s.cost, s.near = askedCost, true
		}
		out = append(out, s)
	}
	return out
}

// sampleOf makes a sample of a phrasing, of the words that people typed; ok is false if there is nothing to learn.
func sampleOf(p phrasing.Phrasing) (s sample, ok bool) {
	said := privacy.Unmarked(p.Text)
	lang, sure := text.DetectLang(said)
	if sure < 0.6 {
		lang = p.Key.Lang
	}
	s = sample{slug: p.Key.Slug, lang: lang, text: said, cost: 1, near: true, id: p.ID, weight: p.Weight()}
	return s, s.weight != 0
}
