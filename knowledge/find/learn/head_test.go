package learn

import (
	"errors"
	"math"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/score"
)

// around returns a vector of length about 1, near to the direction of a class.
func around(rnd *rand.Rand, size int, class int) []float32 {
	v := make([]float32, size)
	for i := range v {
		v[i] = float32(rnd.NormFloat64()) * 0.15
	}
	v[class] += 1
	return v
}

// manyMeant is what is said of classes, so many texts of each, with the vectors in bytes.
func manyMeant(rnd *rand.Rand, classes, each int) (texts []encode.Text, packed [][]byte) {
	for c := range classes {
		for k := range each {
			texts = append(texts, encode.Text{Slug: slugs[c], Text: string(rune('a' + k)), Kind: encode.Phrased})
			var b []byte
			for _, x := range around(rnd, 64, c) {
				b = append(b, byte(int8(x*60)))
			}
			packed = append(packed, b)
		}
	}
	return texts, packed
}

var slugs = []string{"verlof", "ziek", "feedback", "printer", "agenda", "brief"}

// first returns the class that a head puts first.
func first(t *testing.T, m *Meanings, v []float32) string {
	t.Helper()
	var out score.Dense
	if !m.Score(v, &out) {
		t.Fatal("the vector cannot be compared")
	}
	best := 0
	for c := range out {
		if out[c] > out[best] {
			best = c
		}
	}
	return m.Slugs[best]
}

// TestHead: a head that was trained puts the right class first, and each text pulls its own class by as much as its
// chance falls short of 1.
func TestHead(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	texts, packed := manyMeant(rnd, len(slugs), 5)
	m, err := TrainMeanings(t.Context(), texts, packed)
	if err != nil {
		t.Fatal(err)
	}
	for c, slug := range slugs {
		if got := first(t, m, around(rnd, 64, c)); got != slug {
			t.Errorf("%s: got %s", slug, got)
		}
	}
	x := make([]float32, 64)
	for i, text := range texts {
		m.Vector(int32(i), x)
		z := make([]float32, len(slugs))
		m.head.scores(x, z)
		var all float64
		for _, v := range z {
			all += math.Exp(float64(v))
		}
		own := m.Class(text.Slug)
		want := strength * (1 - math.Exp(float64(z[own]))/all)
		var got float64
		for _, a := range m.known[told{text.Slug, text.Text}].alpha {
			if a.Class == own {
				got = float64(a.Weight)
			}
		}
		if math.Abs(got-want) > 0.1 {
			t.Errorf("text %d pulls %.3f, want %.3f", i, got, want)
		}
	}
}

// TestHeadLearns: a phrasing of a slug that had none is learned, and afterwards taken back without a trace.
func TestHeadLearns(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	texts, packed := manyMeant(rnd, len(slugs)-1, 4)
	m, err := TrainMeanings(t.Context(), texts, packed)
	if err != nil {
		t.Fatal(err)
	}
	before := append([]float32(nil), m.head.rows...)
	v := around(rnd, 64, len(slugs)-1)
	m.Learn("brief", "een brief sturen", v)
	if got := first(t, m, v); got != "brief" || !m.Knows("brief", "een brief sturen") {
		t.Fatalf("after learning: %s", got)
	}
	m.Forget("brief", "een brief sturen")
	for i, x := range before {
		if math.Abs(float64(x-m.head.rows[i])) > 1e-3 {
			t.Fatalf("row number %d is %.4f, was %.4f", i, m.head.rows[i], x)
		}
	}
	m.Forget(texts[0].Slug, texts[0].Text)
	l, _ := m.Liken(v)
	if m.Likeness(l, m.Class("brief"))[encode.Phrased] != 0 || m.Knows(texts[0].Slug, texts[0].Text) {
		t.Error("a phrasing that was taken back is still near")
	}
}

// TestMeaningsKept: meanings read from a file are those that were written, with a phrasing that came since as if it was
// learned then; without a phrasing that is gone they are not used.
func TestMeaningsKept(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	texts, packed := manyMeant(rnd, len(slugs)-1, 4)
	m, err := TrainMeanings(t.Context(), texts, packed)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "meanings")
	if err := m.Save(file); err != nil {
		t.Fatal(err)
	}
	v := around(rnd, 64, len(slugs)-1)
	m.Learn("brief", "een brief sturen", v)
	more := append(slices.Clone(texts), encode.Text{Slug: "brief", Text: "een brief sturen", Kind: encode.Phrased})
	again, err := LoadMeanings(file, more, append(slices.Clone(packed), encode.Pack(v)))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(again.head.rows, m.head.rows) || !reflect.DeepEqual(again.known, m.known) {
		t.Error("other meanings were read than were written")
	}
	if _, err := LoadMeanings(file, texts[1:], packed[1:]); !errors.Is(err, ErrOther) {
		t.Errorf("without one of its phrasings: %v", err)
	}
}
