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
	score []float32 // by document: the BM25F score
	hits  []int32   // the documents that score above zero
	most  float32   // what an aid would score that has every word many times
	lost  float32   // the part of most that is for words the library lacks
	tf    []float32 // scratch: by document
	seen  []bool    // scratch: by document
}

func (t *textScore) reset(docs int) {
	if len(t.score) < docs {
		t.score, t.tf, t.seen = make([]float32, docs), make([]float32, docs), make([]bool, docs)
	}
	for _, d := range t.hits {
		t.score[d], t.seen[d] = 0, false
	}
	t.hits, t.most, t.lost = t.hits[:0], 0, 0
}

// scoreText computes the BM25F score of all documents for the senses of a question.
// The frequencies in the index are already weighted by field, so that the terms of
// one sense, and the fields of one aid, are added before they saturate.
func (s *shelf) scoreText(ctx context.Context, t *textScore, senses []sense) error {
	t.reset(len(s.aids))
	var touched []int32
	for i := range senses {
		se := &senses[i]
		touched = touched[:0]
		var df float64
		for _, w := range se.terms {
			ps, err := s.postings(ctx, w.term)
			if err != nil {
				return err
			}
			df += float64(w.weight) * float64(len(ps))
			for _, p := range ps {
				if t.tf[p.doc] == 0 {
					touched = append(touched, p.doc)
				}
				t.tf[p.doc] += w.weight * p.freq
			}
		}
		weight := float32(idf(len(s.aids), df)) * se.weight
		t.most += weight * (k1 + 1)
		if len(touched) == 0 {
			t.lost += weight * (k1 + 1)
		}
		for _, d := range touched {
			tf := t.tf[d]
			t.tf[d] = 0
			t.score[d] += weight * tf * (k1 + 1) / (tf + s.norm[d])
			if !t.seen[d] {
				t.seen[d] = true
				t.hits = append(t.hits, d)
			}
		}
	}
	return nil
}

// idf is the weight of a term that df of n documents have.
func idf(n int, df float64) float64 {
	df = min(df, float64(n))
	return math.Log(1 + (float64(n)-df+0.5)/(df+0.5))
}
