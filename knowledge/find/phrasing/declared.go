package phrasing

import (
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Tables are what finding learns from, declared. Nobody can be found in it.
func Tables() []store.Declared {
	return []store.Declared{
		&store.Kind{Says: store.Paper{Buckets: []string{phrasingBucket, changeBucket, saltBucket}, Class: store.Working,
			Keep: store.Forever}},
		&store.Kind{Says: store.Paper{Buckets: []string{onceBucket}, Class: store.Working, Keep: privacy.KeepOnce}},
	}
}
