package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// A guard knows whether the file of a database can still be used.
type guard struct {
	path    string
	is      os.FileInfo           // what was opened
	least   atomic.Int64          // bytes that are in use: reading beyond the end of the file is a fault
	jammed  atomic.Pointer[error] // why no transaction can begin any more, until the program starts again
	damaged atomic.Pointer[error] // the first damage that a transaction met
	failing atomic.Bool           // a commit failed, and Probe has not written since
	writing atomic.Int64          // since when a transaction writes, in nanoseconds; 0 if none does
}

// stuck returns why no transaction can begin any more; nil if one can. When bbolt panics while it begins or ends a
// transaction it keeps its locks, and the next transaction would wait for ever.
func (g *guard) stuck() error {
	if err := g.jammed.Load(); err != nil {
		return *err
	}
	return nil
}

// jam has every transaction from now on fail with what is wrong.
func (g *guard) jam(why error) error {
	err := fmt.Errorf("store: %s: %w (%v): stop Handvat, and restore a backup in a new folder with handvat restore",
		g.path, ErrCorrupt, why)
	g.jammed.CompareAndSwap(nil, &err)
	return err
}

// notice remembers damage that a transaction met.
func (g *guard) notice(err error) {
	if errors.Is(err, ErrCorrupt) {
		g.damaged.CompareAndSwap(nil, &err)
	}
}

// Damage is the damage that was met first since the file was opened, while the rest goes on; nil if none was.
func (g *guard) Damage() error {
	if err := g.damaged.Load(); err != nil {
		return *err
	}
	return nil
}

// named returns what has the name of the file, and whether that is what was opened.
func (g *guard) named() (is os.FileInfo, opened bool, err error) {
	is, err = os.Stat(g.path)
	return is, err == nil && os.SameFile(is, g.is), err
}

// readable returns why nothing can be read. A file that was removed or replaced still can: it is there for as long as
// it is open.
func (g *guard) readable() error {
	if err := g.stuck(); err != nil {
		return err
	}
	least := g.least.Load() // before the file is looked at: it grows meanwhile
	is, opened, _ := g.named()
	if !opened {
		return nil
	}
	return g.whole(is, least)
}

// whole returns an error if the file is shorter than what was in use of it.
func (g *guard) whole(is os.FileInfo, least int64) error {
	if is.Size() < least {
		return fmt.Errorf("store: %s: %w: it has %d of %d bytes left: stop Handvat, and restore a backup in a new "+
			"folder with handvat restore", g.path, ErrCorrupt, is.Size(), least)
	}
	return nil
}

// writable returns why nothing can be written. What is written to a file that has no name is lost when it is closed.
func (g *guard) writable() error {
	const rescue = "Put it back; or, as all of it can still be read, run handvat backup FILE now, stop Handvat and " +
		"restore that in a new folder with handvat restore"
	if err := g.stuck(); err != nil {
		return err
	}
	least := g.least.Load()
	is, opened, err := g.named()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("store: %w: %s was removed while it is used. %s", ErrTaken, g.path, rescue)
	case err != nil:
		return fmt.Errorf("store: %w", err)
	case !opened:
		return fmt.Errorf("store: %w: another file was put in the place of %s while it is used. %s", ErrTaken, g.path,
			rescue)
	}
	return g.whole(is, least)
}

// begin begins a transaction.
func (g *guard) begin(db *bolt.DB, writable bool) (tx *bolt.Tx, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = g.jam(fmt.Errorf("begin: %v", p))
		}
	}()
	if tx, err = db.Begin(writable); err != nil {
		return nil, err
	}
	if size := tx.Size(); size > g.least.Load() {
		g.least.Store(size)
	}
	return tx, nil
}

// rollback ends a transaction without its changes.
func (g *guard) rollback(tx *bolt.Tx) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = g.jam(fmt.Errorf("end: %v", p))
		}
	}()
	if err := tx.Rollback(); !errors.Is(err, berrors.ErrTxClosed) {
		return err
	}
	return nil
}

// keep ends a transaction with its changes; if it returns an error, [guard.rollback] has to end it without.
func (g *guard) keep(tx *bolt.Tx) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("store: write: %w (%v): handvat doctor --deep says what", ErrCorrupt, p)
		}
		if err != nil {
			g.failing.Store(true)
			g.notice(err)
		}
	}()
	return g.fault(tx.DB(), tx.Commit())
}

