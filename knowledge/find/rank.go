package find

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/handvat/handvat/knowledge"
)

// scratch is the memory that one Find works in.
type scratch struct {
	an      *analyser
	text    textScore
	classes dense            // by class, for the linear model and the centers
	near    dense            // by phrasing
	meaning scores           // by slug: likeness of vectors; empty without an embedder
	slugs   [signals]dense   // by slug, per signal
	best    [signals]float32 // the highest of each
	senses  []sense
	known   float32 // how much of the question's vector the model has seen, from 0 to 1
}

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
	doc     int32 // the version to show
	x       [featureCount]float64
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

// rank returns the candidates for a question, best first.
func (f *Finder) rank(ctx context.Context, sc *scratch, q Query, lang knowledge.Lang, moment knowledge.Moment) ([]candidate, error) {
	ws := sc.an.words(q.Text, lang)
	if len(ws) == 0 {
		return nil, nil
	}
	s, m := f.shelf, f.model
	m.correct(ws, lang, sc.an, theLexicon(), f.syn)
	sc.senses = s.vocab.expand(ws, lang, sc.an, f.syn)
	if err := s.scoreText(ctx, &sc.text, sc.senses); err != nil {
		return nil, err
	}
	for i := range sc.slugs {
		sc.slugs[i].reset(len(s.slugs))
	}
	sc.best = [signals]float32{}
	text := sc.slugs[textSignal]
	for d, v := range sc.text.score {
		if v > 0 {
			v /= sc.text.most
			text[s.slug[d]] = max(text[s.slug[d]], v)
			sc.best[textSignal] = max(sc.best[textSignal], v)
		}
	}
	bag := bagOf(ws, lang, theLexicon(), f.syn)
	vec := m.weigh.weigh(bag)
	sc.known = m.weigh.known(vec)
	sc.classes.reset(len(m.class))
	m.linear.score(vec, sc.classes)
	sc.best[linearSignal] = f.toSlugs(sc.classes, sc.slugs[linearSignal])
	sc.classes.reset(len(m.class))
	m.center.score(prune(vec, maxCenterTerms), sc.classes)
	sc.best[centerSignal] = f.toSlugs(sc.classes, sc.slugs[centerSignal])
	about := gistOf(ws, lang)
	sc.classes.reset(len(m.class))
	m.gists.score(&about, sc.classes)
	sc.best[gistSignal] = f.toSlugs(sc.classes, sc.slugs[gistSignal])
	for _, v := range m.near.vote(vec, &sc.near) {
		if slug := f.slug[v.class]; slug >= 0 {
			sc.slugs[voteSignal][slug] = v.weight / nearest
			sc.best[voteSignal] = max(sc.best[voteSignal], v.weight/nearest)
		}
	}
	return f.weigh(sc, closest(f.choose(sc), &sc.meaning), q, lang, moment), nil
}

// maxCenterTerms is how many terms of a question are compared with the centers.
const maxCenterTerms = 120

// toSlugs copies scores by class to scores by slug, and returns the highest, or 0 if none
// is above it.
func (f *Finder) toSlugs(from, to dense) (most float32) {
	for c, slug := range f.slug[:len(from)] {
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
func (f *Finder) choose(sc *scratch) []cell {
	var scale [signals]float32
	for i, best := range sc.best {
		scale[i] = 1 / (best + 0.1)
	}
	text := sc.slugs[textSignal]
	linear, center, vote := sc.slugs[linearSignal][:len(text)], sc.slugs[centerSignal][:len(text)], sc.slugs[voteSignal][:len(text)]
	top := best{max: maxCandidates}
	for slug, v := range text {
		sum := v*scale[textSignal] + linear[slug]*scale[linearSignal] + center[slug]*scale[centerSignal] + vote[slug]*scale[voteSignal]
		if sum != 0 && top.admits(sum) {
			top.add(int32(slug), sum)
		}
	}
	return top.cells
}

// maxClosest is how many slugs are weighed because of their vectors alone.
const maxClosest = 8

// closest adds to the chosen slugs those whose vectors are closest to the question's.
func closest(chosen []cell, meaning *scores) []cell {
	var top []cell
	for _, slug := range meaning.hits {
		v := meaning.by[slug]
		if v <= 0 || len(top) == maxClosest && v <= top[maxClosest-1].weight {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, cell{slug, v}, func(a, b cell) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.class, b.class))
		})
		top = slices.Insert(top, at, cell{slug, v})
		top = top[:min(len(top), maxClosest)]
	}
	for _, c := range top {
		if !slices.ContainsFunc(chosen, func(o cell) bool { return o.class == c.class }) {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// weigh puts the signals of the chosen slugs together and sorts them.
func (f *Finder) weigh(sc *scratch, chosen []cell, q Query, lang knowledge.Lang, moment knowledge.Moment) []candidate {
	out := make([]candidate, 0, len(chosen))
	for _, ch := range chosen {
		c := candidate{slug: ch.class, doc: f.shelf.version(ch.class, lang, q.Audience)}
		if c.doc < 0 {
			continue
		}
		var v [signals]float64
		for i := range v {
			v[i] = float64(sc.slugs[i][c.slug])
		}
		phrased := f.phrased(c.slug)
		of := func(i int) float64 { return v[i] / (float64(sc.best[i]) + 0.05) }
		asked := f.asked(c.slug)
		c.x = [featureCount]float64{
			v[textSignal], of(textSignal) * (1 - phrased), v[textSignal] * asked, v[textSignal] * phrased,
			v[linearSignal], of(linearSignal), v[linearSignal] * asked, v[linearSignal] * phrased,
			v[centerSignal], of(centerSignal) * (1 - phrased), v[centerSignal] * asked, v[centerSignal] * phrased,
			v[voteSignal] * asked, v[voteSignal] * asked * phrased,
			v[gistSignal], of(gistSignal), v[gistSignal] * asked, v[gistSignal] * phrased,
		}
		for i, w := range f.cal.Rank {
			c.score += w * c.x[i]
		}
		if v := sc.meaning.of(c.slug); v > 0 {
			c.meaning = meaningWeight * float64(v)
			c.score += c.meaning
		}
		c.nudges = nudges(f.shelf.aids[c.doc], q, moment)
		for _, n := range c.nudges {
			c.score += n.weight
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b candidate) int {
		if a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return cmp.Compare(a.doc, b.doc)
	})
	return out
}

// phrased says how well a slug is known by phrasings, from 0 to 1.
func (f *Finder) phrased(slug int32) float64 {
	n := float64(f.countOf(slug).phrasings)
	return n / (n + 5)
}

// asked says how much of what is known of a slug are questions, from 0 to 1.
func (f *Finder) asked(slug int32) float64 {
	of := f.countOf(slug)
	asked := float64(of.asked[0] + of.asked[1])
	return asked / max(1, asked+float64(of.body))
}

// countOf returns what the model has learned of a slug.
func (f *Finder) countOf(slug int32) count {
	if c := f.class[slug]; c >= 0 {
		return f.model.counts[c]
	}
	return count{}
}

// sqrt and pow are those of package math for float32.
func sqrt(v float32) float32   { return float32(math.Sqrt(float64(v))) }
func pow(v, p float32) float32 { return float32(math.Pow(float64(v), float64(p))) }
