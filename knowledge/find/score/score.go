// Package score keeps scores of numbered things: of all of them, of a few, or the best only.
package score

import (
	"runtime"
	"sync"
)

// A Cell is the weight of one class, or its score. What a class is depends on who keeps
// scores: a document, a slug, a class of the model, a phrasing.
type Cell struct {
	Class  int32
	Weight float32
}

// A Sparse holds the scores of classes, and which classes have one.
type Sparse struct {
	By   []float32
	Hits []int32
	seen []bool
	all  bool // every class has one, also if it is 0
}

// SparseOfAll returns scores that all of some classes have. They are filled far quicker,
// and take as long to read as there are classes.
func SparseOfAll(classes int) Sparse {
	var s Sparse
	s.Reset(classes)
	for c := range classes {
		s.Add(int32(c), 0)
	}
	s.all = true
	return s
}

// Reset takes the scores away, and makes room for so many classes. Scores of all are 0
// then.
func (s *Sparse) Reset(classes int) {
	if s.all {
		clear(s.By)
		return
	}
	if len(s.By) < classes {
		s.By, s.seen = make([]float32, classes), make([]bool, classes)
	}
	for _, c := range s.Hits {
		s.By[c], s.seen[c] = 0, false
	}
	s.Hits = s.Hits[:0]
}

// AddCells adds the weights of cells, and those of every class if all have a score, times
// by.
func (s *Sparse) AddCells(cells []Cell, every []float32, by float32) {
	if s.all {
		Dense(s.By).addEvery(every, by)
		Dense(s.By).Add(cells, by)
		return
	}
	for _, c := range cells {
		s.Add(c.Class, by*c.Weight)
	}
}

// Add adds v to the score of a class.
func (s *Sparse) Add(class int32, v float32) {
	if !s.seen[class] {
		s.seen[class] = true
		s.Hits = append(s.Hits, class)
	}
	s.By[class] += v
}

// Of returns the score of a class; 0 if it has none.
func (s *Sparse) Of(class int32) float32 {
	if int(class) >= len(s.By) {
		return 0
	}
	return s.By[class]
}

// A Dense holds the scores of all classes, also of those that have none. For a question
// most classes have one, and it is filled and read far quicker than a Sparse.
type Dense []float32

// Reset makes d hold n classes without scores.
func (d *Dense) Reset(n int) {
	if cap(*d) < n {
		*d = make(Dense, n)
	}
	*d = (*d)[:n]
	clear(*d)
}

// addEvery adds the weights of all classes, times by.
func (d Dense) addEvery(weights []float32, by float32) {
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

// Add adds the weights of cells, times by.
func (d Dense) Add(cells []Cell, by float32) {
	for _, c := range cells {
		d[c.Class] += by * c.Weight
	}
}

// A Best holds the highest of the scores it was given, the highest first, and of equal
// ones the first given.
type Best struct {
	Max   int // how many it holds
	Cells []Cell
	least float32 // of those held, once there are Max
}

// Admits reports whether a score is among the best so far.
func (b *Best) Admits(v float32) bool { return len(b.Cells) < b.Max || v > b.least }

// Add adds a score that it admits.
func (b *Best) Add(class int32, v float32) {
	if len(b.Cells) < b.Max {
		b.Cells = append(b.Cells, Cell{})
	}
	i := len(b.Cells) - 1
	for ; i > 0 && b.Cells[i-1].Weight < v; i-- {
		b.Cells[i] = b.Cells[i-1]
	}
	b.Cells[i] = Cell{class, v}
	b.least = b.Cells[len(b.Cells)-1].Weight
}

// Parallel calls fn for the numbers below n in contiguous parts, one for each
// processor, and returns when all are done.
func Parallel(n int, fn func(from, to int)) {
	parts := min(runtime.GOMAXPROCS(0), n)
	var wg sync.WaitGroup
	for p := range parts {
		wg.Go(func() { fn(n*p/parts, n*(p+1)/parts) })
	}
	wg.Wait()
}
