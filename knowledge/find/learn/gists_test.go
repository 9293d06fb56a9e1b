package learn

import (
	"math"
	"slices"
	"testing"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/score"
	"github.com/handvat/handvat/knowledge/find/text"
)

func about(s string, lang knowledge.Lang) encode.Gist {
	return encode.GistOf(text.NewAnalyser().Words(s, lang), lang)
}

// TestGistsOfClasses: a text that is taken out again leaves a class as it was, and a
// class that has none scores nothing.
func TestGistsOfClasses(t *testing.T) {
	g := newGists(nil)
	car, money := about("my car broke down", knowledge.English), about("transfer money", knowledge.English)
	g.add(2, &car, 1)
	before := slices.Clone(g.sums)
	g.add(2, &money, 1)
	g.add(2, &money, -1)
	for i := range before {
		if math.Abs(float64(before[i]-g.sums[i])) > 1e-5 {
			t.Fatal("the text is still there")
		}
	}
	out := make(score.Dense, 4) // one class more than there are
	vehicle := about("the engine of a vehicle", knowledge.English)
	g.score(&vehicle, out)
	if out[0] != 0 || out[1] != 0 || out[3] != 0 || out[2] < 0.2 || out[2] > 1 {
		t.Errorf("scores %v", out)
	}
	g.score(&encode.Gist{}, out)
	if out[2] != 0 {
		t.Errorf("nothing is about %v", out)
	}
}
