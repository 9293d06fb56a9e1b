package encode

import (
	"math"
	"math/bits"

	"github.com/handvat/handvat/knowledge/find/score"
)

// A Kind says what a text is of a slug.
type Kind uint8

// The kinds of texts.
const (
	Asked   Kind = iota // short, and like a question: a title or one of the aid's own questions
	Body                // another passage of an aid
	Phrased             // a phrasing that people confirmed
	Kinds               // how many there are
)

// Passages are the vectors of the texts of slugs, to compare a question with each text. A slug has a number here, its
// class. They may be read by many at once, but not while one is added or removed.
type Passages struct {
	Slugs []string // by class

	size   int
	class  map[string]int32
	center []float32 // the mean of all
	of     []int32   // class by passage; -1 once removed
	kind   []Kind
	codes  []int8    // size of each passage
	unit   []float32 // by passage: 1 divided by the length of its codes
	signs  []uint64  // words() of each passage: which of its numbers lie above the center
	by     [][]int32 // passages by class
}

// NewPassages returns the passages of texts, which have these vectors in signed bytes, and the number that each text
// got: -1 for one without a vector, which is left out.
func NewPassages(texts []Text, packed [][]byte) (p *Passages, number []int32) {
	p = &Passages{class: map[string]int32{}}
	for _, v := range packed {
		p.size = max(p.size, len(v))
	}
	p.center = make([]float32, p.size)
	n := 0
	for _, v := range packed {
		if len(v) == p.size {
			n++
			unit := unitOf(v)
			for i, b := range v {
				p.center[i] += unit * float32(int8(b))
			}
		}
	}
	for i := range p.center {
		p.center[i] /= float32(n + unsure)
	}
	number = make([]int32, len(texts))
	for i, t := range texts {
		number[i] = p.Add(t.Slug, t.Kind, packed[i])
	}
	return p, number
}

// unsure is how many texts at the origin the center is reckoned with: that of a few texts is that of those texts.
const unsure = 10

// unitOf returns 1 divided by the length of a vector in signed bytes.
func unitOf(packed []byte) float32 {
	var sum float64
	for _, b := range packed {
		sum += float64(int8(b)) * float64(int8(b))
	}
	return float32(1 / max(math.Sqrt(sum), 1))
}

// Class returns the class of a slug, made if absent.
func (p *Passages) Class(slug string) int32 {
	c, ok := p.class[slug]
	if !ok {
		c = int32(len(p.Slugs))
		p.class[slug] = c
		p.Slugs, p.by = append(p.Slugs, slug), append(p.by, nil)
	}
	return c
}

// Size returns how many numbers a vector has.
func (p *Passages) Size() int { return p.size }

// Len returns how many passages there are, removed ones among them.
func (p *Passages) Len() int { return len(p.of) }

// Of returns the class and the kind of a passage; the class is -1 if it was removed.
func (p *Passages) Of(n int32) (class int32, kind Kind) { return p.of[n], p.kind[n] }

// Add adds a text by its vector in signed bytes and returns its number, or -1 if the vector cannot be compared with the
// others.
func (p *Passages) Add(slug string, kind Kind, packed []byte) int32 {
	class := p.Class(slug)
	if len(packed) == 0 || len(packed) != p.size {
		return -1
	}
	n := int32(len(p.of))
	l := p.likened(packed)
	p.of, p.kind, p.unit = append(p.of, class), append(p.kind, kind), append(p.unit, l.unit)
	p.by[class] = append(p.by[class], n)
	p.codes, p.signs = append(p.codes, l.codes...), append(p.signs, l.signs...)
	return n
}

// Remove takes a passage out.
func (p *Passages) Remove(n int32) {
	if n < 0 || p.of[n] < 0 {
		return
	}
	class := p.of[n]
	p.of[n] = -1
	var left []int32
	for _, o := range p.by[class] {
		if o != n {
			left = append(left, o)
		}
	}
	p.by[class] = left
}

