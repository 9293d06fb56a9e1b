package evaluate

import (
	"cmp"
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/handvat/handvat/knowledge/find"
)

// How strongly a fit is held to where it starts. A handful of questions should not
// overturn what many sets agree on.
const (
	rankPenalty   = 0.001 // for the ranking
	chancePenalty = 0.003 // for the chances
	ownPenalty    = 0.1   // for the chances on one set, with ownQuestions; less with more
	ownQuestions  = 200
)

// wanted is the share of right ones among answers that a calibration aims at; out-of-
// scope questions count as wrong.
const wanted = 0.95

// outOfScope is the share of questions for which there is no aid yet, that a
// calibration reckons with where it has such questions at all. Sets differ in how many
// they have.
const outOfScope = 0.15

// A batch is the questions of a trial, with what all of them together weigh.
type batch struct {
	qs     []asked
	weight float64
	whole  bool // of a set as it is
}

// weights returns what each question of a batch weighs: more questions weigh more, but
// a large set does not drown the small ones; those out of scope weigh their share.
func (b batch) weights() []float64 {
	out := 0.0
	for _, q := range b.qs {
		out += one(len(q.Gold) == 0)
	}
	all := float64(len(b.qs))
	each := b.weight / (200 + all)
	ws := make([]float64, len(b.qs))
	for i, q := range b.qs {
		switch {
		case out == 0 || out == all:
			ws[i] = each
		case len(q.Gold) == 0:
			ws[i] = each * all * outOfScope / out
		default:
			ws[i] = each * all * (1 - outOfScope) / (all - out)
		}
	}
	return ws
}

// An organisation's own set has few questions for which there is no aid, if any. Each
// fourth of its aids is hidden in turn, which makes the questions that ask for them out
// of scope, and near misses.
const (
	hidings      = 4
	hidingWeight = 0.3 // of each, against the set as it is
)

// calibrate fits the chances and the thresholds to one split of a set, from the
// calibration that b has. The ranking stays as it is.
func calibrate(ctx context.Context, b *bench, t Trial) (find.Calibration, error) {
	c := b.finder.Calibration()
	qs, err := b.ask(ctx, t.Calibrate)
	if err != nil {
		return c, err
	}
	batches := []batch{{qs, 1, true}}
	t.Split, t.Calibration, t.Typos = t.Calibrate, &c, false // b.set has its typing errors already
	for i := range hidings {
		qs, _, err := askAll(ctx, b.set.hiding(i, hidings), t)
		if err != nil {
			return c, err
		}
		batches = append(batches, batch{qs, hidingWeight, false})
	}
	fitChances(&c, batches, ownPenalty*ownQuestions/float64(len(qs)))
	return c, nil
}

// A Plan is a trial whose questions of Trial.Split are fitted to.
type Plan struct {
	Set   *Set
	Trial Trial
}

// Fit fits the ranking, the chances and the thresholds to many trials together, the ranking also to what asks in one
// language for aids in the other, the chances and thresholds also to variants of their sets. The calibration that is
// shipped is made so. Test questions are refused: what is reported must not be fitted.
func Fit(ctx context.Context, plan []Plan) (find.Calibration, error) {
	var c find.Calibration
	for _, p := range plan {
		if p.Trial.Split == "test" {
			return c, errors.New("evaluate: calibrate on train or dev questions, not on test")
		}
	}
	var across []Plan // also what asks in one language for aids in the other
	for _, p := range plan {
		for _, s := range languages(p.Set) {
			across = append(across, Plan{s, p.Trial})
		}
	}
	all, err := askEach(ctx, across)
	if err != nil {
		return c, err
	}
	var rows []ranked
	for _, of := range all {
		c = of.used
		for _, q := range of.qs {
			if r, ok := rankedOf(q, 1/float64(200+len(of.qs))); ok {
				rows = append(rows, r)
			}
		}
	}
	c.Rank = fitRank(rows, c.Rank, rankPenalty)
	var varied []Plan
	var batches []batch
	for _, p := range plan {
		p.Trial.Calibration = &c
		for _, v := range variants(p.Set) {
			varied = append(varied, Plan{v.set, p.Trial})
			batches = append(batches, batch{weight: v.weight, whole: v.set == p.Set})
		}
	}
	if all, err = askEach(ctx, varied); err != nil {
		return c, err
	}
	for i, of := range all {
		batches[i].qs = of.qs
	}
	c.First, c.Any = make([]float64, len(c.First)), make([]float64, len(c.Any)) // from nothing: the same whatever was
	fitChances(&c, batches, chancePenalty)
	return c, nil
}

// An outcome is what askAll returns.
type outcome struct {
	qs   []asked
	used find.Calibration
	err  error
}

// askEach asks the questions of all trials, as many at once as there are processors.
func askEach(ctx context.Context, plan []Plan) ([]outcome, error) {
	out := make([]outcome, len(plan))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(plan)) {
		wg.Go(func() {
			for i := range next {
				of := &out[i]
				of.qs, of.used, of.err = askAll(ctx, plan[i].Set, plan[i].Trial)
			}
		})
	}
	for i := range plan {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, of := range out {
		if of.err != nil {
			return nil, of.err
		}
	}
	return out, nil
}

