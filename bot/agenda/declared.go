package agenda

import (
	"encoding/json"
	"errors"
	"time"
	"unicode/utf8"

	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

var (
	// items are by Key. One that is done is the zero planned: a Key is never used again.
	items = store.Table[planned]{Bucket: "agenda.item", Class: store.Working, Keep: store.Forever,
		Write: planned.record, Read: readPlanned}

	// dues are the queue: platform NUL, second (8 bytes), 9 - priority (1 byte), Key.
	dues = store.Table[struct{}]{Bucket: "agenda.due", Class: store.Working, Keep: store.Forever}

	// whose are the items of each person, also those that are done: pseudonym NUL Key.
	whose = store.Table[standing]{Bucket: "agenda.who", Class: store.Working, Keep: store.Forever,
		Write: standing.record, Read: readStanding}

	// digests are those that are planned: pseudonym NUL Key.
	digests = store.Table[struct{}]{Bucket: "agenda.digest", Class: store.Working, Keep: store.Forever}

	// states are by pseudonym.
	states = store.Table[state]{Bucket: "agenda.person", Class: store.Working, Keep: store.Forever}

	// responses are by unit.
	responses = store.Table[response]{Bucket: "agenda.unit", Class: store.Working,
		Keep: privacy.KeepResponse * 7 * 24 * time.Hour,
		Since: func(r response) time.Time {
			if len(r.Weeks) == 0 {
				return time.Time{}
			}
			return r.Weeks[len(r.Weeks)-1].Monday.At(0, time.UTC)
		}}
)

// Tables are what the agenda keeps, declared. What was said leaves its key behind, so that it is not said again.
func (a *Agenda) Tables() []store.Declared {
	return []store.Declared{
		&store.Kind{Tables: []store.Declared{&items, &dues, &whose, &digests, &states}, Class: store.Personal,
			Rows:    a.kept,
			Without: func(tx *store.Tx, person string) error { return a.Forget(tx, people.ID(person)) }},
		&responses,
	}
}

// kept is what is planned for a person, and then what they were sent and what they wish.
func (a *Agenda) kept(tx *store.Tx, person string) (rows []any, err error) {
	planned, err := a.Of(tx, people.ID(person))
	for _, it := range planned {
		rows = append(rows, it)
	}
	if s, ok, _ := states.Load(tx, []byte(person)); ok { // an error fails the transaction
		rows = append(rows, s)
	}
	return rows, err
}

// planned is an item with its place in the queue.
type planned struct {
	Item
	At    time.Time // when it is looked at next
	Added time.Time
}

func (p planned) record() ([]byte, error) {
	if p.Key == "" {
		return nil, nil
	}
	return json.Marshal(p)
}

func readPlanned(_, val []byte) (p planned, err error) {
	if len(val) > 0 {
		err = json.Unmarshal(val, &p)
	}
	return p, err
}

// A standing is since when an item is planned, and the series among those of which a person has three at most; zero of
// one that is done.
type standing struct {
	Added  uint64 // second; see [second]
	Series string
}

func (s standing) record() ([]byte, error) {
	if s.Added == 0 {
		return nil, nil
	}
	return append(store.Num(s.Added), s.Series...), nil
}

func readStanding(_, val []byte) (s standing, err error) {
	switch {
	case len(val) == 0:
		return s, nil
	case len(val) < 8 || len(val) > 8+maxSeries:
		return s, errDamaged
	}
	if s = (standing{store.FromNum(val), string(val[8:])}); s.Added>>40 != 0 || !utf8.ValidString(s.Series) {
		return s, errDamaged
	}
	return s, nil
}

var errDamaged = errors.New("damaged record")
