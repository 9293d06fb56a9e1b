package phrasing

import (
	"errors"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A person cannot be found in what is kept: the HMAC is good for comparing only, and is thrown away after two days.
var (
	// phrasings are what was asked for each aid, and whether it helped, by ID.
	phrasings = store.Table[stored]{Bucket: "find.phrasings", Class: store.Working, Keep: store.Forever}

	// changes are the last change of each phrasing, for the model to follow: number → ID.
	changes = store.Table[string]{Bucket: "find.changes", Class: store.Working, Keep: store.Forever,
		Write: func(id string) ([]byte, error) { return []byte(id), nil }, Read: readID}

	// onces let a person count once for an aid and a day: day, HMAC of person and slug.
	onces = store.Table[verdict]{Bucket: "find.once", Class: store.Working, Keep: privacy.KeepOnce, SinceKey: dayIn,
		Write: verdict.record, Read: readVerdict}

	// salts are 32 random bytes, under "salt": the key of that HMAC.
	salts = store.Table[[]byte]{Bucket: "find.salt", Class: store.Working, Keep: store.Forever,
		Write: func(salt []byte) ([]byte, error) { return salt, nil }, Read: readSalt}
)

// Tables are what finding learns from, declared. Nobody can be found in it.
func Tables() []store.Declared { return []store.Declared{&phrasings, &changes, &salts, &onces} }

var errRecord = errors.New("record is damaged")

// readID reads an ID, in which slug, language and hash are divided by full stops.
func readID(_, val []byte) (string, error) {
	if strings.Count(string(val), ".") < 2 {
		return "", errRecord
	}
	return string(val), nil
}

func readSalt(_, val []byte) ([]byte, error) {
	if len(val) != saltSize {
		return nil, errRecord
	}
	return val, nil
}

// A verdict is what a person said of an aid on a day, and the phrasing that it counts for.
type verdict struct {
	helped bool
	id     string
}

func (v verdict) record() ([]byte, error) {
	b := []byte{0}
	if v.helped {
		b[0] = 1
	}
	return append(b, v.id...), nil
}

func readVerdict(_, val []byte) (v verdict, err error) {
	if len(val) == 0 || val[0] > 1 {
		return v, errRecord
	}
	v.helped = val[0] == 1
	v.id, err = readID(nil, val[1:])
	return v, err
}

// dayIn is the day that a key begins with.
func dayIn(key []byte) time.Time { return time.Unix(int64(store.FromNum(key))*24*60*60, 0) }
