package find

import (
	"github.com/handvat/handvat/knowledge"
)

// A model is what is learned from the aids' own texts and from confirmed phrasings:
// the classifier, and the phrasings themselves as neighbours. Its classes are slugs,
// so that what is learned in one language serves the other.
type model struct {
	class    map[string]int32 // slug → class
	weigh    *weigher
	linear   *linear
	near     *neighbours
	center   *centers
	passages *neighbours        // of the aids' own texts, by words alone
	seq      uint64             // the last change of phrasings that is in it
	known    map[string]*lesson // by the ID of the phrasing

	phrasings map[string]int // how many of them, by slug
	asked     map[string]int // how many samples that are like a question, by slug
	body      map[string]int // how many others, by slug
}

// A sample is a text to learn from.
type sample struct {
	slug string
	lang knowledge.Lang
	text string
	cost float32
	near bool   // also a neighbour
	not  bool   // the text does not ask for the slug
	id   string // of the phrasing, empty for an aid's own text
}

// rounds is how often training goes over the samples.
var rounds = 6

// costs of the pieces of an aid's own text as examples, against a person's question.
var (
	askedCost float32 = 1.0
	bodyCost  float32 = 0.3
)

// samplesOf returns the samples in an aid's own text.
func samplesOf(a *knowledge.Aid) []sample {
	var out []sample
	for _, p := range passages(a) {
		s := sample{slug: a.Slug, lang: passageLang(p, a.Lang), text: p.text, cost: bodyCost}
		if p.asked {
			s.cost, s.near = askedCost, true
		}
		out = append(out, s)
	}
	return out
}

// newModel learns from samples.
func newModel(samples []sample, syn *synonyms) *model {
	m := &model{class: map[string]int32{}, weigh: newWeigher(), linear: newLinear(), near: newNeighbours(), known: map[string]*lesson{}, phrasings: map[string]int{}, asked: map[string]int{}, body: map[string]int{}}
	bags := make([]bag, len(samples))
	parallel(len(samples), func(from, to int) {
		an, lex := newAnalyser(), theLexicon()
		for i := from; i < to; i++ {
			s := samples[i]
			bags[i] = bagOf(an.words(s.text, s.lang), s.lang, lex, syn)
		}
	})
	for _, b := range bags {
		m.weigh.see(b)
	}
	examples := make([]example, len(samples))
	for i, s := range samples {
		examples[i] = example{terms: prune(m.weigh.weigh(bags[i]), int(maxTerms)), class: m.classOf(s.slug), cost: s.cost, not: s.not}
		near := int32(-1)
		bags[i] = bag{}
		if s.near {
			m.asked[s.slug]++
		} else {
			m.body[s.slug]++
		}
		if s.near {
			near = m.near.add(examples[i].terms, examples[i].class, s.not)
		}
		if s.id != "" {
			m.known[s.id] = &lesson{sample: s, near: near}
			m.phrasings[s.slug]++
		}
	}
	m.center = newCenters(examples, len(m.class))
	if BodyLinear > 0 {
		for i := range examples {
			if !samples[i].near {
				examples[i].terms = prune(examples[i].terms, int(BodyLinear))
			}
		}
		m.linear.train(examples, len(m.class), rounds)
	} else {
		var asked []example
		for i := range examples {
			if samples[i].near {
				asked = append(asked, examples[i])
			}
		}
		m.linear.train(asked, len(m.class), rounds)
	}
	for i, s := range samples {
		if s.id != "" {
			m.known[s.id].alpha = examples[i].alpha
		}
	}
	return m
}

// A lesson is what was learned from one phrasing, so that it can be unlearned.
type lesson struct {
	sample sample
	alpha  []cell // its dual variables
	near   int32  // its number as a neighbour
}

// learn takes in a phrasing that is new or has changed, without training anew.
func (m *model) learn(p Phrasing, syn *synonyms) {
	an, lex := newAnalyser(), theLexicon()
	vector := func(s sample) []term { return m.weigh.weigh(bagOf(an.words(s.text, s.lang), s.lang, lex, syn)) }
	if old, ok := m.known[p.ID]; ok {
		m.linear.forget(vector(old.sample), m.class[old.sample.slug], old.sample.not, old.alpha)
		m.near.remove(old.near)
		m.phrasings[old.sample.slug]--
		delete(m.known, p.ID)
	}
	s, ok := sampleOf(p)
	if !ok {
		return
	}
	e := []example{{terms: vector(s), class: m.classOf(s.slug), cost: s.cost, not: s.not}}
	near := m.near.add(e[0].terms, e[0].class, s.not)
	m.linear.train(e, len(m.class), onlineRounds)
	m.known[p.ID] = &lesson{s, e[0].alpha, near}
	m.phrasings[s.slug]++
}

// onlineRounds is how often one new phrasing is gone over.
const onlineRounds = 3

// classOf returns the class of slug, made if absent.
func (m *model) classOf(slug string) int32 {
	c, ok := m.class[slug]
	if !ok {
		c = int32(len(m.class))
		m.class[slug] = c
	}
	return c
}

var BodyLinear float32 = 80
