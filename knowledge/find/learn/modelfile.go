package learn

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"maps"
	"math"
	"os"
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/score"
	"github.com/handvat/handvat/knowledge/find/text"
)

// The model's file is, in this order and in little-endian numbers: modelMagic,
// readingMark, what readModel reads, and the CRC-32 (Castagnoli) of all before it. A
// number is 32 bits, a string its length and its bytes, a slice its length and its
// elements. It is derived: without it, or when anything about it is not as expected,
// the model is trained from the aids and the store.
var modelMagic = fmt.Appendf(nil, "handvat model %d\n", modelVersion)

// ErrOther means that a file holds the model of another version of Handvat.
var ErrOther = errors.New("find: the model is of another version")

// Save writes the model to a file, in the place of what is there. The model must be as
// it was trained, without anything learned since.
func (m *Model) Save(path string) (err error) {
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("find: keep the model: %w", err)
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	buf := bufio.NewWriterSize(f, 1<<16)
	w := &modelWriter{w: io.MultiWriter(buf, sum)}
	w.raw(modelMagic)
	w.raw(readingMark())
	w.model(m)
	w.u32(sum.Sum32())
	if err := errors.Join(w.err, buf.Flush(), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("find: keep the model: %w", err), os.Remove(path+".new"))
	}
	return os.Rename(path+".new", path)
}

// Load reads the model in a file. The error is errOtherModel if it is from another
// version, wraps fs.ErrNotExist if there is none, and says what is wrong otherwise.
func Load(path string) (*Model, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("find: read the model: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("find: read the model: %w", err)
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	r := &modelReader{r: bufio.NewReaderSize(f, 1<<16), sum: sum, left: info.Size()}
	if !bytes.Equal(r.raw(len(modelMagic)), modelMagic) || !bytes.Equal(r.raw(len(readingMark())), readingMark()) {
		return nil, errors.Join(ErrOther, r.err)
	}
	m := r.model()
	want := sum.Sum32()
	if got := r.u32(); r.err == nil && (got != want || r.left != 0) {
		r.err = errors.New("it is damaged")
	}
	if r.err != nil {
		return nil, fmt.Errorf("find: read the model: %w", r.err)
	}
	return m, nil
}

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

func (w *modelWriter) table(t table) {
	w.words(len(t.features), func(i int) uint32 { return uint32(t.features[i]) })
}

func (w *modelWriter) lists(l *lists) {
	w.table(l.table)
	w.words(len(l.from), func(i int) uint32 { return l.from[i] })
	w.cells(l.cells)
}

// model writes m; modelReader's model reads the same in the same order.
func (w *modelWriter) model(m *Model) {
	w.raw(m.Mark[:])
	w.u32(uint32(m.Seq >> 32))
	w.u32(uint32(m.Seq))

	slugs := make([]string, len(m.Class))
	for slug, c := range m.Class {
		slugs[c] = slug
	}
	w.u32(uint32(len(slugs)))
	for c, slug := range slugs {
		w.text(slug)
		of := m.Counts[c]
		w.u32(uint32(of.phrasings))
		for _, n := range of.asked {
			w.u32(uint32(n))
		}
		w.u32(uint32(of.body))
	}
	w.u32(uint32(len(m.aids)))
	for _, key := range slices.Sorted(maps.Keys(m.aids)) {
		d := m.aids[key]
		w.text(key)
		w.raw(d[:])
	}

	w.u32(uint32(m.weigh.n))
	w.table(m.weigh.table)
	w.words(len(m.weigh.docs), func(i int) uint32 { return uint32(m.weigh.docs[i]) })
	w.lists(m.linear.trained)
	w.lists(m.center.lists)
	w.floats(m.gists.sums)
	w.lists(m.near.lists)
	w.words(len(m.near.class), func(i int) uint32 { return uint32(m.near.class[i]) })
	w.floats(m.near.weight)
	w.floats(m.near.scale)

	w.u32(uint32(len(m.known)))
	for _, id := range slices.Sorted(maps.Keys(m.known)) {
		l := m.known[id]
		w.text(id)
		w.text(l.sample.slug)
		w.text(string(l.sample.lang))
		w.text(l.sample.text)
		w.u32(uint32(int32(l.sample.net)))
		w.u32(uint32(l.near))
		not := uint32(0)
		if l.sample.not {
			not = 1
		}
		w.u32(not)
		w.cells(l.alpha)
	}
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

func (r *modelReader) table() table {
	return newTable(numbers(r, func(v uint32) feature { return feature(v & (1<<featureBits - 1)) }))
}

func (r *modelReader) lists() *lists {
	return &lists{r.table(), numbers(r, func(v uint32) uint32 { return v }), r.cells()}
}

func asInt32(v uint32) int32 { return int32(v) }

func (r *modelReader) model() *Model {
	m := empty()
	copy(m.Mark[:], r.raw(len(m.Mark)))
	m.Seq = uint64(r.u32()) << 32
	m.Seq |= uint64(r.u32())

	m.Counts = make([]Count, r.count(20))
	for c := range m.Counts {
		m.Class[r.text()] = int32(c)
		of := &m.Counts[c]
		of.phrasings = int(r.u32())
		for i := range of.asked {
			of.asked[i] = int(r.u32())
		}
		of.body = int(r.u32())
	}
	for range r.count(20) {
		key := r.text()
		var d text.Digest
		copy(d[:], r.raw(len(d)))
		m.aids[key] = d
	}

	m.weigh = &weigher{n: int(r.u32()), table: r.table(), docs: numbers(r, asInt32)}
	m.linear = newClassifier(r.lists())
	m.center = newCentersOf(r.lists())
	m.gists = newGists(numbers(r, math.Float32frombits))
	m.near.lists = r.lists()
	m.near.class = numbers(r, asInt32)
	m.near.weight, m.near.scale = numbers(r, math.Float32frombits), numbers(r, math.Float32frombits)

	for range r.count(32) {
		id := r.text()
		s := sample{id: id, slug: r.text(), lang: knowledge.Lang(r.text()), text: r.text(), cost: 1, near: true,
			net: int(int32(r.u32()))}
		near := int32(r.u32())
		s.not = r.u32() == 1
		m.known[id] = &lesson{s, r.cells(), near}
	}
	return m
}
