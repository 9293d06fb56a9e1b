package rank

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/knowledge"
)

// Signals beside the text decide between aids that the text puts close together. They
// are in the unit of the score, in which a clear winner is ahead by one or more.
const (
	momentBonus  = 0.25 // the aid is for the moment of need of the question
	roleBonus    = 0.10 // the aid is meant for a role that the person has and most have not
	workBonus    = 0.05 // on a tie, apply and solve go before new and more
	pagePenalty  = 0.75 // a page from elsewhere, against a recipe
	overduePrice = 0.10 // past its review date

	// meaningWeight is what the closest vector counts for: about as much as the words.
	meaningWeight = 1.5
)

// A nudge is a signal beside the text.
type nudge struct {
	name   string
	weight float64
}

// nudges returns the signals beside the text for an aid.
func nudges(a *knowledge.Aid, q Query) []nudge {
	var out []nudge
	if slices.Contains(a.Moments, q.Moment) {
		out = append(out, nudge{"moment", momentBonus})
	}
	if len(a.Audience) > 0 && !slices.ContainsFunc(a.Audience, everyone) && shares(a.Audience, q.Audience) {
		out = append(out, nudge{"role", roleBonus})
	}
	if slices.Contains(a.Moments, knowledge.Apply) || slices.Contains(a.Moments, knowledge.Solve) {
		out = append(out, nudge{"work", workBonus})
	}
	if !a.IsRecipe() {
		out = append(out, nudge{"page", -pagePenalty})
	}
	if !q.Now.IsZero() && a.Overdue(q.Now) {
		out = append(out, nudge{"overdue", -overduePrice})
	}
	return out
}

// everyone reports whether an audience is no role in particular.
func everyone(audience string) bool { return audience == "employee" || audience == "team" }

// shares reports whether two lists have something in common.
func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// signalsOf says why a candidate stands where it stands, in the families that a
// person can follow.
func (r *Ranker) signalsOf(c candidate, sc *scratch) []Signal {
	sums := map[string]float64{}
	for i, weight := range sc.cal.Rank {
		name := nameOf(i)
		signal, _, _ := strings.Cut(name, ",")
		family := familyOf[signal]
		if family == "learned" {
			if family = "likeness"; r.countOf(c.slug).Phrased() > 0 {
				family = "phrasings"
			}
		}
		sums[family] += weight * c.x[i]
	}
	var out []Signal
	sums["meaning"] += c.meaning
	words, like := r.Shelf.Matched(c.doc, &sc.match)
	if like && len(words) == 0 { // what BM25F found, it found by meaning
		sums["meaning"], sums["words"] = sums["meaning"]+sums["words"], 0
	}
	for _, name := range [...]string{"words", "phrasings", "likeness", "meaning"} {
		if sums[name] != 0 {
			out = append(out, Signal{Name: name, Weight: sums[name]})
		}
		if name == "words" && len(out) > 0 {
			out[0].Words = words
		}
	}
	for _, n := range c.nudges {
		out = append(out, Signal{Name: n.name, Weight: n.weight})
	}
	return out
}

// familyOf maps the signal that a feature is made of to what a person is told.
var familyOf = map[string]string{
	"words": "words", "linear": "learned", "center": "likeness", "vote": "learned", "gist": "meaning",
	"like asked": "meaning", "like body": "meaning", "like said": "learned", "head": "learned",
}

// nameOf returns the name of a feature.
func nameOf(i int) string {
	if i < featureCount {
		return featureNames[i]
	}
	return meaningNames[i-featureCount]
}
