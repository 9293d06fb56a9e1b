package find

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/handvat/handvat/knowledge"
)

// A model is what is learned from the aids' own texts and from confirmed phrasings:
// the classifier, and the phrasings themselves as neighbours. Its classes are slugs,
// so that what is learned in one language serves the other.
type model struct {
	class  map[string]int32 // slug → class; not to be changed
	counts []count          // by class
	seq    uint64           // the last change of phrasings that is in it
	since  int              // how many phrasings it has learned since it was trained
	mark   mark             // what it was trained on

	weigh  *weigher
	linear *classifier
	near   *neighbours
	center *centers
	gists  *gists
	known  map[string]*lesson // by the ID of the phrasing
	aids   map[string]digest  // what is learned of each aid, by the string form of its key

	examples []example // to train with; none afterwards
}

// newModel returns a model of aids, which have these digests, and of phrasings. It knows
// everything but the weights of the classifier, which train finds.
func newModel(aids []*knowledge.Aid, digests []digest, ps []Phrasing, syn *Synonyms) *model {
	var samples []sample
	for _, a := range aids {
		samples = append(samples, samplesOf(a)...)
	}
	for _, p := range ps {
		if s, ok := sampleOf(p); ok {
			samples = append(samples, s)
		}
	}
	m := emptyModel()
	for i, a := range aids {
		m.aids[a.Key().String()] = digests[i]
	}
	m.count(samples, syn)
	return m
}

// count reads the samples, counts what is in them, and makes the examples.
func (m *model) count(samples []sample, syn *Synonyms) {
	bags, abouts := make([]bag, len(samples)), make([]gist, len(samples))
	parallel(len(samples), func(from, to int) {
		an := newAnalyser()
		for i := from; i < to; i++ {
			ws := an.words(samples[i].text, samples[i].lang)
			bags[i], abouts[i] = bagOf(ws, samples[i].lang, syn), gistOf(ws, samples[i].lang)
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
		examples[i] = e
		m.gists.add(e.class, &abouts[i], s.gistWeight())
		of := &m.counts[e.class]
		if !s.near {
			of.body++
			continue
		}
		of.asked[langNumber(s.lang)]++
		near := m.near.add(e.terms, e.class, s.strength())
		if s.id != "" {
			m.known[s.id] = &lesson{sample: s, near: near}
			of.phrasings++
		}
	}
	shareTexts(samples, examples)
	m.near.pack()
	m.center = newCenters(examples, len(m.class))
	m.examples = examples
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
	return &model{class: map[string]int32{}, linear: newClassifier(new(lists)), near: newNeighbours(), gists: newGists(nil),
		known: map[string]*lesson{}, aids: map[string]digest{}}
}

// fork returns a model that knows what m knows, and may learn without m changing. It
// shares with m what does not change, and neither must have learned anything yet.
func (m *model) fork() *model {
	c := *m
	c.examples = nil
	c.class, c.known, c.aids = maps.Clone(m.class), maps.Clone(m.known), maps.Clone(m.aids)
	c.counts = slices.Clone(m.counts)
	c.linear, c.near, c.center = newClassifier(m.linear.trained), m.near.fork(), newCentersOf(m.center.lists)
	c.gists = newGists(slices.Clone(m.gists.sums))
	return &c
}

// rounds is how often training goes over the samples.
const rounds = 6

// maxBody is how many passages of aids the classifier is trained on. Larger libraries
// leave theirs to the centers, and train on titles, questions and phrasings alone.
const maxBody = 10_000

// maxBodyTerms is how many terms of a passage of an aid's body the classifier is
// trained on.
const maxBodyTerms = 80

// train trains the classifier of a new model. The error is that of ctx.
func (m *model) train(ctx context.Context) error {
	examples := m.examples
	m.examples = nil
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

// knows reports whether the model has learned an aid as it is, which its digest tells.
func (m *model) knows(k knowledge.Key, d digest) bool { return m.aids[k.String()] == d }

// asks reports whether people confirmed that a text asks for an aid, and known whether they
// said anything of it.
func (m *model) asks(k knowledge.Key, text string) (yes, known bool) {
	l, known := m.known[phrasingID(k, text)]
	return known && !l.sample.not, known
}

// phrasings returns the slug and the text of each phrasing that asks for a slug, always in
// the same order.
func (m *model) phrasings() iter.Seq2[string, string] {
	return func(yield func(slug, text string) bool) {
		for _, id := range slices.Sorted(maps.Keys(m.known)) {
			if s := m.known[id].sample; !s.not && !yield(s.slug, s.text) {
				return
			}
		}
	}
}
