package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// openTemp opens a new database that is closed after the test.
func openTemp(t testing.TB) *DB {
	t.Helper()
	db, err := Open(filepath.Join(t.TempDir(), "handvat.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// mustUpdate runs fn and expects that it works.
func mustUpdate(t testing.TB, db *DB, fn func(*Tx) error) {
	t.Helper()
	if err := db.Update(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// get is the value of key, or "-" if there is none.
func get(t testing.TB, db *DB, bucket, key string) (val string) {
	t.Helper()
	err := db.View(context.Background(), func(tx *Tx) error {
		b, ok := tx.Get(bucket, []byte(key))
		if val = string(b); !ok {
			val = "-"
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return val
}

func TestUpdateKeepsAllOrNothing(t *testing.T) {
	db := openTemp(t)
	mustUpdate(t, db, func(tx *Tx) error { return tx.Put("b", []byte("kept"), []byte("1")) })
	oops := errors.New("oops")
	err := db.Update(t.Context(), func(tx *Tx) error { return errors.Join(tx.Put("b", []byte("lost"), nil), oops) })
	if !errors.Is(err, oops) {
		t.Errorf("got %v, want %v", err, oops)
	}
	err = db.Update(t.Context(), func(tx *Tx) error {
		if err := tx.Delete("b", []byte("kept")); err != nil {
			return err
		}
		panic("ouch")
	})
	if err == nil || !strings.Contains(err.Error(), "ouch") || !strings.Contains(err.Error(), "store_test.go") {
		t.Errorf("a panic became %v; want what it said and where", err)
	}
	if kept, lost := get(t, db, "b", "kept"), get(t, db, "b", "lost"); kept != "1" || lost != "-" {
		t.Errorf("kept %q, lost %q", kept, lost)
	}
}

// TestOnCommit: of updates that share a commit, what waits for it runs once for each that
// is kept, after it is, and never for one that failed.
func TestOnCommit(t *testing.T) {
	db := openTemp(t)
	const n = 40
	var ran [n]atomic.Int32
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			key := fmt.Sprint(i)
			err := db.Update(t.Context(), func(tx *Tx) error {
				tx.OnCommit(func() {
					if get(t, db, "b", key) == "-" {
						t.Errorf("%s: it ran before the commit", key)
					}
					ran[i].Add(1)
				})
				err := tx.Put("b", []byte(key), nil)
				if i%4 == 0 {
					err = errors.New("oops")
				}
				return err
			})
			if want := int32(min(1, i%4)); ran[i].Load() != want || (err == nil) != (want == 1) {
				t.Errorf("%s: it ran %d times, want %d (%v)", key, ran[i].Load(), want, err)
			}
		})
	}
	wg.Wait()
}

func TestEndedContextRunsNothing(t *testing.T) {
	db := openTemp(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ran := func(*Tx) error { t.Error("it ran"); return nil }
	for _, err := range []error{db.Update(ctx, ran), db.View(ctx, ran),
		db.Backup(ctx, filepath.Join(t.TempDir(), "x"))} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
}

// TestGroupCommit runs many updates at once, of which some fail and some panic:
// each gets its own result, and exactly those that succeeded are kept.
func TestGroupCommit(t *testing.T) {
	db := openTemp(t)
	const writers, rounds = 32, 20
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for r := range rounds {
				key := fmt.Sprintf("%d-%d", w, r)
				want := (w + r) % 7 // 0 fails, 1 panics
				err := db.Update(context.Background(), func(tx *Tx) error {
					n, err := tx.Next("count")
					if err != nil {
						return err
					}
					if err := tx.Put("b", []byte(key), Num(n)); err != nil {
						return err
					}
					switch want {
					case 0:
						return errors.New(key)
					case 1:
						panic(key)
					}
					return nil
				})
				if (err != nil) != (want < 2) || err != nil && !strings.Contains(err.Error(), key) {
					t.Errorf("%s: got %v", key, err)
				}
			}
		})
	}
	wg.Wait()
	numbers := map[uint64]bool{}
	err := db.View(t.Context(), func(tx *Tx) error {
		for k, v := range tx.Scan("b", nil, nil) {
			var w, r int
			fmt.Sscanf(string(k), "%d-%d", &w, &r)
			if (w+r)%7 < 2 {
				t.Errorf("%s failed but was kept", k)
			}
			numbers[FromNum(v)] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for i := range writers {
		for r := range rounds {
			if (i+r)%7 >= 2 {
				kept++
			}
		}
	}
	for n := range uint64(kept) { // what failed used up no number
		if !numbers[n+1] {
			t.Errorf("number %d was not given out", n+1)
		}
	}
}

func TestUpdatesShareACommit(t *testing.T) {
	db := openTemp(t)
	inFirst, goOn := make(chan bool), make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() {
		mustUpdate(t, db, func(tx *Tx) error {
			inFirst <- true
			<-goOn
			return tx.Put("b", []byte("first"), nil)
		})
	})
	<-inFirst
	const n = maxGroup + 50 // they need two more commits
	for i := range n {
		wg.Go(func() { mustUpdate(t, db, func(tx *Tx) error { return tx.Put("b", Num(uint64(i)), nil) }) })
	}
	for waiting := 0; waiting < n; time.Sleep(time.Millisecond) {
		db.mu.Lock()
		waiting = len(db.queue)
		db.mu.Unlock()
	}
	before := lastTx(t, db)
	close(goOn)
	wg.Wait()
	if commits := lastTx(t, db) - before; commits != 3 {
		t.Errorf("%d updates took %d commits", n+1, commits)
	}
}

// lastTx is the number of the last transaction that was kept.
func lastTx(t *testing.T, db *DB) (n int) {
	t.Helper()
	if err := db.View(t.Context(), func(tx *Tx) error { n = tx.tx.ID(); return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestGoexitInUpdate checks that an update that never returns, as when a test
// fails in it, leaves nobody waiting.
func TestGoexitInUpdate(t *testing.T) {
	db := openTemp(t)
	var wg sync.WaitGroup
	var failed atomic.Int32
	for i := range 20 {
		wg.Go(func() {
			err := db.Update(context.Background(), func(tx *Tx) error {
				if i%5 == 0 {
					runtime.Goexit()
				}
				return tx.Put("b", Num(uint64(i)), nil)
			})
			if err != nil {
				failed.Add(1)
			}
		})
	}
	wg.Wait()
	mustUpdate(t, db, func(tx *Tx) error { return tx.Put("b", []byte("after"), nil) })
	if n := failed.Load(); n > 19 {
		t.Errorf("%d failed", n)
	}
}

func TestWhatATransactionReturnsMayBeKept(t *testing.T) {
	db := openTemp(t)
	val := []byte("one")
	mustUpdate(t, db, func(tx *Tx) error {
		if err := tx.Put("b", []byte("k1"), val); err != nil {
			return err
		}
		copy(val, "two")
		return tx.Put("b", []byte("k2"), val)
	})
	if k1, k2 := get(t, db, "b", "k1"), get(t, db, "b", "k2"); k1 != "one" || k2 != "two" {
		t.Errorf("k1 is %q and k2 %q: Put kept what it was given", k1, k2)
	}
	var keys [][]byte
	mustUpdate(t, db, func(tx *Tx) error {
		for k, v := range tx.Scan("b", nil, nil) {
			keys = append(keys, append(k, 'x')) // may not be overwritten by the scan
			v[0] = '!'
		}
		return nil
	})
	if got := fmt.Sprintf("%s", keys); got != "[k1x k2x]" {
		t.Errorf("got %s", got)
	}
	if k1 := get(t, db, "b", "k1"); k1 != "one" {
		t.Errorf("k1 is %q: the scan gave out the database itself", k1)
	}
}

func TestEmptyValuesAndAbsentKeys(t *testing.T) {
	db := openTemp(t)
	check := func(tx *Tx) error {
		for key, want := range map[string]bool{"nil": true, "empty": true, "absent": false} {
			v, ok := tx.Get("b", []byte(key))
			if ok != want || len(v) != 0 {
				t.Errorf("%s: %q, %v", key, v, ok)
			}
		}
		return nil
	}
	mustUpdate(t, db, func(tx *Tx) error {
		err := errors.Join(tx.Put("b", []byte("nil"), nil), tx.Put("b", []byte("empty"), []byte{}),
			tx.Delete("b", []byte("absent")), tx.Delete("no bucket", []byte("k")))
		return errors.Join(err, check(tx))
	})
	if err := db.View(t.Context(), check); err != nil {
		t.Fatal(err)
	}
	if err := db.Update(t.Context(), func(tx *Tx) error { return tx.Put("b", nil, []byte("v")) }); err == nil {
		t.Error("an empty key was taken")
	}
	if err := db.View(t.Context(), func(tx *Tx) error { return tx.Put("b", []byte("k"), nil) }); err == nil {
		t.Error("a View could write")
	}
}

func TestJSONAndNumbers(t *testing.T) {
	db := openTemp(t)
	mustUpdate(t, db, func(tx *Tx) error { return tx.PutJSON("b", []byte("k"), map[string]int{"a": 1}) })
	mustUpdate(t, db, func(tx *Tx) error { return tx.Put("b", []byte("bad"), []byte("{")) })
	err := db.View(t.Context(), func(tx *Tx) error {
		var v map[string]int
		if ok, err := tx.GetJSON("b", []byte("k"), &v); !ok || err != nil || v["a"] != 1 {
			t.Errorf("k: %v, %v, %v", v, ok, err)
		}
		if ok, err := tx.GetJSON("b", []byte("absent"), &v); ok || err != nil {
			t.Errorf("absent: %v, %v", ok, err)
		}
		if ok, err := tx.GetJSON("b", []byte("bad"), &v); ok || err == nil {
			t.Errorf("bad: %v, %v", ok, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(t.Context(),
		func(tx *Tx) error { return tx.PutJSON("b", []byte("f"), func() {}) }); err == nil {
		t.Error("a function was written as JSON")
	}
	for _, n := range []uint64{0, 1, 255, 256, 1 << 40, 1<<64 - 1} {
		if FromNum(Num(n)) != n || n > 0 && bytes.Compare(Num(n-1), Num(n)) >= 0 {
			t.Errorf("%d does not survive as a key", n)
		}
	}
	if FromNum([]byte("short")) != 0 {
		t.Error("a short key is a number")
	}
}

func TestAfter(t *testing.T) {
	for prefix, want := range map[string]string{"a": "b", "a\xff": "b", "a\xff\xff": "b", "a\x00": "a\x01"} {
		if got := After([]byte(prefix)); string(got) != want {
			t.Errorf("After(%q) = %q, want %q", prefix, got, want)
		}
	}
	for _, prefix := range []string{"", "\xff", "\xff\xff"} {
		if got := After([]byte(prefix)); got != nil {
			t.Errorf("After(%q) = %q, want nil", prefix, got)
		}
	}
}

func TestInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "handvat.db")
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "stop the other handvat") {
		t.Errorf("got %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db, err = Open(path)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	if err := db.Update(t.Context(), func(*Tx) error { return nil }); err == nil {
		t.Error("a closed database can be updated")
	}
}

// filled is the content of a database file with some hundred pages, some of which
// are free.
func filled(t *testing.T) []byte {
	path := filepath.Join(t.TempDir(), "handvat.db")
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for round := range 3 {
		mustUpdate(t, db, func(tx *Tx) error {
			for i := range uint64(2000) {
				if err := tx.Put("b", Num(i), bytes.Repeat([]byte{byte(i)}, 100*round)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDamagedFilesAreRefused(t *testing.T) {
	good := filled(t)
	page := os.Getpagesize()
	files := map[string][]byte{
		"garbage":      bytes.Repeat([]byte("garbage!"), 8*1024),
		"short":        []byte("x"),
		"text":         []byte(strings.Repeat("this is no database\n", 100)),
		"zeros":        make([]byte, 64*1024),
		"no meta page": append(bytes.Repeat([]byte{0xAA}, 2*page), good[2*page:]...),
		"overwritten":  append(bytes.Clone(good[:2*page]), bytes.Repeat([]byte{0xAA}, len(good)-2*page)...),
	}
	for _, keep := range []int{1, 100, page, 2 * page, 3 * page, 4 * page, 5 * page, 10*page + 7, len(good) / 4,
		len(good) / 2} {
		files[fmt.Sprintf("first %d bytes", keep)] = good[:keep]
	}
	for name, data := range files {
		path := filepath.Join(t.TempDir(), "handvat.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := Open(path)
		if err == nil {
			db.Close()
		}
		if !errors.Is(err, ErrCorrupt) || !strings.Contains(fmt.Sprint(err), "restore this file from a backup") {
			t.Errorf("%s: got %v", name, err)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, data) {
			t.Errorf("%s: the file was changed (%v)", name, err)
		}
	}
}

// TestEmptyFileIsANewOne holds that an empty file is one only where making it was begun.
func TestEmptyFileIsANewOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "handvat.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrLost) {
		t.Errorf("not begun: %v", err)
	}
	if err := writeMark(path, 0); err != nil {
		t.Fatal(err)
	}
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	mustUpdate(t, db, func(tx *Tx) error { return tx.Put("b", []byte("k"), nil) })
}

func TestUnreachablePlaceIsAnError(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "no", "such", "folder")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestBackup(t *testing.T) {
	db := openTemp(t)
	mustUpdate(t, db, func(tx *Tx) error { return tx.Put("b", []byte("k"), []byte("v")) })
	mustUpdate(t, db, func(tx *Tx) error { return tx.Put("b", []byte("secret"), []byte("deleted means gone")) })
	mustUpdate(t, db, func(tx *Tx) error { return tx.Delete("b", []byte("secret")) })
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(path); err != nil || bytes.Contains(data, []byte("deleted means gone")) {
		t.Errorf("the backup holds what was deleted, %v", err)
	}
	if err := db.Backup(t.Context(), path); !errors.Is(err, os.ErrExist) {
		t.Errorf("a second backup over the first: %v", err)
	}
	copied, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if v := get(t, copied, "b", "k"); v != "v" {
		t.Errorf("got %q", v)
	}
}

// TestFullDisk fills the disk, and checks that nothing is lost and everything goes
// on when there is room again. It limits the size of files, in a process of its own
// as the limit holds for all files.
func TestFullDisk(t *testing.T) {
	if os.Getenv("STORE_TEST_FULL_DISK") == "" {
		child := exec.Command(os.Args[0], "-test.run=^TestFullDisk$")
		child.Env = append(os.Environ(), "STORE_TEST_FULL_DISK=1")
		if out, err := child.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	db := openTemp(t)
	var old syscall.Rlimit
	limit := func(size uint64) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: old.Max}); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	limit(256 << 10)
	const n = 40
	var kept [n]atomic.Bool
	fill := func() (refused int) {
		for i := range n {
			if kept[i].Load() {
				continue
			}
			err := db.Update(t.Context(),
				func(tx *Tx) error { return tx.Put("b", Num(uint64(i)), make([]byte, 20_000)) })
			switch {
			case err == nil:
				kept[i].Store(true)
			case errors.Is(err, ErrFull):
				refused++
			default:
				t.Fatalf("got %v", err)
			}
		}
		return refused
	}
	if refused := fill(); refused == 0 || refused == n {
		t.Fatalf("%d of %d updates were refused", refused, n)
	}
	for i := range n {
		if has := get(t, db, "b", string(Num(uint64(i)))) != "-"; has != kept[i].Load() {
			t.Errorf("%d: in the database %v, reported %v", i, has, kept[i].Load())
		}
	}
	if err := db.Update(t.Context(), func(*Tx) error { return nil }); err != nil {
		t.Errorf("a commit that needs no room: %v", err)
	}
	if err := db.Probe(t.Context()); !errors.Is(err, ErrFull) {
		t.Errorf("a probe with no room in the database: %v", err)
	}
	limit(old.Cur)
	if err := db.Probe(t.Context()); err != nil {
		t.Errorf("a probe with room again: %v", err)
	}
	if refused := fill(); refused > 0 {
		t.Errorf("with room again %d updates were refused", refused)
	}
	path := db.db.Path()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i := range n {
		if len(get(t, db, "b", string(Num(uint64(i))))) != 20_000 {
			t.Errorf("%d is lost", i)
		}
	}
}
