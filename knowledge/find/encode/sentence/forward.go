package sentence

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// A matrix is of numbers, row by row.
type matrix struct {
	rows, cols int
	data       []float32
}

// zeros returns a matrix with nothing in it.
func zeros(rows, cols int) matrix { return matrix{rows, cols, make([]float32, rows*cols)} }

// row returns one row, to read and to write.
func (m matrix) row(i int) []float32 { return m.data[i*m.cols : (i+1)*m.cols] }

// times adds the product of m and by to out.
func (m matrix) times(by, out matrix) {
	gonum.Implementation{}.Sgemm(blas.NoTrans, blas.NoTrans, m.rows, by.cols, by.rows, 1, m.data, m.cols, by.data,
		by.cols, 1, out.data, out.cols)
}

// tiny keeps from division by zero, as the model was trained.
const tiny = 1e-12

// Vector is the direction of the meaning of a text, of length 1.
func Vector(text string) []float32 { return the().encode(text) }

// encode is Vector by this model.
func (m *model) encode(text string) []float32 {
	pieces := m.cut(text)
	n := len(pieces)
	in, features := zeros(n, Size), zeros(n, feature)
	for i, p := range pieces {
		m.vector(p, in.row(i))
		copy(features.row(i), in.row(i))
	}
	m.convolve(in, features)
	sum := zeros(1, feature)
	for i := range n {
		normed(features.row(i), m.gain, m.bias)
		add(sum.data, features.row(i))
	}
	mean := zeros(1, Size)
	sum.times(m.sum, mean)
	for i, b := range m.sumBias {
		mean.data[i] = (mean.data[i] + float32(n)*b) / float32(math.Sqrt(float64(n)))
	}
	return m.behind(mean)
}

// behind is what the small network behind the sum makes of it.
func (m *model) behind(mean matrix) []float32 {
	product := func(pairs ...matrix) matrix {
		out := zeros(1, pairs[1].cols)
		for i := 0; i < len(pairs); i += 2 {
			pairs[i].times(pairs[i+1], out)
		}
		return out
	}
	d0, d1, d2, d3, p1, p3 := m.deep[0], m.deep[1], m.deep[2], m.deep[3], m.deep[4], m.deep[5]
	first := rectified(product(mean, d0))
	second := rectified(product(mean, p1, first, d1))
	third := rectified(product(second, d2))
	out := product(second, p3, third, d3).data
	var square float64
	for i, x := range out {
		out[i] = float32(math.Tanh(float64(x)))
		square += float64(out[i]) * float64(out[i])
	}
	by := float32(1 / math.Sqrt(max(square, tiny)))
	for i := range out {
		out[i] *= by
	}
	return out
}

// convolve writes what the convolutions make of the vectors of pieces to the columns of features behind those. What
// goes into all three is normed together.
func (m *model) convolve(in, features matrix) {
	x := zeros(in.rows, len(m.convs)*width)
	in.times(m.in, x)
	for i := range x.rows {
		add(x.row(i), m.inBias)
		normed(x.row(i), m.inGain, m.inShift)
	}
	for i := range m.convs {
		c, own := &m.convs[i], zeros(in.rows, width)
		for j := range x.rows {
			copy(own.row(j), x.row(j)[i*width:])
		}
		own = c.layer(own, c.first, c.firstBias)
		own = c.layer(own, c.second, c.secondBias)
		for j := range own.rows {
			copy(features.row(j)[Size+i*width:], own.row(j))
		}
	}
}

// layer is one layer of a convolution: of each piece and those around it, beside what there was.
func (c *convolution) layer(x, by matrix, bias []float32) matrix {
	around := zeros(x.rows, c.pieces*width)
	for i := range x.rows {
		for k := range c.pieces {
			if j := i + k - c.left; j >= 0 && j < x.rows {
				copy(around.row(i)[k*width:], x.row(j))
			}
		}
	}
	out := zeros(x.rows, width)
	around.times(by, out)
	for i := range out.rows {
		add(out.row(i), bias)
	}
	rectified(out)
	add(out.data, x.data)
	return out
}

// add adds x to to, number by number.
func add(to, x []float32) {
	for i, v := range x {
		to[i] += v
	}
}

// rectified puts 0 in the place of what lies below it, in m itself.
func rectified(m matrix) matrix {
	for i, v := range m.data {
		m.data[i] = max(v, 0)
	}
	return m
}

// normed gives the numbers of x the mean 0 and the spread 1, then stretches and shifts each.
func normed(x, gain, bias []float32) {
	var sum, square float64
	for _, v := range x {
		sum += float64(v)
	}
	mean := sum / float64(len(x))
	for _, v := range x {
		square += (float64(v) - mean) * (float64(v) - mean)
	}
	by := float32(1 / math.Sqrt(square/float64(len(x))+tiny))
	for i, v := range x {
		x[i] = (v-float32(mean))*by*gain[i] + bias[i]
	}
}
