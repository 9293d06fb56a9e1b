package store

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// aside are rows that could not be read, as they are: bucket NUL key → value. They stay until their person goes.
var aside = &Table[[]byte]{Bucket: "store.aside", Class: Working, Keep: Forever,
	Write: func(val []byte) ([]byte, error) { return val, nil },
	Read:  func(_, val []byte) ([]byte, error) { return val, nil }}

// Tables are what the store keeps itself, declared: rows of others that could not be read.
func Tables() []Declared {
	return []Declared{&Kind{Class: Shared, Tables: []Declared{aside},
		Without: func(tx *Tx, person string) error { return forgetAside(tx, nil, person) }}}
}

// Aside counts the rows of each bucket that were set aside.
func Aside(tx *Tx) map[string]int {
	n := map[string]int{}
	for k := range aside.All(tx) {
		n[Owner(k)]++
	}
	return n
}

// SetAside reports whether the row of a key could not be read: it was set aside, and may have said anything.
func (t *Table[T]) SetAside(tx *Tx, key []byte) bool {
	return aside.Has(tx, append(Key(t.Bucket, ""), key...))
}

// forgetAside takes a person out of what was set aside under some keys, also where their pseudonym is written as the
// bytes of its hexadecimal digits.
func forgetAside(tx *Tx, prefix []byte, person string) error {
	written := [][]byte{[]byte(person)}
	if short, err := hex.DecodeString(person); err == nil && len(short) > 0 {
		written = append(written, short)
	}
	for k, v := range aside.Scan(tx, prefix) {
		in := func(who []byte) bool { return bytes.Contains(k, who) || bytes.Contains(v, who) }
		if slices.ContainsFunc(written, in) {
			if err := aside.Delete(tx, k); err != nil {
				return err
			}
		}
	}
	return nil
}

// read decodes a row, or sets it aside. A transaction that only reads leaves it where it is, until [Table.Prune].
func (t *Table[T]) read(tx *Tx, key, val []byte) (row T, ok bool) {
	if row, ok = t.decode(key, val); ok {
		return row, true
	}
	if tx.Writable() {
		to := append(Key(t.Bucket, ""), key...)
		if err := errors.Join(aside.Save(tx, to, val), tx.Delete(t.Bucket, key)); err != nil && tx.bad == nil {
			tx.bad = err
		}
	}
	return *new(T), false
}

// bare reports whether rows have no fields.
func (t *Table[T]) bare() bool { _, ok := any(t).(*Table[struct{}]); return ok }

func (t *Table[T]) encode(row T) ([]byte, error) {
	switch {
	case t.Write != nil:
		return t.Write(row)
	case t.bare():
		return nil, nil
	}
	return json.Marshal(row)
}

func (t *Table[T]) decode(key, val []byte) (row T, ok bool) {
	switch {
	case t.Read != nil:
		row, err := t.Read(key, val)
		return row, err == nil
	case t.bare():
		return row, true
	}
	return parsed[T](val)
}

// parsed is decode of JSON, in a function of its own so that only such a row is put on the heap.
func parsed[T any](val []byte) (row T, ok bool) {
	err := json.Unmarshal(val, &row)
	return row, err == nil
}

// pruneStep is how many rows Prune looks at in one transaction.
const pruneStep = 4096

// Prune makes a table [Declared].
func (t *Table[T]) Prune(ctx context.Context, db *DB, now time.Time) error {
	changes, rests := db.settled.at(t.Bucket, now)
	if rests {
		return nil
	}
	saw := seen{changes: changes}
	for from := []byte{}; from != nil; {
		var found [][]byte // that are too old, or cannot be read
		var next []byte
		err := db.View(ctx, func(tx *Tx) error {
			n := 0
			for k, v := range tx.Scan(t.Bucket, from, nil) {
				if n++; n > pruneStep {
					next = k
					break
				}
				due, ok := t.due(k, v)
				if !ok || is(due, now) {
					found = append(found, k)
				} else if !due.IsZero() && (saw.due.IsZero() || due.Before(saw.due)) {
					saw.due = due
				}
			}
			return nil
		})
		if err == nil && len(found) > 0 {
			err = db.Update(ctx, func(tx *Tx) error { return t.prune(tx, found, now) })
		}
		if err != nil {
			return fmt.Errorf("store: prune %s: %w", t.Bucket, err)
		}
		from = next
	}
	db.settled.saw(t.Bucket, saw)
	return nil
}

// prune removes rows that are too old, if they still are, and sets aside those that cannot be read.
func (t *Table[T]) prune(tx *Tx, keys [][]byte, now time.Time) (err error) {
	for _, k := range keys {
		v, ok := tx.Get(t.Bucket, k)
		if !ok {
			continue
		}
		if due, _ := t.due(k, v); is(due, now) {
			err = errors.Join(err, t.Delete(tx, k))
		} else {
			t.read(tx, k, v)
		}
	}
	return err
}

// due is when a row is too old; zero if it never is. It reports false for one that cannot be read.
func (t *Table[T]) due(key, val []byte) (due time.Time, ok bool) {
	row, ok := t.decode(key, val)
	var since time.Time
	switch {
	case t.SinceKey != nil:
		since = t.SinceKey(key)
	case ok && t.Since != nil:
		since = t.Since(row)
	}
	if t.Keep == Forever || since.IsZero() {
		return time.Time{}, ok
	}
	return since.Add(t.Keep), ok
}

// is reports whether a moment, if it comes, has come at now.
func is(due, now time.Time) bool { return !due.IsZero() && !now.Before(due) }
