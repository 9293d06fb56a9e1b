package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// A Tx is one transaction. It must not be used after the function it was given to
// has returned.
//
// Reading can fail: a page is damaged, an engine is far away. Then what was to be read is as absent, a scan
// ends, nothing more can be written, and the transaction as a whole fails with the error: [DB.View] and
// [DB.Update] return it whatever the function made of what it got. So no reading needs a check of its own.
type Tx struct {
	tx  *bolt.Tx
	bad error // the first reading that failed

	rows int // that tables saved or deleted

	settled *settled
	touched map[string]bool // buckets that it changes
}

// touch notes that a bucket is changed.
func (t *Tx) touch(bucket string) {
	if t.touched[bucket] {
		return
	}
	if t.touched == nil {
		t.touched = map[string]bool{}
	}
	t.touched[bucket] = true
	t.tx.OnCommit(func() { t.settled.changed(bucket) })
}

// Changes counts the rows that tables saved or deleted in this transaction so far.
func (t *Tx) Changes() int { return t.rows }

// fail notes that a reading failed. It must be deferred: what is wrong with a page shows as a panic.
func (t *Tx) fail(bucket string) {
	if p := recover(); p != nil && t.bad == nil {
		t.bad = fmt.Errorf("store: read %s: %w (%v): handvat doctor --deep says what", bucket, ErrCorrupt, p)
	}
}

// failing is fail for a writing, which returns what is wrong. That a table is none, or a row a table, is damage too.
func (t *Tx) failing(bucket string, err *error) {
	p := recover()
	if p == nil && errors.Is(*err, berrors.ErrIncompatibleValue) {
		p = *err
	}
	if p != nil {
		*err = fmt.Errorf("store: write %s: %w (%v): handvat doctor --deep says what", bucket, ErrCorrupt, p)
		if t.bad == nil {
			t.bad = *err
		}
	}
}

// Writable reports whether the transaction may change anything.
func (t *Tx) Writable() bool { return t.tx.Writable() }

// OnCommit has fn run after the changes of this transaction have become durable; if they
// are not kept it never runs. fn must not take long: the next transaction may be under
// way, but who made this one waits.
func (t *Tx) OnCommit(fn func()) { t.tx.OnCommit(fn) }

// read takes one step of a reading, unless one failed before.
func (t *Tx) read(bucket string, step func() (k, v []byte)) (key, val []byte) {
	if t.bad != nil {
		return nil, nil
	}
	defer t.fail(bucket)
	k, v := step()
	if most := t.tx.Size(); int64(len(k)) > most || int64(len(v)) > most { // before room is made for a copy
		panic("a row is larger than the file")
	}
	return copied(k), copied(v)
}

// Get returns a copy of the value of key, and whether there is one.
func (t *Tx) Get(bucket string, key []byte) (val []byte, ok bool) {
	_, v := t.read(bucket, func() ([]byte, []byte) {
		if b := t.tx.Bucket([]byte(bucket)); b != nil {
			return nil, b.Get(key)
		}
		return nil, nil
	})
	return v, v != nil
}

// has reports whether key has a value, which is not copied.
func (t *Tx) has(bucket string, key []byte) (has bool) {
	t.read(bucket, func() ([]byte, []byte) {
		b := t.tx.Bucket([]byte(bucket))
		has = b != nil && b.Get(key) != nil
		return nil, nil
	})
	return has
}

// Put sets the value of key, which must not be empty, to a copy of val.
func (t *Tx) Put(bucket string, key, val []byte) (err error) {
	defer t.failing(bucket, &err)
	if t.bad != nil {
		return t.bad
	}
	b, err := t.tx.CreateBucketIfNotExists([]byte(bucket))
	if err != nil {
		return err
	}
	t.touch(bucket)
	return b.Put(key, append([]byte{}, val...)) // bbolt keeps what it is given, and takes nil for absent
}

// Delete removes key. Removing an absent key is no error.
func (t *Tx) Delete(bucket string, key []byte) (err error) {
	defer t.failing(bucket, &err)
	if t.bad != nil {
		return t.bad
	}
	b := t.tx.Bucket([]byte(bucket))
	if b == nil {
		return nil
	}
	t.touch(bucket)
	return b.Delete(key)
}

// Next returns 1, 2, 3 … for a bucket: a number it never returned for that bucket
// in a transaction that was kept.
func (t *Tx) Next(bucket string) (n uint64, err error) {
	defer t.failing(bucket, &err)
	if t.bad != nil {
		return 0, t.bad
	}
	b, err := t.tx.CreateBucketIfNotExists([]byte(bucket))
	if err != nil {
		return 0, err
	}
	return b.NextSequence()
}

// Buckets yields the names of all buckets, in order.
func (t *Tx) Buckets() iter.Seq[string] {
	return func(yield func(string) bool) {
		c := t.tx.Cursor()
		k, _ := t.read("the list of tables", c.First)
		for ; k != nil && yield(string(k)); k, _ = t.read("the list of tables", c.Next) {
		}
	}
}

