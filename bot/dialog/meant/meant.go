// Package meant tells of which kind a text is by what it means, where the words for it have no end. A head is a linear
// model on the encoder's vector; [github.com/handvat/handvat/bot/dialog/meant/fit] makes one of examples.
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

	mu   sync.Mutex
	seen map[uint64][]float64 // the chances of texts that were looked at lately, by a sum of the text
}

// remembered is the most texts a head has seen, before it begins anew: one message is asked about more than once, and
// much of what is typed was typed before.
const remembered = 4096

var seed = maphash.MakeSeed()

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
	sum := maphash.String(seed, text)
	h.mu.Lock()
	out, ok := h.seen[sum]
	h.mu.Unlock()
	if ok {
		return out
	}
	out = h.chances(sentence.Vector(text))
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.seen) >= remembered || h.seen == nil {
		h.seen = map[uint64][]float64{}
	}
	h.seen[sum] = out
	return out
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
