package index

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/score"
	"github.com/handvat/handvat/knowledge/find/text"
)

// field is the one field of a document in the index: all passages of an aid
// together, each word counted by the weight of its passage. That is what makes
// BM25F of it, rather than a sum of scores of fields.
const field = "t"

// batchSize is how many aids are written to the index at a time.
const batchSize = 1000

// manifestKey is the internal key of the index under which its manifest lies. It is
// absent while aids are being written, so that a half-written index is not trusted.
var manifestKey = []byte("manifest")

// An entry is what the manifest knows of one document.
type entry struct {
	Digest text.Digest
	Length int
}

// Index is the inverted index on disk: bleve on scorch, with the documents in the
// form that this package has made of them.
type Index struct {
	bleve    bleve.Index
	manifest map[string]entry // by the string form of the aid's key
}

// Open opens the index in dir, or makes an empty one. It reports fresh if what
// was there could not be used and was removed.
func Open(dir string) (w *Index, fresh bool, err error) {
	if w, err := tryOpen(dir); err == nil {
		return w, false, nil
	}
	_, statErr := os.Stat(dir)
	if err := os.RemoveAll(dir); err != nil {
		return nil, false, fmt.Errorf("find: remove the damaged index: %w", err)
	}
	b, err := bleve.NewUsing(dir, mapping.NewIndexMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, false, fmt.Errorf("find: make the index: %w", err)
	}
	return &Index{b, map[string]entry{}}, statErr == nil, nil
}

// tryOpen opens an index that is whole. bleve may panic on a damaged one.
func tryOpen(dir string) (w *Index, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("find: damaged index: %v", p)
		}
	}()
	b, err := bleve.OpenUsing(dir, map[string]any{"bolt_timeout": "1s"})
	if err != nil {
		return nil, err
	}
	w = &Index{bleve: b}
	if err := w.readManifest(); err != nil {
		_ = b.Close()
		return nil, err
	}
	return w, nil
}

func (w *Index) readManifest() error {
	blob, err := w.bleve.GetInternal(manifestKey)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(blob, &w.manifest); err != nil {
		return err
	}
	n, err := w.bleve.DocCount()
	if err == nil && n != uint64(len(w.manifest)) {
		err = fmt.Errorf("%d of %d documents", n, len(w.manifest))
	}
	return err
}

// Close closes the index. Shelves of it are to be closed first.
func (w *Index) Close() error { return w.bleve.Close() }

// Sync makes the index hold exactly the aids. Those whose digest is the same are left alone.
// progress may be nil.
func (w *Index) Sync(ctx context.Context, aids []*knowledge.Aid, progress func(done, total int)) error {
	next := make(map[string]entry, len(aids))
	var todo []*knowledge.Aid
	for _, a := range aids {
		key, d := a.Key().String(), text.DigestOf(a)
		if old, ok := w.manifest[key]; ok && old.Digest == d {
			next[key] = old
			continue
		}
		next[key] = entry{Digest: d}
		todo = append(todo, a)
	}
	var gone []string
	for key := range w.manifest {
		if _, ok := next[key]; !ok {
			gone = append(gone, key)
		}
	}
	if len(todo) == 0 && len(gone) == 0 {
		return nil
	}
	if err := w.bleve.DeleteInternal(manifestKey); err != nil {
		return fmt.Errorf("find: mark the index: %w", err)
	}
	w.manifest = map[string]entry{}
	told := func(written int) {
		if progress != nil {
			progress(len(aids)-len(todo)+written, len(aids))
		}
	}
	if err := w.write(ctx, next, todo, gone, told); err != nil {
		return err
	}
	blob, err := json.Marshal(next)
	if err != nil {
		return fmt.Errorf("find: manifest: %w", err)
	}
	if err := w.bleve.SetInternal(manifestKey, blob); err != nil {
		return fmt.Errorf("find: write the manifest: %w", err)
	}
	w.manifest = next
	return nil
}

// write writes the documents of aids to the index, and their lengths to the manifest that
// is made, and removes those that are gone.
func (w *Index) write(
	ctx context.Context, made map[string]entry, aids []*knowledge.Aid, gone []string, told func(written int),
) error {
	inner, err := w.bleve.Advanced()
	if err != nil {
		return fmt.Errorf("find: index: %w", err)
	}
	for done := 0; done < len(aids) || len(gone) > 0; gone = nil {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch := index.NewBatch()
		for _, key := range gone {
			batch.Delete(key)
		}
		part := aids[done:min(done+batchSize, len(aids))]
		for i, doc := range analyseAll(part) {
			key := part[i].Key().String()
			made[key] = entry{made[key].Digest, doc.text.length}
			batch.Update(doc)
		}
		if err := inner.Batch(batch); err != nil {
			return fmt.Errorf("find: write the index: %w", err)
		}
		done += len(part)
		told(done)
	}
	return nil
}

// analyseAll makes documents of aids, on all processors.
func analyseAll(aids []*knowledge.Aid) []*aidDocument {
	docs := make([]*aidDocument, len(aids))
	score.Parallel(len(aids), func(from, to int) {
		an := text.NewAnalyser()
		for i := from; i < to; i++ {
			a := aids[i]
			docs[i] = newDocument(a.Key().String(), countWords(an, a))
		}
	})
	return docs
}
