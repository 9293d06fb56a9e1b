package encode

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestNearest: the shortlist has what lies nearest, and what was removed is not found.
func TestNearest(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var texts []Text
	var packed [][]byte
	vector := func() []float32 {
		v := make([]float32, 512)
		for i := range v {
			v[i] = float32(rnd.NormFloat64())
		}
		return v
	}
	var all [][]float32
	for i := range 3000 {
		all = append(all, vector())
		texts = append(texts, Text{Slug: fmt.Sprint("s", i/3), Kind: Kind(i % 2)})
		packed = append(packed, Pack(all[i]))
	}
	p, _ := NewPassages(texts, packed)
	found, asked := 0, 200
	for range asked {
		n := rnd.IntN(len(all))
		q := vector()
		for i := range q { // a question about as like its text as people's are
			q[i] = 0.5*all[n][i] + 0.8*q[i]
		}
		l, ok := p.Liken(q)
		if !ok {
			t.Fatal("not comparable")
		}
		best, at := float32(-1), int32(-1)
		p.Nearest(l, 100, func(class int32, _ Kind, like float32) {
			if like > best {
				best, at = like, class
			}
		})
		if p.Slugs[at] == texts[n].Slug {
			found++
		}
		if exact := p.Likeness(l, at)[texts[n].Kind]; p.Slugs[at] == texts[n].Slug && exact < best-1e-6 {
			t.Errorf("likeness %.4f of the class, %.4f of its nearest text", exact, best)
		}
	}
	if found < asked-1 {
		t.Errorf("found %d of %d", found, asked)
	}
	l, _ := p.Liken(all[7])
	p.Remove(7)
	p.Nearest(l, 5, func(class int32, _ Kind, like float32) {
		if p.Slugs[class] == texts[7].Slug && like > 0.99 {
			t.Error("a removed text is found")
		}
	})
}

// TestNoVectors: without texts nothing is comparable, and nothing breaks.
func TestNoVectors(t *testing.T) {
	p, _ := NewPassages(nil, nil)
	if _, ok := p.Liken(make([]float32, 512)); ok {
		t.Error("a question is comparable with nothing")
	}
	if p.Centered([]float32{1}) != nil || p.Add("s", Asked, []byte{1, 2}) != -1 {
		t.Error("a vector of another length was taken")
	}
}
