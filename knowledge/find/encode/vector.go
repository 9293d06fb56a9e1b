package encode

import "math"

// A vector is an embedding of length 1 in signed bytes.
type vector struct {
	slug string
	bits []int8
	norm float32 // the length of bits
}

// Pack makes bytes of an embedding; nil if it has no direction.
func Pack(v []float32) []byte {
	var most float32
	for _, x := range v {
		most = max(most, x, -x)
	}
	if most == 0 {
		return nil
	}
	out := make([]byte, len(v))
	for i, x := range v {
		out[i] = byte(int8(math.Round(float64(x / most * 127))))
	}
	return out
}

// newVector reads what Pack made.
func newVector(slug string, packed []byte) vector {
	v := vector{slug: slug, bits: make([]int8, len(packed))}
	var sum float64
	for i, b := range packed {
		v.bits[i] = int8(b)
		sum += float64(v.bits[i]) * float64(v.bits[i])
	}
	v.norm = float32(math.Sqrt(sum))
	return v
}

// cosine returns the likeness of v to q, whose length is norm.
func (v *vector) cosine(q []float32, norm float32) float32 {
	var sum float32
	for i, b := range v.bits {
		sum += float32(b) * q[i]
	}
	return sum / (v.norm * norm)
}

// inner returns the inner product of two vectors of one length.
func inner(a, b []float32) (sum float32) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
