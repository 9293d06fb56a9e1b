package rank

import (
	"math"

	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/learn"
	"github.com/handvat/handvat/knowledge/find/score"
)

// The signals that vectors give, beside those of texts.
const (
	askedMeans  = int(encode.Asked)   // likeness to the nearest title or question of the aid
	bodyMeans   = int(encode.Body)    // … to the nearest other passage
	saidMeans   = int(encode.Phrased) // … to the nearest phrasing
	headMeans   = int(encode.Kinds)   // what tells the aid from others
	meaningSize = headMeans + 1
)

// meaningNames names what the ranking weighs of vectors, after featureNames. Vectors say as much of an aid in another
// language, and words less.
var meaningNames = [...]string{
	"like asked", "like asked, of best", "like asked, phrased",
	"like body", "like body, of best", "like body, phrased",
	"like said", "like said, of best", "like said, phrased",
	"head", "head, of best", "head, asked", "head, phrased",
	"words, abroad", "gist, abroad", "linear, abroad",
	"like body, abroad", "like body, of best, abroad", // the more, the less any title or question is like what is asked
}

// allFeatures is how much the ranking weighs where there are vectors.
const allFeatures = featureCount + len(meaningNames)

// meaningEvidence names what vectors say about how sure a ranking is, after evidenceNames.
var meaningEvidence = [...]string{
	"like asked", "like body", "like said", "like asked margin", "head chance", "head margin", "head chance, phrased",
	"like asked, abroad", "nearest",
}

const allEvidence = evidenceSize + len(meaningEvidence)

// meaning is the memory in which the vector of one question is compared with those of texts.
type meaning struct {
	on    bool
	like  encode.Likened
	head  score.Dense                    // by class
	of    map[int32][meaningSize]float64 // by slug: of those that may be the right one
	best  [meaningSize]float64
	total float64 // of the exponents of the head, against the best
}

// Where to look for slugs. Of 49,394 passages a shortlist of 100 had the nearest for each of 410 questions (tldr-nl,
// tldr-nl2en, gnome-nl2en and gnome-nl-desc, every fifth of dev and test), and 99.7 percent of the nearest eight.
const (
	shortlist  = 100 // passages of a kind whose likeness is told exactly
	maxNearest = 8   // slugs that are weighed fully because of one signal of vectors
	scaleHead  = 8   // logits from the best down to nothing
	steepness  = 10  // of likeness against that of the best
)

// compare compares the vector of a question with the texts, and adds to the chosen slugs those nearest to it.
func (r *Ranker) compare(sc *scratch, vec []float32, chosen []score.Cell) []score.Cell {
	m := &sc.near
	if m.on = false; vec == nil || r.Meanings == nil {
		return chosen
	}
	if m.like, m.on = r.Meanings.Liken(vec); !m.on || !r.Meanings.Score(vec, &m.head) {
		m.on = false
		return chosen
	}
	slugs := map[int32]bool{}
	for _, c := range chosen {
		slugs[c.Class] = true
	}
	nominate := func(by []score.Cell) {
		for _, c := range by {
			if slug := r.near[c.Class]; slug >= 0 && !slugs[slug] {
				slugs[slug] = true
				chosen = append(chosen, score.Cell{Class: slug})
			}
		}
	}
	for _, by := range nearest(r.Meanings, m.like) {
		nominate(by)
	}
	m.best[headMeans] = math.Inf(-1)
	top := score.Best{Max: maxNearest}
	for c, v := range m.head {
		if r.near[c] < 0 {
			continue
		}
		m.best[headMeans] = max(m.best[headMeans], float64(v))
		if top.Admits(v) {
			top.Add(int32(c), v)
		}
	}
	nominate(top.Cells)
	m.total = 0
	for c, v := range m.head {
		if r.near[c] >= 0 {
			m.total += math.Exp(float64(v) - m.best[headMeans])
		}
	}
	r.measure(m, chosen)
	return chosen
}

// nearest returns the classes of the texts nearest to a question, by kind.
func nearest(m *learn.Meanings, l encode.Likened) (out [encode.Kinds][]score.Cell) {
	by := [encode.Kinds]map[int32]float32{}
	for k := range by {
		by[k] = map[int32]float32{}
	}
	m.Nearest(l, shortlist, func(class int32, kind encode.Kind, like float32) {
		by[kind][class] = max(by[kind][class], like)
	})
	for k := range by {
		top := score.Best{Max: maxNearest}
		for class, v := range by[k] {
			if top.Admits(v) {
				top.Add(class, v)
			}
		}
		out[k] = top.Cells
	}
	return out
}

// measure tells the signals of the chosen slugs, and the best of each.
func (r *Ranker) measure(m *meaning, chosen []score.Cell) {
	m.of = make(map[int32][meaningSize]float64, len(chosen))
	for k := range encode.Kinds {
		m.best[k] = 0
	}
	for _, ch := range chosen {
		class := r.nearClass[ch.Class]
		if class < 0 {
			continue
		}
		var of [meaningSize]float64
		for k, v := range r.Meanings.Likeness(m.like, class) {
			of[k] = float64(v)
			m.best[k] = max(m.best[k], of[k])
		}
		of[headMeans] = float64(m.head[class]) - m.best[headMeans]
		m.of[ch.Class] = of
	}
}

// features adds what the ranking weighs of a slug, in the order of meaningNames, to what it weighs of the text.
func (m *meaning) features(x *[allFeatures]float64, slug int32, known learn.Count, abroad float64) {
	of, ok := m.of[slug]
	if !ok {
		of[headMeans] = -scaleHead
	}
	ofBest := func(k int) float64 {
		if of[k] <= 0 {
			return 0
		}
		return math.Exp(steepness * (of[k] - m.best[k]))
	}
	phrased, questions := known.Phrased(), known.Questions()
	asked, body, said := of[askedMeans], of[bodyMeans], of[saidMeans]
	head, chance := max(0, 1+of[headMeans]/scaleHead), m.chance(slug)
	nearest, untitled := ofBest(bodyMeans)*(1-phrased), abroad*(1-m.best[askedMeans])
	copy(x[featureCount:], []float64{
		asked, ofBest(askedMeans) * (1 - phrased), asked * phrased,
		body, nearest, body * phrased,
		said, ofBest(saidMeans), said * phrased,
		head, chance, head * questions, head * phrased,
		x[0] * abroad, x[14] * abroad, x[4] * abroad,
		body * untitled, nearest * untitled,
	})
}

// chance returns the chance that the head gives a slug.
func (m *meaning) chance(slug int32) float64 {
	of, ok := m.of[slug]
	if !ok || m.total == 0 {
		return 0
	}
	return math.Exp(of[headMeans]) / m.total
}

// evidence adds to evidence what vectors say of the first two candidates, in the order of meaningEvidence.
func (m *meaning) evidence(first, second candidate, phrased, abroad float64) []float64 {
	of, next := m.of[first.slug], m.of[second.slug]
	chance := m.chance(first.slug)
	nearest := max(m.best[askedMeans], m.best[saidMeans])
	return []float64{
		of[askedMeans], of[bodyMeans], of[saidMeans], of[askedMeans] - next[askedMeans],
		chance, chance - m.chance(second.slug), chance * phrased,
		of[askedMeans] * abroad, nearest,
	}
}
