package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// A Class says what kind of data a table holds, and by that how a person is taken out of it.
type Class string

// The classes.
const (
	Personal Class = "personal" // of one person: its keys begin with their pseudonym and a NUL; see [Key]
	Shared   Class = "shared"   // of several people, or of a team: Owners names them, Without takes one out
	Facts    Class = "facts"    // under a pseudonym, about aids and work: those of who left stay, and lead to nobody
	Identity Class = "identity" // ties a pseudonym to an account; in knowledge/people only
	Working  Class = "working"  // about nobody
)

// Forever keeps rows until something deletes them.
const Forever time.Duration = -1

// A Table is rows of one kind, declared once. A person's export and deletion, pruning and the data map
// of the papers follow from the declaration; nobody writes them.
//
// A row that cannot be read is set aside, as it is: it is as absent, the rest goes on, and [Aside] counts it.
type Table[T any] struct {
	Bucket string // unique, such as "theme.run"
	Class  Class

	// Owners names the people whose data a row is, by pseudonym, where Class is Shared. A personal row is of
	// whom its key begins with: there it names who else is in it, such as who set it for them.
	Owners func(row T) []string

	// Without takes a person whom Owners names out of a row and reports whether the rest of it stays. If it
	// is nil no such row stays.
	Without func(row *T, person string) (stays bool)

	// Index is the bucket in which rows are found by whom Owners names, pseudonym NUL key → nothing, so that
	// not all have to be read for those of a person; empty for none. Saving and deleting keep it.
	Index string

	// Export is what of a row is in the export of a person, one of its owners: nothing if it returns nil. Without it
	// that is all of the row.
	Export func(row T, person string) any

	// Keep is how long a row is kept after Since, or Forever; a row whose Since is zero is in use, and stays.
	Keep  time.Duration
	Since func(row T) time.Time

	// SinceKey is in the place of Since where the key tells it, also of a row that cannot be read.
	SinceKey func(key []byte) time.Time

	// Write and Read are how a row is kept where that is not as JSON. Read returns an error for what Write never
	// made. Of a row of no fields nothing is kept but its key, and whatever is there reads as that.
	Write func(row T) ([]byte, error)
	Read  func(key, val []byte) (T, error)

	// Was is the bucket of an earlier version, whose rows are brought along once and is then no more. Old is one of
	// those rows as it is kept now, under the key it gets, where it was kept otherwise; ok is false for one that goes.
	Was string
	Old func(key, val []byte) (to []byte, row T, ok bool)
}

// A Declared is a table, whatever its rows are. The house walks all of them.
type Declared interface {
	// Check returns an error if the declaration is not whole.
	Check() error

	// Papers are what the data map says of it, one for each table.
	Papers() []Paper

	// Kept returns what is a person's of it, as it is to be in their export.
	Kept(tx *Tx, person string) (rows []json.RawMessage, err error)

	// Forget takes a person out, of rows that cannot be read too.
	Forget(tx *Tx, person string) error

	// Bring takes along what an earlier version kept elsewhere.
	Bring(tx *Tx) error

	// Prune removes what is older than it may be, and sets aside what cannot be read, in short transactions.
	Prune(ctx context.Context, db *DB, now time.Time) error

	// Unreadable counts the rows of each bucket that cannot be read and were not set aside.
	Unreadable(tx *Tx, add func(bucket string, n int))
}

// A Paper is what the data map says of a table.
type Paper struct {
	Buckets []string // of the store; the first gives it its name
	Class   Class
	Keep    time.Duration
}

// Key is a key of these parts, with a NUL between them. A person's own begins with their pseudonym.
func Key(parts ...string) []byte { return []byte(strings.Join(parts, "\x00")) }

// Own is a key of something of a person's own, by number.
func Own[P ~string](person P, n uint64) []byte { return append(Key(string(person), ""), Num(n)...) }

// Owner is the person whose key it is, as [Key] made it; empty if it is nobody's.
func Owner(key []byte) string {
	person, _, ok := bytes.Cut(key, []byte{0})
	if !ok {
		return ""
	}
	return string(person)
}

