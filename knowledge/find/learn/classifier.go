package learn

import (
	"github.com/handvat/handvat/knowledge/find/feature"
	"github.com/handvat/handvat/knowledge/find/score"
)

// A classifier is a trained linear model, and what it has learned since. The weights
// of both are added.
type classifier struct {
	trained *feature.Lists
	since   *linear
}

func newClassifier(trained *feature.Lists) *classifier { return &classifier{trained, newLinear()} }

// score adds the scores of all classes for terms to out.
func (c *classifier) score(terms []feature.Term, out score.Dense) {
	for _, t := range terms {
		out.Add(c.trained.Of(t.Feature), t.Weight)
	}
	if len(c.since.rows) > 0 {
		c.since.score(terms, out)
	}
}

// onlineRounds is how often one new example is gone over.
const onlineRounds = 3

// learn takes in a new example, without training anew, and returns the dual variables
// that it ended with.
func (c *classifier) learn(e example, classes int) []score.Cell {
	var trained, s score.Sparse
	trained.Reset(classes)
	for _, t := range e.terms {
		for _, l := range c.trained.Of(t.Feature) {
			trained.Add(l.Class, t.Weight*l.Weight)
		}
	}
	e.terms = c.since.rowed(e.terms)
	for range onlineRounds {
		s.Reset(classes)
		for _, class := range trained.Hits {
			s.Add(class, trained.By[class])
		}
		c.since.step(&e, &s)
	}
	return e.alpha
}

// forget undoes what was learned from an example, given its terms and the dual
// variables that it ended with.
func (c *classifier) forget(ts []feature.Term, class int32, alpha []score.Cell) {
	ts = c.since.rowed(ts)
	for _, a := range alpha {
		v := a.Weight
		if a.Class == class {
			v = -v
		}
		for _, t := range ts {
			c.since.bump(int32(t.Feature), a.Class, v*t.Weight)
		}
	}
}
