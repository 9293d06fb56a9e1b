package journal

import (
	"encoding/binary"
	"fmt"
	"iter"

	"github.com/handvat/handvat/knowledge/store"
)

// A Raw is an entry as it is kept, for who counts millions of them: words are the
// numbers that [Word] spells out, 0 for none, and the person is the number that the
// pseudonym writes in hexadecimal, 0 for nobody.
type Raw struct {
	Seq    uint64
	Millis int64 // since 1970
	Kind   Kind
	Person uint64
	Step   int
	Value  int

	Unit, Platform, Lang, Aid, Version, Moment, Detail uint64
}

// Raws yields the entries with a sequence number above seq, in order, within one
// transaction. It stops after the first error.
func Raws(tx *store.Tx, seq uint64) iter.Seq2[Raw, error] {
	return func(yield func(Raw, error) bool) {
		for k, v := range tx.Scan(entryBucket, store.Num(seq+1), nil) {
			r, err := decodeRaw(v)
			if err != nil {
				err = fmt.Errorf("journal: entry %d: %w", store.FromNum(k), err)
			}
			r.Seq = store.FromNum(k)
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// Word spells out a number; 0 is the empty word.
func Word(tx *store.Tx, n uint64) (string, error) { return words{}.word(tx, n) }

// WordNumber returns the number of a word, and whether any entry ever held it.
func WordNumber(tx *store.Tx, word string) (n uint64, ok bool) {
	b, ok := tx.Get(wordBucket, []byte(word))
	return store.FromNum(b), ok
}

func decodeRaw(b []byte) (r Raw, err error) {
	if len(b) < headSize || b[0] != schema {
		return r, errRecord
	}
	r.Kind, r.Person = Kind(b[1]), binary.BigEndian.Uint64(b[8:16])
	r.Millis = int64(binary.BigEndian.Uint64(b[0:8]) & (1<<48 - 1))
	rest := b[headSize:]
	var step uint64
	for _, f := range []*uint64{&r.Unit, &r.Platform, &r.Lang, &r.Aid, &r.Version, &r.Moment, &r.Detail, &step} {
		v, n := binary.Uvarint(rest)
		if n <= 0 {
			return r, nil // it was written before there was such a field
		}
		*f, rest = v, rest[n:]
	}
	r.Step = int(step)
	v, _ := binary.Varint(rest)
	r.Value = int(v)
	return r, nil
}

// Last returns the sequence number of the newest entry; 0 if there is none.
func Last(tx *store.Tx) uint64 {
	for k := range tx.ScanDown(entryBucket, nil, nil) {
		return store.FromNum(k)
	}
	return 0
}
