package journal

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

// A record is
//
//	byte  0      schema: 1
//	byte  1      kind
//	bytes 2–7    time: milliseconds since 1970, big-endian
//	bytes 8–15   person: the pseudonym's 8 bytes; zero for nobody
//	then as uvarints: unit, platform, lang, aid, version, moment, detail (each the
//	number of a word, 0 for none), step, and value zigzag-encoded
//
// The head has a fixed place so that a walk can pass over entries without reading
// them whole. Fields may be added at the end under the same schema number: a reader
// takes an absent one for zero and ignores what it does not know.
const (
	schema   = 1
	headSize = 16
	numWords = 7
)

var errRecord = errors.New("record is damaged")

func encode(tx *store.Tx, e Entry) ([]byte, error) {
	b := make([]byte, headSize, headSize+24)
	binary.BigEndian.PutUint64(b[0:8], uint64(e.Time.UnixMilli()))
	b[0], b[1] = schema, byte(e.Kind) // the two bytes a time before the year 10889 leaves free
	if e.Person != "" {
		id, err := hex.DecodeString(e.Person)
		if err != nil || len(id) != 8 {
			return nil, fmt.Errorf("pseudonym is not 16 hexadecimal digits")
		}
		copy(b[8:16], id)
	}
	for _, w := range []string{e.Unit, e.Platform, e.Lang, e.Aid, e.Version, e.Moment, e.Detail} {
		n, err := number(tx, w)
		if err != nil {
			return nil, err
		}
		b = binary.AppendUvarint(b, n)
	}
	b = binary.AppendUvarint(b, uint64(max(e.Step, 0)))
	return binary.AppendVarint(b, int64(e.Value)), nil
}

func decode(tx *store.Tx, b []byte, ws words) (e Entry, err error) {
	r, err := decodeRaw(b)
	if err != nil {
		return e, err
	}
	e = Entry{Kind: r.Kind, Time: time.UnixMilli(r.Millis).UTC(), Step: r.Step, Value: r.Value}
	if r.Person != 0 {
		e.Person = hex.EncodeToString(b[8:16])
	}
	to := [numWords]*string{&e.Unit, &e.Platform, &e.Lang, &e.Aid, &e.Version, &e.Moment, &e.Detail}
	for i, n := range [numWords]uint64{r.Unit, r.Platform, r.Lang, r.Aid, r.Version, r.Moment, r.Detail} {
		if *to[i], err = ws.word(tx, n); err != nil {
			return Entry{}, err
		}
	}
	return e, nil
}

// recordTime reads the time of a record without reading the rest.
func recordTime(b []byte) (time.Time, error) {
	if len(b) < headSize || b[0] != schema {
		return time.Time{}, errRecord
	}
	ms := binary.BigEndian.Uint64(b[0:8]) & (1<<48 - 1)
	return time.UnixMilli(int64(ms)).UTC(), nil
}

// isOf reports whether a record is about a person.
func isOf(b []byte, person string) bool {
	return len(b) >= headSize && person != "" && hex.EncodeToString(b[8:16]) == person
}

// number returns the number of a word, a new one if the word is new.
func number(tx *store.Tx, word string) (uint64, error) {
	if word == "" {
		return 0, nil
	}
	if b, ok := tx.Get(wordBucket, []byte(word)); ok {
		return store.FromNum(b), nil
	}
	n, err := tx.Next(wordBucket)
	if err != nil {
		return 0, err
	}
	if err := tx.Put(wordBucket, []byte(word), store.Num(n)); err != nil {
		return 0, err
	}
	return n, tx.Put(wordBucket, wordKey(n), []byte(word))
}

// wordKey is the key from a number to its word. No word begins with NUL.
func wordKey(n uint64) []byte { return append([]byte{0, '#'}, store.Num(n)...) }

// words remembers the words of the numbers seen in a walk.
type words map[uint64]string

func (ws words) word(tx *store.Tx, n uint64) (string, error) {
	if n == 0 {
		return "", nil
	}
	if w, ok := ws[n]; ok {
		return w, nil
	}
	b, ok := tx.Get(wordBucket, wordKey(n))
	if !ok {
		return "", fmt.Errorf("%w: word %d is unknown", errRecord, n)
	}
	ws[n] = string(b)
	return ws[n], nil
}
