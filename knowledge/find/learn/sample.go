package learn

import (
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/find/text"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A sample is a text to learn from.
type sample struct {
	slug string
	lang knowledge.Lang
	text string
	cost float32
	near bool   // also a neighbour
	not  bool   // the text does not ask for the slug
	id   string // of the phrasing, empty for an aid's own text
	net  int    // of a phrasing: how much oftener it helped than not
}

// strength is what a sample counts for as a neighbour: against an aid the more, the
// oftener it did not help.
func (s sample) strength() float32 {
	if s.not {
		return -float32(min(max(-s.net, 1), nearest))
	}
	return 1
}

// gistWeight is what the sample counts for in what its slug's texts are about.
func (s sample) gistWeight() float32 {
	if s.not {
		return noGist * s.strength()
	}
	return s.cost
}

// noGist is what a text that did not help counts for each time, against one that did.
const noGist = 0.1

// costs of the pieces of an aid's own text as examples, against a person's question.
const (
	askedCost = 1.0
	bodyCost  = 0.3
)

// samplesOf returns the samples in an aid's own text.
func samplesOf(a *knowledge.Aid) []sample {
	var out []sample
	for _, p := range text.Passages(a) {
		s := sample{slug: a.Slug, lang: p.Lang(a.Lang), text: p.Text, cost: bodyCost}
		if p.Asked {
			s.cost, s.near = askedCost, true
		}
		out = append(out, s)
	}
	return out
}

// sampleOf makes a sample of a phrasing, of the words that people typed; ok is false if there is nothing to learn.
func sampleOf(p phrasing.Phrasing) (s sample, ok bool) {
	n, said := p.Counts(), privacy.Unmarked(p.Text)
	lang, sure := text.DetectLang(said)
	if sure < 0.6 {
		lang = p.Key.Lang
	}
	return sample{slug: p.Key.Slug, lang: lang, text: said, cost: 1, near: true, not: n < 0, id: p.ID,
		net: p.Helped - p.Not}, n != 0
}
