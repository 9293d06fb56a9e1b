package learn

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/feature"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/find/score"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A Model is what is learned from the aids' own texts and from confirmed phrasings:
// the classifier, and the phrasings themselves as neighbours. Its classes are slugs,
// so that what is learned in one language serves the other.
type Model struct {
	Class  map[string]int32 // slug → class; not to be changed
	Counts []Count          // by class
	Seq    uint64           // the last change of phrasings that is in it
	Since  int              // how many phrasings it has learned since it was trained
	Mark   Mark             // what it was trained on

	weigh  *feature.Weigher
	linear *classifier
	near   *neighbours
	center *centers
	gists  *gists
	known  map[string]*lesson     // by the ID of the phrasing
	aids   map[string]text.Digest // what is learned of each aid, by the string form of its key

	examples []example // to train with; none afterwards
}

// New returns a model of aids, which have these digests, and of phrasings. It knows
// everything but the weights of the classifier, which train finds.
func New(aids []*knowledge.Aid, digests []text.Digest, ps []phrasing.Phrasing, syn *text.Synonyms) *Model {
	var samples, against []sample
	for _, a := range aids {
		samples = append(samples, samplesOf(a)...)
	}
	for _, p := range ps {
		if s, ok := sampleOf(p); ok && s.against() {
			against = append(against, s)
		} else if ok {
			samples = append(samples, s)
		}
	}
	m := empty()
	for i, a := range aids {
		m.aids[a.Key().String()] = digests[i]
	}
	m.count(samples, syn)
	an := text.NewAnalyser()
	for _, s := range against {
		terms := m.terms(an.Words(s.text, s.lang), s.lang, syn)
		m.known[s.id] = &lesson{sample: s, near: m.near.add(terms, m.classOf(s.slug), s.weight)}
	}
	m.near.pack()
	m.center = newCenters(m.examples, len(m.Class))
	return m
}

// count reads the samples, counts what is in them, and makes the examples.
func (m *Model) count(samples []sample, syn *text.Synonyms) {
	bags, abouts := make([]feature.Bag, len(samples)), make([]encode.Gist, len(samples))
	score.Parallel(len(samples), func(from, to int) {
		an := text.NewAnalyser()
		for i := from; i < to; i++ {
			ws := an.Words(samples[i].text, samples[i].lang)
			bags[i], abouts[i] = feature.BagOf(ws, samples[i].lang, syn), encode.GistOf(ws, samples[i].lang)
		}
	})
	m.weigh = feature.NewWeigher(bags)
	examples := make([]example, len(samples))
	score.Parallel(len(samples), func(from, to int) {
		for i := from; i < to; i++ {
			examples[i].terms = feature.Prune(m.weigh.Weigh(bags[i]), maxTerms)
			bags[i] = feature.Bag{}
		}
	})
	for i, s := range samples {
		e := example{id: s.id, terms: examples[i].terms, class: m.classOf(s.slug), cost: s.cost, body: !s.near}
		examples[i] = e
		m.gists.add(e.class, &abouts[i], s.cost)
		of := &m.Counts[e.class]
		if !s.near {
			of.body++
			continue
		}
		of.asked[langNumber(s.lang)]++
		near := m.near.add(e.terms, e.class, s.weight)
		if s.id != "" {
			m.known[s.id] = &lesson{sample: s, near: near}
			of.phrasings++
		}
	}
	shareTexts(samples, examples)
	m.examples = examples
}

// shareTexts tells examples of other classes that have the same text. Without that the
// one that training met first would win, whatever else speaks for the other.
func shareTexts(samples []sample, examples []example) {
	by := map[string][]int{} // the examples with a text
	for i, s := range samples {
		by[s.text] = append(by[s.text], i)
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

// empty returns a model that knows nothing.
func empty() *Model {
	return &Model{Class: map[string]int32{}, linear: newClassifier(new(feature.Lists)), near: newNeighbours(),
		gists: newGists(nil), known: map[string]*lesson{}, aids: map[string]text.Digest{}}
}

// Fork returns a model that knows what m knows, and may learn without m changing. It
// shares with m what does not change, and neither must have learned anything yet.
func (m *Model) Fork() *Model {
	c := *m
	c.examples = nil
	c.Class, c.known, c.aids = maps.Clone(m.Class), maps.Clone(m.known), maps.Clone(m.aids)
	c.Counts = slices.Clone(m.Counts)
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

// Train trains the classifier of a new model. The error is that of ctx.
func (m *Model) Train(ctx context.Context) error {
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
			e.terms = feature.Prune(e.terms, maxBodyTerms)
		}
		use = append(use, e)
	}
	l := newLinear()
	if err := l.train(ctx, use, len(m.Class), rounds); err != nil {
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
func (m *Model) classOf(slug string) int32 {
	c, ok := m.Class[slug]
	if !ok {
		c = int32(len(m.Class))
		m.Class[slug] = c
		m.Counts = append(m.Counts, Count{})
	}
	return c
}

// Knows reports whether the model has learned an aid as it is, which its digest tells.
func (m *Model) Knows(k knowledge.Key, d text.Digest) bool { return m.aids[k.String()] == d }

// Asks reports whether people confirmed that a text asks for an aid.
func (m *Model) Asks(k knowledge.Key, text string) bool {
	l, known := m.known[phrasing.ID(k, text)]
	return known && !l.sample.against()
}

// Refuses reports whether an author said that an aid is not for a text.
func (m *Model) Refuses(k knowledge.Key, text string) bool {
	l, known := m.known[phrasing.ID(k, text)]
	return known && l.sample.weight == phrasing.Never
}

// Said returns the slug and the text of a phrasing that asks for a slug, by its ID; nothing if the model has none.
func (m *Model) Said(id string) (slug, text string) {
	if l, known := m.known[id]; known && !l.sample.against() {
		return l.sample.slug, l.sample.text
	}
	return "", ""
}

// Phrasings returns the slug and the text of each phrasing that asks for a slug, always in
// the same order.
func (m *Model) Phrasings() iter.Seq2[string, string] {
	return func(yield func(slug, text string) bool) {
		for _, id := range slices.Sorted(maps.Keys(m.known)) {
			if s := m.known[id].sample; !s.against() && !yield(s.slug, s.text) {
				return
			}
		}
	}
}