// Check makes a table [Declared].
func (t *Table[T]) Check() error {
	owned := t.Class == Shared || t.Class == Identity
	if t.Bucket == "" || t.Class == "" || t.Keep == 0 || owned && t.Owners == nil || t.Class == Working &&
		t.Owners != nil ||
		t.Owners == nil && t.Index != "" || (t.Since == nil && t.SinceKey == nil) != (t.Keep == Forever) {
		return fmt.Errorf(
			"store: table %q: it needs a class, a retention with what it is counted from, and owners if it is shared",
			t.Bucket)
	}
	return nil
}

// Papers makes a table [Declared].
func (t *Table[T]) Papers() []Paper {
	p := Paper{[]string{t.Bucket}, t.Class, t.Keep}
	if t.Index != "" {
		p.Buckets = append(p.Buckets, t.Index)
	}
	return []Paper{p}
}

// Load returns the row of a key.
func (t *Table[T]) Load(tx *Tx, key []byte) (row T, ok bool, err error) {
	val, ok := tx.Get(t.Bucket, key)
	if !ok {
		return row, false, tx.bad
	}
	row, ok = t.read(tx, key, val)
	return row, ok, tx.bad
}

// Has reports whether there is a row.
func (t *Table[T]) Has(tx *Tx, key []byte) bool { return tx.has(t.Bucket, key) }

// Some reports whether there is any row, be it one that cannot be read.
func (t *Table[T]) Some(tx *Tx) bool {
	for range tx.ScanPrefix(t.Bucket, nil) {
		return true
	}
	for range tx.ScanPrefix(aside.Bucket, Key(t.Bucket, "")) {
		return true
	}
	return false
}

// Save writes a row. In a personal table its key must begin with whose it is.
func (t *Table[T]) Save(tx *Tx, key []byte, row T) error {
	if t.Class == Personal && Owner(key) == "" {
		return fmt.Errorf("store: save %s: the key of a personal row begins with its owner", t.Bucket)
	}
	val, err := t.encode(row)
	if err != nil {
		return fmt.Errorf("store: save %s: %w", t.Bucket, err)
	}
	tx.rows++
	if t.Index == "" {
		return tx.Put(t.Bucket, key, val)
	}
	return errors.Join(t.index(tx, key, &row), tx.Put(t.Bucket, key, val))
}

// Add writes a row under the next number, and returns that. It is for tables whose keys are numbers.
func (t *Table[T]) Add(tx *Tx, row T) (n uint64, err error) {
	if n, err = tx.Next(t.Bucket); err != nil {
		return 0, err
	}
	return n, t.Save(tx, Num(n), row)
}

// AddOwn writes a row of a person's own under the next number, and returns that. See [Own].
func (t *Table[T]) AddOwn(tx *Tx, person string, row T) (n uint64, err error) {
	if n, err = tx.Next(t.Bucket); err != nil {
		return 0, err
	}
	return n, t.Save(tx, Own(person, n), row)
}

// Delete removes a row, if it is there.
func (t *Table[T]) Delete(tx *Tx, key []byte) error {
	tx.rows++
	return errors.Join(t.index(tx, key, nil), tx.Delete(t.Bucket, key))
}

// index makes the index name whom a row that is to be saved names, and nobody else; nil is no row.
func (t *Table[T]) index(tx *Tx, key []byte, row *T) (err error) {
	if t.Index == "" {
		return nil
	}
	var before, now []string
	if val, ok := tx.Get(t.Bucket, key); ok {
		if was, ok := t.decode(key, val); ok {
			before = t.Owners(was)
		}
	}
	if row != nil {
		now = t.Owners(*row)
	}
	at := func(who string) []byte { return append(Key(who, ""), key...) }
	for _, who := range before {
		if !slices.Contains(now, who) {
			err = errors.Join(err, tx.Delete(t.Index, at(who)))
		}
	}
	for _, who := range now {
		if !slices.Contains(before, who) && who != "" {
			err = errors.Join(err, tx.Put(t.Index, at(who), nil))
		}
	}
	return err
}

// All yields every row with its key, in order.
func (t *Table[T]) All(tx *Tx) iter.Seq2[[]byte, T] { return t.Scan(tx, nil) }

