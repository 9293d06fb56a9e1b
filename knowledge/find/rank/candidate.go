package rank

import (
	"cmp"
	"context"
	"slices"

	"github.com/handvat/handvat/knowledge/find/learn"
	"github.com/handvat/handvat/knowledge/find/score"
)

// The signals that a text gives, by which a slug becomes a candidate.
const (
	textSignal   = iota // BM25F: the words of the aid
	linearSignal        // the linear model
	centerSignal        // likeness to the mean of the aid's texts
	voteSignal          // likeness to single phrasings
	gistSignal          // what the aid's texts are about
	signals
)

// A candidate is a slug that may be the right one, with what speaks for it.
type candidate struct {
	slug    int32
	doc     int32                // the version to show
	x       [allFeatures]float64 // those of vectors are 0 without any
	score   float64
	meaning float64 // the part of score that is for likeness of vectors

	nudges []nudge // signals beside the text; score has them too
}

// featureNames names what the ranking weighs: each signal as it is and as a share of
// the best, and again for aids with many phrasings.
var featureNames = [...]string{
	"words", "words, of best, unphrased", "words, asked", "words, phrased",
	"linear", "linear, of best", "linear, asked", "linear, phrased",
	"center", "center, of best, unphrased", "center, asked", "center, phrased",
	"vote", "vote, phrased",
	"gist", "gist, of best", "gist, asked", "gist, phrased",
}

const featureCount = len(featureNames)

// maxCandidates is how many slugs are weighed fully.
const maxCandidates = 24

// rank returns the candidates for a question of which language and moment are known, best
// first.
func (r *Ranker) rank(ctx context.Context, sc *scratch, q Query, vec []float32) ([]candidate, error) {
	ws := sc.an.Words(q.Text, q.Lang)
	if len(ws) == 0 {
		return nil, nil
	}
	r.Model.Correct(ws, q.Lang, sc.an, r.Syn)
	if err := r.Shelf.Match(ctx, &sc.match, ws, q.Lang, sc.an, r.Syn); err != nil {
		return nil, err
	}
	for i := range sc.slugs {
		sc.slugs[i].Reset(len(r.Shelf.Slugs))
	}
	sc.best = [signals]float32{}
	text := sc.slugs[textSignal]
	for d, v := range sc.match.Score {
		if v > 0 {
			v = sc.match.Share(v)
			slug := r.Shelf.Slug[d]
			text[slug] = max(text[slug], v)
			sc.best[textSignal] = max(sc.best[textSignal], v)
		}
	}
	of := &sc.reading
	r.Model.Read(of, ws, q.Lang, r.Syn)
	sc.best[linearSignal] = r.toSlugs(of.Linear, sc.slugs[linearSignal])
	sc.best[centerSignal] = r.toSlugs(of.Center, sc.slugs[centerSignal])
	sc.best[gistSignal] = r.toSlugs(of.Gist, sc.slugs[gistSignal])
	for _, v := range of.Votes {
		if slug := r.slug[v.Class]; slug >= 0 {
			sc.slugs[voteSignal][slug] = v.Weight
			sc.best[voteSignal] = max(sc.best[voteSignal], v.Weight)
		}
	}
	chosen := r.compare(sc, vec, closest(choose(sc), &sc.meaning))
	if sc.cal = &r.Cal; sc.near.on {
		sc.cal = &r.EncoderCal
	}
	return r.weigh(sc, chosen, q), nil
}

// toSlugs copies scores by class to scores by slug, and returns the highest, or 0 if none
// is above it.
func (r *Ranker) toSlugs(from, to score.Dense) (most float32) {
	for c, slug := range r.slug[:len(from)] {
		if slug < 0 {
			continue
		}
		v := from[c]
		if to[slug] = v; v > most {
			most = v
		}
	}
	return most
}

