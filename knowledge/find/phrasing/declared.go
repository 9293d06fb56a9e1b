package phrasing

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

var (
	// voices are what each person said of an aid and a question: ID NUL person. They go with the data of that
	// person, and a phrasing is what is left of them.
	voices = store.Table[voice]{Bucket: "find.voice", Class: store.Shared, Index: "find.voice.of",
		Owners: func(v voice) []string { return []string{v.Person} },
		Export: func(v voice, _ string) any { v.Person = ""; return v },
		Keep:   store.Forever}

	// phrasings are what was asked for each aid, and how many people it helped, by ID. One that nobody speaks for
	// any more is removed, unless an author settled it when enough people did.
	phrasings = store.Table[stored]{Bucket: "find.phrasing", Class: store.Working, Keep: store.Forever,
		Was: "find.phrasings", Old: settled}

	// changes are the last change of each phrasing, for the model to follow: number → ID.
	changes = store.Table[string]{Bucket: "find.changes", Class: store.Working, Keep: store.Forever,
		Write: func(id string) ([]byte, error) { return []byte(id), nil }, Read: readID}
)

// Tables are what finding learns from, declared: together, since a phrasing follows who speaks for it.
func Tables() []store.Declared {
	return []store.Declared{&store.Kind{Tables: []store.Declared{&voices, &phrasings, &changes}, Class: store.Shared,
		Keep: privacy.KeepOwn, Rows: rowsOf, Without: forget, Aged: aged}}
}

// rowsOf are what a person said.
func rowsOf(tx *store.Tx, person string) (rows []any, err error) {
	for _, v := range voices.Of(tx, person) {
		rows = append(rows, voices.Export(v, person))
	}
	return rows, nil
}

// forget takes back all that a person said.
func forget(tx *store.Tx, person string) error {
	for k, v := range voices.Of(tx, person) {
		if err := silence(tx, k, v); err != nil {
			return err
		}
	}
	return voices.Forget(tx, person) // what could not be read
}

// aged takes back what was said longer ago than it is kept.
func aged(tx *store.Tx, now time.Time) (err error) {
	before := now.Add(-privacy.KeepOwn)
	for k, v := range voices.All(tx) {
		if v.Time.Before(before) {
			err = errors.Join(err, silence(tx, k, v))
		}
	}
	return err
}

// settled are the phrasings of an earlier version that an author settled. Of the others it is not known who said
// them, so that nobody could take them back.
func settled(key, val []byte) (to []byte, p stored, ok bool) {
	err := json.Unmarshal(val, &p)
	return key, p, err == nil && p.State != Learned
}

var errRecord = errors.New("record is damaged")

// readID reads an ID, in which slug, language and hash are divided by full stops.
func readID(_, val []byte) (string, error) {
	if strings.Count(string(val), ".") < 2 {
		return "", errRecord
	}
	return string(val), nil
}