// askAll asks the questions of a trial, and returns the calibration it was asked with.
func askAll(ctx context.Context, s *Set, t Trial) ([]asked, find.Calibration, error) {
	b, err := open(ctx, s, t)
	if err != nil {
		return nil, find.Calibration{}, err
	}
	qs, err := b.ask(ctx, t.Split)
	return qs, b.finder.Calibration(), errors.Join(err, b.close())
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

// fitChances fits the chances and the bar to questions that were asked, and with vectors also the bar for where the
// first hit has no phrasings.
func fitChances(c *find.Calibration, batches []batch, penalty float64) {
	first, any := judge(batches)
	c.First = fitChance(first, c.First, penalty)
	c.Any = fitChance(any, c.Any, penalty)
	c.Answer = answerFrom(c.First, first)
	if from, ok := chooseFrom(c.Any, batches); ok {
		c.Choose = from
	}
	if c.Encoder() {
		c.New = newBar(*c, unphrased(batches))
	}
}

// judge returns what the evidence of questions says, and whether the first hit is right, or one of the first three.
func judge(batches []batch) (first, any []judged) {
	for _, b := range batches {
		ws := b.weights()
		for i, q := range b.qs {
			if q.result.Evidence != nil {
				first = append(first, judged{q.result.Evidence, q.rank > 0 && q.rank < 1.5, ws[i]})
				any = append(any, judged{q.result.Evidence, q.rank > 0 && q.rank < 3.5, ws[i]})
			}
		}
	}
	return first, any
}

// unphrased returns of each batch the questions whose first hit has no phrasings.
func unphrased(batches []batch) []batch {
	out := slices.Clone(batches)
	for i, b := range batches {
		out[i].qs = nil
		for _, q := range b.qs {
			if q.result.Evidence != nil && find.Unphrased(q.result.Evidence) {
				out[i].qs = append(out[i].qs, q)
			}
		}
	}
	return out
}

// telling is how many questions tell something by themselves.
const telling = 50

// newBar returns the bar for questions like those that were asked, where they tell one, and that of c where they do
// not. Answers are right as often as is wanted in each set as well as in all together.
func newBar(c find.Calibration, batches []batch) *find.Bar {
	bar := c.Bar
	if c.New != nil {
		bar = *c.New
	}
	if first, _ := judge(batches); len(first) >= 2*telling {
		bar.Answer = answerFrom(c.First, first)
	}
	for i, b := range batches {
		if first, _ := judge(batches[i : i+1]); b.whole && len(first) >= 2*telling {
			bar.Answer = max(bar.Answer, answerFrom(c.First, first))
		}
	}
	if from, ok := refuseFrom(c.Any, batches); ok {
		bar.Choose = from
	}
	return &bar
}

// refused is the share of questions that a set has no aid for, as it is, that is to be refused. What only comes near
// to an aid that is left out of a set is better offered a choice than refused with what is right.
const refused = 0.93

// refuseFrom returns the lowest chance that refuses so many in each set; ok is false if there are too few such
// questions.
func refuseFrom(weights []float64, batches []batch) (from float64, ok bool) {
	for _, b := range batches {
		var chances []float64
		for _, q := range b.qs {
			if b.whole && len(q.Gold) == 0 {
				chances = append(chances, chance(weights, q.result.Evidence))
			}
		}
		if n := len(chances); n >= telling {
			slices.Sort(chances)
			from, ok = max(from, math.Nextafter(chances[int(math.Ceil(refused*float64(n)))-1], 1)), true
		}
	}
	return from, ok
}

// answerFrom returns the lowest chance from which on answers are right as often as
// is wanted; out-of-scope questions count as wrong.
func answerFrom(weights []float64, rows []judged) float64 {
	type point struct{ chance, weight, right float64 }
	ps := make([]point, len(rows))
	for i, r := range rows {
		ps[i] = point{chance(weights, r.evidence), r.weight, r.weight * one(r.right)}
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

// How a threshold of refusing is chosen.
const (
	blur   = 0.5   // of a question's chance, in logits: a few questions tell no sharp edge
	refuse = 0.005 // what refusing must gain: a person who is wrongly refused goes without
	finest = 0.05  // steps of the threshold, in logits
	widest = 6.0
)

// chooseFrom returns the chance from which on not to refuse: the lowest with about the
// highest mean of in-scope questions answered right and out-of-scope questions refused.
// It needs some out-of-scope questions.
func chooseFrom(weights []float64, batches []batch) (from float64, ok bool) {
	type point struct{ at, gain float64 } // the gain of not refusing
	var ps []point
	total := 0.0
	for _, b := range batches {
		var in, out float64
		for _, q := range b.qs {
			in, out = in+one(len(q.Gold) > 0), out+one(len(q.Gold) == 0)
		}
		if out == 0 || in == 0 {
			continue
		}
		total += b.weight
		for _, q := range b.qs {
			if q.result.Evidence == nil {
				continue
			}
			gain := b.weight * one(q.rank > 0 && q.rank < 1.5) / in
			if len(q.Gold) == 0 {
				gain = -b.weight / out
			}
			ps = append(ps, point{product(weights, q.result.Evidence), gain})
		}
	}
	if total == 0 {
		return 0, false
	}
	gain := func(threshold float64) (sum float64) {
		for _, p := range ps {
			sum += p.gain * logistic((p.at-threshold)/blur)
		}
		return sum
	}
	best := 0.0
	for z := widest; z >= -widest; z -= finest {
		best = max(best, gain(z))
	}
	z := -widest
	for z < widest && gain(z) < best-2*refuse*total { // a mean of two shares is half their sum
		z += finest
	}
	return logistic(z), true
}