// choose returns the slugs with the best sums of signals.
func choose(sc *scratch) []score.Cell {
	var scale [signals]float32
	for i, best := range sc.best {
		scale[i] = 1 / (best + 0.1)
	}
	text := sc.slugs[textSignal]
	linear, center := sc.slugs[linearSignal][:len(text)], sc.slugs[centerSignal][:len(text)]
	vote := sc.slugs[voteSignal][:len(text)]
	top := score.Best{Max: maxCandidates}
	for slug, v := range text {
		sum := v*scale[textSignal] + linear[slug]*scale[linearSignal] +
			center[slug]*scale[centerSignal] + vote[slug]*scale[voteSignal]
		if sum != 0 && top.Admits(sum) {
			top.Add(int32(slug), sum)
		}
	}
	return top.Cells
}

// maxClosest is how many slugs are weighed because of their vectors alone.
const maxClosest = 8

// closest adds to the chosen slugs those whose vectors are closest to the question's.
func closest(chosen []score.Cell, meaning *score.Sparse) []score.Cell {
	var top []score.Cell
	for _, slug := range meaning.Hits {
		v := meaning.By[slug]
		if v <= 0 || len(top) == maxClosest && v <= top[maxClosest-1].Weight {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, score.Cell{Class: slug, Weight: v}, func(a, b score.Cell) int {
			return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Class, b.Class))
		})
		top = slices.Insert(top, at, score.Cell{Class: slug, Weight: v})
		top = top[:min(len(top), maxClosest)]
	}
	for _, c := range top {
		if !slices.ContainsFunc(chosen, func(o score.Cell) bool { return o.Class == c.Class }) {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// weigh puts the signals of the chosen slugs together and sorts them.
func (r *Ranker) weigh(sc *scratch, chosen []score.Cell, q Query) []candidate {
	out := make([]candidate, 0, len(chosen))
	for _, ch := range chosen {
		c := candidate{slug: ch.Class, doc: r.Shelf.Version(ch.Class, q.Lang, q.Audience)}
		if c.doc < 0 {
			continue
		}
		known := r.countOf(c.slug)
		of := sc.features(c.slug, known)
		if copy(c.x[:], of[:]); sc.near.on {
			sc.near.features(&c.x, c.slug, known, r.abroad(c, q.Lang))
		}
		for i, w := range sc.cal.Rank {
			c.score += w * c.x[i]
		}
		if v := sc.meaning.Of(c.slug); v > 0 {
			c.meaning = meaningWeight * float64(v)
			c.score += c.meaning
		}
		c.nudges = nudges(r.Shelf.Aids[c.doc], q)
		for _, n := range c.nudges {
			c.score += n.weight
		}
		out = append(out, c)
	}
	slices.SortFunc(out, better)
	return out
}

// better orders candidates, the best first.
func better(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc))
}

// features returns what the ranking weighs of a slug, in the order of featureNames.
func (sc *scratch) features(slug int32, known learn.Count) [featureCount]float64 {
	var v [signals]float64
	for i := range v {
		v[i] = float64(sc.slugs[i][slug])
	}
	of := func(i int) float64 { return v[i] / (float64(sc.best[i]) + 0.05) }
	phrased, asked := known.Phrased(), known.Questions()
	return [featureCount]float64{
		v[textSignal], of(textSignal) * (1 - phrased), v[textSignal] * asked, v[textSignal] * phrased,
		v[linearSignal], of(linearSignal), v[linearSignal] * asked, v[linearSignal] * phrased,
		v[centerSignal], of(centerSignal) * (1 - phrased), v[centerSignal] * asked, v[centerSignal] * phrased,
		v[voteSignal] * asked, v[voteSignal] * asked * phrased,
		v[gistSignal], of(gistSignal), v[gistSignal] * asked, v[gistSignal] * phrased,
	}
}

// countOf returns what the model has learned of a slug.
func (r *Ranker) countOf(slug int32) learn.Count {
	if c := r.class[slug]; c >= 0 {
		return r.Model.Counts[c]
	}
	return learn.Count{}
}
