package find

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// A linear is a linear classifier with one class for each slug: a one-against-the-rest
// support vector machine with squared hinge loss (LIBLINEAR's dual coordinate descent:
// Hsieh et al., ICML 2008), trained for all classes together. An example wants the
// score of its own class to be 1 or more, and that of every other class 0 or less; a
// class that shares nothing with an example costs nothing, so that thousands of
// classes are no trouble.
type linear struct {
	index map[feature]int32 // feature → row
	rows  [][]cell          // by row, in order of class
	full  []bool            // by row: it had maxRow cells, and is left out since
}

// maxRow is how many classes may share a feature. One that more of them share tells
// them apart no better than it costs.
const maxRow = 1000

// A cell is the weight of a feature for a class.
type cell struct {
	class  int32
	weight float32
}

// An example is a text that is known to ask for a class, or known not to.
type example struct {
	terms []term // feature holds the row once the example is in training
	class int32
	also  []int32 // other classes that have the same text: it does not speak against them
	cost  float32 // how much an error matters; 1 is a question that a person asked
	not   bool    // it does not ask for class
	alpha []cell  // the dual variables that are not zero
	id    string  // of the phrasing it is, or empty
	body  bool    // a passage of an aid's body
}

// tolerance is the size of an error that is let be. It keeps the rows short.
const tolerance = 0.15

func newLinear() *linear { return &linear{index: map[feature]int32{}} }

// row returns the row of f, made if absent.
func (l *linear) row(f feature) int32 {
	r, ok := l.index[f]
	if !ok {
		r = int32(len(l.rows))
		l.index[f] = r
		l.rows = append(l.rows, nil)
		l.full = append(l.full, false)
	}
	return r
}

// rowed returns terms with their rows in the place of their features. It changes terms.
func (l *linear) rowed(terms []term) []term {
	for i := range terms {
		terms[i].feature = feature(l.row(terms[i].feature))
	}
	return terms
}

// A scores holds the scores of classes, and which classes have one.
type scores struct {
	by   []float32
	hits []int32
	seen []bool
}

func (s *scores) reset(classes int) {
	if len(s.by) < classes {
		s.by, s.seen = make([]float32, classes), make([]bool, classes)
	}
	for _, c := range s.hits {
		s.by[c], s.seen[c] = 0, false
	}
	s.hits = s.hits[:0]
}

func (s *scores) add(class int32, v float32) {
	if !s.seen[class] {
		s.seen[class] = true
		s.hits = append(s.hits, class)
	}
	s.by[class] += v
}

// of returns the score of a class; 0 if it has none.
func (s *scores) of(class int32) float32 {
	if int(class) >= len(s.by) {
		return 0
	}
	return s.by[class]
}

// score adds the scores of all classes for terms to out.
func (l *linear) score(terms []term, out dense) {
	for _, t := range terms {
		if r, ok := l.index[t.feature]; ok {
			out.add(l.rows[r], t.weight)
		}
	}
}

// A dense holds the scores of all classes, also of those that have none. For a question
// most classes have one, and it is filled and read far quicker than a scores.
type dense []float32

// reset makes d a dense of n classes without scores.
func (d *dense) reset(n int) {
	if cap(*d) < n {
		*d = make(dense, n)
	}
	*d = (*d)[:n]
	clear(*d)
}

// add adds the weights of cells, times by.
func (d dense) add(cells []cell, by float32) {
	for _, c := range cells {
		d[c.class] += by * c.weight
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
	var s scores
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
			s.reset(classes)
			idle[i] = !l.step(&examples[i], &s)
		}
	}
	return nil
}

// pack returns the weights in a form that takes less room and does not change.
func (l *linear) pack() *lists {
	return packed(func(yield func(feature, []cell) bool) {
		for f, row := range l.index {
			if !yield(f, l.rows[row]) {
				return
			}
		}
	})
}

// step takes the example's dual variables to their best values, given all others. It
// reports whether that changed anything.
func (l *linear) step(e *example, s *scores) (changed bool) {
	var norm float32
	for _, t := range e.terms {
		norm += t.weight * t.weight
		for _, c := range l.rows[t.feature] {
			s.add(c.class, t.weight*c.weight)
		}
	}
	diag := 1 / (2 * e.cost)
	for _, c := range e.active(s) {
		v := s.by[c]
		own := c == e.class
		if e.not && !own {
			continue // it says nothing about other classes
		}
		wants := own && !e.not
		i, has := slices.BinarySearchFunc(e.alpha, c, func(a cell, c int32) int { return int(a.class - c) })
		var alpha float32
		if has {
			alpha = e.alpha[i].weight
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
			e.alpha[i].weight = next
		default:
			e.alpha = slices.Insert(e.alpha, i, cell{c, next})
		}
		if !wants {
			delta = -delta
		}
		for _, t := range e.terms {
			l.bump(int32(t.feature), c, delta*t.weight)
		}
	}
	return changed
}

// maxRivals is how many other classes one example corrects at a time: those that it
// is taken for most. It bounds the cost of an example in a large library.
const maxRivals = 12

// active returns the classes for which a step may change something: the example's
// own, those it has corrected before, and its strongest rivals.
func (e *example) active(s *scores) []int32 {
	out := make([]int32, 0, 2*maxRivals)
	if !s.seen[e.class] {
		s.add(e.class, 0)
	}
	out = append(out, e.class)
	for _, a := range e.alpha {
		if a.class != e.class {
			out = append(out, a.class)
		}
	}
	if e.not {
		return out
	}
	var rivals [maxRivals]cell
	n := 0
	for _, c := range s.hits {
		v := s.by[c]
		if v <= tolerance || n == maxRivals && v <= rivals[n-1].weight || slices.Contains(out, c) || slices.Contains(e.also, c) {
			continue
		}
		if n < maxRivals {
			n++
		}
		i := n - 1
		for ; i > 0 && rivals[i-1].weight < v; i-- {
			rivals[i] = rivals[i-1]
		}
		rivals[i] = cell{c, v}
	}
	for _, r := range rivals[:n] {
		out = append(out, r.class)
	}
	return out
}

// bump adds v to the weight of a row for a class.
func (l *linear) bump(row, class int32, v float32) {
	cells := l.rows[row]
	if int(class) < len(cells) && cells[class].class == class { // a row with every class
		cells[class].weight += v
		return
	}
	from, to := 0, len(cells)
	for from < to {
		if mid := (from + to) / 2; cells[mid].class < class {
			from = mid + 1
		} else {
			to = mid
		}
	}
	if from < len(cells) && cells[from].class == class {
		cells[from].weight += v
		return
	}
	switch {
	case l.full[row]:
	case len(cells) == maxRow:
		l.rows[row], l.full[row] = nil, true
	default:
		l.rows[row] = slices.Insert(cells, from, cell{class, v})
	}
}
