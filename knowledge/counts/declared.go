package counts

import (
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Tables are what the counts are kept in, declared. A person is taken out of them before out of the journal,
// which says where they are; of a person's own they hold nothing that the journal does not tell better.
// [Counts.Close] leaves numbers, and removes weeks that are too old.
func (t *Counts) Tables() []store.Declared {
	return []store.Declared{&store.Kind{
		Says: store.Paper{Buckets: []string{cellBucket, dayBucket, homeBucket, stateBucket}, Class: store.Facts,
			Keep: privacy.KeepWeeks * 7 * 24 * time.Hour},
		Without: t.Forget,
	}}
}
