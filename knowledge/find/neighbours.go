package find

import (
	"maps"
	"slices"
)

// neighbours are the phrasings by which an aid was asked for, to compare a question
// with each of them.
type neighbours struct {
	class  []int32            // by phrasing; -1 once removed
	weight []float32          // by phrasing: what its likeness counts for; below zero against the class
	length []float32          // by phrasing: the square of its vector's length
	lists  *lists             // phrasings (in the place of a class) and weight by feature
	added  map[feature][]cell // the same, for those that were added since lists was made
}

func newNeighbours() *neighbours {
	return &neighbours{lists: new(lists), added: map[feature][]cell{}}
}

// pack puts all that was added to new neighbours in a form that takes less room.
func (n *neighbours) pack() {
	n.lists, n.added = packed(maps.All(n.added)), map[feature][]cell{}
}

// fork returns neighbours that may change without n changing.
func (n *neighbours) fork() *neighbours {
	return &neighbours{slices.Clone(n.class), slices.Clone(n.weight), slices.Clone(n.length), n.lists, map[feature][]cell{}}
}

// add adds a phrasing, by its vector, and returns its number.
func (n *neighbours) add(ts []term, class int32, weight float32) int32 {
	id := int32(len(n.class))
	n.class, n.weight = append(n.class, class), append(n.weight, weight)
	for _, t := range ts {
		n.added[t.feature] = append(n.added[t.feature], cell{id, t.weight})
	}
	n.length = append(n.length, dot(ts, ts))
	return id
}

// remove takes a phrasing out.
func (n *neighbours) remove(id int32) {
	if id >= 0 {
		n.class[id] = -1
	}
}

func dot(a, b []term) float32 {
	var sum float32
	for i := range a {
		sum += a[i].weight * b[i].weight
	}
	return sum
}

// nearest is how many phrasings have a vote.
const nearest = 10

// vote returns the classes of the phrasings nearest to the vector of a question,
// each with the sum of their likeness (0 to 1), and the likeness of the very nearest.
func (n *neighbours) vote(ts []term, s *scores) (votes []cell, best float32) {
	s.reset(len(n.class))
	for _, t := range ts {
		for _, c := range n.lists.of(t.feature) {
			s.add(c.class, t.weight*c.weight)
		}
		for _, c := range n.added[t.feature] {
			s.add(c.class, t.weight*c.weight)
		}
	}
	own := dot(ts, ts)
	var top []cell
	for _, id := range s.hits {
		if n.class[id] < 0 {
			continue
		}
		sim := s.by[id] / sqrt(own*n.length[id])
		if len(top) == nearest && sim <= top[nearest-1].weight {
			continue
		}
		i, _ := slices.BinarySearchFunc(top, cell{id, sim}, func(a, b cell) int {
			switch {
			case a.weight > b.weight || a.weight == b.weight && a.class < b.class:
				return -1
			case a.weight == b.weight && a.class == b.class:
				return 0
			}
			return 1
		})
		top = slices.Insert(top, i, cell{id, sim})
		top = top[:min(len(top), nearest)]
	}
	for _, t := range top {
		class := n.class[t.class]
		v := t.weight * n.weight[t.class]
		best = max(best, v)
		if i := slices.IndexFunc(votes, func(c cell) bool { return c.class == class }); i >= 0 {
			votes[i].weight += v
		} else {
			votes = append(votes, cell{class, v})
		}
	}
	return votes, best
}
