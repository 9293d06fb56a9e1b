package sentence

import (
	"encoding/binary"
	"math"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The first pieces.
const (
	unknown = iota
	begin
	end
)

// space is how a piece says that a word begins.
const space = "▁"

// A vocabulary is the pieces that words are made of, in byte order, and how likely each is.
type vocabulary struct {
	text   string
	at     []uint32  // where each piece begins in the text, and where the last ends
	scores []float32 // logarithms
	worst  float32   // of what is no piece
}

// readVocabulary takes n pieces and their scores.
func readVocabulary(r *reader, n int) vocabulary {
	v := vocabulary{at: make([]uint32, 0, n+1)}
	var text []byte
	last := 0
	for range n {
		head := r.take(2)
		at := len(text)
		text = append(text, text[last:last+int(head[0])]...)
		text = append(text, r.take(int(head[1]))...)
		v.at, last = append(v.at, uint32(at)), at
	}
	v.at = append(v.at, uint32(len(text)))
	v.text, v.scores = string(text), make([]float32, n)
	least := r.floats(1)[0]
	for i := range v.scores {
		v.scores[i] = least * float32(binary.LittleEndian.Uint16([]byte(r.take(2)))) / math.MaxUint16
	}
	v.worst = least - 10
	return v
}

// piece returns the text of a piece.
func (v *vocabulary) piece(i int) string { return v.text[v.at[i]:v.at[i+1]] }

// normal is a text as it is cut in pieces: compatible forms as one, without controls, a mark before each word.
func normal(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r < 9, r == 11, r > 13 && r < 32, r == 0x7f, r == 0x8f, r == 0x9f:
			return -1
		case r == 0x1680, r >= 0x200b && r <= 0x200f, r == 0x2028, r == 0x2029, r == 0x2581, r == 0xfeff,
			r == utf8.RuneError:
			return ' '
		}
		return r
	}, text)
	var b strings.Builder
	for _, word := range strings.Fields(norm.NFKC.String(text)) {
		b.WriteString(space + word)
	}
	return b.String()
}

// cut returns the pieces of a text that are likeliest together (Kudo, Subword Regularization, 2018: the best path
// through a unigram model).
func (v *vocabulary) cut(text string) []int {
	type step struct {
		score       float32
		from, piece int
	}
	text = normal(text)
	best := make([]step, len(text)+1)
	for i := range best {
		best[i].score = -1e38
	}
	best[0].score = 0
	better := func(i, j, piece int, score float32) {
		if score += best[i].score; score > best[j].score {
			best[j] = step{score, i, piece}
		}
	}
	for i, r := range text {
		one := i + utf8.RuneLen(r)
		known := false
		v.prefixes(text[i:], func(piece, n int) {
			known = known || i+n == one
			better(i, i+n, piece, v.scores[piece])
		})
		if !known {
			better(i, one, unknown, v.worst)
		}
	}
	var back []int
	for j := len(text); j > 0; j = best[j].from {
		back = append(back, best[j].piece)
	}
	if len(back) == 0 {
		back = []int{unknown}
	}
	out := make([]int, 0, len(back)+2)
	out = append(out, begin)
	for i := len(back) - 1; i >= 0; i-- {
		out = append(out, back[i])
	}
	return append(out, end)
}

// prefixes calls found for each piece that text begins with, the shortest first, with its length.
func (v *vocabulary) prefixes(text string, found func(piece, n int)) {
	low, high := 0, len(v.scores) // the pieces that begin with text[:n]
	for n := 1; n <= len(text); n++ {
		c := text[n-1]
		byteAt := func(i int) int { // -1 where it ended
			if p := v.piece(i); len(p) >= n {
				return int(p[n-1])
			}
			return -1
		}
		low += sort.Search(high-low, func(i int) bool { return byteAt(low+i) >= int(c) })
		high = low + sort.Search(high-low, func(i int) bool { return byteAt(low+i) > int(c) })
		if low == high {
			return
		}
		if len(v.piece(low)) == n { // the shortest comes first
			found(low, n)
		}
	}
}
