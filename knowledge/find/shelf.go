package find

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/handvat/handvat/knowledge"
)

// A shelf is the library as it stands in the index at one moment: the aids by
// number, their lengths, their vocabulary and the postings read so far. A change of
// the library makes a new shelf.
type shelf struct {
	aids   []*knowledge.Aid
	digest []digest  // by aid: of its text
	norm   []float32 // by aid: the length part of BM25's denominator
	slug   []int32   // by aid: the number of its slug
	slugs  []string  // by number
	number map[string]int32
	docs   [][]int32 // by slug: the aids, one for each language
	vocab  *vocabulary

	reader *reader
	mu     sync.RWMutex
	cache  map[string][]posting
	cached int // postings in cache
}

// maxCached bounds the postings that are kept in memory, of eight bytes each.
const maxCached = 6_000_000

// shelf reads what finding needs from the index, which must hold exactly the aids.
func (w *words) shelf(aids []*knowledge.Aid) (*shelf, error) {
	s := &shelf{aids: aids, number: map[string]int32{}, cache: map[string][]posting{}}
	byKey := make(map[string]int32, len(aids))
	var total float32
	for i, a := range aids {
		key := a.Key().String()
		byKey[key] = int32(i)
		n, ok := s.number[a.Slug]
		if !ok {
			n = int32(len(s.slugs))
			s.number[a.Slug] = n
			s.slugs = append(s.slugs, a.Slug)
			s.docs = append(s.docs, nil)
		}
		s.docs[n] = append(s.docs[n], int32(i))
		s.slug = append(s.slug, n)
		e := w.manifest[key]
		s.digest = append(s.digest, e.Digest)
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
		return nil, errors.Join(err, s.close())
	}
	s.vocab = newVocabulary(docs)
	return s, nil
}

func (s *shelf) close() error { return s.reader.close() }

// postings returns the postings of term, from memory if they were read before.
func (s *shelf) postings(ctx context.Context, term string) ([]posting, error) {
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

// version returns the aid of a slug that is for a person with the given roles: in
// lang, or else in the other language; -1 if there is none.
func (s *shelf) version(slug int32, lang knowledge.Lang, roles []string) int32 {
	best := int32(-1)
	for _, d := range s.docs[slug] {
		if a := s.aids[d]; a.IsFor(roles) && (best < 0 || a.Lang == lang) {
			best = d
		}
	}
	return best
}

// hasTerm reports whether an aid has term, of which the postings are in memory.
func (s *shelf) hasTerm(doc int32, term string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, ok := slices.BinarySearchFunc(s.cache[term], doc, func(p posting, doc int32) int { return cmp.Compare(p.doc, doc) })
	return ok
}

// all returns the aids on the shelf; none if there is no shelf yet.
func (s *shelf) all() []*knowledge.Aid {
	if s == nil {
		return nil
	}
	return s.aids
}

// digests returns the digests of the aids on the shelf; none if there is no shelf yet.
func (s *shelf) digests() []digest {
	if s == nil {
		return nil
	}
	return s.digest
}