// Scan yields copies of the pairs with from ≤ key < to, in order. A nil from means
// from the beginning, a nil to means to the end. The pairs scanned so far may be
// deleted during the scan; other changes to the bucket may or may not be seen.
func (t *Tx) Scan(bucket string, from, to []byte) iter.Seq2[[]byte, []byte] {
	next := func(c *bolt.Cursor, last []byte) (k, v []byte) {
		switch {
		case last == nil:
			k, v = c.Seek(from)
		case t.tx.Writable():
			k, v = c.Seek(append(last, 0)) // a delete may have moved the cursor
		default:
			k, v = c.Next()
		}
		if to != nil && bytes.Compare(k, to) >= 0 {
			return nil, nil
		}
		inOrder(last, k)
		return k, v
	}
	return t.scan(bucket, next)
}

// inOrder panics if two keys that a scan finds one after the other are not in order, which no bbolt wrote: it would go
// round in them without end.
func inOrder(a, b []byte) {
	if a != nil && b != nil && bytes.Compare(a, b) >= 0 {
		panic("keys are out of order")
	}
}

// ScanDown is Scan with the last pair first.
func (t *Tx) ScanDown(bucket string, from, to []byte) iter.Seq2[[]byte, []byte] {
	next := func(c *bolt.Cursor, last []byte) (k, v []byte) {
		switch {
		case last == nil:
			k, v = before(c, to)
		case t.tx.Writable():
			k, v = before(c, last)
		default:
			k, v = c.Prev()
		}
		if bytes.Compare(k, from) < 0 {
			return nil, nil
		}
		inOrder(k, last)
		return k, v
	}
	return t.scan(bucket, next)
}

// scan yields what next returns, which gets the key that was yielded last, until that is nothing.
func (t *Tx) scan(bucket string, next func(c *bolt.Cursor, last []byte) (k, v []byte)) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		var c *bolt.Cursor
		var last []byte
		step := func() ([]byte, []byte) {
			if c == nil { // opened once: a transaction that only reads would look it up again
				b := t.tx.Bucket([]byte(bucket))
				if b == nil {
					return nil, nil
				}
				c = b.Cursor()
			}
			return next(c, last)
		}
		for {
			k, v := t.read(bucket, step)
			if k == nil || !yield(k, v) {
				return
			}
			last = k
		}
	}
}

// maxEmpty is how many pages in a row may be without a row: far more than a transaction deletes.
const maxEmpty = 1 << 20

// before moves c to the last pair with a key less than to; nil means to the end.
//
// Where a transaction deleted all of a page, bbolt's Prev returns nil as if there
// were nothing before it, and its Last never returns if all pages are like that.
func before(c *bolt.Cursor, to []byte) (k, v []byte) {
	first, _ := c.First()
	if first == nil || to != nil && bytes.Compare(first, to) >= 0 {
		return nil, nil
	}
	if to == nil {
		return c.Last()
	}
	if k, _ := c.Seek(to); k == nil {
		return c.Last()
	}
	for steps := 0; k == nil; steps++ { // ends at first
		if k, v = c.Prev(); steps > maxEmpty {
			panic("the first key is nowhere")
		}
	}
	return k, v
}

// copied is a copy of b without room behind it, so that whoever appends to it gets
// a copy of their own.
func copied(b []byte) []byte { return slices.Clip(bytes.Clone(b)) }

// ScanPrefix yields copies of the pairs whose key begins with prefix, in order.
func (t *Tx) ScanPrefix(bucket string, prefix []byte) iter.Seq2[[]byte, []byte] {
	return t.Scan(bucket, prefix, After(prefix))
}

// After returns the smallest key that is greater than every key with this prefix;
// nil if there is none.
func After(prefix []byte) []byte {
	next := bytes.Clone(prefix)
	for i := len(next) - 1; i >= 0; i-- {
		if next[i]++; next[i] != 0 {
			return next[:i+1]
		}
	}
	return nil
}

// GetJSON reads the value of key into v. It reports false if there is none. An error names the bucket only, as do
// those of [Tx.PutJSON]: a key may be of a person, or an account.
func (t *Tx) GetJSON(bucket string, key []byte, v any) (ok bool, err error) {
	b, ok := t.Get(bucket, key)
	if !ok {
		return false, nil
	}
	if err := json.Unmarshal(b, v); err != nil {
		return false, fmt.Errorf("store: read %s: %w", bucket, err)
	}
	return true, nil
}

// PutJSON sets the value of key to v as JSON.
func (t *Tx) PutJSON(bucket string, key []byte, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("store: write %s: %w", bucket, err)
	}
	return t.Put(bucket, key, b)
}

// Num is n as a key: eight bytes that sort as numbers do.
func Num(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// FromNum is the number that [Num] made key of; 0 if it is too short.
func FromNum(key []byte) uint64 {
	if len(key) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(key)
}
