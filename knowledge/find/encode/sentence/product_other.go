//go:build !amd64

package sentence

// product is plain.
func product(x []float32, stride int, codes []byte, sums *[rows][columns]float32) {
	plain(x, stride, codes, sums)
}
