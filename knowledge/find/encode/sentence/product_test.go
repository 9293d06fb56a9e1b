package sentence

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestTimes holds that a product is what the definition says, for all numbers of rows, apart and overlapping, however
// the processor makes it.
func TestTimes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	unit, codes := make([]float32, 2*columns), make([]byte, 24*2*columns)
	for i := range unit {
		unit[i] = r.Float32()
	}
	for i := range codes {
		codes[i] = byte(r.Int())
	}
	by := newTable(24, len(unit), unit, string(codes))
	for n := 1; n < 11; n++ {
		for _, stride := range []int{24, 8} {
			m := matrix{n, 24, stride, make([]float32, 24*n)}
			for i := range m.data {
				m.data[i] = r.Float32() - .5
			}
			out := zeros(n, by.cols)
			m.times(by, out)
			for i := range n {
				for j, got := range out.row(i) {
					var want float64
					for k, x := range m.row(i) {
						want += float64(x) * float64(int8(codes[k*by.cols+j])) * float64(unit[j])
					}
					if math.Abs(want-float64(got)) > 1e-3 {
						t.Fatalf("%d rows, stride %d: %v at %d, %d, want %v", n, stride, got, i, j, want)
					}
				}
			}
		}
	}
	x := make([]float32, 3*8+24)
	for i := range x {
		x[i] = r.Float32() - .5
	}
	var fast, slow [rows][columns]float32
	product(x, 8, by.codes[:24*columns], &fast)
	plain(x, 8, by.codes[:24*columns], &slow)
	for i := range fast {
		for j := range fast[i] {
			if math.Abs(float64(fast[i][j]-slow[i][j])) > 1e-2 {
				t.Fatalf("%v is %v by plain loops", fast[i][j], slow[i][j])
			}
		}
	}
}
