package evaluate

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/handvat/handvat/knowledge/find"
)

// How strongly a fit is held to where it starts. A handful of questions should not
// overturn what many sets agree on.
const (
	rankPenalty   = 0.001
	chancePenalty = 0.002
)

// wanted is the share of right ones among answers that a calibration aims at; out-of-
// scope questions count as wrong.
const wanted = 0.95

// outOfScope is the share of questions for which there is no aid yet, that a
// calibration reckons with where it has such questions at all. Sets differ in how many
// they have; people at work ask them more often than most sets do.
const outOfScope = 0.25

// weights returns what each question of a set weighs: all together as much as
// weightOf says, and those out of scope their share of it.
func weights(qs []asked) []float64 {
	out := 0.0
	for _, q := range qs {
		out += one(len(q.Gold) == 0)
	}
	all := float64(len(qs))
	in := all - out
	ws := make([]float64, len(qs))
	for i, q := range qs {
		switch {
		case out == 0 || in == 0:
			ws[i] = weightOf(len(qs))
		case len(q.Gold) == 0:
			ws[i] = weightOf(len(qs)) * all * outOfScope / out
		default:
			ws[i] = weightOf(len(qs)) * all * (1 - outOfScope) / in
		}
	}
	return ws
}

// weightOf is what each of n questions of a set weighs, so that a large set does not
// drown the small ones.
func weightOf(n int) float64 { return 1 / float64(200+n) }

// calibrate fits the chances and the thresholds to one split of a set, from the
// calibration in use. The ranking stays as it is.
func calibrate(ctx context.Context, b *bench, split string) (find.Calibration, error) {
	c := b.finder.Calibration()
	qs, err := b.ask(ctx, split)
	if err != nil {
		return c, err
	}
	// The penalty stands for as many questions as a set needs to speak for itself.
	fitChances(&c, [][]asked{qs}, chancePenalty*200/float64(len(qs)))
	return c, nil
}

// A Plan is a trial whose questions of Trial.Split are fitted to.
type Plan struct {
	Set   *Set
	Trial Trial
}

// Fit fits the ranking, the chances and the thresholds to many trials together. The
// calibration that is shipped is made so. Test questions are refused: what is
// reported must not be fitted.
func Fit(ctx context.Context, plan []Plan) (c find.Calibration, err error) {
	var benches []*bench
	defer func() {
		for _, b := range benches {
			err = errors.Join(err, b.close())
		}
	}()
	for _, p := range plan {
		if p.Trial.Split == "test" {
			return c, errors.New("evaluate: calibrate on train or dev questions, not on test")
		}
		b, err := open(ctx, p.Set, p.Trial)
		if err != nil {
			return c, err
		}
		benches = append(benches, b)
		c = b.finder.Calibration()
	}
	var rows []ranked
	for i, b := range benches {
		qs, err := b.ask(ctx, plan[i].Trial.Split)
		if err != nil {
			return c, err
		}
		for _, q := range qs {
			if r, ok := rankedOf(q, weightOf(len(qs))); ok {
				rows = append(rows, r)
			}
		}
	}
	c.Rank = fitRank(rows, c.Rank, rankPenalty)
	var all [][]asked
	for i, b := range benches {
		b.finder.Calibrate(c)
		qs, err := b.ask(ctx, plan[i].Trial.Split)
		if err != nil {
			return c, err
		}
		all = append(all, qs)
	}
	fitChances(&c, all, 1e-4)
	return c, nil
}

// rankedOf returns what the ranking weighed for a question; ok is false if no right
// aid was among the candidates.
func rankedOf(q asked, weight float64) (r ranked, ok bool) {
	r.weight = weight
	for _, h := range q.result.Hits {
		right := slices.Contains(q.Gold, h.Key.Slug)
		ok = ok || right
		r.features, r.right = append(r.features, h.Features), append(r.right, right)
	}
	return r, ok
}

// fitChances fits the chances and the thresholds to questions that were asked.
func fitChances(c *find.Calibration, sets [][]asked, penalty float64) {
	var first, any []judged
	for _, qs := range sets {
		ws := weights(qs)
		for i, q := range qs {
			if q.result.Evidence == nil {
				continue
			}
			w := ws[i]
			first = append(first, judged{q.result.Evidence, q.rank > 0 && q.rank < 1.5, w})
			any = append(any, judged{q.result.Evidence, q.rank > 0 && q.rank < 3.5, w})
		}
	}
	c.First = fitChance(first, c.First, penalty)
	c.Any = fitChance(any, c.Any, penalty)
	c.Answer = answerFrom(c, sets)
	if from, ok := chooseFrom(c, sets); ok {
		c.Choose = from
	}
}

// answerFrom returns the lowest chance from which on answers are right as often as
// is wanted; out-of-scope questions count as wrong.
func answerFrom(c *find.Calibration, sets [][]asked) float64 {
	type point struct{ chance, weight, right float64 }
	var ps []point
	for _, qs := range sets {
		ws := weights(qs)
		for i, q := range qs {
			if q.result.Evidence != nil {
				w := ws[i]
				ps = append(ps, point{chance(c.First, q.result.Evidence), w, w * one(q.rank > 0 && q.rank < 1.5)})
			}
		}
	}
	slices.SortFunc(ps, func(a, b point) int { return cmp.Compare(b.chance, a.chance) })
	from, all, right := 0.99, 0.0, 0.0
	for _, p := range ps {
		all, right = all+p.weight, right+p.right
		if right >= wanted*all {
			from = p.chance
		}
	}
	return from
}

// chooseFrom returns the chance from which on not to refuse: the one with the highest
// mean of in-scope questions answered right and out-of-scope questions refused. It
// needs some out-of-scope questions.
func chooseFrom(c *find.Calibration, sets [][]asked) (from float64, ok bool) {
	type point struct{ chance, gain float64 } // the gain of not refusing
	var ps []point
	for _, qs := range sets {
		var in, out float64
		for _, q := range qs {
			in, out = in+one(len(q.Gold) > 0), out+one(len(q.Gold) == 0)
		}
		if out == 0 || in == 0 {
			continue
		}
		for _, q := range qs {
			if q.result.Evidence == nil {
				continue
			}
			gain := one(q.rank > 0 && q.rank < 1.5) / in
			if len(q.Gold) == 0 {
				gain = -1 / out
			}
			ps = append(ps, point{chance(c.Any, q.result.Evidence), gain})
		}
	}
	slices.SortFunc(ps, func(a, b point) int { return cmp.Compare(b.chance, a.chance) })
	sum, best := 0.0, 0.0
	for _, p := range ps {
		if sum += p.gain; sum > best {
			best, from, ok = sum, p.chance, true
		}
	}
	return from, ok
}
