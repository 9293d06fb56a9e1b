// Package meant tells of which kind a text is by what it means, where the words for it have no end: what somebody tells
// in private, that they want to stop, that they talk about somebody else. A head is a linear model on the encoder's
// vector; [github.com/handvat/handvat/bot/dialog/meant/fit] makes one of examples.
package meant

import (
	"encoding/binary"
	"hash/maphash"
	"math"
	"sync"

	"github.com/handvat/handvat/knowledge/find/encode/sentence"
)

// A Head tells kinds of text apart. It is safe for concurrent use.
type Head struct {
	kinds []string
	rows  func() [][]float32
	seen  memory[[]float64]
}

// New is the head of some kinds, whose weights are those of a multinomial logistic regression on the vector of a text:
// for each kind sentence.Size weights and what is added, little-endian float32.
func New(weights string, kinds ...string) *Head {
	return &Head{kinds: kinds, rows: sync.OnceValue(func() [][]float32 { return numbers(weights) })}
}

func numbers(weights string) (rows [][]float32) {
	for rest := weights; len(rest) >= 4*(sentence.Size+1); rest = rest[4*(sentence.Size+1):] {
		row := make([]float32, sentence.Size+1)
		for i := range row {
			row[i] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(rest[4*i:])))
		}
		rows = append(rows, row)
	}
	return rows
}

// Chances returns how likely a text is of each kind, in their order; the sum is 1. The text is as text.Normal makes
// it, and the result is not to be changed.
func (h *Head) Chances(text string) []float64 {
	return h.seen.of(text, 4096, func() []float64 {
		return h.chances(vectors.of(text, 16, func() []float32 { return sentence.Vector(text) }))
	})
}

func (h *Head) chances(v []float32) []float64 {
	out, sum := make([]float64, len(h.kinds)), 0.0
	for i, row := range h.rows() {
		z := float64(row[sentence.Size])
		for j, x := range v {
			z += float64(row[j] * x)
		}
		out[i] = math.Exp(z)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// vectors are those of the texts of this moment: several heads look at one message.
var vectors memory[[]float32]

// A memory has what is known of texts that were looked at lately, of which it keeps a sum only: one message is asked
// about more than once, and much of what is typed was typed before.
type memory[T any] struct {
	sync.Mutex
	known map[uint64]T
}

var seed = maphash.MakeSeed()

// of is what is known of a text, which find returns if it is not remembered. At most texts are remembered; after that
// the memory begins anew.
func (m *memory[T]) of(text string, most int, find func() T) T {
	sum := maphash.String(seed, text)
	m.Lock()
	found, ok := m.known[sum]
	m.Unlock()
	if ok {
		return found
	}
	found = find()
	m.Lock()
	defer m.Unlock()
	if len(m.known) >= most || m.known == nil {
		m.known = map[uint64]T{}
	}
	m.known[sum] = found
	return found
}
