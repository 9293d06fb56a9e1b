package find

import (
	"runtime"
	"sync"
)

// A cell is the weight of one class, or its score. What a class is depends on who keeps
// scores: a document, a slug, a class of the model, a phrasing.
type cell struct {
	class  int32
	weight float32
}

// A scores holds the scores of classes, and which classes have one.
type scores struct {
	by   []float32
	hits []int32
	seen []bool
	all  bool // every class has one, also if it is 0
}

// scoresOfAll returns scores that all of some classes have. They are filled far quicker,
// and take as long to read as there are classes.
func scoresOfAll(classes int) scores {
	var s scores
	s.reset(classes)
	for c := range classes {
		s.add(int32(c), 0)
	}
	s.all = true
	return s
}

// reset takes the scores away, and makes room for so many classes. Scores of all are 0
// then.
func (s *scores) reset(classes int) {
	if s.all {
		clear(s.by)
		return
	}
	if len(s.by) < classes {
		s.by, s.seen = make([]float32, classes), make([]bool, classes)
	}
	for _, c := range s.hits {
		s.by[c], s.seen[c] = 0, false
	}
	s.hits = s.hits[:0]
}

// addCells adds the weights of cells, and those of every class if all have a score, times
// by.
func (s *scores) addCells(cells []cell, every []float32, by float32) {
	if s.all {
		dense(s.by).addEvery(every, by)
		dense(s.by).add(cells, by)
		return
	}
	for _, c := range cells {
		s.add(c.class, by*c.weight)
	}
}

// add adds v to the score of a class.
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

// addEvery adds the weights of all classes, times by.
func (d dense) addEvery(weights []float32, by float32) {
	for len(weights) >= 4 && len(d) >= 4 {
		d4, w4 := (*[4]float32)(d), (*[4]float32)(weights)
		d4[0] += by * w4[0]
		d4[1] += by * w4[1]
		d4[2] += by * w4[2]
		d4[3] += by * w4[3]
		d, weights = d[4:], weights[4:]
	}
	for c, w := range weights {
		d[c] += by * w
	}
}

// add adds the weights of cells, times by.
func (d dense) add(cells []cell, by float32) {
	for _, c := range cells {
		d[c.class] += by * c.weight
	}
}

// A best holds the highest of the scores it was given, the highest first, and of equal
// ones the first given.
type best struct {
	max   int // how many it holds
	cells []cell
	least float32 // of those held, once there are max
}

// admits reports whether a score is among the best so far.
func (b *best) admits(v float32) bool { return len(b.cells) < b.max || v > b.least }

// add adds a score that b admits.
func (b *best) add(class int32, v float32) {
	if len(b.cells) < b.max {
		b.cells = append(b.cells, cell{})
	}
	i := len(b.cells) - 1
	for ; i > 0 && b.cells[i-1].weight < v; i-- {
		b.cells[i] = b.cells[i-1]
	}
	b.cells[i] = cell{class, v}
	b.least = b.cells[len(b.cells)-1].weight
}

// parallel calls fn for the numbers below n in contiguous parts, one for each
// processor, and returns when all are done.
func parallel(n int, fn func(from, to int)) {
	parts := min(runtime.GOMAXPROCS(0), n)
	var wg sync.WaitGroup
	for p := range parts {
		wg.Go(func() { fn(n*p/parts, n*(p+1)/parts) })
	}
	wg.Wait()
}
