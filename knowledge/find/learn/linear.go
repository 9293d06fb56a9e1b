package learn

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/handvat/handvat/knowledge/find/feature"
	"github.com/handvat/handvat/knowledge/find/score"
)

// A linear is a linear classifier with one class for each slug: a one-against-the-rest
// support vector machine with squared hinge loss (LIBLINEAR's dual coordinate descent:
// Hsieh et al., ICML 2008), trained for all classes together. An example wants the
// score of its own class to be 1 or more, and that of every other class 0 or less; a
// class that shares nothing with an example costs nothing, so that thousands of
// classes are no trouble.
type linear struct {
	index   map[feature.Feature]int32 // feature → its place in rows
	rows    []row
	classes int // in training with at most maxRow of them: how many; otherwise 0
}

// A row holds the weights of a feature.
type row struct {
	cells []score.Cell // in order of class
	every []float32    // instead of cells, if more than half of the classes have one: by class
	full  bool         // it had maxRow cells, and is left out since
}

// maxRow is how many classes may share a feature. One that more of them share tells
// them apart no better than it costs.
const maxRow = 1000

// An example is a text that is known to ask for a class.
type example struct {
	terms []feature.Term // feature holds the row once the example is in training
	class int32
	also  []int32      // other classes that have the same text: it does not speak against them
	cost  float32      // how much an error matters; 1 is a question that a person asked
	alpha []score.Cell // the dual variables that are not zero
	id    string       // of the phrasing it is, or empty
	body  bool         // a passage of an aid's body
}

// tolerance is the size of an error that is let be. It keeps the rows short.
const tolerance = 0.15

func newLinear() *linear { return &linear{index: map[feature.Feature]int32{}} }

// row returns the row of f, made if absent.
func (l *linear) row(f feature.Feature) int32 {
	r, ok := l.index[f]
	if !ok {
		r = int32(len(l.rows))
		l.index[f] = r
		l.rows = append(l.rows, row{})
	}
	return r
}

// rowed returns terms with their rows in the place of their features. It changes terms.
func (l *linear) rowed(terms []feature.Term) []feature.Term {
	for i := range terms {
		terms[i].Feature = feature.Feature(l.row(terms[i].Feature))
	}
	return terms
}

// score adds the scores of all classes for terms to out.
func (l *linear) score(terms []feature.Term, out score.Dense) {
	for _, t := range terms {
		if r, ok := l.index[t.Feature]; ok {
			out.Add(l.rows[r].cells, t.Weight)
		}
	}
}

// train fits the model to the examples, going over them rounds times. The error is
// that of ctx. It changes the terms of the examples.
func (l *linear) train(ctx context.Context, examples []example, classes, rounds int) error {
	for i := range examples {
		examples[i].terms = l.rowed(examples[i].terms)
	}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	var s score.Sparse
	if classes <= maxRow {
		l.classes, s = classes, score.SparseOfAll(classes)
	}
	idle := make([]bool, len(examples)) // the last step changed nothing
	for round := range rounds {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for n, i := range order {
			if n%256 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if idle[i] && round%3 != 0 {
				continue
			}
			s.Reset(classes)
			idle[i] = !l.step(&examples[i], &s)
		}
	}
	return nil
}

// pack returns the weights in a form that takes less room and does not change.
func (l *linear) pack() *feature.Lists {
	return feature.Pack(func(yield func(feature.Feature, []score.Cell) bool) {
		for f, row := range l.index {
			if !yield(f, l.rows[row].all()) {
				return
			}
		}
	})
}

// step takes the example's dual variables to their best values, given all others. It
// reports whether that changed anything.
func (l *linear) step(e *example, s *score.Sparse) (changed bool) {
	var norm float32
	for _, t := range e.terms {
		norm += t.Weight * t.Weight
		s.AddCells(l.rows[t.Feature].cells, l.rows[t.Feature].every, t.Weight)
	}
	diag := 1 / (2 * e.cost)
	for _, c := range e.active(s) {
		v := s.By[c]
		wants := c == e.class
		i, has := slices.BinarySearchFunc(e.alpha, c, func(a score.Cell, c int32) int { return int(a.Class - c) })
		var alpha float32
		if has {
			alpha = e.alpha[i].Weight
		}
		gradient := -v + alpha*diag // wants -v ≥ 0
		if wants {
			gradient = v - 1 + alpha*diag
		}
		if alpha == 0 && gradient > -tolerance {
			continue
		}
		next := max(0, alpha-gradient/(norm+diag))
		delta := next - alpha
		if math.Abs(float64(delta)) < 1e-3 {
			continue
		}
		changed = true
		switch {
		case has && next == 0:
			e.alpha = slices.Delete(e.alpha, i, i+1)
		case has:
			e.alpha[i].Weight = next
		default:
			e.alpha = slices.Insert(e.alpha, i, score.Cell{Class: c, Weight: next})
		}
		if !wants {
			delta = -delta
		}
		for _, t := range e.terms {
			l.bump(int32(t.Feature), c, delta*t.Weight)
		}
	}
	return changed
}

// maxRivals is how many other classes one example corrects at a time: those that it
// is taken for most. It bounds the cost of an example in a large library.
const maxRivals = 12

// active returns the classes for which a step may change something: the example's
// own, those it has corrected before, and its strongest rivals.
func (e *example) active(s *score.Sparse) []int32 {
	out := make([]int32, 0, 2*maxRivals)
	s.Add(e.class, 0)
	out = append(out, e.class)
	for _, a := range e.alpha {
		if a.Class != e.class {
			out = append(out, a.Class)
		}
	}
	var rivals [maxRivals]score.Cell
	n := 0
	for _, c := range s.Hits {
		v := s.By[c]
		if v <= tolerance || n == maxRivals && v <= rivals[n-1].Weight ||
			slices.Contains(out, c) || slices.Contains(e.also, c) {
			continue
		}
		if n < maxRivals {
			n++
		}
		i := n - 1
		for ; i > 0 && rivals[i-1].Weight < v; i-- {
			rivals[i] = rivals[i-1]
		}
		rivals[i] = score.Cell{Class: c, Weight: v}
	}
	for _, r := range rivals[:n] {
		out = append(out, r.Class)
	}
	return out
}

// bump adds v to the weight of a row for a class.
func (l *linear) bump(at, class int32, v float32) {
	r := &l.rows[at]
	if r.every != nil {
		r.every[class] += v
		return
	}
	from, to := 0, len(r.cells)
	for from < to {
		if mid := (from + to) / 2; r.cells[mid].Class < class {
			from = mid + 1
		} else {
			to = mid
		}
	}
	switch {
	case from < len(r.cells) && r.cells[from].Class == class:
		r.cells[from].Weight += v
	case r.full:
	case len(r.cells) == maxRow:
		*r = row{full: true}
	default:
		r.cells = slices.Insert(r.cells, from, score.Cell{Class: class, Weight: v})
		if 2*len(r.cells) > l.classes && l.classes > 0 {
			r.every = make([]float32, l.classes)
			score.Dense(r.every).Add(r.cells, 1)
			r.cells = nil
		}
	}
}

// all returns the weights of a row, in order of class.
func (r *row) all() []score.Cell {
	if r.every == nil {
		return r.cells
	}
	var out []score.Cell
	for c, w := range r.every {
		if w != 0 {
			out = append(out, score.Cell{Class: int32(c), Weight: w})
		}
	}
	return out
}
