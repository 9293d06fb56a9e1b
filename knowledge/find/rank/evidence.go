package rank

import (
	"math"

	"github.com/handvat/handvat/knowledge"
)

// evidenceNames names what a ranking says about how sure it is.
var evidenceNames = [...]string{
	"bias", "score", "margin", "share", "share of three",
	"words", "linear", "center", "vote", "linear margin", "agreement",
	"known words", "known letters", "content words", "library",
	"phrased", "words, phrased", "linear, phrased", "center, phrased",
	"gist", "gist, phrased",
	"abroad", "words, abroad", "score, abroad", "margin, abroad",
}

const (
	evidenceSize    = len(evidenceNames)
	phrasedEvidence = 15  // where phrased stands
	wellPhrased     = 0.5 // what it is with five phrasings
)

// evidenceOf reads the evidence off the candidates, best first, for a question in
// lang. Each figure is about 0 to 1, so that none needs scaling:
//
//   - score leaves out likeness of vectors: something is always closest, and only how
//     far it is ahead says something.
//   - share is the logit of the first candidate's part of a softmax over all scores,
//     and share of three that of the first three together, by four.
//   - known letters is how much of the question's vector the model has ever seen.
//   - content words is how many of them the question has, of eight.
//   - library is the logarithm of the number of aids, by ten.
//   - agreement is 0.2 for each signal that has the first candidate first.
//   - phrased says how well the first candidate is known by phrasings.
//   - abroad is 1 for a first candidate of which nothing is known in lang, and less
//     the more there is. The same figures mean something else there.
func (r *Ranker) evidenceOf(cs []candidate, sc *scratch, lang knowledge.Lang) []float64 {
	first, second := cs[0], candidate{}
	if len(cs) > 1 {
		second = cs[1]
	}
	agree := 0.0
	for i := range sc.slugs {
		if v := sc.slugs[i][first.slug]; v > 0 && v == sc.best[i] {
			agree += 0.2
		}
	}
	var all, three float64
	for i, c := range cs {
		p := math.Exp(c.score - first.score)
		all += p
		if i < 3 {
			three += p
		}
	}
	score, margin := (first.score-first.meaning)/10, (first.score-second.score)/10
	words, linear, center := first.x[0], first.x[4], first.x[8]
	phrased, abroad := r.countOf(first.slug).Phrased(), r.abroad(first, lang)
	match, library := &sc.match, math.Log(float64(len(r.Shelf.Slugs)))
	out := []float64{
		1, score, margin, logit(1/all) / 4, logit(three/all) / 4,
		words, linear, center, first.x[12], linear - second.x[4], agree,
		match.Known(), float64(sc.reading.Known), float64(min(match.Content(), 8)) / 8, library / 10,
		phrased, words * phrased, linear * phrased, center * phrased,
		first.x[14], first.x[14] * phrased,
		abroad, words * abroad, score * abroad, margin * abroad,
	}
	if sc.near.on {
		out = append(out, sc.near.evidence(first, second, phrased, abroad)...)
	}
	return out
}

// abroad says how foreign a candidate is to a question in lang, from 0 to 1.
func (r *Ranker) abroad(c candidate, lang knowledge.Lang) float64 {
	if r.Shelf.Aids[c.doc].Lang == lang {
		return 0
	}
	return r.countOf(c.slug).Foreign(lang)
}

// logit returns the logarithm of the odds of p, which is kept away from 0 and 1.
func logit(p float64) float64 {
	p = min(max(p, 1e-4), 1-1e-4)
	return math.Log(p / (1 - p))
}