// fault is why a commit failed. What neither the disk nor the machine is to blame for is damage, and so is a file that
// would be too large where a page says of itself what cannot be.
func (g *guard) fault(db *bolt.DB, err error) error {
	if err == nil {
		return nil
	}
	machine := errors.Is(err, ErrCorrupt) || isOf(err, syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.EROFS,
		syscall.EACCES, syscall.EPERM, syscall.EIO, syscall.ENOMEM, syscall.EINTR, syscall.EAGAIN)
	if machine && isOf(err, syscall.EFBIG) {
		bad := db.View(func(tx *bolt.Tx) error { return errors.Join(walkPages(g.path, tx, true)...) })
		machine = bad == nil
	}
	if machine {
		return err
	}
	return fmt.Errorf("store: write: %w (%v): handvat doctor --deep says what", ErrCorrupt, err)
}

// probeSize is how many bytes must be free beside the database for it to be called well.
const probeSize = 64 << 10

// maxWriting is how long a transaction may write: far longer than any does, so that one that takes longer is stuck.
const maxWriting = 30 * time.Second

// Probe returns why nothing can be kept, or soon: the file is not what was opened, it is damaged, the disk is full or
// takes no writing, or what is being written comes to no end. It writes and removes a small file beside the database,
// and in the database after a commit that failed: a small one may still succeed where the file cannot grow.
func (d *DB) Probe(ctx context.Context) error {
	if err := d.writable(); err != nil {
		return err
	}
	if since := d.writing.Load(); since > 0 && time.Since(time.Unix(0, since)) > maxWriting {
		return fmt.Errorf("store: %s: a write has come to no end in %v: %w: stop Handvat, and handvat doctor --deep "+
			"says what is damaged", d.path, maxWriting, ErrCorrupt)
	}
	d.remember()
	name := d.path + ".probe"
	err := os.WriteFile(name, make([]byte, probeSize), 0o600)
	if err = errors.Join(err, ctx.Err()); err != nil {
		_ = os.Remove(name) // it may not be there
		return fmt.Errorf("store: %s cannot be written to: %w", filepath.Dir(d.path), full(err))
	}
	if err := os.Remove(name); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if !d.failing.Load() {
		return nil
	}
	const bucket = "store.probe"
	err = d.Update(ctx, func(tx *Tx) error { return tx.Put(bucket, []byte("room"), make([]byte, 4*probeSize)) })
	if err == nil {
		err = d.Update(ctx, func(tx *Tx) error { return tx.tx.DeleteBucket([]byte(bucket)) })
	}
	if err == nil {
		d.failing.Store(false)
	}
	return err
}

// A mark is kept beside a database, so that a file that is empty or cut off is not taken for a new one.
type mark struct {
	Size int64 // of the file, in bytes; 0 from before it is made until it is there
}

func markOf(path string) string { return path + ".mark" }

// remembered returns an error if the file is smaller than it was the last time, or empty though it was not begun here.
// It notes that one is begun where there is none. A mark that cannot be read is none.
func remembered(path string) error {
	var was mark
	text, err := os.ReadFile(markOf(path))
	marked := err == nil && json.Unmarshal(text, &was) == nil
	const do = "restore a backup in a new folder with handvat restore. If it is as it should be, remove %s"
	is, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && was.Size == 0:
		_ = writeMark(path, 0) // where that cannot be, no file can be made either
	case err == nil && is.Size() == 0 && !marked:
		return fmt.Errorf("%w: %s has 0 bytes, which no database has: restore a backup in a new folder with handvat "+
			"restore. If nothing was ever kept here, remove %s to start empty", ErrEmpty, path, path)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %s is gone, and had %d bytes: put it back, or "+do, ErrLost, path, was.Size,
			markOf(path))
	case err == nil && is.Size() < was.Size:
		return fmt.Errorf("%w: %s has %d bytes, and had %d: "+do, ErrLost, path, is.Size(), was.Size, markOf(path))
	}
	return nil // what else is wrong shows when it is opened
}

// remember notes how large the file is, if it is still the one that was opened and has grown. A note that cannot be
// made is missed by nobody until the file is damaged too.
func (d *DB) remember() {
	least := d.least.Load()
	is, opened, _ := d.named()
	if !opened || d.whole(is, least) != nil {
		return
	}
	var was mark
	text, err := os.ReadFile(markOf(d.path))
	if err == nil && json.Unmarshal(text, &was) == nil && was.Size >= is.Size() {
		return
	}
	_ = writeMark(d.path, is.Size())
}

// writeMark notes how large the file at path is. Whoever makes a file smaller on purpose notes that first.
func writeMark(path string, size int64) error {
	text, err := json.Marshal(mark{size})
	if err == nil {
		err = ReplaceFile(markOf(path), text, 0o600)
	}
	return err
}
