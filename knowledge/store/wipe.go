package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"time"
)

// What was deleted is still in the pages that it was in, until they are used again. Wiping fills them with zeros where
// they are, a few at a time: that pauses writers for twice [maxPause] at most and readers not at all, needs no second
// file, and leaves one that holds at any moment, for no page that is free is read by anybody.
const (
	maxPause  = 4 * time.Millisecond
	oldReader = 100 * time.Millisecond // how long to wait between tries while one reads what is free since
	maxTries  = 600
)

// readers counts the transactions that read, by the wipe that they began before.
type readers struct {
	mu    sync.Mutex
	wipes uint64
	open  map[uint64]int
}

// enter counts a reader. It is called before its transaction begins, and leave after that ends.
func (r *readers) enter() (leave func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open == nil {
		r.open = map[uint64]int{}
	}
	n := r.wipes
	r.open[n]++
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.open[n]--; r.open[n] == 0 {
			delete(r.open, n)
		}
	}
}

// next begins a wipe: readers from now on read nothing that is free already.
func (r *readers) next() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.wipes++
	return r.wipes
}

// before reports whether a reader is left that may have begun before a wipe did.
func (r *readers) before(wipe uint64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for n := range r.open {
		if n < wipe {
			return true
		}
	}
	return false
}

// Wipe removes from the file what was deleted or replaced before, while others go on. It returns how many bytes that
// were, and how long writers were paused at most.
func (d *DB) Wipe(ctx context.Context) (wiped int64, pause time.Duration, err error) {
	f, err := os.OpenFile(d.path, os.O_RDWR, 0)
	if err != nil {
		return 0, 0, fmt.Errorf("store: wipe: %w", err)
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			err = fmt.Errorf("store: wipe: %w", full(err))
		}
	}()
	if is, err := f.Stat(); err != nil || !os.SameFile(is, d.is) {
		return 0, 0, errors.Join(err, d.writable())
	}
	for page, tries := 0, 0; page >= 0; {
		if err := ctx.Err(); err != nil {
			return wiped, pause, err
		}
		was := page
		n, took, err := d.wipe(f, &page)
		wiped, pause = wiped+n, max(pause, took)
		if err != nil {
			return wiped, pause, err
		}
		wait := maxPause // as long as writers were paused
		if page == was {
			if tries++; tries == maxTries {
				return wiped, pause, errors.New("somebody reads for too long")
			}
			wait = oldReader
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
	if !d.db.NoSync {
		err = f.Sync()
	}
	return wiped, pause, err
}

// wipe fills pages that are free with zeros, from a page on, until writers were paused for long enough; page is then
// where to go on, negative at the end.
func (d *DB) wipe(f *os.File, page *int) (wiped int64, took time.Duration, err error) {
	if err := d.writable(); err != nil {
		return 0, 0, err
	}
	tx, err := d.begin(d.db, true)
	if err != nil {
		return 0, 0, err
	}
	begun := time.Now()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer unpanic(&err)
	defer func() {
		err = errors.Join(err, d.rollback(tx))
		took = time.Since(begun)
	}()
	for wipe := d.readers.next(); d.readers.before(wipe); time.Sleep(maxPause / 40) {
		if time.Since(begun) > maxPause {
			return 0, 0, nil
		}
	}
	until := time.Now().Add(maxPause)
	size := d.db.Info().PageSize
	was, zeros := make([]byte, size), make([]byte, size)
	for time.Now().Before(until) {
		info, err := tx.Page(*page)
		if err != nil {
			return wiped, 0, err
		}
		if info == nil {
			*page = -1
			return wiped, 0, nil
		}
		at := int64(*page) * int64(size)
		*page++
		if info.Type != "free" {
			continue
		}
		if _, err := f.ReadAt(was, at); err != nil {
			return wiped, 0, err
		}
		if bytes.Equal(was, zeros) {
			continue
		}
		if _, err := f.WriteAt(zeros, at); err != nil {
			return wiped, 0, err
		}
		wiped += int64(size)
	}
	return wiped, 0, nil
}
