package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// A Kind is tables that belong together: what of them is a person's, and how a person is taken out, one function
// says for all. The class of the kind is that of its tables. A function that is nil has nothing to do.
type Kind struct {
	Tables []Declared
	Class  Class
	Keep   time.Duration // if not zero, how long each is kept, by Aged

	Rows    func(tx *Tx, person string) (rows []any, err error) // what is a person's of it, for their export
	Without func(tx *Tx, person string) error                   // takes a person out
	Aged    func(tx *Tx, now time.Time) error                   // removes what is older than Keep
}

// Check makes a kind [Declared].
func (k *Kind) Check() (err error) {
	for _, t := range k.Tables {
		err = errors.Join(err, t.Check())
		for _, p := range t.Papers() {
			if p.Class != Working && p.Class != k.Class {
				err = errors.Join(err, fmt.Errorf("store: table %q of a kind has another class", p.Buckets[0]))
			}
		}
	}
	if len(k.Tables) == 0 || k.Class == "" || (k.Keep == 0) != (k.Aged == nil) ||
		(k.Without == nil) != (k.Class == Working) {
		err = errors.Join(err, fmt.Errorf("store: kind %q: it needs tables, a class, what keeps to its retention, "+
			"and a way to take a person out unless it is about nobody", k.Papers()))
	}
	return err
}

// Papers makes a kind [Declared].
func (k *Kind) Papers() (ps []Paper) {
	for _, t := range k.Tables {
		for _, p := range t.Papers() {
			if p.Class = k.Class; k.Keep != 0 {
				p.Keep = k.Keep
			}
			ps = append(ps, p)
		}
	}
	return ps
}

// Kept makes a kind [Declared].
func (k *Kind) Kept(tx *Tx, person string) (rows []json.RawMessage, err error) {
	if k.Rows == nil {
		return nil, nil
	}
	all, err := k.Rows(tx, person)
	for _, row := range all {
		data, bad := json.Marshal(row)
		rows, err = append(rows, data), errors.Join(err, bad)
	}
	if err != nil {
		return nil, fmt.Errorf("store: export %s: %w", k.Papers()[0].Buckets[0], err)
	}
	return rows, nil
}

// Forget makes a kind [Declared].
func (k *Kind) Forget(tx *Tx, person string) (err error) {
	if k.Without == nil {
		return nil
	}
	err = k.Without(tx, person)
	for _, p := range k.Papers() {
		err = errors.Join(err, forgetAside(tx, Key(p.Buckets[0], ""), person))
	}
	return err
}

// Prune makes a kind [Declared].
func (k *Kind) Prune(ctx context.Context, db *DB, now time.Time) (err error) {
	for _, t := range k.Tables {
		err = errors.Join(err, t.Prune(ctx, db, now))
	}
	if k.Aged != nil {
		err = errors.Join(err, db.Update(ctx, func(tx *Tx) error { return k.Aged(tx, now) }))
	}
	return err
}
