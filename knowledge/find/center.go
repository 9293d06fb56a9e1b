package find

// centers are the mean vectors of the texts of each class: what is usual for it,
// where a linear model knows what sets it apart. With few texts the mean is the
// better judge, with many the linear model.
type centers struct {
	lists map[feature][]cell
}

// newCenters computes the centers of the examples, weighed by cost.
func newCenters(examples []example, classes int) *centers {
	sums := make([]map[feature]float32, classes)
	for _, e := range examples {
		if e.not {
			continue
		}
		if sums[e.class] == nil {
			sums[e.class] = map[feature]float32{}
		}
		for _, t := range e.terms {
			sums[e.class][t.feature] += e.cost * t.weight
		}
	}
	c := &centers{map[feature][]cell{}}
	for class, sum := range sums {
		var square float32
		for f, v := range sum {
			v = pow(v, centerPower)
			sum[f] = v
			square += v * v
		}
		ts := make([]term, 0, len(sum))
		for f, v := range sum {
			ts = append(ts, term{f, v / pow(square, centerNorm)})
		}
		for _, t := range prune(ts, centerTerms) {
			c.lists[t.feature] = append(c.lists[t.feature], cell{int32(class), t.weight})
		}
	}
	return c
}

// The constants of the centers.
const (
	centerPower = 0.5  // tames what a class repeats
	centerNorm  = 0.4  // the exponent of the squared length: 0.5 is the cosine, which favours short aids
	centerTerms = 1000 // how many terms of a class are kept
)

// score adds the likeness of terms to each center, from 0 to about 1.
func (c *centers) score(ts []term, out *scores) {
	own := sqrt(dot(ts, ts))
	for _, t := range ts {
		for _, l := range c.lists[t.feature] {
			out.add(l.class, t.weight*l.weight/own)
		}
	}
}
