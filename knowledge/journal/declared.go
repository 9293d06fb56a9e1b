package journal

import (
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Tables are what the journal keeps, declared. [Journal.Prune] removes what is too old, a page at a time.
func Tables() []store.Declared {
	return []store.Declared{
		&store.Kind{
			Says:    store.Paper{Buckets: []string{entryBucket, wordBucket}, Class: store.Facts, Keep: privacy.KeepUse},
			Rows:    func(tx *store.Tx, person string) ([]any, error) { return anys(Of(tx, person)) },
			Without: Forget,
		},
		&store.Kind{Says: store.Paper{Buckets: []string{questionBucket}, Class: store.Working,
			Keep: privacy.KeepQuestion}},
	}
}

func anys(es []Entry, err error) (rows []any, _ error) {
	for _, e := range es {
		rows = append(rows, e)
	}
	return rows, err
}
