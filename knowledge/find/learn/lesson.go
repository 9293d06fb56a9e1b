package learn

import (
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/feature"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/find/score"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A lesson is what was learned from one phrasing, so that it can be unlearned. It is
// not changed.
type lesson struct {
	sample sample
	alpha  []score.Cell // its dual variables
	near   int32        // its number as a neighbour
}

// Learn takes in a phrasing that is new or has changed, without training anew.
func (m *Model) Learn(p phrasing.Phrasing, syn *text.Synonyms) {
	an := text.NewAnalyser()
	read := func(s sample) ([]feature.Term, encode.Gist) {
		ws := an.Words(s.text, s.lang)
		return m.terms(ws, s.lang, syn), encode.GistOf(ws, s.lang)
	}
	if old, ok := m.known[p.ID]; ok {
		ts, about := read(old.sample)
		class := m.Class[old.sample.slug]
		m.near.remove(old.near)
		delete(m.known, p.ID)
		if !old.sample.against() {
			m.linear.forget(ts, class, old.alpha)
			m.gists.add(class, &about, -old.sample.cost)
			m.Counts[class].phrasings--
			m.Counts[class].asked[langNumber(old.sample.lang)]--
		}
	}
	s, ok := sampleOf(p)
	if !ok {
		return
	}
	ts, about := read(s)
	e := example{terms: ts, class: m.classOf(s.slug), cost: s.cost}
	les := &lesson{sample: s, near: m.near.add(e.terms, e.class, s.weight)}
	m.known[p.ID] = les
	if s.against() {
		return
	}
	m.gists.add(e.class, &about, s.cost)
	les.alpha = m.linear.learn(e, len(m.Class))
	m.Counts[e.class].phrasings++
	m.Counts[e.class].asked[langNumber(s.lang)]++
}

// maxTerms is how many terms of a text are learned from.
const maxTerms = 200

// terms returns the vector of a text, without its least telling terms.
func (m *Model) terms(ws []text.Word, lang knowledge.Lang, syn *text.Synonyms) []feature.Term {
	return feature.Prune(m.weigh.Weigh(feature.BagOf(ws, lang, syn)), maxTerms)
}

// Study reads an aid that is new or has changed, and returns what makes the model know it,
// in so far as that can be done without training. Only what is returned changes the model.
func (m *Model) Study(a *knowledge.Aid, d text.Digest, syn *text.Synonyms) (know func()) {
	an := text.NewAnalyser()
	samples := samplesOf(a)
	es := make([]example, len(samples))
	var about encode.Gist // of all together
	for i, s := range samples {
		ws := an.Words(s.text, s.lang)
		es[i] = example{terms: m.terms(ws, s.lang, syn), cost: s.cost, body: !s.near}
		g := encode.GistOf(ws, s.lang)
		about.Add(&g, s.cost)
	}
	return func() {
		m.add(a.Key(), es, about)
		m.aids[a.Key().String()] = d
	}
}

// add learns the examples of an aid, and what they are about, in addition to what it
// may know of the slug.
func (m *Model) add(key knowledge.Key, es []example, about encode.Gist) {
	_, known := m.Class[key.Slug]
	class := m.classOf(key.Slug)
	if !known {
		m.center.add(class, es)
		m.gists.add(class, &about, 1)
	}
	for _, e := range es {
		if e.body {
			m.Counts[class].body++
			continue
		}
		e.class = class
		m.Counts[class].asked[langNumber(key.Lang)]++
		m.near.add(e.terms, class, 1)
		m.linear.learn(e, len(m.Class))
	}
}
