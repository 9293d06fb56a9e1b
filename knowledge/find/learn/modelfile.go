package learn

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"math"
	"os"
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/feature"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A file of what was learned is, in this order and in little-endian numbers: its magic, what it
// holds, and the CRC-32 (Castagnoli) of all before it. A number is 32 bits, a string its length
// and its bytes, a slice its length and its elements. It is derived: without it, or when
// anything about it is not as expected, it is learned anew from the aids and the store.
//
// The model's holds readingMark and what modelReader.model reads; that of the meanings is told
// of in meaningsfile.go.
var modelMagic = fmt.Appendf(nil, "handvat model %d\n", modelVersion)

// ErrOther means that a file holds the model of another version of Handvat.
var ErrOther = errors.New("find: the model is of another version")

// Save writes the model to a file, in the place of what is there. The model must be as
// it was trained, without anything learned since.
func (m *Model) Save(path string) error {
	return save(path, modelMagic, func(w *modelWriter) {
		w.raw(readingMark())
		w.model(m)
	})
}

// save writes a file in the place of what is there.
func save(path string, magic []byte, content func(w *modelWriter)) error {
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("find: keep the model: %w", err)
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	buf := bufio.NewWriterSize(f, 1<<16)
	w := &modelWriter{w: io.MultiWriter(buf, sum)}
	w.raw(magic)
	content(w)
	w.u32(sum.Sum32())
	if err := errors.Join(w.err, buf.Flush(), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("find: keep the model: %w", err), os.Remove(path+".new"))
	}
	return os.Rename(path+".new", path)
}

// Load reads the model in a file. The error is ErrOther if it is from another
// version, wraps fs.ErrNotExist if there is none, and says what is wrong otherwise.
func Load(path string) (m *Model, err error) {
	err = load(path, modelMagic, func(r *modelReader) error {
		if !bytes.Equal(r.raw(len(readingMark())), readingMark()) {
			return ErrOther
		}
		m = r.model()
		return nil
	})
	return m, err
}

// load reads a file that save wrote, of which content returns what makes it another one than is looked for.
func load(path string, magic []byte, content func(r *modelReader) error) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("find: read the model: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("find: read the model: %w", err)
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	r := &modelReader{r: bufio.NewReaderSize(f, 1<<16), sum: sum, left: info.Size()}
	if !bytes.Equal(r.raw(len(magic)), magic) {
		return errors.Join(ErrOther, r.err)
	}
	if err := content(r); err != nil {
		return errors.Join(err, r.err)
	}
	want := sum.Sum32()
	if got := r.u32(); r.err == nil && (got != want || r.left != 0) {
		r.err = errors.New("it is damaged")
	}
	if r.err != nil {
		return fmt.Errorf("find: read the model: %w", r.err)
	}
	return nil
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

	features, docs, texts := m.weigh.Parts()
	w.u32(uint32(texts))
	w.features(features)
	w.words(len(docs), func(i int) uint32 { return uint32(docs[i]) })
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
		w.floats([]float32{l.sample.weight})
		w.u32(uint32(l.near))
		w.cells(l.alpha)
	}
}

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

	texts := int(r.u32())
	m.weigh = feature.WeigherOf(r.features(), numbers(r, asInt32), texts)
	m.linear = newClassifier(r.lists())
	m.center = newCentersOf(r.lists())
	m.gists = newGists(numbers(r, math.Float32frombits))
	m.near.lists = r.lists()
	m.near.class = numbers(r, asInt32)
	m.near.weight, m.near.scale = numbers(r, math.Float32frombits), numbers(r, math.Float32frombits)

	for range r.count(32) {
		id := r.text()
		s := sample{id: id, slug: r.text(), lang: knowledge.Lang(r.text()), text: r.text(), cost: 1, near: true}
		if weight := numbers(r, math.Float32frombits); len(weight) == 1 {
			s.weight = weight[0]
		}
		near := int32(r.u32())
		m.known[id] = &lesson{s, r.cells(), near}
	}
	return m
}
