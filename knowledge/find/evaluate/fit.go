package evaluate

import "math"

// A ranked is what the ranking weighed for one question: the features of each
// candidate, and which of them are right.
type ranked struct {
	features [][]float64
	right    []bool
	weight   float64
}

// A judged is what a ranking said about how sure it was, and whether it was right.
type judged struct {
	evidence []float64
	right    bool
	weight   float64
}

// descend minimises a loss by gradient descent with momentum and a step for each
// weight (Adam: Kingma and Ba, 2015). gradient adds the gradient at w to g. The
// weights are held near start by the penalty.
func descend(start []float64, steps int, penalty float64, gradient func(w, g []float64)) []float64 {
	w := append([]float64(nil), start...)
	m, v, g := make([]float64, len(w)), make([]float64, len(w)), make([]float64, len(w))
	for t := 1; t <= steps; t++ {
		clear(g)
		gradient(w, g)
		rate := 0.1 * (1 - float64(t)/float64(steps+1))
		for i := range w {
			g[i] += penalty * (w[i] - start[i])
			m[i] = 0.9*m[i] + 0.1*g[i]
			v[i] = 0.999*v[i] + 0.001*g[i]*g[i]
			w[i] -= rate * m[i] / (1 - math.Pow(0.9, float64(t))) / (math.Sqrt(v[i]/(1-math.Pow(0.999, float64(t)))) + 1e-8)
		}
	}
	return w
}

// fitRank returns weights of the features that put right candidates first: those that
// make the right ones of each question most likely under a softmax of the scores.
func fitRank(rows []ranked, start []float64, penalty float64) []float64 {
	var total float64
	for _, r := range rows {
		total += r.weight
	}
	return descend(start, 400, penalty, func(w, g []float64) {
		for _, r := range rows {
			p := make([]float64, len(r.features))
			top := math.Inf(-1)
			for i, x := range r.features {
				p[i] = product(w, x)
				top = max(top, p[i])
			}
			var all, right float64
			for i := range p {
				p[i] = math.Exp(p[i] - top)
				all += p[i]
				if r.right[i] {
					right += p[i]
				}
			}
			if right == 0 || right == all {
				continue
			}
			for i, x := range r.features {
				d := p[i] / all
				if r.right[i] {
					d -= p[i] / right
				}
				d *= r.weight / total
				for j, v := range x {
					g[j] += d * v
				}
			}
		}
	})
}

// fitChance returns the weights of a logistic regression.
func fitChance(rows []judged, start []float64, penalty float64) []float64 {
	var total float64
	for _, r := range rows {
		total += r.weight
	}
	return descend(start, 600, penalty, func(w, g []float64) {
		for _, r := range rows {
			d := chance(w, r.evidence)
			if r.right {
				d--
			}
			d *= r.weight / total
			for j, v := range r.evidence {
				g[j] += d * v
			}
		}
	})
}

func chance(w, x []float64) float64 { return 1 / (1 + math.Exp(-product(w, x))) }

func product(w, x []float64) float64 {
	var sum float64
	for i, v := range x {
		sum += w[i] * v
	}
	return sum
}
