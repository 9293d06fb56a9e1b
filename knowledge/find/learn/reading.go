package learn

import (
	"math"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/feature"
	"github.com/handvat/handvat/knowledge/find/score"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A Reading is what a model makes of one question. It can be used for one question after
// another.
type Reading struct {
	Known  float32      // how much of the question's vector the model has seen, from 0 to 1
	Linear score.Dense  // by class, as are the others: the classifier's score
	Center score.Dense  // likeness to the mean of the texts of the class
	Gist   score.Dense  // likeness of what the texts are about
	Votes  []score.Cell // of the nearest phrasings: their likeness
	Unfit  []score.Cell // classes that the question is not for, as was said of one like it: how sure that is, up to 1

	near score.Dense // scratch: by phrasing
}

// maxCenterTerms is how many terms of a question are compared with the centers.
const maxCenterTerms = 120

// Read reads a question, which is in lang.
func (m *Model) Read(r *Reading, ws []text.Word, lang knowledge.Lang, syn *text.Synonyms) {
	vec := m.weigh.Weigh(feature.BagOf(ws, lang, syn))
	r.Known = m.weigh.Known(vec)
	for _, d := range []*score.Dense{&r.Linear, &r.Center, &r.Gist} {
		d.Reset(len(m.Class))
	}
	m.linear.score(vec, r.Linear)
	m.center.score(feature.Prune(vec, maxCenterTerms), r.Center)
	about := encode.GistOf(ws, lang)
	m.gists.score(&about, r.Gist)
	r.Votes, r.Unfit = m.near.vote(vec, &r.near)
}

// sqrt and pow are those of package math for float32.
func sqrt(v float32) float32   { return float32(math.Sqrt(float64(v))) }
func pow(v, p float32) float32 { return float32(math.Pow(float64(v), float64(p))) }
