package learn

import (
	"maps"

	"github.com/handvat/handvat/knowledge/find/score"
)

// centers are the mean vectors of the texts of each class: what is usual for it,
// where a linear model knows what sets it apart. With few texts the mean is the
// better judge, with many the linear model.
type centers struct {
	lists *lists
	added map[feature][]score.Cell // the same, for classes that were added since lists was made
}

func newCentersOf(l *lists) *centers { return &centers{l, map[feature][]score.Cell{}} }

// newCenters computes the centers of the examples, weighed by cost.
func newCenters(examples []example, classes int) *centers {
	of := make([][]int, classes) // the examples of each class
	for i, e := range examples {
		if !e.not {
			of[e.class] = append(of[e.class], i)
		}
	}
	means := make([][]term, classes)
	score.Parallel(classes, func(from, to int) {
		for class := from; class < to; class++ {
			means[class] = mean(examples, of[class])
		}
	})
	return gathered(means)
}

// gathered puts the terms of each class together by feature, in order of class.
func gathered(means [][]term) *centers {
	room := map[feature]int32{}
	for _, ts := range means {
		for _, t := range ts {
			room[t.feature]++
		}
	}
	maps.DeleteFunc(room, func(_ feature, n int32) bool { return n > maxShared })
	l, fill := newLists(room)
	for class, ts := range means {
		for _, t := range ts {
			fill(t.feature, score.Cell{Class: int32(class), Weight: t.weight})
		}
	}
	return newCentersOf(l)
}

// add adds the center of a class that had no examples yet.
func (c *centers) add(class int32, examples []example) {
	all := make([]int, len(examples))
	for i := range all {
		all[i] = i
	}
	for _, t := range mean(examples, all) {
		c.added[t.feature] = append(c.added[t.feature], score.Cell{Class: class, Weight: t.weight})
	}
}

// mean returns the center of some of the examples.
func mean(examples []example, which []int) []term {
	var ts []term
	for _, i := range which {
		for _, t := range examples[i].terms {
			ts = append(ts, term{t.feature, t.weight * examples[i].cost})
		}
	}
	ts = merge(ts)
	var square float32
	for i := range ts {
		ts[i].weight = pow(ts[i].weight, centerPower)
		square += ts[i].weight * ts[i].weight
	}
	ts = prune(ts, centerTerms)
	for i := range ts {
		ts[i].weight /= pow(square, centerNorm)
	}
	return ts
}

// The constants of the centers.
const (
	centerPower = 0.5  // tames what a class repeats
	centerNorm  = 0.4  // the exponent of the squared length: 0.5 is the cosine, which favours short aids
	centerTerms = 1000 // how many terms of a class are kept
	maxShared   = 2000 // a feature that more classes share is left out
)

// score adds the likeness of terms to each center, from 0 to about 1.
func (c *centers) score(ts []term, out score.Dense) {
	own := sqrt(dot(ts, ts))
	for _, t := range ts {
		out.Add(c.lists.of(t.feature), t.weight/own)
		out.Add(c.added[t.feature], t.weight/own)
	}
}
