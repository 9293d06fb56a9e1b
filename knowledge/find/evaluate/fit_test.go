package evaluate

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/handvat/handvat/knowledge/find"
)

// TestFitChanceFindsItsWay fits from a start that is far off, where plain Newton steps
// run away, and must find the weights that the rows were drawn with.
func TestFitChanceFindsItsWay(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	want := []float64{-1, 4, -2}
	var rows []judged
	for range 20_000 {
		e := []float64{1, rnd.Float64(), rnd.NormFloat64()}
		rows = append(rows, judged{e, rnd.Float64() < chance(want, e), 1})
	}
	for _, start := range [][]float64{{0, 0, 0}, {-30, 40, 50}} {
		got := fitChance(rows, start, 1e-6)
		for i := range want {
			if math.Abs(got[i]-want[i]) > 0.2 {
				t.Errorf("from %v: got %.2f, want %v", start, got, want)
				break
			}
		}
	}
	if got := fitChance(rows[:10], want, 100); math.Abs(got[1]-want[1]) > 0.1 {
		t.Errorf("ten questions moved %v to %v", want, got)
	}
	if got := fitChance(nil, want, 1); got[1] != want[1] {
		t.Errorf("no questions moved %v to %v", want, got)
	}
}

// TestChooseFromFewQuestions checks that the threshold of refusing lies between what is
// in scope and what is not, though only ten questions tell what is not, and one of them
// looks like the surest of all.
func TestChooseFromFewQuestions(t *testing.T) {
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 3))
		var b batch
		b.weight = 1
		add := func(z float64, gold ...string) {
			q := asked{Question: Question{Gold: gold}, rank: float64(len(gold))}
			q.result.Evidence = []float64{z}
			b.qs = append(b.qs, q)
		}
		for range 100 {
			add(3+rnd.NormFloat64(), "right")
		}
		for range 9 {
			add(-1 + rnd.NormFloat64())
		}
		add(8)
		from, ok := chooseFrom([]float64{1}, []batch{b})
		if z := math.Log(from / (1 - from)); !ok || z < -0.5 || z > 1.5 {
			t.Errorf("seed %d: refuses below %.2f, %t", seed, z, ok)
		}
	}
	if _, ok := chooseFrom([]float64{1}, []batch{{nil, 1, true}}); ok {
		t.Error("a threshold without questions that are out of scope")
	}
}

// TestRefuseFrom: of what sets as they are have no aid for so many are refused as is wanted, whatever variants say.
func TestRefuseFrom(t *testing.T) {
	whole, variant := batch{whole: true}, batch{}
	for i := range 100 {
		q := asked{result: find.Result{Evidence: []float64{float64(i) / 10}}}
		whole.qs = append(whole.qs, q)
		q.result.Evidence = []float64{20}
		variant.qs = append(variant.qs, q)
	}
	from, ok := refuseFrom([]float64{1}, []batch{whole, variant})
	n := 0
	for _, q := range whole.qs {
		n += int(one(chance([]float64{1}, q.result.Evidence) < from))
	}
	if !ok || n != 93 {
		t.Errorf("%d are refused, %t", n, ok)
	}
	if _, ok := refuseFrom([]float64{1}, []batch{variant}); ok {
		t.Error("a bar from variants alone")
	}
}
