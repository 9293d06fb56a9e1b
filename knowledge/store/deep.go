package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Deep reads every page of the file and has bbolt check a copy of it, while others go on, and returns what is damaged.
// An error says that it could not look.
func (d *DB) Deep(ctx context.Context) (damage []error, err error) {
	copied := d.path + ".check"
	defer func() {
		if gone := os.Remove(copied); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}()
	err = d.view(ctx, func(tx *bolt.Tx) error {
		err := d.writable()
		if err != nil {
			return err
		}
		if damage = walkPages(d.path, tx, true); len(damage) == 0 {
			err = full(tx.CopyFile(copied, 0o600))
		}
		return err
	})
	if err != nil || len(damage) > 0 {
		return damage, err
	}
	return checked(ctx, copied)
}

// maxDamage is how many things that are wrong are told.
const maxDamage = 20

// checked is what bbolt finds in a file that nobody else uses: it looks at its list of free pages, which a writer
// changes. It looks in a goroutine of its own, where a fault would end the program, so it is for pages that were all
// read before.
func checked(ctx context.Context, path string) (damage []error, err error) {
	defer unpanic(&err)
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: time.Second, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.View(func(tx *bolt.Tx) error {
		for err := range tx.Check() { // to its end: it waits for who reads
			if len(damage) < maxDamage && ctx.Err() == nil {
				damage = append(damage, err)
			}
		}
		return nil
	})
	return damage, err
}

// Unreadable makes a table [Declared].
func (t *Table[T]) Unreadable(tx *Tx, add func(bucket string, n int)) {
	n := 0
	for k, v := range tx.Scan(t.Bucket, nil, nil) {
		if _, ok := t.decode(k, v); !ok {
			n++
		}
	}
	add(t.Bucket, n)
}

// Unreadable makes a kind [Declared].
func (k *Kind) Unreadable(tx *Tx, add func(bucket string, n int)) {
	for _, t := range k.Tables {
		t.Unreadable(tx, add)
	}
}

// Backup makes a consistent copy of the whole database in a new file, while others go
// on. The copy holds what is there and nothing that was deleted, which the pages of
// the file itself may. It fails if there is a file at path.
func (d *DB) Backup(ctx context.Context, path string) (err error) {
	if err := errors.Join(ctx.Err(), d.readable()); err != nil {
		return err
	}
	fail := func(err error) error { return fmt.Errorf("store: backup to %s: %w", path, full(err)) }
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fail(err)
	}
	if err := f.Close(); err != nil {
		return fail(err)
	}
	if err := d.compact(path); err != nil {
		return fail(errors.Join(err, os.Remove(path)))
	}
	return nil
}

// backupStep is how many bytes one transaction of a backup writes.
const backupStep = 1 << 20

// compact copies what is there to the file at path, which is empty.
func (d *DB) compact(path string) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w (%v): handvat doctor --deep says what, and an earlier backup has what is lost",
				ErrCorrupt, p)
		}
	}()
	to, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: time.Second})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	defer d.readers.enter()()
	if _, opened, _ := d.named(); opened { // else what is open is all there is
		err = d.db.View(func(tx *bolt.Tx) error {
			if bad := walkPages(d.path, tx, true); len(bad) > 0 {
				panic(bad[0]) // before a row that says it has gigabytes is given them
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	err = full(bolt.Compact(to, d.db, backupStep))
	if err != nil && !bySystem(err) && !errors.Is(err, ErrFull) {
		panic(err) // of what was read, which no bbolt wrote
	}
	return err
}

// Verify returns what is wrong with the file of a database that nobody uses. It notes how large it is, as [Open] does.
func Verify(path string) error {
	if is, err := os.Stat(path); err == nil && is.Size() == 0 {
		return fmt.Errorf("store: %s: %w (it has 0 bytes)", path, ErrCorrupt)
	}
	d, err := openAt(path)
	if err != nil {
		return err
	}
	d.remember()
	damage, err := d.Deep(context.Background())
	if err == nil && len(damage) > 0 {
		err = fmt.Errorf("store: %s: %w (%v)", path, ErrCorrupt, damage[0])
	}
	return errors.Join(err, d.db.Close())
}
