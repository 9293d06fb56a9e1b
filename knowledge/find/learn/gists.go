package learn

import (
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/score"
)

// gists are what the texts of each class are about on the whole.
type gists struct {
	sums  []float32 // by class, gistSize of each: the sum of the gists of its texts
	scale []float32 // by class: 1 divided by the length of its sum
}

// newGists returns the gists with the given sums.
func newGists(sums []float32) *gists {
	g := &gists{sums: sums, scale: make([]float32, len(sums)/encode.GistSize)}
	for class := range g.scale {
		g.measure(class)
	}
	return g
}

func (g *gists) measure(class int) {
	sum := g.of(class)
	g.scale[class] = 1 / max(sqrt(sum.Times(sum)), 1e-3)
}

// of returns the sum of a class.
func (g *gists) of(class int) *encode.Gist { return (*encode.Gist)(g.sums[class*encode.GistSize:]) }

// add adds a text of a class, which is made if absent. by is what the text counts for,
// below zero to take it out again.
func (g *gists) add(class int32, text *encode.Gist, by float32) {
	for int(class) >= len(g.scale) {
		g.sums = append(g.sums, make([]float32, encode.GistSize)...)
		g.scale = append(g.scale, 0)
	}
	g.of(int(class)).Add(text, by)
	g.measure(int(class))
}

// score sets in out how much each class is about the same as a question, from 0 to 1.
func (g *gists) score(question *encode.Gist, out score.Dense) {
	for class, scale := range g.scale[:min(len(g.scale), len(out))] {
		out[class] = max(0, scale*g.of(class).Times(question))
	}
}
