package find

import (
	"github.com/handvat/handvat/knowledge"
)

// A model is what is learned from the aids' own texts and from confirmed phrasings:
// the classifier, and the phrasings themselves as neighbours. Its classes are slugs,
// so that what is learned in one language serves the other.
type model struct {
	class  map[string]int32 // slug → class
	weigh  *weigher
	linear *linear
	near   *neighbours
	center *centers
	seq    uint64             // the last change of phrasings that is in it
	known  map[string]*lesson // by the ID of the phrasing

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

// rounds is how often training goes over the samples.
const rounds = 6

// costs of the pieces of an aid's own text as examples, against a person's question.
const (
	askedCost = 1.0
	bodyCost  = 0.3
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

// newModel returns a model of samples that knows everything but the weights of the
// classifier, and the examples to train it with.
func newModel(samples []sample, syn *synonyms) (*model, []example) {
	m := &model{class: map[string]int32{}, weigh: newWeigher(), linear: newLinear(), near: newNeighbours(), known: map[string]*lesson{},
		phrasings: map[string]int{}, asked: map[string]int{}, body: map[string]int{}}
	bags := make([]bag, len(samples))
	parallel(len(samples), func(from, to int) {
		an, lex := newAnalyser(), theLexicon()
		for i := from; i < to; i++ {
			bags[i] = bagOf(an.words(samples[i].text, samples[i].lang), samples[i].lang, lex, syn)
		}
	})
	for _, b := range bags {
		m.weigh.see(b)
	}
	examples := make([]example, len(samples))
	for i, s := range samples {
		e := example{id: s.id, terms: prune(m.weigh.weigh(bags[i]), maxTerms), class: m.classOf(s.slug), cost: s.cost, body: !s.near, not: s.not}
		bags[i] = bag{}
		if s.near {
			m.asked[s.slug]++
			near := m.near.add(e.terms, e.class, s.strength())
			if s.id != "" {
				m.known[s.id] = &lesson{sample: s, near: near}
				m.phrasings[s.slug]++
			}
		} else {
			m.body[s.slug]++
		}
		examples[i] = e
	}
	m.center = newCenters(examples, len(m.class))
	return m, examples
}

// maxBody is how many passages of aids the classifier is trained on. Larger libraries
// leave theirs to the centers, and train on titles, questions and phrasings alone.
const maxBody = 10_000

// trained returns a classifier trained on the examples of a new model, and the dual
// variables of the phrasings among them. It touches nothing that Find uses.
func trained(examples []example, classes int) (*linear, map[string][]cell) {
	bodies := 0
	for _, e := range examples {
		if e.body {
			bodies++
		}
	}
	use := make([]example, 0, len(examples))
	for _, e := range examples {
		if e.body && bodies > maxBody {
			continue
		}
		if e.body {
			e.terms = prune(e.terms, maxBodyTerms)
		}
		use = append(use, e)
	}
	l := newLinear()
	l.train(use, classes, rounds)
	l.pack()
	alphas := map[string][]cell{}
	for _, e := range use {
		if e.id != "" {
			alphas[e.id] = e.alpha
		}
	}
	return l, alphas
}

// take gives m a classifier that was trained on what it knew when it was made. What
// it has learned since is to be learned again.
func (m *model) take(l *linear, alphas map[string][]cell) {
	m.linear = l
	for id, les := range m.known {
		les.alpha = alphas[id]
	}
}

// maxBodyTerms is how many terms of a passage of an aid's body the classifier is
// trained on.
const maxBodyTerms = 80

// classOf returns the class of slug, made if absent.
func (m *model) classOf(slug string) int32 {
	c, ok := m.class[slug]
	if !ok {
		c = int32(len(m.class))
		m.class[slug] = c
	}
	return c
}
