package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/handvat/handvat/adapters/xapi"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A ledger keeps how far the LRS was told, and of whom it must forget. The store holds
//
//	xapi.state: "state" → ledgerState as JSON
//	xapi.key:   "key" → 32 random bytes, see [xapi.Names]
//	xapi.void:  number, 8 bytes → xapi.Deletion as JSON, until it is done
type ledger struct {
	db   *store.DB
	lib  *knowledge.Library
	from time.Time // what happened before this is not told
}

const (
	ledgerBucket = "xapi.state"
	keyBucket    = "xapi.key"
	voidBucket   = "xapi.void"
)

// ledgerState is how far the LRS was told.
type ledgerState struct {
	Home    string // of the names at the LRS
	Told    uint64 // everything up to this entry was told
	Upto    uint64 // entries up to this one may have been
	Refused int    // statements the LRS would never take
}

func loadLedger(tx *store.Tx) (s ledgerState, on bool, err error) {
	on, err = tx.GetJSON(ledgerBucket, []byte("state"), &s)
	return s, on, err
}

func (s ledgerState) save(tx *store.Tx) error {
	return tx.PutJSON(ledgerBucket, []byte("state"), s)
}

// names are the names of people and statements at the LRS, with the key that is made
// once. A home page that was used stays: statements can only be voided under the names
// they were told with.
func (l ledger) names(ctx context.Context, home string) (n xapi.Names, err error) {
	err = l.db.Update(ctx, func(tx *store.Tx) error {
		s, on, err := loadLedger(tx)
		if err != nil {
			return err
		}
		if on && s.Home != home {
			return fmt.Errorf("xapi.home is %s, but statements were told under %s before. Set that, because others could never be voided", home, s.Home)
		}
		n = xapi.Names{Home: home}
		if n.Key, on = tx.Get(keyBucket, []byte("key")); !on {
			n.Key = make([]byte, 32)
			rand.Read(n.Key) // never fails: crypto/rand ends the program instead
			if err := tx.Put(keyBucket, []byte("key"), n.Key); err != nil {
				return err
			}
		}
		s.Home = home
		return s.save(tx)
	})
	return n, err
}

// look is how many entries one transaction looks at.
const look = 1000

// Next implements [xapi.Outbox].
func (l ledger) Next(ctx context.Context, n int) (es []xapi.Entry, upto uint64, err error) {
	err = l.db.Update(ctx, func(tx *store.Tx) error {
		es, upto = nil, 0
		s, _, err := loadLedger(tx)
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
			if upto = e.Seq; !e.Time.Before(l.from) && e.Person != "" {
				es = append(es, l.entry(e))
			}
		}
		s.Upto = max(s.Upto, upto) // in this transaction: who deletes their data after it is voided up to here
		return s.save(tx)
	})
	return es, upto, err
}

// entry is e as the LRS may know it.
func (l ledger) entry(e journal.Entry) xapi.Entry {
	x := xapi.Entry{Seq: e.Seq, Time: e.Time, Kind: e.Kind.String(), Person: e.Person, Platform: e.Platform, Lang: e.Lang,
		Aid: e.Aid, Version: e.Version, Moment: e.Moment, Detail: e.Detail, Step: e.Step, Value: e.Value}
	if l.lib == nil || e.Aid == "" {
		return x
	}
	if a, ok := l.lib.Lookup(e.Aid, knowledge.Lang(e.Lang)); ok && string(a.Lang) == e.Lang {
		x.Title, x.Box, x.Checklist = a.Title, string(a.Box), a.Type == knowledge.Checklist
	}
	return x
}

// Told implements [xapi.Outbox].
func (l ledger) Told(ctx context.Context, upto uint64, refused int) error {
	return l.db.Update(ctx, func(tx *store.Tx) error {
		s, _, err := loadLedger(tx)
		if err != nil {
			return err
		}
		s.Told, s.Refused = max(s.Told, upto), s.Refused+refused
		return s.save(tx)
	})
}

// First implements [xapi.Deletions].
func (l ledger) First(ctx context.Context) (d xapi.Deletion, ok bool, err error) {
	err = l.db.View(ctx, func(tx *store.Tx) error {
		for _, v := range tx.Scan(voidBucket, nil, nil) {
			ok = true
			return json.Unmarshal(v, &d)
		}
		return nil
	})
	return d, ok, err
}

// Voided implements [xapi.Deletions].
func (l ledger) Voided(ctx context.Context, d xapi.Deletion, all bool) error {
	return l.db.Update(ctx, func(tx *store.Tx) error {
		if all {
			return tx.Delete(voidBucket, store.Num(d.No))
		}
		d.IDs = nil
		return tx.PutJSON(voidBucket, store.Num(d.No), d)
	})
}

// forgetAtLRS makes sure that what the LRS was told of a person is voided, also when
// nothing is told any more. It runs before the person is removed from the journal.
func forgetAtLRS(tx *store.Tx, id people.ID) error {
	s, on, err := loadLedger(tx)
	if !on || err != nil {
		return err
	}
	key, _ := tx.Get(keyBucket, []byte("key"))
	names := xapi.Names{Home: s.Home, Key: key}
	es, err := journal.Of(tx, string(id))
	if err != nil {
		return err
	}
	d := xapi.Deletion{Actor: names.Actor(string(id))}
	for _, e := range es {
		if e.Seq <= s.Upto {
			d.IDs = append(d.IDs, names.Statement(ledger{}.entry(e)))
		}
	}
	if d.No, err = tx.Next(voidBucket); err != nil {
		return err
	}
	return tx.PutJSON(voidBucket, store.Num(d.No), d)
}

// lrsSkill hears of who deletes their data.
func lrsSkill() dialog.Skill { return dialog.Skill{Name: "lrs", Forget: forgetAtLRS} }

// tellLRS is what tells the LRS as configured; nil if none is. [config.checkExports] has
// seen that it was approved.
func tellLRS(ctx context.Context, lg *slog.Logger, c *config, h *house) (*xapi.Exporter, error) {
	if c.XAPI.Endpoint == "" {
		return nil, nil
	}
	l := ledger{db: h.db, lib: h.lib, from: c.XAPI.Approval.Agreed.Time}
	names, err := l.names(ctx, c.XAPI.Home)
	if err != nil {
		return nil, err
	}
	return c.XAPI.exporter(lg, names, l, l)
}

// exporter is what tells the LRS.
func (c *xapiConfig) exporter(lg *slog.Logger, n xapi.Names, o xapi.Outbox, d xapi.Deletions) (*xapi.Exporter, error) {
	return xapi.New(lg, xapi.Config{Endpoint: c.Endpoint, User: c.User, Password: c.Password.Reveal(), Version: c.Version, Batch: c.Batch, Names: n}, o, d)
}
