package find

import "github.com/handvat/handvat/knowledge"

// A lesson is what was learned from one phrasing, so that it can be unlearned. It is
// not changed.
type lesson struct {
	sample sample
	alpha  []cell // its dual variables
	near   int32  // its number as a neighbour
}

// learn takes in a phrasing that is new or has changed, without training anew.
func (m *model) learn(p Phrasing, syn *Synonyms) {
	an := newAnalyser()
	read := func(s sample) ([]term, gist) {
		ws := an.words(s.text, s.lang)
		return m.terms(ws, s.lang, syn), gistOf(ws, s.lang)
	}
	if old, ok := m.known[p.ID]; ok {
		ts, about := read(old.sample)
		class := m.class[old.sample.slug]
		m.linear.forget(ts, class, old.sample.not, old.alpha)
		m.gists.add(class, &about, -old.sample.gistWeight())
		m.near.remove(old.near)
		m.counts[class].phrasings--
		m.counts[class].asked[langNumber(old.sample.lang)]--
		delete(m.known, p.ID)
	}
	s, ok := sampleOf(p)
	if !ok {
		return
	}
	ts, about := read(s)
	e := example{terms: ts, class: m.classOf(s.slug), cost: s.cost, not: s.not}
	m.gists.add(e.class, &about, s.gistWeight())
	near := m.near.add(e.terms, e.class, s.strength())
	m.known[p.ID] = &lesson{s, m.linear.learn(e, len(m.class)), near}
	m.counts[e.class].phrasings++
	m.counts[e.class].asked[langNumber(s.lang)]++
}

// terms returns the vector of a text, without its least telling terms.
func (m *model) terms(ws []word, lang knowledge.Lang, syn *Synonyms) []term {
	return prune(m.weigh.weigh(bagOf(ws, lang, syn)), maxTerms)
}

// study reads an aid that is new or has changed, and returns what makes the model know it,
// in so far as that can be done without training. Only what is returned changes the model.
func (m *model) study(a *knowledge.Aid, d digest, syn *Synonyms) (know func()) {
	an := newAnalyser()
	samples := samplesOf(a)
	es := make([]example, len(samples))
	var about gist // of all together
	for i, s := range samples {
		ws := an.words(s.text, s.lang)
		es[i] = example{terms: m.terms(ws, s.lang, syn), cost: s.cost, body: !s.near}
		g := gistOf(ws, s.lang)
		about.add(&g, s.cost)
	}
	return func() {
		m.add(a.Key(), es, about)
		m.aids[a.Key().String()] = d
	}
}

// add learns the examples of an aid, and what they are about, in addition to what it
// may know of the slug.
func (m *model) add(key knowledge.Key, es []example, about gist) {
	_, known := m.class[key.Slug]
	class := m.classOf(key.Slug)
	if !known {
		m.center.add(class, es)
		m.gists.add(class, &about, 1)
	}
	for _, e := range es {
		if e.body {
			m.counts[class].body++
			continue
		}
		e.class = class
		m.counts[class].asked[langNumber(key.Lang)]++
		m.near.add(e.terms, class, 1)
		m.linear.learn(e, len(m.class))
	}
}
