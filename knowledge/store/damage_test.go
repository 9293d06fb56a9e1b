package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// used makes a database with a few thousand rows in several tables, some of them deleted again.
func used(t *testing.T, path string) {
	t.Helper()
	db := mustOpen(t, path)
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 4 {
		mustUpdate(t, db, func(tx *Tx) error {
			var err error
			for i := range 500 {
				bucket := fmt.Sprint("table", i%5)
				val := bytes.Repeat([]byte{byte(i)}, r.IntN(300))
				err = errors.Join(err, tx.Put(bucket, []byte(fmt.Sprintf("key-%d-%d", round, i)), val))
				if i%3 == 0 && round > 0 {
					err = errors.Join(err, tx.Delete(bucket, []byte(fmt.Sprintf("key-%d-%d", round-1, i))))
				}
			}
			return errors.Join(err, tx.Put("large", []byte("one"), make([]byte, 20_000)))
		})
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestDamageIsAnError flips bytes in the pages of a used database, with fixed seeds, and reads, writes, looks for
// damage and makes a backup: nothing panics, faults or waits for ever, and what fails says what to do.
func TestDamageIsAnError(t *testing.T) {
	whole := t.TempDir() + "/db"
	used(t, whole)
	text, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	refused, failed, found := 0, 0, 0
	for seed := range uint64(240) {
		r := rand.New(rand.NewPCG(seed, 7))
		bad := bytes.Clone(text)
		at := r.IntN(len(bad)/4096) * 4096
		for seed%4 == 1 && (flags(bad[at:]) == leafPage || flags(bad[at:]) == 0) { // what leads to others
			at = r.IntN(len(bad)/4096) * 4096
		}
		for range 1 + r.IntN(12) {
			n := at + r.IntN(4096)
			if seed%3 == 0 {
				n = at + r.IntN(200) // the head of the page
			}
			bad[n] ^= byte(1 + r.IntN(255))
		}
		path := fmt.Sprint(t.TempDir(), "/db")
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := Open(path)
		if err != nil {
			refused++
			toldWhatToDo(t, seed, err)
			continue
		}
		damage, err := db.Deep(t.Context())
		if err != nil {
			toldWhatToDo(t, seed, err)
		}
		if len(damage) > 0 {
			found++
		}
		write := !raceEnabled || !strings.Contains(fmt.Sprint(damage), "beyond its end")
		if tries(t, db, seed, write) {
			failed++
		}
		if err := db.Close(); err != nil {
			t.Errorf("seed %d: close: %v", seed, err)
		}
	}
	t.Logf("%d refused, %d found, %d failed", refused, found, failed)
	if refused < 5 || found < 5 || failed < 5 {
		t.Error("too little was damaged for this to mean anything")
	}
}

// tries reads, writes if it is to, and backs up, and reports whether any of it failed. To write beside a row that says
// it has gigabytes takes as much for a moment, which nothing touches but the race detector.
func tries(t *testing.T, db *DB, seed uint64, write bool) (failed bool) {
	t.Helper()
	tell := func(err error) {
		if err != nil {
			failed = true
			toldWhatToDo(t, seed, err)
		}
	}
	for i := range 6 {
		bucket := fmt.Sprint("table", i)
		if i == 5 {
			bucket = "large"
		}
		tell(db.View(t.Context(), func(tx *Tx) error {
			for range tx.Scan(bucket, nil, nil) {
			}
			return nil
		}))
		if !write {
			continue
		}
		tell(db.Update(t.Context(), func(tx *Tx) error {
			err := tx.Delete(bucket, []byte("key-1-4"))
			for n := range 40 {
				err = errors.Join(err, tx.Put(bucket, []byte(fmt.Sprintf("key-%d-%d", n%4, n*12)), make([]byte, 400)))
			}
			return err
		}))
	}
	tell(db.Backup(t.Context(), t.TempDir()+"/copy"))
	return failed
}

func toldWhatToDo(t *testing.T, seed uint64, err error) {
	t.Helper()
	if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "handvat") {
		t.Errorf("seed %d: %v", seed, err)
	}
}

// TestSmallerIsNotNew holds that a database that is gone, empty or cut off is not taken for a new one.
func TestSmallerIsNotNew(t *testing.T) {
	for name, cut := range map[string]func(path string) error{
		"gone":  os.Remove,
		"empty": func(path string) error { return os.Truncate(path, 0) },
		"cut":   func(path string) error { return os.Truncate(path, 16384) },
		"new": func(path string) error {
			db, err := openAt(path + "2")
			if err == nil {
				err = errors.Join(db.Close(), os.Rename(path+"2", path))
			}
			return err
		},
	} {
		path := t.TempDir() + "/db"
		used(t, path)
		if err := cut(path); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); !errors.Is(err, ErrLost) || !strings.Contains(err.Error(), "restore a backup") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLostWhileInUse holds that what happens to the file of an open database is noticed at the next write, that it
// can still be read and backed up, and that all goes on when the file is back.
func TestLostWhileInUse(t *testing.T) {
	path := t.TempDir() + "/db"
	used(t, path)
	db := mustOpen(t, path)
	defer db.Close()
	put := func() error {
		return db.Update(t.Context(), func(tx *Tx) error { return tx.Put("b", []byte("k"), []byte("v")) })
	}
	fails := func(name string, is error) {
		t.Helper()
		if err := put(); !errors.Is(err, is) {
			t.Errorf("%s: put: %v", name, err)
		}
		if err := db.Probe(t.Context()); !errors.Is(err, is) {
			t.Errorf("%s: probe: %v", name, err)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Rename(path, path+".away"))
	fails("removed", ErrLost)
	must(db.Backup(t.Context(), path+".copy"))
	must(os.WriteFile(path, []byte("something else"), 0o600))
	fails("replaced", ErrLost)
	must(os.Rename(path+".away", path))
	must(put())
	must(db.Probe(t.Context()))

	text, err := os.ReadFile(path)
	must(err)
	must(os.Truncate(path, 0))
	fails("emptied", ErrCorrupt)
	if err := db.View(context.Background(), func(*Tx) error { return nil }); !errors.Is(err, ErrCorrupt) {
		t.Errorf("emptied: view: %v", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	must(err)
	_, err = f.Write(text)
	must(errors.Join(err, f.Close()))
	must(put())
}

func mustOpen(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// TestDeepWhileWriting holds that looking at all of the file harms no writer, finds nothing in a whole one, and leaves
// no copy.
func TestDeepWhileWriting(t *testing.T) {
	dir := t.TempDir()
	used(t, dir+"/db")
	db := mustOpen(t, dir+"/db")
	defer db.Close()
	over := make(chan struct{})
	var writers sync.WaitGroup
	var written atomic.Int64
	for n := range 4 {
		writers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-over:
					return
				default:
				}
				err := db.Update(t.Context(), func(tx *Tx) error {
					return tx.Put("table", fmt.Appendf(nil, "%d.%d", n, i%500), bytes.Repeat([]byte("x"), i%3000))
				})
				if err != nil {
					t.Error(err)
				}
				written.Add(1)
			}
		})
	}
	for looked := 0; looked < 10 || written.Load() < 200; looked++ {
		if damage, err := db.Deep(t.Context()); err != nil || len(damage) > 0 {
			t.Errorf("%v, %v", damage, err)
		}
	}
	close(over)
	writers.Wait()
	if left, err := filepath.Glob(dir + "/*.check"); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}

// TestAWriteWithoutEnd holds that a write that comes to no end is told while others wait for it.
func TestAWriteWithoutEnd(t *testing.T) {
	db := mustOpen(t, t.TempDir()+"/db")
	defer db.Close()
	mustUpdate(t, db, func(*Tx) error {
		if err := db.Probe(t.Context()); err != nil {
			t.Errorf("one that has just begun: %v", err)
		}
		db.writing.Add(-int64(maxWriting))
		err := db.Probe(t.Context())
		if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "doctor --deep") {
			t.Errorf("one that takes long: %v", err)
		}
		return nil
	})
	if err := db.Probe(t.Context()); err != nil {
		t.Errorf("one that has ended: %v", err)
	}
}

// TestKeysOutOfOrder holds that a scan of keys that are not in order ends with an error or without, wherever it is that
// they are not: in a transaction that writes it went round in them without end.
func TestKeysOutOfOrder(t *testing.T) {
	const rows = 400
	path := t.TempDir() + "/db"
	db := mustOpen(t, path)
	mustUpdate(t, db, func(tx *Tx) (err error) {
		for i := range rows {
			err = errors.Join(err, tx.Put("table", fmt.Appendf(nil, "key-%03d", i), []byte("value")))
		}
		return err
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for i := range rows {
		to := []byte("key-000value") // in a leaf; what leads to it stays
		if i%2 == 1 {
			to = []byte("key-999value")
		}
		path := fmt.Sprint(t.TempDir(), "/db")
		bad := bytes.ReplaceAll(text, fmt.Appendf(nil, "key-%03dvalue", i), to)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		db := mustOpen(t, path)
		for _, scan := range []func(tx *Tx) iter.Seq2[[]byte, []byte]{
			func(tx *Tx) iter.Seq2[[]byte, []byte] { return tx.Scan("table", nil, nil) },
			func(tx *Tx) iter.Seq2[[]byte, []byte] { return tx.ScanDown("table", nil, nil) },
		} {
			seen := 0
			err := db.Update(t.Context(), func(tx *Tx) error {
				for range scan(tx) {
					if seen++; seen > rows {
						return errors.New("it goes round")
					}
				}
				return nil
			})
			if errors.Is(err, ErrCorrupt) {
				told++
			} else if err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	if told == 0 {
		t.Error("nothing was out of order")
	}
}

// TestWhoseFaultACommitIs holds that what neither the disk nor the machine is to blame for is damage, and that a disk
// that is full, takes no writing or fails is not.
func TestWhoseFaultACommitIs(t *testing.T) {
	db := mustOpen(t, t.TempDir()+"/db")
	defer db.Close()
	for _, errno := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.EROFS, syscall.EIO} {
		for _, err := range []error{&os.PathError{Op: "write", Err: errno}, fmt.Errorf("resize: %s", errno)} {
			if err := db.fault(db.db, err); errors.Is(err, ErrCorrupt) {
				t.Error(err)
			}
		}
	}
	for _, err := range []error{&os.PathError{Op: "writeat", Err: errors.New("negative offset")}, syscall.EINVAL} {
		toldWhatToDo(t, 0, db.fault(db.db, err))
	}
}
