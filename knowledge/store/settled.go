package store

import (
	"sync"
	"time"
)

// settled knows of which buckets all was seen since they last changed, and when the first row of each will be too old:
// what does not change need not be read each day.
type settled struct {
	mu      sync.Mutex
	changes map[string]uint64 // commits that changed a bucket
	seen    map[string]seen
}

// A seen is what [Table.Prune] saw.
type seen struct {
	changes uint64    // before it looked
	due     time.Time // when a row will be too old first; zero for none
}

// changed notes that a bucket was changed. It is to be called after that is kept.
func (s *settled) changed(bucket string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changes == nil {
		s.changes = map[string]uint64{}
	}
	s.changes[bucket]++
}

// at is how often a bucket was changed, and whether nothing is to be done in it at now.
func (s *settled) at(bucket string, now time.Time) (changes uint64, rests bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	changes = s.changes[bucket]
	was, ok := s.seen[bucket]
	return changes, ok && was.changes == changes && (was.due.IsZero() || now.Before(was.due))
}

// saw notes what was seen of a bucket.
func (s *settled) saw(bucket string, what seen) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen == nil {
		s.seen = map[string]seen{}
	}
	s.seen[bucket] = what
}
