package learn

import (
	"context"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/knowledge/find/feature"
)

// TestTrainSmall: with few classes training keeps and adds the weights in another way,
// and comes out with the same.
func TestTrainSmall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		classes := rapid.IntRange(1, maxRivals).Draw(t, "classes")
		examples := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) example {
			e := example{class: rapid.Int32Range(0, int32(classes-1)).Draw(t, "class"),
				cost: rapid.SampledFrom([]float32{askedCost, bodyCost}).Draw(t, "cost")}
			for _, f := range rapid.SliceOfNDistinct(rapid.Uint32Range(1, 12), 1, 8, rapid.ID).Draw(t, "features") {
				weight := rapid.Float32Range(0.1, 1).Draw(t, "weight")
				e.terms = append(e.terms, feature.Term{Feature: feature.Feature(f), Weight: weight})
			}
			return e
		}), 1, 40).Draw(t, "examples")
		weights := func(classes int) map[feature.Feature]map[int32]float32 {
			l := newLinear()
			es := make([]example, len(examples))
			for i, e := range examples {
				e.terms = slices.Clone(e.terms)
				es[i] = e
			}
			if err := l.train(context.Background(), es, classes, rounds); err != nil {
				t.Fatal(err)
			}
			out := map[feature.Feature]map[int32]float32{}
			for f, at := range l.index {
				out[f] = map[int32]float32{}
				for _, c := range l.rows[at].all() {
					if c.Weight != 0 {
						out[f][c.Class] = c.Weight
					}
				}
			}
			return out
		}
		few, many := weights(classes), weights(maxRow+1)
		if !maps.EqualFunc(few, many, maps.Equal[map[int32]float32, map[int32]float32]) {
			t.Fatalf("few: %v\nmany: %v", few, many)
		}
	})
}
