package journal

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

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

// raw is e as it is kept, with numbers for its words.
func raw(tx *store.Tx, e Entry) (r Raw, err error) {
	r = Raw{Millis: e.Time.UnixMilli(), Kind: e.Kind, Step: max(e.Step, 0), Value: e.Value}
	if e.Person != "" {
		if r.Person, err = strconv.ParseUint(e.Person, 16, 64); err != nil || len(e.Person) != 16 {
			return r, fmt.Errorf("pseudonym is not 16 hexadecimal digits")
		}
	}
	ws := [...]string{e.Unit, e.Platform, e.Lang, e.Aid, e.Version, e.Moment, e.Detail}
	for i, f := range r.words() {
		if *f, err = number(tx, ws[i]); err != nil {
			return r, err
		}
	}
	return r, nil
}

// words are the fields of r that are numbers of words, in the order in which they are kept.
func (r *Raw) words() [numWords]*uint64 {
	return [...]*uint64{&r.Unit, &r.Platform, &r.Lang, &r.Aid, &r.Version, &r.Moment, &r.Detail}
}

// record is r as it is kept.
func (r Raw) record() ([]byte, error) {
	b := make([]byte, headSize, headSize+24)
	binary.BigEndian.PutUint64(b[0:8], uint64(r.Millis))
	b[0], b[1] = schema, byte(r.Kind) // the two bytes a time before the year 10889 leaves free
	binary.BigEndian.PutUint64(b[8:16], r.Person)
	for _, n := range r.words() {
		b = binary.AppendUvarint(b, *n)
	}
	b = binary.AppendUvarint(b, uint64(r.Step))
	return binary.AppendVarint(b, int64(r.Value)), nil
}

func readRecord(_, b []byte) (r Raw, err error) {
	if len(b) < headSize || b[0] != schema {
		return r, errRecord
	}
	r.Kind, r.Person = Kind(b[1]), binary.BigEndian.Uint64(b[8:16])
	r.Millis = int64(binary.BigEndian.Uint64(b[0:8]) & (1<<48 - 1))
	rest := b[headSize:]
	for _, f := range [numWords]*uint64{&r.Unit, &r.Platform, &r.Lang, &r.Aid, &r.Version, &r.Moment, &r.Detail} {
		v, n := binary.Uvarint(rest)
		if n <= 0 {
			return r, nil // it was written before there was such a field
		}
		*f, rest = v, rest[n:]
	}
	step, n := binary.Uvarint(rest)
	if n > 0 {
		r.Step, rest = int(step), rest[n:]
	}
	v, _ := binary.Varint(rest)
	r.Value = int(v)
	return r, nil
}

// A word is one of a pair: of a word its number, or of a number its word. Each can be made of the other.
type word struct {
	text   string
	number uint64
}

func (w word) record() ([]byte, error) {
	if w.text != "" {
		return []byte(w.text), nil
	}
	return store.Num(w.number), nil
}

func readWord(key, val []byte) (w word, err error) {
	if key[0] == 0 {
		w.text = string(val)
	} else if len(val) == 8 {
		w.number = store.FromNum(val)
	}
	if w == (word{}) || !utf8.ValidString(w.text) {
		return w, errRecord
	}
	return w, nil
}

// entry is r with its words spelled out. A word that nobody knows any more is empty.
func (ws words) entry(tx *store.Tx, r Raw) (e Entry, err error) {
	e = Entry{Seq: r.Seq, Kind: r.Kind, Time: r.time(), Step: r.Step, Value: r.Value}
	if r.Person != 0 {
		e.Person = hex.EncodeToString(store.Num(r.Person))
	}
	to := [numWords]*string{&e.Unit, &e.Platform, &e.Lang, &e.Aid, &e.Version, &e.Moment, &e.Detail}
	for i, n := range [numWords]uint64{r.Unit, r.Platform, r.Lang, r.Aid, r.Version, r.Moment, r.Detail} {
		if *to[i], err = ws.word(tx, n); err != nil {
			return e, fmt.Errorf("journal: entry %d: %w", r.Seq, err)
		}
	}
	return e, nil
}

// number returns the number of a word, a new one if the word is new.
func number(tx *store.Tx, text string) (uint64, error) {
	if text == "" {
		return 0, nil
	}
	w, ok, err := spelled.Load(tx, []byte(text))
	if ok || err != nil {
		return w.number, err
	}
	if spelled.SetAside(tx, []byte(text)) {
		for k, w := range spelled.Scan(tx, wordKey(0)[:2]) {
			if w.text == text {
				n := store.FromNum(k[2:])
				return n, spelled.Save(tx, []byte(text), word{number: n})
			}
		}
	}
	n, err := tx.Next(spelled.Bucket)
	if err != nil {
		return 0, err
	}
	return n, errors.Join(spelled.Save(tx, []byte(text), word{number: n}),
		spelled.Save(tx, wordKey(n), word{text: text}))
}

// wordKey is the key from a number to its word.
func wordKey(n uint64) []byte { return append([]byte{0, '#'}, store.Num(n)...) }

// Word spells out a number; 0 is the empty word, and so is one that nobody knows any more.
func Word(tx *store.Tx, n uint64) (string, error) { return words{}.word(tx, n) }

// WordNumber returns the number of a word, and whether any entry ever held it.
func WordNumber(tx *store.Tx, text string) (n uint64, ok bool) {
	w, ok, _ := spelled.Load(tx, []byte(text)) // an error fails the transaction
	return w.number, ok
}

// words remembers the words of the numbers seen in a walk.
type words map[uint64]string

func (ws words) word(tx *store.Tx, n uint64) (string, error) {
	if n == 0 {
		return "", nil
	}
	if w, ok := ws[n]; ok {
		return w, nil
	}
	w, ok, err := spelled.Load(tx, wordKey(n))
	if err != nil {
		return "", err
	}
	if !ok { // the other of the pair knows
		for k, other := range spelled.Between(tx, []byte{1}, nil) {
			if other.number == n {
				w.text = string(k)
				break
			}
		}
	}
	if !ok && w.text != "" && tx.Writable() {
		err = spelled.Save(tx, wordKey(n), w)
	}
	ws[n] = w.text
	return w.text, err
}
