// Package store keeps everything Handvat remembers in one bbolt file. It is bbolt
// with its sharp edges filed off: buckets need not be created, what a transaction
// returns may be kept after it ends, and updates that arrive together share one
// commit.
//
// The contract is small on purpose (get, put, delete, ordered scan, a counter), so
// that another engine can keep it too. It is not a query engine, and values mean
// nothing to it: each package documents its own keys.
package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// What can be wrong with a database file. Each comes wrapped in a sentence that
// says what to do.
var (
	ErrInUse   = errors.New("in use by another process")
	ErrCorrupt = errors.New("damaged")
	ErrFull    = errors.New("disk full")
	ErrLost    = errors.New("lost")        // it was there, and is not, or is another
	ErrTaken   = fmt.Errorf("%w", ErrLost) // while it is used
	ErrEmpty   = fmt.Errorf("%w", ErrLost) // and there is an empty file

	ErrReadOnly = errors.New("the disk or the folder takes no writing") // which says nothing about what is in it
)

// A DB holds named buckets of keys in byte order. It is safe for concurrent use.
type DB struct {
	db *bolt.DB
	guard
	readers readers
	settled settled

	mu      sync.Mutex
	queue   []*update // updates that wait for the next commit
	leading bool      // the first of the queue commits for all of them, or one before it still does
}

// maxGroup is how many updates share one commit at most. It bounds how long the
// first of them waits.
const maxGroup = 256

// Open opens the file at path, creating it if needed; an empty file is a new one only where Open began to make it. It
// waits a second for another process to let go of the file.
//
// The error wraps [ErrInUse] when another process holds the file, [ErrCorrupt] when its contents cannot be trusted,
// [ErrReadOnly] when it cannot be written to, and [ErrLost] when it was larger the last time or is empty; nothing is
// repaired or thrown away.
func Open(path string) (*DB, error) {
	if err := remembered(path); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	d, err := openAt(path)
	if err == nil {
		d.remember()
	}
	return d, err
}

func openAt(path string) (*DB, error) {
	db, is, err := open(path)
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf(
			"store: %s: %w: stop the other handvat that uses this data folder, or choose another with --data", path,
			ErrInUse)
	case err != nil && !bySystem(err):
		return nil, fmt.Errorf("store: %s: %w (%v): restore this file from a backup, in a new folder with handvat "+
			"restore, or move it away to start empty", path, ErrCorrupt, err)
	case err != nil:
		return nil, fmt.Errorf("store: open %s: %w", path, full(err))
	}
	return &DB{db: db, guard: guard{path: path, is: is}}, nil
}

// OpenUnsynced is [Open] for what is made up: nothing waits for the disk, so that the file may be damaged if the
// machine, not the program, stops.
func OpenUnsynced(path string) (*DB, error) {
	d, err := openAt(path)
	if err == nil {
		d.db.NoSync, d.db.NoFreelistSync = true, true
	}
	return d, err
}

// bySystem reports whether err comes from the operating system, such as a folder
// that is not there, and so says nothing about what is in the file.
func bySystem(err error) bool {
	var errno syscall.Errno
	return errors.As(err, &errno)
}

// open opens and checks the file. On some kinds of damage bbolt panics rather than
// returns an error, or reads beyond the end of the file; those become errors too.
func open(path string) (_ *bolt.DB, is os.FileInfo, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer unpanic(&err)
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: time.Second, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return nil, nil, err
	}
	if is, err = os.Stat(path); err == nil {
		err = check(db, is)
	}
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return db, is, nil
}

// check reads what leads to every row, which finds a truncated or overwritten file without the cost of a full check.
func check(db *bolt.DB, is os.FileInfo) (err error) {
	defer unpanic(&err)
	return db.View(func(tx *bolt.Tx) error {
		if tx.Size() > is.Size() {
			return fmt.Errorf("the file has %d of %d bytes", is.Size(), tx.Size())
		}
		if found := walkPages(db.Path(), tx, false); len(found) > 0 {
			return found[0]
		}
		if err := checkFree(db.Path(), tx); err != nil {
			return err
		}
		return tx.ForEach(func(_ []byte, b *bolt.Bucket) error {
			b.Cursor().First()
			b.Cursor().Last()
			return nil
		})
	})
}

// unpanic makes a panic an error. It must be deferred.
func unpanic(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v", p)
	}
}

// full adds [ErrFull] to an error that says that the disk, a quota or a limit on
// the size of files leaves no room, and [ErrReadOnly] to one that says that nothing may be written.
func full(err error) error {
	if err == nil || errors.Is(err, ErrCorrupt) {
		return err
	}
	if isOf(err, syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG) {
		return fmt.Errorf("%w: free some space in the data folder: %w", ErrFull, err)
	}
	for _, e := range []syscall.Errno{syscall.EROFS, syscall.EACCES, syscall.EPERM} {
		if errors.Is(err, e) {
			return fmt.Errorf("%w: %w", ErrReadOnly, err)
		}
	}
	return err
}

