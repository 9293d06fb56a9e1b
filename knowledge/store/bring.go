package store

import (
	"errors"
	"fmt"

	berrors "go.etcd.io/bbolt/errors"
)

// Bring makes a table [Declared].
func (t *Table[T]) Bring(tx *Tx) (err error) {
	if t.Was == "" || tx.tx.Bucket([]byte(t.Was)) == nil {
		return nil
	}
	for k, v := range tx.Scan(t.Was, nil, nil) {
		to := k
		row, ok := t.decode(k, v)
		if t.Old != nil {
			to, row, ok = t.Old(k, v)
		} else if !ok {
			err = errors.Join(err, aside.Save(tx, append(Key(t.Bucket, ""), k...), v))
		}
		if ok && !t.Has(tx, to) {
			err = errors.Join(err, t.Save(tx, to, row))
		}
	}
	return errors.Join(err, tx.after(t.Bucket, t.Was), Drop(tx, t.Was))
}

// after makes the numbers that a bucket gives out go on after those of another.
func (t *Tx) after(bucket, other string) error {
	b, err := t.tx.CreateBucketIfNotExists([]byte(bucket))
	if err != nil {
		return err
	}
	return b.SetSequence(max(b.Sequence(), t.tx.Bucket([]byte(other)).Sequence()))
}

// Bring makes a kind [Declared].
func (k *Kind) Bring(tx *Tx) (err error) {
	for _, t := range k.Tables {
		err = errors.Join(err, t.Bring(tx))
	}
	return err
}

// Drop removes whole buckets, such as those of an earlier version. One that is not there is no error.
func Drop(tx *Tx, buckets ...string) error {
	for _, b := range buckets {
		if err := tx.tx.DeleteBucket([]byte(b)); err != nil && !errors.Is(err, berrors.ErrBucketNotFound) {
			return fmt.Errorf("store: drop %s: %w", b, err)
		}
	}
	return nil
}
