package evaluate

import (
	"math"
	"slices"
)

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
		short, long := 1-math.Pow(0.9, float64(t)), 1-math.Pow(0.999, float64(t)) // what m and v lack at first
		for i := range w {
			g[i] += penalty * (w[i] - start[i])
			m[i] = 0.9*m[i] + 0.1*g[i]
			v[i] = 0.999*v[i] + 0.001*g[i]*g[i]
			w[i] -= rate * m[i] / short / (math.Sqrt(v[i]/long) + 1e-8)
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

// fitChance returns the weights of a logistic regression, by Newton's method, with a
// step halved for as long as it makes things worse. Each weight but the first, the bias,
// is held near start, in proportion to how much the evidence it weighs varies.
func fitChance(rows []judged, start []float64, penalty float64) []float64 {
	w := slices.Clone(start)
	if len(rows) == 0 {
		return w
	}
	hold := variances(rows, len(w))
	for i := range hold {
		hold[i] = penalty*hold[i] + 1e-9
	}
	hold[0] = 1e-9
	now := loss(rows, w, start, hold)
	for range 50 {
		step := newton(rows, w, start, hold)
		next := make([]float64, len(w))
		better := false
		for size := 1.0; size > 1e-6 && !better; size /= 2 {
			for i := range w {
				next[i] = w[i] - size*step[i]
			}
			then := loss(rows, next, start, hold)
			better = then < now-1e-12
			if better {
				now = then
			}
		}
		if !better {
			break
		}
		w = next
	}
	return w
}

// loss returns what fitChance makes small: the mean logarithmic loss, and what holds
// the weights near start.
func loss(rows []judged, w, start, hold []float64) float64 {
	var sum, total float64
	for _, r := range rows {
		z := product(w, r.evidence)
		if r.right {
			z = -z
		}
		sum += r.weight * (max(z, 0) + math.Log1p(math.Exp(-math.Abs(z)))) // ln(1 + exp z)
		total += r.weight
	}
	sum /= total
	for i := range w {
		sum += hold[i] * (w[i] - start[i]) * (w[i] - start[i]) / 2
	}
	return sum
}

// newton returns Newton's step for loss at w: the inverse of the Hessian times the
// gradient.
func newton(rows []judged, w, start, hold []float64) []float64 {
	n := len(w)
	h := make([][]float64, n) // the Hessian, and in the last column the gradient
	for i := range h {
		h[i] = make([]float64, n+1)
		h[i][i] = hold[i]
		h[i][n] = hold[i] * (w[i] - start[i])
	}
	var total float64
	for _, r := range rows {
		total += r.weight
	}
	for _, r := range rows {
		p := chance(w, r.evidence)
		d, curve := (p-one(r.right))*r.weight/total, p*(1-p)*r.weight/total
		for i, x := range r.evidence {
			h[i][n] += d * x
			for j, y := range r.evidence {
				h[i][j] += curve * x * y
			}
		}
	}
	return solve(h)
}

// variances returns how much each figure of the evidence varies.
func variances(rows []judged, n int) []float64 {
	mean, out := make([]float64, n), make([]float64, n)
	var total float64
	for _, r := range rows {
		total += r.weight
		for i, x := range r.evidence {
			mean[i] += r.weight * x
		}
	}
	for _, r := range rows {
		for i, x := range r.evidence {
			d := x - mean[i]/total
			out[i] += r.weight * d * d / total
		}
	}
	return out
}

// solve returns x of a·x = b for a symmetric, positive definite a, with b as its last
// column (Gauss and Jordan). It works in a.
func solve(a [][]float64) []float64 {
	n := len(a)
	for i, row := range a {
		for k, other := range a {
			if k == i {
				continue
			}
			f := other[i] / row[i]
			for j := i; j <= n; j++ {
				other[j] -= f * row[j]
			}
		}
	}
	out := make([]float64, n)
	for i, row := range a {
		out[i] = row[n] / row[i]
	}
	return out
}

func chance(w, x []float64) float64 { return logistic(product(w, x)) }

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

func product(w, x []float64) float64 {
	var sum float64
	for i, v := range x {
		sum += w[i] * v
	}
	return sum
}
