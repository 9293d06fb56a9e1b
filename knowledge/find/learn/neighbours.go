package learn

import (
	"maps"
	"slices"

	"github.com/handvat/handvat/knowledge/find/feature"
	"github.com/handvat/handvat/knowledge/find/score"
)

// neighbours are the phrasings by which an aid was asked for, to compare a question
// with each of them.
type neighbours struct {
	class  []int32                          // by phrasing; -1 once removed
	weight []float32                        // by phrasing: what its likeness counts for; below zero against the class
	scale  []float32                        // by phrasing: 1 divided by its vector's length
	lists  *feature.Lists                   // phrasings (in the place of a class) and weight by feature
	added  map[feature.Feature][]score.Cell // the same, for those that were added since lists was made
}

func newNeighbours() *neighbours {
	return &neighbours{lists: new(feature.Lists), added: map[feature.Feature][]score.Cell{}}
}

// maxNear is how many phrasings may share a feature. One that more of them share says
// little about which is near, and would cost most of the time.
const maxNear = 5000

// pack puts all that was added to new neighbours in a form that takes less room.
func (n *neighbours) pack() {
	maps.DeleteFunc(n.added, func(_ feature.Feature, cells []score.Cell) bool { return len(cells) > maxNear })
	n.lists, n.added = feature.Pack(maps.All(n.added)), map[feature.Feature][]score.Cell{}
}

// fork returns neighbours that may change without n changing.
func (n *neighbours) fork() *neighbours {
	return &neighbours{slices.Clone(n.class), slices.Clone(n.weight), slices.Clone(n.scale), n.lists,
		map[feature.Feature][]score.Cell{}}
}

// add adds a phrasing, by its vector, and returns its number.
func (n *neighbours) add(ts []feature.Term, class int32, weight float32) int32 {
	id := int32(len(n.class))
	n.class, n.weight = append(n.class, class), append(n.weight, weight)
	for _, t := range ts {
		n.added[t.Feature] = append(n.added[t.Feature], score.Cell{Class: id, Weight: t.Weight})
	}
	n.scale = append(n.scale, 1/max(sqrt(dot(ts, ts)), 1e-6))
	return id
}

// remove takes a phrasing out.
func (n *neighbours) remove(id int32) {
	if id >= 0 {
		n.class[id] = -1
	}
}

func dot(a, b []feature.Term) float32 {
	var sum float32
	for i := range a {
		sum += a[i].Weight * b[i].Weight
	}
	return sum
}

// nearest is how many phrasings have a vote.
const nearest = 10

// like is how near a phrasing is at least for a question like it: cosine.
const like = 0.5

// vote returns the classes of the phrasings nearest to the vector of a question, each
// with the sum of their likeness as a share of the most it could be, and the classes of which one that is held
// against them is nearer than any that asks for them, with what it counts for times its likeness. It uses near to
// work in.
func (n *neighbours) vote(ts []feature.Term, near *score.Dense) (votes, unfit []score.Cell) {
	near.Reset(len(n.class))
	own := 1 / max(sqrt(dot(ts, ts)), 1e-6)
	for _, t := range ts {
		near.Add(n.lists.Of(t.Feature), t.Weight*own)
		near.Add(n.added[t.Feature], t.Weight*own)
	}
	top := score.Best{Max: nearest}
	scale := n.scale[:len(*near)]
	var against []score.Cell
	for id, v := range *near {
		if v *= scale[id]; v > 0 && n.class[id] >= 0 {
			switch {
			case n.weight[id] < 0:
				against = append(against, score.Cell{Class: int32(id), Weight: v})
			case top.Admits(v):
				top.Add(int32(id), v)
			}
		}
	}
	for _, t := range top.Cells {
		class := n.class[t.Class]
		v := t.Weight * n.weight[t.Class]
		if i := slices.IndexFunc(votes, func(c score.Cell) bool { return c.Class == class }); i >= 0 {
			votes[i].Weight += v
		} else {
			votes = append(votes, score.Cell{Class: class, Weight: v})
		}
	}
	for i := range votes {
		votes[i].Weight /= nearest
	}
	return votes, n.unfit(against, *near)
}

// unfit returns the classes of the phrasings that are held against them and near enough, with what those count for
// times their likeness; near has the likeness of all, by phrasing and yet to be scaled.
func (n *neighbours) unfit(against []score.Cell, near score.Dense) (out []score.Cell) {
	for _, a := range against {
		class, nearer := n.class[a.Class], a.Weight < like
		for id := 0; id < len(near) && !nearer; id++ {
			nearer = n.class[id] == class && n.weight[id] > 0 && near[id]*n.scale[id] >= a.Weight
		}
		if !nearer {
			out = append(out, score.Cell{Class: class, Weight: -a.Weight * n.weight[a.Class]})
		}
	}
	return out
}
