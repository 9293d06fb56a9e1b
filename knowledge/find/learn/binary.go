package learn

import (
	"encoding/binary"
	"hash"
	"io"
	"math"
	"slices"

	"github.com/handvat/handvat/knowledge/find/feature"
	"github.com/handvat/handvat/knowledge/find/score"
)

// A modelWriter writes the parts of a model. After an error it writes nothing.
type modelWriter struct {
	w   io.Writer
	buf []byte
	err error
}

func (w *modelWriter) raw(b []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(b)
	}
}

func (w *modelWriter) u32(v uint32) { w.raw(binary.LittleEndian.AppendUint32(nil, v)) }

func (w *modelWriter) text(s string) {
	w.u32(uint32(len(s)))
	w.raw([]byte(s))
}

// words writes n numbers.
func (w *modelWriter) words(n int, at func(i int) uint32) {
	w.u32(uint32(n))
	for from := 0; from < n; from += chunk {
		w.buf = w.buf[:0]
		for i := from; i < min(from+chunk, n); i++ {
			w.buf = binary.LittleEndian.AppendUint32(w.buf, at(i))
		}
		w.raw(w.buf)
	}
}

// chunk is how many numbers are written or read at a time.
const chunk = 4096

func (w *modelWriter) cells(cs []score.Cell) {
	w.words(2*len(cs), func(i int) uint32 {
		if i%2 == 0 {
			return uint32(cs[i/2].Class)
		}
		return math.Float32bits(cs[i/2].Weight)
	})
}

func (w *modelWriter) floats(vs []float32) {
	w.words(len(vs), func(i int) uint32 { return math.Float32bits(vs[i]) })
}

func (w *modelWriter) features(fs []feature.Feature) {
	w.words(len(fs), func(i int) uint32 { return uint32(fs[i]) })
}

func (w *modelWriter) lists(l *feature.Lists) {
	features, from, cells := l.Parts()
	w.features(features)
	w.words(len(from), func(i int) uint32 { return from[i] })
	w.cells(cells)
}

// A modelReader reads the parts of a model. After an error it reads nothing but zeros.
type modelReader struct {
	r    io.Reader
	sum  hash.Hash32
	left int64 // bytes of the file that are not read yet: no length may be beyond it
	buf  []byte
	err  error
}

// raw returns the next n bytes, until the next call.
func (r *modelReader) raw(n int) []byte {
	if r.err == nil && (n < 0 || int64(n) > r.left) {
		r.err = io.ErrUnexpectedEOF
	}
	if r.err != nil {
		return nil
	}
	r.buf = slices.Grow(r.buf[:0], n)[:n]
	_, r.err = io.ReadFull(r.r, r.buf)
	r.left -= int64(n)
	r.sum.Write(r.buf)
	return r.buf
}

func (r *modelReader) u32() uint32 {
	if b := r.raw(4); r.err == nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// count reads a length; each element takes at least size bytes of what is left.
func (r *modelReader) count(size int64) int {
	n := int64(r.u32())
	if r.err == nil && n*size > r.left {
		r.err = io.ErrUnexpectedEOF
	}
	if r.err != nil {
		return 0
	}
	return int(n)
}

func (r *modelReader) text() string { return string(r.raw(r.count(1))) }

// numbers reads what words wrote, each number by way of as.
func numbers[T any](r *modelReader, as func(uint32) T) []T {
	out := make([]T, r.count(4))
	for from := 0; from < len(out); from += chunk {
		n := min(chunk, len(out)-from)
		b := r.raw(4 * n)
		if r.err != nil {
			return nil
		}
		for i := range n {
			out[from+i] = as(binary.LittleEndian.Uint32(b[4*i:]))
		}
	}
	return out
}

func (r *modelReader) cells() []score.Cell {
	out := make([]score.Cell, r.count(4)/2)
	for from := 0; from < len(out); from += chunk {
		n := min(chunk, len(out)-from)
		b := r.raw(8 * n)
		if r.err != nil {
			return nil
		}
		for i := range n {
			class, weight := binary.LittleEndian.Uint32(b[8*i:]), binary.LittleEndian.Uint32(b[8*i+4:])
			out[from+i] = score.Cell{Class: int32(class), Weight: math.Float32frombits(weight)}
		}
	}
	return out
}

func (r *modelReader) features() []feature.Feature { return numbers(r, feature.Of) }

func (r *modelReader) lists() *feature.Lists {
	return feature.ListsOf(r.features(), numbers(r, func(v uint32) uint32 { return v }), r.cells())
}

func asInt32(v uint32) int32 { return int32(v) }
