package find

import (
	"math"

	"github.com/handvat/handvat/knowledge"
)

// A reading is what a model makes of one question. It can be used for one question after
// another.
type reading struct {
	known  float32 // how much of the question's vector the model has seen, from 0 to 1
	linear dense   // by class, as are the others: the classifier's score
	center dense   // likeness to the mean of the texts of the class
	gist   dense   // likeness of what the texts are about
	votes  []cell  // of the nearest phrasings: the sum of their likeness

	near dense // scratch: by phrasing
}

// maxCenterTerms is how many terms of a question are compared with the centers.
const maxCenterTerms = 120

// read reads a question, which is in lang.
func (m *model) read(r *reading, ws []word, lang knowledge.Lang, syn *Synonyms) {
	vec := m.weigh.weigh(bagOf(ws, lang, syn))
	r.known = m.weigh.known(vec)
	for _, d := range []*dense{&r.linear, &r.center, &r.gist} {
		d.reset(len(m.class))
	}
	m.linear.score(vec, r.linear)
	m.center.score(prune(vec, maxCenterTerms), r.center)
	about := gistOf(ws, lang)
	m.gists.score(&about, r.gist)
	r.votes = m.near.vote(vec, &r.near)
}

// sqrt and pow are those of package math for float32.
func sqrt(v float32) float32   { return float32(math.Sqrt(float64(v))) }
func pow(v, p float32) float32 { return float32(math.Pow(float64(v), float64(p))) }
