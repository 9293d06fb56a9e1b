// Package ledger keeps how far a learning record store was told what happens, and of whom it must forget.
package ledger

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/handvat/handvat/adapters/xapi"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Ledger is read and written by an exporter: it is its [xapi.Outbox] and its [xapi.Deletions].
type Ledger struct {
	DB   *store.DB
	Lib  *knowledge.Library // where titles of aids come from; nil for none
	From time.Time          // what happened before this is not told
}

// State is how far the LRS was told.
type State struct {
	Home    string    // of the names at the LRS
	Told    uint64    // everything up to this entry was told
	Upto    uint64    // entries up to this one may have been
	Refused int       // statements the LRS would never take
	First   time.Time // of the first entry that was told; zero if that is not known
}

var (
	states = &store.Table[State]{Bucket: "xapi.state", Class: store.Working, Keep: store.Forever}
	voids  = &deletions{store.Table[xapi.Deletion]{Bucket: "xapi.void", Class: store.Working, Keep: store.Forever}}
	// keys holds 32 random bytes, see [xapi.Names].
	keys = &store.Table[[]byte]{Bucket: "xapi.key", Class: store.Working, Keep: store.Forever}
)

// Tables are all that is kept.
func Tables() []store.Declared { return []store.Declared{states, keys, voids} }

var (
	theState = []byte("state")
	theKey   = []byte("key")
)

// Load returns how far the LRS was told; on is false if it never was.
func Load(tx *store.Tx) (s State, on bool, err error) { return states.Load(tx, theState) }

// Waiting counts the deletions that the LRS must still be told.
func Waiting(tx *store.Tx) (n int) {
	for range voids.All(tx) {
		n++
	}
	return n
}

// Stuck counts the deletions of which the LRS does not let us find everything, and tells since when; what is known of
// them is void.
func Stuck(tx *store.Tx) (n int, since time.Time) {
	for _, d := range voids.All(tx) {
		if d.Since.IsZero() {
			continue
		}
		if n++; since.IsZero() || d.Since.Before(since) {
			since = d.Since
		}
	}
	return n, since
}

// Save writes how far it is.
func (s State) Save(tx *store.Tx) error { return states.Save(tx, theState, s) }

// Names are the names of people and statements at the LRS, with the key that is made
// once. A home page that was used stays: statements can only be voided under the names
// they were told with.
func (l Ledger) Names(ctx context.Context, home string) (n xapi.Names, err error) {
	err = l.DB.Update(ctx, func(tx *store.Tx) error {
		s, on, err := Load(tx)
		if err != nil {
			return err
		}
		if on && s.Home != home {
			return fmt.Errorf("xapi.home is %s, but statements were told under %s before. "+
				"Set that, because others could never be voided", home, s.Home)
		}
		n = xapi.Names{Home: home}
		if n.Key, on, err = keys.Load(tx, theKey); err == nil && !on {
			n.Key = make([]byte, 32)
			rand.Read(n.Key) // never fails: crypto/rand ends the program instead
			if err := keys.Save(tx, theKey, n.Key); err != nil {
				return err
			}
		}
		s.Home = home
		return s.Save(tx)
	})
	return n, err
}

// look is how many entries one transaction looks at.
const look = 1000

// Next implements [xapi.Outbox].
func (l Ledger) Next(ctx context.Context, n int) (es []xapi.Entry, upto uint64, err error) {
	err = l.DB.Update(ctx, func(tx *store.Tx) error {
		es, upto = nil, 0
		s, _, err := Load(tx)
		if err != nil {
			return err
		}
		page, err := journal.Read(tx, s.Told, look)
		if err != nil {
			return err
		}
		for _, e := range page {
			if len(es) == n {
				break
			}
			if upto = e.Seq; !e.Time.Before(l.From) && e.Person != "" {
				es = append(es, l.entry(e))
			}
		}
		if s.Upto == 0 && len(es) > 0 {
			s.First = es[0].Time
		}
		s.Upto = max(s.Upto, upto) // in this transaction: who deletes their data after it is voided up to here
		return s.Save(tx)
	})
	return es, upto, err
}

// entry is e as the LRS may know it.
func (l Ledger) entry(e journal.Entry) xapi.Entry {
	x := xapi.Entry{Seq: e.Seq, Time: e.Time, Kind: e.Kind.String(), Person: e.Person,
		Platform: e.Platform, Lang: e.Lang,
		Aid: e.Aid, Version: e.Version, Moment: e.Moment, Detail: e.Detail, Step: e.Step, Value: e.Value}
	if l.Lib == nil || e.Aid == "" {
		return x
	}
	if a, ok := l.Lib.Lookup(e.Aid, knowledge.Lang(e.Lang)); ok && string(a.Lang) == e.Lang {
		x.Title, x.Box, x.Checklist = a.Title, string(a.Box), a.Type == knowledge.Checklist
	}
	return x
}

// Told implements [xapi.Outbox].
func (l Ledger) Told(ctx context.Context, upto uint64, refused int) error {
	return l.DB.Update(ctx, func(tx *store.Tx) error {
		s, _, err := Load(tx)
		if err != nil {
			return err
		}
		s.Told, s.Refused = max(s.Told, upto), s.Refused+refused
		return s.Save(tx)
	})
}

// First implements [xapi.Deletions].
func (l Ledger) First(ctx context.Context) (d xapi.Deletion, ok bool, err error) {
	err = l.DB.View(ctx, func(tx *store.Tx) error {
		for _, v := range voids.All(tx) {
			if !ok || v.Tried.Before(d.Tried) {
				d, ok = v, true
			}
		}
		return nil
	})
	return d, ok, err
}

// Voided implements [xapi.Deletions].
func (l Ledger) Voided(ctx context.Context, d xapi.Deletion, all bool) error {
	return l.DB.Update(ctx, func(tx *store.Tx) error {
		if all {
			return voids.Delete(tx, store.Num(d.No))
		}
		d.IDs = nil
		return voids.Save(tx, store.Num(d.No), d)
	})
}

// deletions are what the LRS must be told to forget, until it was.
type deletions struct{ store.Table[xapi.Deletion] }

// Forget makes sure that what the LRS was told of a person is voided, also when nothing is told any more. It runs
// before the person is removed from the journal.
func (v *deletions) Forget(tx *store.Tx, person string) error {
	s, on, err := Load(tx)
	if !on || err != nil {
		return err
	}
	key, _, err := keys.Load(tx, theKey)
	if err != nil {
		return err
	}
	names := xapi.Names{Home: s.Home, Key: key}
	es, err := journal.Of(tx, person)
	if err != nil {
		return err
	}
	newest, err := journal.Newest(tx)
	if err != nil {
		return err
	}
	d := xapi.Deletion{Actor: names.Actor(person),
		Whole: !s.First.IsZero() && newest.Sub(s.First) < privacy.KeepUse}
	for _, e := range es {
		if e.Seq <= s.Upto {
			d.IDs = append(d.IDs, names.Statement(Ledger{}.entry(e)))
		}
	}
	if d.No, err = tx.Next("xapi.void"); err != nil {
		return err
	}
	return v.Save(tx, store.Num(d.No), d)
}
