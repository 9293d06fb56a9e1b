package learn

import (
	"maps"

	"github.com/handvat/handvat/knowledge/find/feature"
	"github.com/handvat/handvat/knowledge/find/score"
)

// centers are the mean vectors of the texts of each class: what is usual for it,
// where a linear model knows what sets it apart. With few texts the mean is the
// better judge, with many the linear model.
type centers struct {
	lists *feature.Lists
	added map[feature.Feature][]score.Cell // the same, for classes that were added since lists was made
}

func newCentersOf(l *feature.Lists) *centers { return &centers{l, map[feature.Feature][]score.Cell{}} }

// newCenters computes the centers of the examples, weighed by cost.
func newCenters(examples []example, classes int) *centers {
	of := make([][]int, classes) // the examples of each class
	for i, e := range examples {
		of[e.class] = append(of[e.class], i)
	}
	means := make([][]feature.Term, classes)
	score.Parallel(classes, func(from, to int) {
		for class := from; class < to; class++ {
			means[class] = mean(examples, of[class])
		}
	})
	return gathered(means)
}

// gathered puts the terms of each class together by feature, in order of class.
func gathered(means [][]feature.Term) *centers {
	room := map[feature.Feature]int32{}
	for _, ts := range means {
		for _, t := range ts {
			room[t.Feature]++
		}
	}
	maps.DeleteFunc(room, func(_ feature.Feature, n int32) bool { return n > maxShared })
	l, fill := feature.NewLists(room)
	for class, ts := range means {
		for _, t := range ts {
			fill(t.Feature, score.Cell{Class: int32(class), Weight: t.Weight})
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
		c.added[t.Feature] = append(c.added[t.Feature], score.Cell{Class: class, Weight: t.Weight})
	}
}

// mean returns the center of some of the examples.
func mean(examples []example, which []int) []feature.Term {
	var ts []feature.Term
	for _, i := range which {
		for _, t := range examples[i].terms {
			ts = append(ts, feature.Term{Feature: t.Feature, Weight: t.Weight * examples[i].cost})
		}
	}
	ts = feature.Merge(ts)
	var square float32
	for i := range ts {
		ts[i].Weight = pow(ts[i].Weight, centerPower)
		square += ts[i].Weight * ts[i].Weight
	}
	ts = feature.Prune(ts, centerTerms)
	for i := range ts {
		ts[i].Weight /= pow(square, centerNorm)
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
func (c *centers) score(ts []feature.Term, out score.Dense) {
	own := sqrt(dot(ts, ts))
	for _, t := range ts {
		out.Add(c.lists.Of(t.Feature), t.Weight/own)
		out.Add(c.added[t.Feature], t.Weight/own)
	}
}
