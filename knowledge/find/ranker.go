package find

import (
	"cmp"
	"context"
	"errors"
	"math"
	"sync"
)

// A ranker finds aids with all that is known at one time. Many may ask it at once, but not
// while a field is changed or the model learns.
type ranker struct {
	shelf   *shelf
	model   *model
	syn     *Synonyms // nil: none
	cal     Calibration
	vectors *vectors

	slug  []int32 // the number on the shelf of each class; -1 if it is not there
	class []int32 // the other way around

	scratch sync.Pool // of *scratch
}

// scratch is the memory that one question is answered in.
type scratch struct {
	an      *analyser
	match   match
	reading reading
	meaning scores           // by slug: likeness of vectors; empty without an embedder
	slugs   [signals]dense   // by slug, per signal
	best    [signals]float32 // the highest of each
}

// join finds the place on the shelf of each class of the model, and the class of each slug
// on the shelf. It is due whenever one of them is another, or the model has more classes.
func (r *ranker) join() {
	if !r.ready() {
		return
	}
	r.slug, r.class = make([]int32, len(r.model.class)), make([]int32, len(r.shelf.slugs))
	for i := range r.class {
		r.class[i] = -1
	}
	for slug, class := range r.model.class {
		n, ok := r.shelf.number[slug]
		if !ok {
			n = -1
		} else {
			r.class[n] = class
		}
		r.slug[class] = n
	}
}

// joined reports whether every class of the model has its place.
func (r *ranker) joined() bool { return len(r.slug) == len(r.model.class) }

// ready reports whether there are a shelf and a model.
func (r *ranker) ready() bool { return r.shelf != nil && r.model != nil }

// ErrNotReady means that the library has not been read yet: there was no Sync.
var ErrNotReady = errors.New("find: the library has not been read yet")

// find returns the aids that fit a question, best first. vec is the vector of the question;
// nil if there is none.
func (r *ranker) find(ctx context.Context, q Query, vec []float32) (Result, error) {
	if q.Lang == "" {
		q.Lang = pick(q.Text, q.Prefer)
	}
	if !r.ready() {
		return Result{Lang: q.Lang, Moment: q.Moment}, ErrNotReady
	}
	if q.Moment == "" {
		q.Moment = momentOf(q.Text)
	}
	res := Result{Lang: q.Lang, Moment: q.Moment}
	sc, ok := r.scratch.Get().(*scratch)
	if !ok {
		sc = &scratch{an: newAnalyser()}
	}
	defer r.scratch.Put(sc)
	sc.meaning.reset(len(r.shelf.slugs))
	if vec != nil {
		r.vectors.score(vec, r.shelf.number, &sc.meaning)
	}
	cands, err := r.rank(ctx, sc, q)
	if err != nil || len(cands) == 0 {
		return res, err
	}
	verbatim := r.verbatim(cands, q.Text)
	res.Evidence = r.evidenceOf(cands, sc, q.Lang)
	if res.Outcome, res.Confidence = r.cal.outcome(res.Evidence); verbatim {
		res.Outcome, res.Confidence = Answer, max(res.Confidence, r.cal.Answer)
	}
	res.Hits = r.hits(cands, sc, cmp.Or(q.Limit, 3), res.Confidence)
	return res, nil
}

// explained is how many hits come with their signals.
const explained = 5

// hits returns the first candidates, of which the first is right with this confidence.
func (r *ranker) hits(cands []candidate, sc *scratch, limit int, confidence float64) []Hit {
	rest := 0.0 // what the others share of the chance that the first is wrong
	for _, c := range cands[1:] {
		rest += math.Exp(c.score - cands[0].score)
	}
	var out []Hit
	for i, c := range cands[:min(limit, len(cands))] {
		a := r.shelf.aids[c.doc]
		h := Hit{Key: a.Key(), Score: c.score, Confidence: confidence, Recipe: a.IsRecipe(), Features: c.x[:]}
		if i > 0 {
			h.Confidence = min(confidence, (1-confidence)*math.Exp(c.score-cands[0].score)/rest)
		}
		if i < explained {
			h.Signals = r.signalsOf(c, sc)
		}
		out = append(out, h)
	}
	return out
}
