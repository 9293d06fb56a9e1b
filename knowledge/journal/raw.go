package journal

import (
	"iter"
	"strconv"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

// A Raw is an entry as it is kept, for who counts millions of them: words are the
// numbers that [Word] spells out, 0 for none, and the person is the number that the
// pseudonym writes in hexadecimal, 0 for nobody.
type Raw struct {
	Seq      uint64
	Millis   int64 // since 1970
	Kind     Kind
	Person   uint64
	Unit     uint64
	Platform uint64
	Lang     uint64
	Aid      uint64
	Version  uint64
	Moment   uint64
	Detail   uint64
	Step     int
	Value    int
}

func (r Raw) time() time.Time { return time.UnixMilli(r.Millis).UTC() }

// Raws yields the entries with a sequence number above seq, in order, within one
// transaction. Those that cannot be read are not there.
func Raws(tx *store.Tx, seq uint64) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		for k, r := range entries.Between(tx, store.Num(seq+1), nil) {
			if r.Seq = store.FromNum(k); !yield(r) {
				return
			}
		}
	}
}

// of yields the entries of one person, oldest first.
func of(tx *store.Tx, person string) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		id, err := strconv.ParseUint(person, 16, 64)
		if err != nil || id == 0 {
			return
		}
		for r := range Raws(tx, 0) {
			if r.Person == id && !yield(r) {
				return
			}
		}
	}
}

// Last returns the sequence number of the newest entry; 0 if there is none.
func Last(tx *store.Tx) uint64 {
	for k := range entries.ScanDown(tx, nil) {
		return store.FromNum(k)
	}
	return 0
}

// Newest is when the newest entry was made; zero if there is none.
func Newest(tx *store.Tx) (at time.Time, err error) {
	for _, r := range entries.ScanDown(tx, nil) {
		return time.UnixMilli(r.Millis), nil
	}
	return at, nil
}
