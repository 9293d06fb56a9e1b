// Package fit makes the weights of a head of [github.com/handvat/handvat/bot/dialog/meant] of examples. Only tests do.
package fit

import (
	"encoding/binary"
	"math"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
	"gonum.org/v1/gonum/optimize"

	"github.com/handvat/handvat/knowledge/find/encode/sentence"
)

// size is how many weights a class has: one for each number of a vector, and what is added.
const size = sentence.Size + 1

// Weights are those of a multinomial logistic regression on the vectors of texts, each of a class, as meant.New reads
// them. Inverse is what the weights may weigh: the C of the regression. With an error they are those where it stopped,
// which may do.
func Weights(texts []string, class []int, inverse float64) (out []byte, err error) {
	x, k := make([]float64, 0, len(texts)*size), slices.Max(class)+1
	vectors := map[string][]float32{} // a text may be there more than once
	for _, text := range texts {
		if vectors[text] == nil {
			vectors[text] = sentence.Vector(text)
		}
		for _, v := range vectors[text] {
			x = append(x, float64(v))
		}
		x = append(x, 1)
	}
	best, err := optimize.Minimize(loss(x, class, k, inverse), make([]float64, k*size),
		&optimize.Settings{MajorIterations: 300, GradientThreshold: 1e-3}, &optimize.LBFGS{})
	if best == nil {
		return nil, err
	}
	for _, w := range best.X {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(w)))
	}
	return out, err
}

// loss is that of the regression, and its gradient, for weights of k classes.
func loss(x []float64, class []int, k int, inverse float64) optimize.Problem {
	n, blasOf := len(class), gonum.Implementation{}
	p := make([]float64, n*k)
	var at []float64
	sum := 0.0
	look := func(w []float64) {
		if slices.Equal(at, w) {
			return
		}
		at, sum = slices.Clone(w), 0
		blasOf.Dgemm(blas.NoTrans, blas.Trans, n, k, size, 1, x, size, w, size, 0, p, k)
		for i := range n {
			row := p[i*k : (i+1)*k]
			top, all := slices.Max(row), 0.0
			for c := range row {
				row[c] = math.Exp(row[c] - top)
				all += row[c]
			}
			for c := range row {
				row[c] /= all
			}
			sum -= math.Log(row[class[i]])
			row[class[i]]--
		}
		for i, v := range w {
			if i%size < size-1 {
				sum += v * v / (2 * inverse)
			}
		}
	}
	return optimize.Problem{
		Func: func(w []float64) float64 { look(w); return sum },
		Grad: func(g, w []float64) {
			look(w)
			blasOf.Dgemm(blas.Trans, blas.NoTrans, k, size, n, 1, p, k, x, size, 0, g, size)
			for i, v := range w {
				if i%size < size-1 {
					g[i] += v / inverse
				}
			}
		},
	}
}
