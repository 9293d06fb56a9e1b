package journal

import (
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

var (
	// entries are what happened, by sequence number. See record.go.
	entries = store.Table[Raw]{Bucket: "journal.entry", Class: store.Working, Keep: privacy.KeepUse,
		Since: func(r Raw) time.Time { return r.time() }, Write: Raw.record, Read: readRecord}

	// spelled are the words of entries: word → number, and NUL "#" number → word. No word begins with NUL.
	spelled = store.Table[word]{Bucket: "journal.word", Class: store.Working, Keep: store.Forever,
		Write: word.record, Read: readWord}

	// questions are those that no aid answered, by number.
	questions = store.Table[Question]{Bucket: "journal.question", Class: store.Working, Keep: privacy.KeepQuestion,
		Since: func(q Question) time.Time { return q.Day }}
)

// Tables are what the journal keeps, declared. People are in the entries only.
func Tables() []store.Declared {
	return []store.Declared{
		&store.Kind{Tables: []store.Declared{&entries}, Class: store.Facts,
			Rows:    func(tx *store.Tx, person string) ([]any, error) { return anys(Of(tx, person)) },
			Without: Forget},
		&spelled, &questions,
	}
}

// anys are entries for the person they are of, without their numbers: those between two of them are what others did.
func anys(es []Entry, err error) (rows []any, _ error) {
	for _, e := range es {
		e.Seq = 0
		rows = append(rows, e)
	}
	return rows, err
}
