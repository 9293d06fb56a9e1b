package rank

import (
	"cmp"
	"context"
	"errors"
	"math"
	"sync"

	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/index"
	"github.com/handvat/handvat/knowledge/find/learn"
	"github.com/handvat/handvat/knowledge/find/score"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A Ranker finds aids with all that is known at one time. Many may ask it at once, but not
// while a field is changed or the model learns.
type Ranker struct {
	Shelf   *index.Shelf
	Model   *learn.Model
	Syn     *text.Synonyms // nil: none
	Cal     Calibration
	Vectors *encode.Vectors

	Meanings   *learn.Meanings // by the encoder inside the program; nil if there are none
	EncoderCal Calibration     // in the place of Cal for a question with a vector of it

	slug  []int32 // the number on the shelf of each class; -1 if it is not there
	class []int32 // the other way around

	near, nearClass []int32 // the same for the classes of Meanings

	scratch sync.Pool // of *scratch
}

// scratch is the memory that one question is answered in.
type scratch struct {
	an      *text.Analyser
	match   index.Match
	reading learn.Reading
	meaning score.Sparse         // by slug: likeness of vectors; empty without an embedder
	slugs   [signals]score.Dense // by slug, per signal
	best    [signals]float32     // the highest of each
	near    meaning
	cal     *Calibration // that is used for this question
}

// Join finds the place on the shelf of each class of the model and of the meanings, and the class of each slug
// on the shelf. It is due whenever one of them is another, or has more classes.
func (r *Ranker) Join() {
	if !r.ready() {
		return
	}
	slugs := make([]string, len(r.Model.Class))
	for slug, class := range r.Model.Class {
		slugs[class] = slug
	}
	r.slug, r.class = r.join(slugs)
	if r.Meanings != nil {
		r.near, r.nearClass = r.join(r.Meanings.Slugs)
	}
}

// join returns the number on the shelf of each of the slugs, and the other way around; -1 for none.
func (r *Ranker) join(slugs []string) (number, class []int32) {
	number, class = make([]int32, len(slugs)), make([]int32, len(r.Shelf.Slugs))
	for i := range class {
		class[i] = -1
	}
	for c, slug := range slugs {
		n, ok := r.Shelf.Number[slug]
		if !ok {
			n = -1
		} else {
			class[n] = int32(c)
		}
		number[c] = n
	}
	return number, class
}

// Joined reports whether every class has its place.
func (r *Ranker) Joined() bool {
	return len(r.slug) == len(r.Model.Class) && (r.Meanings == nil || len(r.near) == len(r.Meanings.Slugs))
}

// ready reports whether there are a shelf and a model.
func (r *Ranker) ready() bool { return r.Shelf != nil && r.Model != nil }

// errNotReady means that the library has not been read yet: there was no Sync.
var errNotReady = errors.New("find: the library has not been read yet")

// Find returns the aids that fit a question, best first. vec is the vector of the question;
// nil if there is none.
func (r *Ranker) Find(ctx context.Context, q Query, vec []float32) (Result, error) {
	if !q.Lang.Known() {
		q.Lang = text.Pick(q.Text, q.Prefer)
	}
	if !r.ready() {
		return Result{Lang: q.Lang, Moment: q.Moment}, errNotReady
	}
	if q.Moment == "" {
		q.Moment = text.MomentOf(q.Text)
	}
	res := Result{Lang: q.Lang, Moment: q.Moment}
	sc, ok := r.scratch.Get().(*scratch)
	if !ok {
		sc = &scratch{an: text.NewAnalyser()}
	}
	defer r.scratch.Put(sc)
	sc.meaning.Reset(len(r.Shelf.Slugs))
	if vec != nil && !r.Vectors.Inside() {
		r.Vectors.Score(vec, r.Shelf.Number, &sc.meaning)
	}
	cands, err := r.rank(ctx, sc, q, vec)
	said := cmp.Or(q.Said, q.Text)
	if cands = r.drop(cands, said); err != nil || len(cands) == 0 {
		return res, err
	}
	verbatim := r.verbatim(cands, q.Text, said)
	res.Evidence = r.evidenceOf(cands, sc, q.Lang)
	if res.Outcome, res.Confidence = sc.cal.outcome(res.Evidence); verbatim {
		res.Outcome, res.Confidence = Answer, max(res.Confidence, sc.cal.Answer)
	} else if lowered, passed := r.lower(cands, sc.reading.Unfit); lowered {
		r.doubt(&res, cands, sc, passed)
	}
	res.Hits = r.hits(cands, sc, cmp.Or(q.Limit, 3), res.Confidence)
	return res, nil
}

// doubt makes of a result what is left of it after something was said against its candidates: never none for that,
// and no answer when another has become the first.
func (r *Ranker) doubt(res *Result, cands []candidate, sc *scratch, passed bool) {
	before := res.Outcome
	res.Evidence = r.evidenceOf(cands, sc, res.Lang)
	res.Outcome, res.Confidence = sc.cal.outcome(res.Evidence)
	if before == None || passed && res.Outcome == Answer {
		res.Outcome = min(before, Choose)
	}
	if before != None {
		res.Outcome = max(res.Outcome, Choose)
	}
}

// explained is how many hits come with their signals.
const explained = 5

// hits returns the first candidates, of which the first is right with this confidence.
func (r *Ranker) hits(cands []candidate, sc *scratch, limit int, confidence float64) []Hit {
	rest := 0.0 // what the others share of the chance that the first is wrong
	for _, c := range cands[1:] {
		rest += math.Exp(c.score - cands[0].score)
	}
	var out []Hit
	for i, c := range cands[:min(limit, len(cands))] {
		a := r.Shelf.Aids[c.doc]
		h := Hit{Key: a.Key(), Score: c.score, Confidence: confidence, Recipe: a.IsRecipe(),
			Features: c.x[:len(sc.cal.Rank)]}
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
