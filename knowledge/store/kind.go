package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// A Kind is buckets that their package keeps in a way of its own, such as records of fewer bytes than JSON. What
// a [Table] does for rows, its functions do; one that is nil has nothing to do.
type Kind struct {
	Says Paper

	Rows    func(tx *Tx, person string) (rows []any, err error) // what is a person's of it, for their export
	Without func(tx *Tx, person string) error                   // takes a person out
	Aged    func(tx *Tx, now time.Time) error                   // removes what is older than it may be
}

// Check makes a kind [Declared].
func (k *Kind) Check() error {
	says := k.Says
	if len(says.Buckets) == 0 || says.Class == "" || says.Keep == 0 || (k.Without == nil) != (says.Class == Working) {
		return fmt.Errorf("store: kind %q: it needs buckets, a class, a retention, "+
			"and a way to take a person out unless it is about nobody", says.Buckets)
	}
	return nil
}

// Paper is what the data map says of it.
func (k *Kind) Paper() Paper { return k.Says }

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
		return nil, fmt.Errorf("store: export %s: %w", k.Says.Buckets[0], err)
	}
	return rows, nil
}

// Forget makes a kind [Declared].
func (k *Kind) Forget(tx *Tx, person string) error {
	if k.Without == nil {
		return nil
	}
	return k.Without(tx, person)
}

// Prune makes a kind [Declared].
func (k *Kind) Prune(tx *Tx, now time.Time) error {
	if k.Aged == nil {
		return nil
	}
	return k.Aged(tx, now)
}
