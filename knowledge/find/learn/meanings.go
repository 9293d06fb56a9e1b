package learn

import (
	"context"

	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/score"
)

// Meanings are what is known of slugs by the vectors of their texts: each text, to lie near to a question, and what
// tells a slug from the others. They may be read by many at once, but not while they learn.
type Meanings struct {
	*encode.Passages

	head    *head
	known   map[told]meant
	mark    Mark   // of what they were trained on
	phrased []told // the phrasings of that
}

// told is a phrasing of a slug.
type told struct{ slug, text string }

// meant is what was learned from a phrasing, so that it can be unlearned.
type meant struct {
	passage int32
	alpha   []score.Cell
}

// headCost is what a text of each kind counts for in telling classes apart. That of a body was chosen on dev: the right
// aid first by the head alone with 0, 0.2 and 0.6 is tldr-nl 13.8, 38.2 and 37.4, tldr-nl2en 14.6, 38.2 and 43.1, the
// starter library 83.8, 88.8 and 86.2, office 50.0, 53.1 and 46.9.
var headCost = [encode.Kinds]float32{encode.Asked: 1, encode.Body: 0.2, encode.Phrased: 1}

// nearRivals is how many passages near to a text tell what its rivals are, where there are too many classes for all
// to be.
const nearRivals = 96

// TrainMeanings learns texts, which have these vectors in signed bytes.
func TrainMeanings(ctx context.Context, texts []encode.Text, packed [][]byte) (*Meanings, error) {
	m := newMeanings(texts, packed)
	var lessons []lessonText
	var from []int32 // the passage of each
	for n := range int32(m.Len()) {
		class, kind := m.Of(n)
		if cost := headCost[kind]; cost > 0 {
			lessons, from = append(lessons, lessonText{class: class, cost: cost}), append(from, n)
		}
	}
	if len(m.Slugs) > fewClasses {
		m.findRivals(lessons, from)
	}
	err := m.head.train(ctx, len(m.Slugs), lessons, func(i int, out []float32) { m.Vector(from[i], out) })
	if err != nil {
		return nil, err
	}
	of := map[int32][]score.Cell{}
	for i, l := range lessons {
		of[from[i]] = l.alpha
	}
	for k, v := range m.known {
		m.known[k] = meant{v.passage, of[v.passage]}
	}
	return m, nil
}

// newMeanings are texts whose head is not trained yet.
func newMeanings(texts []encode.Text, packed [][]byte) *Meanings {
	m := &Meanings{known: map[told]meant{}, mark: mark(texts, packed)}
	var passage []int32
	m.Passages, passage = encode.NewPassages(texts, packed)
	m.head = &head{size: m.Size()}
	for i, t := range texts {
		if said := (told{t.Slug, t.Text}); t.Kind == encode.Phrased && passage[i] >= 0 {
			m.known[said], m.phrased = meant{passage: passage[i]}, append(m.phrased, said)
		}
	}
	return m
}

// findRivals gives each text the classes of the texts nearest to it as rivals.
func (m *Meanings) findRivals(lessons []lessonText, from []int32) {
	score.Parallel(len(lessons), func(first, last int) {
		for i := first; i < last; i++ {
			seen := map[int32]bool{lessons[i].class: true}
			lessons[i].rival = []int32{}
			m.Nearest(m.At(from[i]), nearRivals, func(class int32, kind encode.Kind, _ float32) {
				if headCost[kind] > 0 && !seen[class] {
					seen[class] = true
					lessons[i].rival = append(lessons[i].rival, class)
				}
			})
		}
	})
}

// Knows reports whether a phrasing was learned.
func (m *Meanings) Knows(slug, text string) bool {
	_, ok := m.known[told{slug, text}]
	return ok
}

// Learn takes in a phrasing by its vector, without training anew.
func (m *Meanings) Learn(slug, text string, vec []float32) {
	m.learn(told{slug, text}, encode.Pack(vec))
}

// learn is Learn of a vector in signed bytes.
func (m *Meanings) learn(said told, packed []byte) {
	if m.Knows(said.slug, said.text) {
		return
	}
	n := m.Add(said.slug, encode.Phrased, packed)
	if n < 0 {
		return
	}
	x := make([]float32, m.head.size)
	m.Vector(n, x) // as it is kept, so that it can be forgotten
	m.known[said] = meant{n, m.head.learn(x, m.Class(said.slug), headCost[encode.Phrased], len(m.Slugs))}
}

// Forget takes a phrasing out again.
func (m *Meanings) Forget(slug, text string) {
	was, ok := m.known[told{slug, text}]
	if !ok {
		return
	}
	delete(m.known, told{slug, text})
	x := make([]float32, m.head.size)
	m.Vector(was.passage, x)
	m.head.forget(x, was.alpha)
	m.Remove(was.passage)
}

// Score sets in out how much speaks for each class by what tells it from the others: logits.
func (m *Meanings) Score(vec []float32, out *score.Dense) (ok bool) {
	out.Reset(len(m.Slugs))
	x := m.Centered(vec)
	if x != nil {
		m.head.scores(x, *out)
	}
	return x != nil
}
