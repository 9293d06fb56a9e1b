package feature

import (
	"iter"
	"maps"
	"math/bits"
	"slices"

	"github.com/handvat/handvat/knowledge/find/score"
)

// A table numbers features. It is made once, and takes little more room than the
// features do: they are hashes, which are spread evenly, so that the first bits of one
// tell where it stands.
type table struct {
	features []Feature // in order
	start    []uint32  // by the first bits of a feature: where those begin; and the end
	shift    uint8     // how many bits are not among the first
}

// newTable returns the table of features, which are different and in order.
func newTable(features []Feature) table {
	first := min(bits.Len(uint(len(features)/4)), featureBits)
	t := table{features, make([]uint32, 1<<first+1), uint8(featureBits - first)}
	for _, f := range features {
		t.start[f>>t.shift+1]++
	}
	for i := 1; i < len(t.start); i++ {
		t.start[i] += t.start[i-1]
	}
	return t
}

// find returns the number of f, or -1.
func (t *table) find(f Feature) int {
	if len(t.features) == 0 {
		return -1
	}
	at := f >> t.shift
	for i := t.start[at]; i < t.start[at+1]; i++ {
		if t.features[i] == f {
			return int(i)
		}
	}
	return -1
}

// Lists hold cells by feature. They are made once.
type Lists struct {
	table
	from  []uint32     // by number: where the cells of the feature begin; and the end
	cells []score.Cell // of all features, one after another
}

// NewLists returns lists with room for as many cells of each feature as room says,
// and a function that fills the next cell of a feature.
func NewLists(room map[Feature]int32) (l *Lists, fill func(f Feature, c score.Cell)) {
	l = &Lists{table: newTable(slices.Sorted(maps.Keys(room)))}
	l.from = make([]uint32, len(l.features)+1)
	for i, f := range l.features {
		l.from[i+1] = l.from[i] + uint32(room[f])
	}
	l.cells = make([]score.Cell, l.from[len(l.features)])
	next := slices.Clone(l.from)
	return l, func(f Feature, c score.Cell) {
		if i := l.find(f); i >= 0 {
			l.cells[next[i]] = c
			next[i]++
		}
	}
}

// Pack returns the lists of all pairs of a feature and its cells.
func Pack(all iter.Seq2[Feature, []score.Cell]) *Lists {
	room := map[Feature]int32{}
	for f, cells := range all {
		if len(cells) > 0 {
			room[f] = int32(len(cells))
		}
	}
	l, fill := NewLists(room)
	for f, cells := range all {
		for _, c := range cells {
			fill(f, c)
		}
	}
	return l
}

// Parts returns what l is made of, from which [ListsOf] makes it again.
func (l *Lists) Parts() (features []Feature, from []uint32, cells []score.Cell) {
	return l.features, l.from, l.cells
}

// ListsOf returns the lists of some parts.
func ListsOf(features []Feature, from []uint32, cells []score.Cell) *Lists {
	return &Lists{newTable(features), from, cells}
}

// Of returns the cells of f.
func (l *Lists) Of(f Feature) []score.Cell {
	i := l.find(f)
	if i < 0 {
		return nil
	}
	return l.cells[l.from[i]:l.from[i+1]]
}
