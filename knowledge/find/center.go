package find

// centers are the mean vectors of the texts of each class: what is usual for it,
// where a linear model knows what sets it apart. With few texts the mean is the
// better judge, with many the linear model.
type centers struct {
	lists map[feature]span
	cells []cell // of all features, one after another
}

// A span is where the cells of a feature stand.
type span struct{ from, to int32 }

// newCenters computes the centers of the examples, weighed by cost.
func newCenters(examples []example, classes int) *centers {
	of := make([][]int, classes) // the examples of each class
	for i, e := range examples {
		if !e.not {
			of[e.class] = append(of[e.class], i)
		}
	}
	means := make([][]term, classes)
	parallel(classes, func(from, to int) {
		for class := from; class < to; class++ {
			means[class] = mean(examples, of[class])
		}
	})
	return gathered(means)
}

// gathered puts the terms of each class together by feature, in order of class. They
// stand in one slice, because most features have one class or two.
func gathered(means [][]term) *centers {
	c := &centers{lists: map[feature]span{}}
	for _, ts := range means { // how many each feature has
		for _, t := range ts {
			s := c.lists[t.feature]
			s.to++
			c.lists[t.feature] = s
		}
	}
	var at int32
	for f, s := range c.lists { // where they stand
		if s.to > maxShared {
			delete(c.lists, f)
			continue
		}
		c.lists[f] = span{at, at}
		at += s.to
	}
	c.cells = make([]cell, at)
	for class, ts := range means {
		for _, t := range ts {
			if s, ok := c.lists[t.feature]; ok {
				c.cells[s.to] = cell{int32(class), t.weight}
				s.to++
				c.lists[t.feature] = s
			}
		}
	}
	return c
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
func (c *centers) score(ts []term, out *scores) {
	own := sqrt(dot(ts, ts))
	for _, t := range ts {
		s := c.lists[t.feature]
		for _, l := range c.cells[s.from:s.to] {
			out.add(l.class, t.weight*l.weight/own)
		}
	}
}
