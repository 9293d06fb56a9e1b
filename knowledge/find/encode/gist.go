package encode

import (
	_ "embed"
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
)

// meaningTable is made by the program in the folder meaning, which describes it; see
// meaning/ATTRIBUTION.md.
//
//go:embed meaning/english.bin
var meaningTable string

// A Gist is what a word or a text is about: a direction, of length 1, or zero if
// nothing is known. Gists of much the same have a large product, in whichever words or
// language they are put.
type Gist [GistSize]float32

// GistSize is how many directions the table of meanings has.
const GistSize = 64

// meanings are the gists of words. They are English; a Dutch word means what its
// translations in the lexicon mean.
type meanings struct {
	number map[string]int32 // English stems, the most usual first
	table  string           // by number: the gist, in signed bytes
}

// theMeanings returns the built-in meanings, which are read once.
var theMeanings = sync.OnceValue(func() *meanings {
	head, rest, _ := strings.Cut(meaningTable, "\n")
	var n, size int
	if _, err := fmt.Sscan(head, &n, &size); err != nil || size != GistSize {
		panic("encode: meaning/english.bin is not what this version expects") // it is part of the program
	}
	m := &meanings{number: make(map[string]int32, n)}
	for i := range n {
		var stem string
		stem, rest, _ = strings.Cut(rest, "\n")
		m.number[stem] = int32(i)
	}
	m.table = rest
	return m
})

// Add adds v, times by.
func (g *Gist) Add(v *Gist, by float32) {
	for i, x := range v {
		g[i] += by * x
	}
}

// Times returns the product of two gists: at most 1, for the same.
func (g *Gist) Times(o *Gist) float32 {
	var a, b, c, d float32
	for i := 0; i < GistSize; i += 4 {
		a += g[i] * o[i]
		b += g[i+1] * o[i+1]
		c += g[i+2] * o[i+2]
		d += g[i+3] * o[i+3]
	}
	return a + b + c + d
}

// unit makes the length of g 1, unless it is zero.
func (g *Gist) unit() {
	square := g.Times(g)
	if square == 0 {
		return
	}
	scale := 1 / float32(math.Sqrt(float64(square)))
	for i := range g {
		g[i] *= scale
	}
}

// usual is the number of a stem that counts for half as much as a rare one: the more
// usual a word, the less it says about a text (Arora, Liang and Ma, A Simple but
// Tough-to-Beat Baseline for Sentence Embeddings, ICLR 2017, with Zipf's law for the
// frequencies).
const usual = 1000

// english returns the gist of an English stem, and how much it says, from 0 to 1.
func (m *meanings) english(stem string) (g Gist, says float32) {
	n, ok := m.number[stem]
	if !ok {
		return g, 0
	}
	for i := range g {
		g[i] = float32(int8(m.table[int(n)*GistSize+i]))
	}
	g.unit()
	return g, float32(n+3) / float32(n+3+usual)
}

// of returns the gist of a stem in lang, and how much it says. A Dutch stem is
// translated, or split into two that can be, or read as an English word.
func (m *meanings) of(stem string, lang knowledge.Lang) (Gist, float32) {
	if lang == knowledge.English {
		return m.english(stem)
	}
	if g, says := m.translated(stem); says > 0 {
		return g, says
	}
	if g, says := m.compound(stem); says > 0 {
		return g, says
	}
	if len(stem) < text.MinPart {
		return Gist{}, 0
	}
	return m.english(stem)
}

// translated returns the mean of what the translations of a Dutch stem mean, the surest
// the most.
func (m *meanings) translated(stem string) (g Gist, says float32) {
	var all float32
	for _, t := range text.Rough(stem) {
		weight := t.Weight / float32(len(t.Stems))
		weight *= weight
		for _, s := range t.Stems {
			if v, says1 := m.english(s); says1 > 0 {
				g.Add(&v, weight)
				says += weight * says1
				all += weight
			}
		}
	}
	g.unit()
	return g, says / max(all, 1e-6)
}

// compound returns what the two parts of a Dutch compound mean together.
func (m *meanings) compound(stem string) (Gist, float32) {
	for i := text.MinPart; i+text.MinPart-1 <= len(stem); i++ {
		tail, says := m.translated(stem[i:])
		if says == 0 {
			continue
		}
		for part := range text.Heads(stem[:i]) {
			if len(part) < text.MinPart-1 {
				continue
			}
			if head, more := m.translated(part); more > 0 {
				head.Add(&tail, 1)
				head.unit()
				return head, max(says, more)
			}
		}
	}
	return Gist{}, 0
}

// GistOf returns what words, which are in lang, are about together. It is the shorter,
// the more of them nothing is known of.
func GistOf(ws []text.Word, lang knowledge.Lang) Gist {
	var sum, out Gist
	var known, all float32
	for _, w := range ws {
		if w.Stop {
			continue
		}
		all++
		if g, says := theMeanings().of(w.Stem, lang); says > 0 {
			sum.Add(&g, says)
			known++
		}
	}
	sum.unit()
	out.Add(&sum, known/max(all, 1))
	return out
}

// Known reports whether w is a word of lang that the lexicon has, or the table of meanings
// if it is English: not a misspelling.
func Known(w text.Word, lang knowledge.Lang) bool {
	if w.Stop || text.InLexicon(w, lang) {
		return true
	}
	_, ok := theMeanings().number[w.Stem]
	return ok && lang == knowledge.English
}
