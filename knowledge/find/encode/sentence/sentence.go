// Package sentence turns a sentence into the direction of its meaning, in Dutch, English and to a degree in the other
// languages of Latin script, so that sentences that mean the same lie close together in whichever of them they are put.
//
// It is the multilingual Universal Sentence Encoder, version 3, the convolutional one (Yang and others, Multilingual
// Universal Sentence Encoder for Semantic Retrieval, 2019): pieces of words, each with a vector; three convolutions,
// over two, three and five pieces; the sum of all, and a small network behind it. ATTRIBUTION.md says where the
// weights are from and what was changed, and convert.py makes sentence.bin of them.
package sentence

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"
)

// Size is how many numbers a vector has.
const Size = 512

// sentence.bin holds, with numbers in little-endian order:
//
//	"HVSE1\n\0\0", n 4: how many pieces there are
//	each piece in byte order: bytes it shares with the one before 1, other bytes 1, those bytes
//	the worst score float32, scores n × 2 in its 65535ths, block n × 1
//	unit of each block 17 × float32, least of each block 17 × float32
//	n × 4 × (least 1, greatest 1), n × 256: two numbers of 4 bits, the lower first
//	a matrix and three vectors of 768 × float32, before the convolutions
//	for each of three convolutions: two matrices, then two vectors of 256 × float32
//	two vectors of 1280 × float32, a matrix, a vector of 512 × float32, six matrices
//
// and a matrix is rows 4, columns 4, unit of each column × float32, rows × columns × signed byte. The first three
// pieces stand for what is unknown, for the beginning and for the end.
//
//go:embed sentence.bin
var file string

const (
	blocks  = 17  // the pieces are in, each with a unit of its own
	group   = 128 // numbers of a piece lie between the same two
	width   = 256 // of a convolution
	feature = Size + 3*width
)

// A convolution looks at so many pieces, from left before each.
type convolution struct {
	pieces, left          int
	first, second         table
	firstBias, secondBias []float32
}

// A model is what sentence.bin holds.
type model struct {
	vocabulary
	block                   string // of each piece
	unit, least             []float32
	ranges                  string
	codes                   string
	in                      table
	inBias, inGain, inShift []float32
	convs                   [3]convolution
	gain, bias              []float32
	sum                     table
	sumBias                 []float32
	deep                    [6]table // d0, d1, d2, d3, p1, p3
}

// the is the model, read when it is first used.
var the = sync.OnceValue(func() *model { return read(file) })

// A reader takes a file apart.
type reader struct{ rest string }

// take returns the next n bytes.
func (r *reader) take(n int) string {
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// number returns a number of 4 bytes.
func (r *reader) number() int { return int(binary.LittleEndian.Uint32([]byte(r.take(4)))) }

// floats returns the next n numbers.
func (r *reader) floats(n int) []float32 {
	text, out := []byte(r.take(4*n)), make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(text[4*i:]))
	}
	return out
}

// table returns a matrix of weights.
func (r *reader) table() table {
	rows, cols := r.number(), r.number()
	unit := r.floats(cols)
	return newTable(rows, cols, unit, r.take(rows*cols))
}

// read returns the model that a file holds, which must be laid out as sentence.bin is.
func read(file string) *model {
	r := &reader{file}
	r.take(8)
	n := r.number()
	m := &model{vocabulary: readVocabulary(r, n), block: r.take(n)}
	m.unit, m.least = r.floats(blocks), r.floats(blocks)
	m.ranges, m.codes = r.take(n*Size/group*2), r.take(n*Size/2)
	m.in, m.inBias, m.inGain, m.inShift = r.table(), r.floats(3*width), r.floats(3*width), r.floats(3*width)
	for i, c := range []convolution{{pieces: 2}, {pieces: 3, left: 1}, {pieces: 5, left: 2}} {
		c.first, c.second, c.firstBias, c.secondBias = r.table(), r.table(), r.floats(width), r.floats(width)
		m.convs[i] = c
	}
	m.gain, m.bias = r.floats(feature), r.floats(feature)
	m.sum, m.sumBias = r.table(), r.floats(Size)
	for i := range m.deep {
		m.deep[i] = r.table()
	}
	return m
}

// vector writes the numbers of a piece.
func (m *model) vector(piece int, to []float32) {
	unit, least := m.unit[m.block[piece]], m.least[m.block[piece]]
	ranges, codes := m.ranges[piece*Size/group*2:], m.codes[piece*Size/2:]
	for g := range Size / group {
		low, high := float32(ranges[2*g]), float32(ranges[2*g+1])
		var as [16]float32 // what each code stands for
		for c := range as {
			as[c] = (low+float32(c)*(high-low)/15)*unit + least
		}
		for i := range group / 2 {
			code := codes[g*group/2+i]
			to[g*group+2*i], to[g*group+2*i+1] = as[code&15], as[code>>4]
		}
	}
}
