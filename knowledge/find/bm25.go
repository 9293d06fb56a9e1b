package find

import (
	"context"
	"math"
)

// The constants of BM25 (Robertson and Zaragoza, The Probabilistic Relevance
// Framework, 2009). Aids differ less in length than web pages, and a long one is
// not therefore less to the point.
const (
	k1 = 1.2
	b  = 0.75
)

// A textScore is what the words of a question say about every aid.
type textScore struct {
	score dense     // by document: the BM25F score
	most  float32   // what an aid would score that has every word many times
	lost  float32   // the part of most that is for words the library lacks
	lists []weighed // scratch: of the terms of one sense
	tf    dense     // scratch: by document; 0 between senses
	met   []int32   // scratch: documents that have one of several terms
}

// A weighed is the postings of a term, and how surely it means the word of the question.
type weighed struct {
	postings []posting
	weight   float32
}

func (t *textScore) reset(docs int) {
	t.score.reset(docs)
	t.tf.reset(docs)
	t.most, t.lost = 0, 0
}

// scoreText computes the BM25F score of all documents for the senses of a question.
// The frequencies in the index are already weighted by field, so that the terms of
// one sense, and the fields of one aid, are added before they saturate.
func (s *shelf) scoreText(ctx context.Context, t *textScore, senses []sense) error {
	t.reset(len(s.aids))
	for i := range senses {
		se := &senses[i]
		t.lists = t.lists[:0]
		var df float64
		for _, w := range se.terms {
			ps, err := s.postings(ctx, w.term)
			if err != nil {
				return err
			}
			df += float64(w.weight) * float64(len(ps))
			if len(ps) > 0 {
				t.lists = append(t.lists, weighed{ps, w.weight})
			}
		}
		weight := float32(idf(len(s.aids), df)) * se.weight
		t.most += weight * (k1 + 1)
		switch len(t.lists) {
		case 0:
			t.lost += weight * (k1 + 1)
		case 1:
			t.addTerm(t.lists[0], weight, s.norm)
		default:
			t.addTerms(weight, s.norm)
		}
	}
	return nil
}

// addTerm adds a sense of one term.
func (t *textScore) addTerm(l weighed, weight float32, norm []float32) {
	score := t.score[:len(norm)]
	for _, p := range l.postings {
		tf := l.weight * p.freq
		score[p.doc] += weight * tf * (k1 + 1) / (tf + norm[p.doc])
	}
}

// addTerms adds a sense of several terms, whose frequencies are added before they
// saturate.
func (t *textScore) addTerms(weight float32, norm []float32) {
	t.met = t.met[:0]
	for _, l := range t.lists {
		for _, p := range l.postings {
			if t.tf[p.doc] == 0 {
				t.met = append(t.met, p.doc)
			}
			t.tf[p.doc] += l.weight * p.freq
		}
	}
	for _, d := range t.met {
		tf := t.tf[d]
		t.tf[d] = 0
		t.score[d] += weight * tf * (k1 + 1) / (tf + norm[d])
	}
}

// idf is the weight of a term that df of n documents have.
func idf(n int, df float64) float64 {
	df = min(df, float64(n))
	return math.Log(1 + (float64(n)-df+0.5)/(df+0.5))
}
