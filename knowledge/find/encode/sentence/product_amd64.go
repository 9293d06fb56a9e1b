package sentence

import "golang.org/x/sys/cpu"

// wide is whether the processor takes eight numbers at once.
var wide = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// product is plain, by eight numbers at once where the processor can.
func product(x []float32, stride int, codes []byte, sums *[rows][columns]float32) {
	if wide {
		eight(&x[0], 4*stride, &codes[0], len(codes)/columns, sums)
		return
	}
	plain(x, stride, codes, sums)
}

// eight is product of n numbers of each row, with the stride in bytes.
//
//go:noescape
func eight(x *float32, stride int, codes *byte, n int, sums *[rows][columns]float32)
