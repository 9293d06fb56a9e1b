package sentence

import "math"

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
	through := func(x matrix, by table, beside matrix) matrix {
		if beside.data == nil {
			beside = zeros(1, by.cols)
		}
		x.times(by, beside)
		return beside
	}
	d0, d1, d2, d3, p1, p3 := m.deep[0], m.deep[1], m.deep[2], m.deep[3], m.deep[4], m.deep[5]
	first := rectified(through(mean, d0, matrix{}))
	second := rectified(through(first, d1, through(mean, p1, matrix{})))
	third := rectified(through(second, d2, matrix{}))
	out := through(third, d3, through(second, p3, matrix{})).data
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
		c := &m.convs[i]
		own := c.padded(in.rows)
		for j := range x.rows {
			copy(own.row(j+c.left), x.row(j)[i*width:])
		}
		own = c.layer(own, c.first, c.firstBias)
		own = c.layer(own, c.second, c.secondBias)
		for j := range x.rows {
			copy(features.row(j)[Size+i*width:], own.row(j+c.left))
		}
	}
}

// padded is a matrix of so many pieces with zeros before and behind them, for what a convolution looks at there.
func (c *convolution) padded(n int) matrix { return zeros(n+c.pieces-1, width) }

// layer is one layer of a convolution: of each piece and those around it, beside what there was. Both are padded.
func (c *convolution) layer(x matrix, by table, bias []float32) matrix {
	n := x.rows - c.pieces + 1
	around := matrix{n, c.pieces * width, width, x.data}
	out := c.padded(n)
	within := matrix{n, width, width, out.data[c.left*width:]}
	around.times(by, within)
	for i := range n {
		row := within.row(i)
		add(row, bias)
		rectify(row)
		add(row, x.row(i+c.left))
	}
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
	rectify(m.data)
	return m
}

func rectify(x []float32) {
	for i, v := range x {
		x[i] = max(v, 0)
	}
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
