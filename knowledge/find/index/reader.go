package index

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// A posting is the weighted frequency of a term in a document.
type posting struct {
	doc  int32 // in the order of the reader's documents
	freq float32
}

// A reader is a consistent view of the index. It is for one goroutine at a time, and
// must be closed.
type reader struct {
	r    index.IndexReader
	docs []int32 // by the index's numbers, which have few gaps: ours; -1 is not served
}

func (w *Index) reader(number map[string]int32) (*reader, error) {
	inner, err := w.bleve.Advanced()
	if err != nil {
		return nil, fmt.Errorf("find: index: %w", err)
	}
	r, err := inner.Reader()
	if err != nil {
		return nil, fmt.Errorf("find: read the index: %w", err)
	}
	rd := &reader{r, make([]int32, 0, len(number))}
	all, err := r.DocIDReaderAll()
	if err != nil {
		return nil, fmt.Errorf("find: read the index: %w", err)
	}
	defer all.Close()
	for {
		id, err := all.Next()
		if err != nil {
			return nil, fmt.Errorf("find: read the index: %w", err)
		}
		if id == nil {
			return rd, nil
		}
		key, err := r.ExternalID(id)
		if err != nil {
			return nil, fmt.Errorf("find: read the index: %w", err)
		}
		if n, ok := number[key]; ok {
			rd.set(binary.BigEndian.Uint64(id), n)
		}
	}
}

// set makes n our number of what is at in the index.
func (r *reader) set(at uint64, n int32) {
	for uint64(len(r.docs)) <= at {
		r.docs = append(r.docs, -1)
	}
	r.docs[at] = n
}

func (r *reader) close() error { return r.r.Close() }

// terms returns in how many documents each term of the index is. bleve's own dictionary
// of a field also has the terms of documents that are gone, until it happens to merge
// their segment; an index made anew would then give other answers.
func (r *reader) terms() (map[string]int, error) {
	snapshot, ok := r.r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("find: the index is a %T", r.r)
	}
	out := map[string]int{}
	for _, seg := range snapshot.Segments() {
		dict, err := seg.Segment().Dictionary(field)
		if err != nil {
			return nil, fmt.Errorf("find: read the terms: %w", err)
		}
		gone := seg.Deleted()
		all := dict.AutomatonIterator(nil, nil, nil)
		for {
			e, err := all.Next()
			if err != nil {
				return nil, fmt.Errorf("find: read the terms: %w", err)
			}
			if e == nil {
				break
			}
			n := e.Count
			if gone != nil && !gone.IsEmpty() {
				ps, err := dict.PostingsList([]byte(e.Term), gone, nil)
				if err != nil {
					return nil, fmt.Errorf("find: read a term: %w", err)
				}
				n = ps.Count()
			}
			if n > 0 {
				out[e.Term] += int(n)
			}
		}
	}
	return out, nil
}

// postings returns the documents that have term.
func (r *reader) postings(ctx context.Context, term string) ([]posting, error) {
	tr, err := r.r.TermFieldReader(ctx, []byte(term), field, true, false, false)
	if err != nil {
		return nil, fmt.Errorf("find: read a term: %w", err)
	}
	defer tr.Close()
	out := make([]posting, 0, tr.Count())
	var d index.TermFieldDoc
	for {
		hit, err := tr.Next(&d)
		if err != nil {
			return nil, fmt.Errorf("find: read a term: %w", err)
		}
		if hit == nil {
			return out, nil
		}
		if at := binary.BigEndian.Uint64(hit.ID); at < uint64(len(r.docs)) && r.docs[at] >= 0 {
			out = append(out, posting{r.docs[at], float32(hit.Freq) / unit})
		}
		d.Reset()
	}
}
