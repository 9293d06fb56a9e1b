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
			sums[e.class][t.feature] += CenterCost(e.cost) * t.weight
		}
	}
	c := &centers{map[feature][]cell{}}
	for class, sum := range sums {
		var square float32
		for f, v := range sum {
			v = pow(v, CenterPow)
			sum[f] = v
			square += v * v
		}
		ts := make([]term, 0, len(sum))
		for f, v := range sum {
			ts = append(ts, term{f, v / pow(square, CenterNorm)})
		}
		for _, t := range prune(ts, int(CMax)) {
			c.lists[t.feature] = append(c.lists[t.feature], cell{int32(class), t.weight})
		}
	}
	return c
}

var CenterNorm float32 = 0.4
var CMax float32 = 1000
var CenterPow float32 = 0.5

func CenterCost(c float32) float32 { return c }

// score adds the likeness (0 to 1) of terms to each center.
func (c *centers) score(ts []term, out *scores) {
	own := sqrt(dot(ts, ts))
	for _, t := range ts {
		for _, l := range c.lists[t.feature] {
			out.add(l.class, t.weight*l.weight/own)
		}
	}
}
