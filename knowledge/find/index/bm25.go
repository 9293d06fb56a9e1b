package index

import (
	"context"
	"math"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/score"
	"github.com/handvat/handvat/knowledge/find/text"
)

// The constants of BM25 (Robertson and Zaragoza, The Probabilistic Relevance
// Framework, 2009). Aids differ less in length than web pages, and a long one is
// not therefore less to the point.
const (
	k1 = 1.2
	b  = 0.75
)

// A Match is what the words of a question say about every aid. It can be used for one
// question after another.
type Match struct {
	Score  score.Dense // by document: the BM25F score
	most   float32     // what an aid would score that has every word many times
	lost   float32     // the part of most that is for words the library lacks
	senses []sense     // of the question
	lists  []weighed   // scratch: of the terms of one sense
	tf     score.Dense // scratch: by document; 0 between senses
	met    []int32     // scratch: documents that have one of several terms
}

// A weighed is the postings of a term, and how surely it means the word of the question.
type weighed struct {
	postings []posting
	weight   float32
}

// Match computes in m the BM25F score of all documents for the words of a question in lang.
// The frequencies in the index are already weighted by field, so that the terms of
// one sense, and the fields of one aid, are added before they saturate.
func (s *Shelf) Match(
	ctx context.Context, m *Match, ws []text.Word, lang knowledge.Lang, an *text.Analyser, syn *text.Synonyms,
) error {
	m.senses = s.vocab.expand(ws, lang, an, syn)
	m.Score.Reset(len(s.Aids))
	m.tf.Reset(len(s.Aids))
	m.most, m.lost = 0, 0
	for i := range m.senses {
		se := &m.senses[i]
		m.lists = m.lists[:0]
		var df float64
		for _, w := range se.terms {
			ps, err := s.postings(ctx, w.Term)
			if err != nil {
				return err
			}
			df += float64(w.Weight) * float64(len(ps))
			if len(ps) > 0 {
				m.lists = append(m.lists, weighed{ps, w.Weight})
			}
		}
		weight := float32(idf(len(s.Aids), df)) * se.weight
		m.most += weight * (k1 + 1)
		switch len(m.lists) {
		case 0:
			m.lost += weight * (k1 + 1)
		case 1:
			m.addTerm(m.lists[0], weight, s.norm)
		default:
			m.addTerms(weight, s.norm)
		}
	}
	return nil
}

// Share returns the score of a document as a share of what an aid would score that has every
// word many times.
func (m *Match) Share(v float32) float32 { return v / m.most }

// Known returns how much of the question is in words that the library has, from 0 to 1.
func (m *Match) Known() float64 { return 1 - float64(m.lost/m.most) }

// Content returns how many different words with content the question has.
func (m *Match) Content() (n int) {
	for _, s := range m.senses {
		if !s.word.Stop {
			n++
		}
	}
	return n
}

// addTerm adds a sense of one term.
func (m *Match) addTerm(l weighed, weight float32, norm []float32) {
	score := m.Score[:len(norm)]
	for _, p := range l.postings {
		tf := l.weight * p.freq
		score[p.doc] += weight * tf * (k1 + 1) / (tf + norm[p.doc])
	}
}

// addTerms adds a sense of several terms, whose frequencies are added before they
// saturate.
func (m *Match) addTerms(weight float32, norm []float32) {
	m.met = m.met[:0]
	for _, l := range m.lists {
		for _, p := range l.postings {
			if m.tf[p.doc] == 0 {
				m.met = append(m.met, p.doc)
			}
			m.tf[p.doc] += l.weight * p.freq
		}
	}
	for _, d := range m.met {
		tf := m.tf[d]
		m.tf[d] = 0
		m.Score[d] += weight * tf * (k1 + 1) / (tf + norm[d])
	}
}

// idf is the weight of a term that df of n documents have.
func idf(n int, df float64) float64 {
	df = min(df, float64(n))
	return math.Log(1 + (float64(n)-df+0.5)/(df+0.5))
}

// Matched returns the words of a question that an aid has, in one form or another, and
// reports whether it has any that only mean about the same as one. It looks only at postings
// in memory, where those of the question are.
func (s *Shelf) Matched(doc int32, m *Match) (out []string, like bool) {
	for _, se := range m.senses {
		if se.word.Stop {
			continue
		}
		for _, w := range se.terms {
			if s.hasTerm(doc, w.Term) {
				if like = like || se.like; !se.like {
					out = append(out, se.word.Text)
				}
				break
			}
		}
	}
	return out, like
}
