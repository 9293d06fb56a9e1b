package find

import (
	"context"
	"maps"
	"slices"

	"github.com/handvat/handvat/knowledge"
)

// A model is what is learned from the aids' own texts and from confirmed phrasings:
// the classifier, and the phrasings themselves as neighbours. Its classes are slugs,
// so that what is learned in one language serves the other.
type model struct {
	class  map[string]int32 // slug → class
	weigh  *weigher
	linear *classifier
	near   *neighbours
	center *centers
	gists  *gists
	seq    uint64             // the last change of phrasings that is in it
	known  map[string]*lesson // by the ID of the phrasing
	aids   map[string]digest  // what is learned of each aid, by the string form of its key
	mark   mark               // what it was trained on
	since  int                // how many phrasings it has learned since it was trained
	counts []count            // by class
}

// A count is how many texts a model has learned of a slug.
type count struct {
	phrasings int
	asked     [2]int // like a question, phrasings among them, by langNumber
	body      int    // others
}

// langNumber returns the place of lang in knowledge.Langs.
func langNumber(lang knowledge.Lang) int {
	if lang == knowledge.Langs[0] {
		return 0
	}
	return 1
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

// gistWeight is what the sample counts for in what its slug's texts are about.
func (s sample) gistWeight() float32 {
	if s.not {
		return noGist * s.strength()
	}
	return s.cost
}

// noGist is what a text that did not help counts for each time, against one that did.
const noGist = 0.1

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
func newModel(samples []sample, syn *Synonyms) (*model, []example) {
	m := emptyModel()
	bags, abouts := make([]bag, len(samples)), make([]gist, len(samples))
	parallel(len(samples), func(from, to int) {
		an, lex := newAnalyser(), theLexicon()
		for i := from; i < to; i++ {
			ws := an.words(samples[i].text, samples[i].lang)
			bags[i], abouts[i] = bagOf(ws, samples[i].lang, lex, syn), gistOf(ws, samples[i].lang)
		}
	})
	m.weigh = newWeigher(bags)
	examples := make([]example, len(samples))
	parallel(len(samples), func(from, to int) {
		for i := from; i < to; i++ {
			examples[i].terms = prune(m.weigh.weigh(bags[i]), maxTerms)
			bags[i] = bag{}
		}
	})
	for i, s := range samples {
		e := example{id: s.id, terms: examples[i].terms, class: m.classOf(s.slug), cost: s.cost, body: !s.near, not: s.not}
		m.gists.add(e.class, &abouts[i], s.gistWeight())
		if s.near {
			m.counts[e.class].asked[langNumber(s.lang)]++
			near := m.near.add(e.terms, e.class, s.strength())
			if s.id != "" {
				m.known[s.id] = &lesson{sample: s, near: near}
				m.counts[e.class].phrasings++
			}
		} else {
			m.counts[e.class].body++
		}
		examples[i] = e
	}
	shareTexts(samples, examples)
	m.near.pack()
	m.center = newCenters(examples, len(m.class))
	return m, examples
}

// shareTexts tells examples of other classes that have the same text. Without that the
// one that training met first would win, whatever else speaks for the other.
func shareTexts(samples []sample, examples []example) {
	by := map[string][]int{} // the examples with a text
	for i, s := range samples {
		if !s.not {
			by[s.text] = append(by[s.text], i)
		}
	}
	for _, same := range by {
		for _, i := range same {
			for _, j := range same[:min(len(same), maxRivals)] {
				if examples[j].class != examples[i].class {
					examples[i].also = append(examples[i].also, examples[j].class)
				}
			}
		}
	}
}

// emptyModel returns a model that knows nothing.
func emptyModel() *model {
	return &model{class: map[string]int32{}, linear: newClassifier(new(lists)), near: newNeighbours(), gists: newGists(nil), known: map[string]*lesson{}, aids: map[string]digest{}}
}

// fork returns a model that knows what m knows, and may learn without m changing. It
// shares with m what does not change, and neither must have learned anything yet.
func (m *model) fork() *model {
	c := *m
	c.class, c.known, c.aids = maps.Clone(m.class), maps.Clone(m.known), maps.Clone(m.aids)
	c.counts = slices.Clone(m.counts)
	c.linear, c.near, c.center = newClassifier(m.linear.trained), m.near.fork(), newCentersOf(m.center.lists)
	c.gists = newGists(slices.Clone(m.gists.sums))
	return &c
}

// maxBody is how many passages of aids the classifier is trained on. Larger libraries
// leave theirs to the centers, and train on titles, questions and phrasings alone.
const maxBody = 10_000

// train trains the classifier of a new model on its examples. The error is that of ctx.
func (m *model) train(ctx context.Context, examples []example) error {
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
	if err := l.train(ctx, use, len(m.class), rounds); err != nil {
		return err
	}
	m.linear = newClassifier(l.pack())
	for _, e := range use {
		if les, ok := m.known[e.id]; ok {
			m.known[e.id] = &lesson{les.sample, e.alpha, les.near}
		}
	}
	return nil
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
		m.counts = append(m.counts, count{})
	}
	return c
}