// Of yields the rows of a person, in order. In a shared table without an index it reads all rows to find them.
func (t *Table[T]) Of(tx *Tx, person string) iter.Seq2[[]byte, T] {
	if t.Class == Personal {
		return t.Scan(tx, Key(person, ""))
	}
	return t.naming(tx, person)
}

// OfDown is Of with the last row first.
func (t *Table[T]) OfDown(tx *Tx, person string) iter.Seq2[[]byte, T] {
	return func(yield func([]byte, T) bool) {
		var keys [][]byte
		for k := range t.Of(tx, person) {
			keys = append(keys, k)
		}
		for _, k := range slices.Backward(keys) {
			if row, ok, _ := t.Load(tx, k); ok && !yield(k, row) { // an error fails the transaction
				return
			}
		}
	}
}

// naming yields the rows of which Owners names a person.
func (t *Table[T]) naming(tx *Tx, person string) iter.Seq2[[]byte, T] {
	return func(yield func([]byte, T) bool) {
		prefix := Key(person, "")
		switch {
		case t.Owners == nil:
			return
		case t.Index != "":
			for k := range tx.ScanPrefix(t.Index, prefix) {
				if row, ok, _ := t.Load(tx, k[len(prefix):]); ok && !yield(k[len(prefix):], row) {
					return
				}
			}
			return
		}
		for k, row := range t.All(tx) {
			if slices.Contains(t.Owners(row), person) && !yield(k, row) {
				return
			}
		}
	}
}

// Scan yields the rows whose keys begin with prefix, in order. They may be saved and deleted meanwhile.
func (t *Table[T]) Scan(tx *Tx, prefix []byte) iter.Seq2[[]byte, T] {
	return t.rows(tx, tx.ScanPrefix(t.Bucket, prefix))
}

// Between yields the rows from a key on that are before another, in order; nil is the beginning, or the end. They may
// be saved and deleted meanwhile.
func (t *Table[T]) Between(tx *Tx, from, to []byte) iter.Seq2[[]byte, T] {
	return t.rows(tx, tx.Scan(t.Bucket, from, to))
}

// ScanDown is Scan with the last row first.
func (t *Table[T]) ScanDown(tx *Tx, prefix []byte) iter.Seq2[[]byte, T] {
	return t.rows(tx, tx.ScanDown(t.Bucket, prefix, After(prefix)))
}

func (t *Table[T]) rows(tx *Tx, pairs iter.Seq2[[]byte, []byte]) iter.Seq2[[]byte, T] {
	return func(yield func([]byte, T) bool) {
		for k, v := range pairs {
			if row, ok := t.read(tx, k, v); ok && !yield(k, row) {
				return
			}
		}
	}
}

// Kept makes a table [Declared].
func (t *Table[T]) Kept(tx *Tx, person string) (rows []json.RawMessage, err error) {
	for _, row := range t.Of(tx, person) {
		var shown any = row
		if t.Export != nil {
			if shown = t.Export(row, person); shown == nil {
				continue
			}
		}
		data, err := json.Marshal(shown)
		if err != nil {
			return nil, fmt.Errorf("store: export %s: %w", t.Bucket, err)
		}
		rows = append(rows, data)
	}
	return rows, nil
}

// Forget makes a table [Declared].
func (t *Table[T]) Forget(tx *Tx, person string) error {
	if t.Class == Personal {
		for k := range tx.ScanPrefix(t.Bucket, Key(person, "")) {
			if err := t.Delete(tx, k); err != nil {
				return err
			}
		}
	}
	for k, row := range t.naming(tx, person) {
		var err error
		if t.Without != nil && t.Without(&row, person) {
			err = t.Save(tx, k, row)
		} else {
			err = t.Delete(tx, k)
		}
		if err != nil {
			return err
		}
	}
	if t.Index != "" { // of rows that could not be read
		for k := range tx.ScanPrefix(t.Index, Key(person, "")) {
			if err := tx.Delete(t.Index, k); err != nil {
				return err
			}
		}
	}
	return forgetAside(tx, Key(t.Bucket, ""), person)
}
