package learn

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/score"
)

// The file of the meanings holds the mark of what they were trained on; slug, text and pulls of each phrasing among
// that, in its order; and the rows of the head. The vectors themselves are in the store.
var meaningsMagic = fmt.Appendf(nil, "handvat meanings %d\n", meaningsVersion)

// meaningsVersion is raised whenever the same texts would come out differently.
const meaningsVersion = 1

// mark is a digest of texts and of their vectors.
func mark(texts []encode.Text, packed [][]byte) (m Mark) {
	h := sha256.New()
	var buf []byte
	for i, t := range texts {
		buf = append(buf[:0], byte(t.Kind))
		for _, part := range []string{t.Slug, t.Text} {
			buf = binary.AppendUvarint(buf, uint64(len(part)))
			buf = append(buf, part...)
		}
		buf = binary.AppendUvarint(buf, uint64(len(packed[i])))
		h.Write(append(buf, packed[i]...))
	}
	copy(m[:], h.Sum(nil))
	return m
}

// TrainedOn reports whether training on these texts and vectors would give the same.
func (m *Meanings) TrainedOn(texts []encode.Text, packed [][]byte) bool {
	return m.mark == mark(texts, packed)
}

// Save writes the meanings to a file, in the place of what is there, which must be as they were trained.
func (m *Meanings) Save(path string) error {
	return save(path, meaningsMagic, func(w *modelWriter) {
		w.raw(m.mark[:])
		w.u32(uint32(len(m.phrased)))
		for _, t := range m.phrased {
			w.text(t.slug)
			w.text(t.text)
			w.cells(m.known[t].alpha)
		}
		w.floats(m.head.rows)
	})
}

// LoadMeanings reads the meanings of texts with these vectors from a file, and takes in the phrasings that were not
// there yet when they were trained. The error is ErrOther if they were trained on something else that is gone now.
func LoadMeanings(path string, texts []encode.Text, packed [][]byte) (m *Meanings, err error) {
	err = load(path, meaningsMagic, func(r *modelReader) error {
		was := bytes.Clone(r.raw(len(Mark{})))
		pulls := map[told][]score.Cell{}
		for range r.count(12) {
			t := told{r.text(), r.text()}
			pulls[t] = r.cells()
		}
		var first, later []encode.Text
		var of, more [][]byte
		for i, t := range texts {
			if _, known := pulls[told{t.Slug, t.Text}]; known || t.Kind != encode.Phrased {
				first, of = append(first, t), append(of, packed[i])
			} else {
				later, more = append(later, t), append(more, packed[i])
			}
		}
		m = newMeanings(first, of)
		if !bytes.Equal(was, m.mark[:]) {
			return ErrOther
		}
		for t, known := range m.known {
			m.known[t] = meant{known.passage, pulls[t]}
		}
		m.head.rows = numbers(r, math.Float32frombits)
		if len(m.head.rows) != m.head.size*len(m.Slugs) {
			return ErrOther
		}
		for i, t := range later {
			m.learn(told{t.Slug, t.Text}, more[i])
		}
		return nil
	})
	return m, err
}
