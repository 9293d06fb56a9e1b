package index

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
)

// A Shelf is the library as it stands in the index at one moment: the aids by
// number, their lengths, their vocabulary and the postings read so far. A change of
// the library makes a new shelf.
type Shelf struct {
	Aids   []*knowledge.Aid
	Digest []text.Digest // by aid: of its text
	norm   []float32     // by aid: the length part of BM25's denominator
	Slug   []int32       // by aid: the number of its slug
	Slugs  []string      // by number
	Number map[string]int32
	docs   [][]int32 // by slug: the aids, one for each language
	vocab  *vocabulary

	reader *reader
	mu     sync.RWMutex
	cache  map[string][]posting
	cached int // postings in cache
}

// maxCached bounds the postings that are kept in memory, of eight bytes each.
const maxCached = 6_000_000

// Shelf reads what finding needs from the index, which must hold exactly the aids.
func (w *Index) Shelf(aids []*knowledge.Aid) (*Shelf, error) {
	s := &Shelf{Aids: aids, Number: map[string]int32{}, cache: map[string][]posting{}}
	byKey := make(map[string]int32, len(aids))
	var total float32
	for i, a := range aids {
		key := a.Key().String()
		byKey[key] = int32(i)
		n, ok := s.Number[a.Slug]
		if !ok {
			n = int32(len(s.Slugs))
			s.Number[a.Slug] = n
			s.Slugs = append(s.Slugs, a.Slug)
			s.docs = append(s.docs, nil)
		}
		s.docs[n] = append(s.docs[n], int32(i))
		s.Slug = append(s.Slug, n)
		e := w.manifest[key]
		s.Digest = append(s.Digest, e.Digest)
		length := float32(e.Length) / unit
		s.norm = append(s.norm, length)
		total += length
	}
	mean := max(total/float32(max(len(aids), 1)), 1)
	for i, length := range s.norm {
		s.norm[i] = k1 * (1 - b + b*length/mean)
	}
	var err error
	if s.reader, err = w.reader(byKey); err != nil {
		return nil, err
	}
	docs, err := s.reader.terms()
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.vocab = newVocabulary(docs)
	return s, nil
}

// Close lets go of the index as it was. The shelf cannot be asked afterwards.
func (s *Shelf) Close() error { return s.reader.close() }

// postings returns the postings of term, from memory if they were read before.
func (s *Shelf) postings(ctx context.Context, term string) ([]posting, error) {
	s.mu.RLock()
	ps, ok := s.cache[term]
	s.mu.RUnlock()
	if ok {
		return ps, nil
	}
	ps, err := s.reader.postings(ctx, term)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(ps, func(a, b posting) int { return cmp.Compare(a.doc, b.doc) })
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cached+len(ps) > maxCached {
		clear(s.cache)
		s.cached = 0
	}
	s.cache[term] = ps
	s.cached += len(ps)
	return ps, nil
}

// Version returns the aid of a slug that is for a person with the given roles: in
// lang, or else in the other language; -1 if there is none.
func (s *Shelf) Version(slug int32, lang knowledge.Lang, roles []string) int32 {
	best := int32(-1)
	for _, d := range s.docs[slug] {
		if a := s.Aids[d]; a.IsFor(roles) && (best < 0 || a.Lang == lang) {
			best = d
		}
	}
	return best
}

// hasTerm reports whether an aid has term, of which the postings are in memory.
func (s *Shelf) hasTerm(doc int32, term string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, ok := slices.BinarySearchFunc(s.cache[term], doc, func(p posting, doc int32) int {
		return cmp.Compare(p.doc, doc)
	})
	return ok
}