// Centered returns what sets a vector apart from all others, of length 1; nil if it cannot be compared with them.
func (p *Passages) Centered(v []float32) []float32 {
	if len(v) != p.size || p.size == 0 {
		return nil
	}
	own := float32(math.Sqrt(float64(inner(v, v))))
	if own == 0 {
		return nil
	}
	out := make([]float32, p.size)
	for i, x := range v {
		out[i] = x/own - p.center[i]
	}
	lengthen(out)
	return out
}

// Vector writes to out the vector of a passage as Centered returns it.
func (p *Passages) Vector(n int32, out []float32) {
	codes := p.codes[int(n)*p.size : int(n+1)*p.size]
	for i, c := range codes {
		out[i] = p.unit[n]*float32(c) - p.center[i]
	}
	lengthen(out)
}

// lengthen makes the length of v 1.
func lengthen(v []float32) {
	by := 1 / max(float32(math.Sqrt(float64(inner(v, v)))), 1e-6)
	for i := range v {
		v[i] *= by
	}
}

// A Likened is a question, or a passage itself, that was made ready to be compared with passages.
type Likened struct {
	codes []int8
	unit  float32
	signs []uint64
}

// Liken makes the vector of a question ready; ok is false if it cannot be compared with the passages.
func (p *Passages) Liken(v []float32) (l Likened, ok bool) {
	packed := Pack(v)
	if len(packed) != p.size || len(packed) == 0 {
		return l, false
	}
	return p.likened(packed), true
}

// likened makes a vector of the right length in signed bytes ready.
func (p *Passages) likened(packed []byte) Likened {
	l := Likened{make([]int8, p.size), unitOf(packed), make([]uint64, p.words())}
	for i, b := range packed {
		l.codes[i] = int8(b)
		if l.unit*float32(int8(b)) > p.center[i] {
			l.signs[i/64] |= 1 << (i % 64)
		}
	}
	return l
}

// words is how many words of 64 bits the signs of a passage take.
func (p *Passages) words() int { return (p.size + 63) / 64 }

// At returns a passage as a question is, to find what lies near to it.
func (p *Passages) At(n int32) Likened {
	at, words := int(n), p.words()
	return Likened{p.codes[at*p.size : (at+1)*p.size], p.unit[n], p.signs[at*words : (at+1)*words]}
}

// cosine returns how like a passage is to a question.
func (p *Passages) cosine(l Likened, n int32) float32 {
	codes := p.codes[int(n)*p.size : int(n+1)*p.size]
	var a, b int32
	for i := 0; i+1 < len(codes) && i+1 < len(l.codes); i += 2 {
		a += int32(codes[i]) * int32(l.codes[i])
		b += int32(codes[i+1]) * int32(l.codes[i+1])
	}
	return float32(a+b) * p.unit[n] * l.unit
}

// Likeness returns how like a question is to the nearest text of each kind that a class has, and 0 where it has none.
func (p *Passages) Likeness(l Likened, class int32) (out [Kinds]float32) {
	for _, n := range p.by[class] {
		k := p.kind[n]
		out[k] = max(out[k], p.cosine(l, n))
	}
	return out
}

// Nearest calls found with the class, the kind and the likeness of the passages that lie nearest to a question: of each
// kind the few hundred whose numbers lie on the same side of the center the most, which is far quicker to tell than
// their likeness, or all if shortlist is 0.
func (p *Passages) Nearest(l Likened, shortlist int, found func(class int32, kind Kind, like float32)) {
	var top [Kinds]score.Best
	for k := range top {
		top[k].Max = shortlist
	}
	words := len(l.signs)
	for n, class := range p.of {
		if class < 0 {
			continue
		}
		if shortlist == 0 {
			found(class, p.kind[n], p.cosine(l, int32(n)))
			continue
		}
		other := 0
		for i, s := range p.signs[n*words : (n+1)*words] {
			other += bits.OnesCount64(s ^ l.signs[i])
		}
		if best := &top[p.kind[n]]; best.Admits(-float32(other)) {
			best.Add(int32(n), -float32(other))
		}
	}
	for k := range top {
		for _, c := range top[k].Cells {
			found(p.of[c.Class], Kind(k), p.cosine(l, c.Class))
		}
	}
}