// isOf reports whether an error is one of some of the system. bbolt keeps only the text of some.
func isOf(err error, some ...syscall.Errno) bool {
	return slices.ContainsFunc(some, func(e syscall.Errno) bool {
		return errors.Is(err, e) || strings.Contains(err.Error(), e.Error())
	})
}

// Close closes the file. It waits for transactions to end.
func (d *DB) Close() error {
	if err := d.stuck(); err != nil {
		return nil // bbolt would wait for ever for a transaction that cannot end
	}
	d.remember()
	return d.db.Close()
}

// View runs fn on a consistent snapshot. Keep it short: space that updates free is
// not reused while it runs.
func (d *DB) View(ctx context.Context, fn func(*Tx) error) error {
	return d.view(ctx, func(tx *bolt.Tx) error { return d.call(fn, &Tx{tx: tx, settled: &d.settled}) })
}

func (d *DB) view(ctx context.Context, fn func(*bolt.Tx) error) (err error) {
	if err := errors.Join(ctx.Err(), d.readable()); err != nil {
		return err
	}
	leave := d.readers.enter()
	defer leave()
	tx, err := d.begin(d.db, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.rollback(tx)) }()
	return fn(tx)
}

// Update runs fn; if it returns nil its changes are durable when Update returns,
// otherwise there are none. Updates run one at a time, in the order they arrive.
//
// Updates that arrive while another commits share the next commit. fn may therefore
// run more than once, and must not change anything but the transaction and what
// only its last run decides. It must not use the DB. A panic in fn is an error; the
// error wraps [ErrFull] when the disk is full.
//
// Once fn has been queued, the end of ctx no longer stops it.
func (d *DB) Update(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	u := &update{fn: fn, lead: make(chan bool, 1)}
	d.mu.Lock()
	d.queue = append(d.queue, u)
	lead := !d.leading
	d.leading = true
	d.mu.Unlock()
	if !lead {
		if lead = <-u.lead; lead {
			runtime.Gosched() // those just told that they are done may come back with more
		}
	}
	if lead {
		d.lead()
	}
	return u.err
}

// An update waits for the commit it will share.
type update struct {
	fn   func(*Tx) error
	err  error     // set by the commit
	lead chan bool // tells a waiting update to commit for the others (true) or that it is done
}

// lead commits the first of the queue, which the caller is, with those behind it,
// and lets the next in the queue lead.
func (d *DB) lead() {
	d.mu.Lock()
	n := min(len(d.queue), maxGroup)
	group := d.queue[:n:n]
	d.queue = d.queue[n:]
	d.mu.Unlock()

	defer func() {
		for _, u := range group[1:] {
			u.lead <- false
		}
		d.mu.Lock()
		if d.leading = len(d.queue) > 0; d.leading {
			d.queue[0].lead <- true
		} else {
			d.queue = nil
		}
		d.mu.Unlock()
	}()
	d.commit(group)
}

// commit runs the updates of group in one transaction. When one of them fails it
// is set apart with its error, and the others are run again without it.
func (d *DB) commit(group []*update) {
	for len(group) > 0 {
		failed, err := d.run(group)
		if failed < 0 { // all of them are in, or the commit itself failed
			for _, u := range group {
				u.err = full(err)
			}
			return
		}
		group[failed].err = err
		group = slices.Concat(group[:failed], group[failed+1:])
	}
}

// run runs the updates of group in one transaction. If one of them fails none is
// kept, and failed is the first that did; it is -1 if the commit itself failed.
func (d *DB) run(group []*update) (failed int, err error) {
	failed = -1
	ended := false
	defer func() {
		if !ended && err == nil { // by runtime.Goexit, as of a test that fails in fn: let nobody wait for ever
			for _, u := range group {
				u.err = errors.New("store: an update that shared this commit never returned")
			}
		}
	}()
	failed, err = d.attempt(group)
	ended = true
	return failed, err
}

// attempt is run, unless one of the updates ends its goroutine.
func (d *DB) attempt(group []*update) (failed int, err error) {
	if err := d.writable(); err != nil {
		return -1, err
	}
	tx, err := d.begin(d.db, true)
	if err != nil {
		return -1, err
	}
	d.writing.Store(time.Now().UnixNano())
	defer func() {
		err = errors.Join(err, d.rollback(tx))
		d.writing.Store(0)
	}()
	for i, u := range group {
		if err := d.call(u.fn, &Tx{tx: tx, settled: &d.settled}); err != nil {
			return i, err
		}
	}
	return -1, d.keep(tx)
}

// call is fn(tx), with a panic turned into an error so that it fails only the transaction it came from. A
// reading that failed fails it too, whatever fn made of it.
func (d *DB) call(fn func(*Tx) error, tx *Tx) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("store: panic: %v\n%s", p, debug.Stack())
		}
		if tx.bad != nil {
			err = tx.bad
			d.notice(err)
		}
	}()
	return fn(tx)
}
