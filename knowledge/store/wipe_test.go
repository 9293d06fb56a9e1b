package store

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// secretRow is what is looked for in the bytes of a file.
const secretRow = "marker-of-a-row-that-goes"

// inFile reports whether the bytes of a database have a text.
func inFile(t *testing.T, d *DB, text string) bool {
	t.Helper()
	data, err := os.ReadFile(d.path)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(data, []byte(text))
}

// TestWhatIsWipedIsNotInTheFile deletes rows among others, wipes, and looks at the bytes of the file; all that is left
// can be read, then and after it was opened again.
func TestWhatIsWipedIsNotInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	d, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	put := func(i int, val string) {
		t.Helper()
		if err := d.Update(t.Context(), func(tx *Tx) error {
			return tx.Put(fmt.Sprint("b", i%3), Num(uint64(i)), []byte(val))
		}); err != nil {
			t.Fatal(err)
		}
	}
	long := strings.Repeat("x", 9000)
	for i := range 300 {
		put(i, fmt.Sprint("stays ", i))
		put(1000+i, secretRow+long[:i*30])
	}
	if err := d.Update(t.Context(), func(tx *Tx) error {
		for i := range 300 {
			if err := tx.Delete(fmt.Sprint("b", (1000+i)%3), Num(uint64(1000+i))); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if !inFile(t, d, secretRow) {
		t.Fatal("nothing to wipe")
	}
	n, _, err := d.Wipe(t.Context())
	if err != nil || n == 0 || inFile(t, d, secretRow) {
		t.Errorf("%d bytes wiped, %v; still there: %v", n, err, inFile(t, d, secretRow))
	}
	whole := func() {
		t.Helper()
		if err := d.View(t.Context(), func(tx *Tx) error {
			for i := range 300 {
				if v, _ := tx.Get(fmt.Sprint("b", i%3), Num(uint64(i))); string(v) != fmt.Sprint("stays ", i) {
					t.Fatalf("row %d is %q", i, v)
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	whole()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err = Open(path); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	whole()
}

// TestWipingDisturbsNobody wipes again and again while many write and read, one of them for long: all read what
// was written, and writers are paused shortly.
func TestWipingDisturbsNobody(t *testing.T) {
	d, err := Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	row := func(round int) []byte { return bytes.Repeat([]byte(fmt.Sprintf("%08d", round)), 600) }
	var all sync.WaitGroup
	var mu sync.Mutex
	var took []time.Duration
	for w := range 3 {
		all.Go(func() {
			for round := 0; ctx.Err() == nil; round++ {
				begun := time.Now()
				if err := d.Update(context.WithoutCancel(ctx), func(tx *Tx) error {
					for k := range uint64(4) {
						if err := tx.Put("rows", Num(uint64(w)<<8+k), row(round)); err != nil {
							return err
						}
					}
					return nil
				}); err != nil {
					t.Error(err)
				}
				mu.Lock()
				took = append(took, time.Since(begun))
				mu.Unlock()
				time.Sleep(5 * time.Millisecond)
			}
		})
		all.Go(func() {
			for ctx.Err() == nil {
				err := d.View(context.WithoutCancel(ctx), func(tx *Tx) error {
					for _, v := range tx.Scan("rows", nil, nil) {
						if len(v) != 4800 || !bytes.Equal(v, bytes.Repeat(v[:8], 600)) || v[0] != '0' {
							t.Errorf("read %q", v[:8])
						}
						if w == 0 {
							time.Sleep(time.Millisecond)
						}
					}
					return nil
				})
				time.Sleep(5 * time.Millisecond)
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	var wiped int64
	var pause time.Duration
	for end := time.Now().Add(3 * time.Second); time.Now().Before(end); {
		n, most, err := d.Wipe(t.Context())
		if err != nil {
			t.Error(err)
		}
		wiped, pause = wiped+n, max(pause, most)
	}
	stop()
	all.Wait()
	slices.Sort(took)
	t.Logf("%d bytes wiped; writers paused for %v at most; of %d updates p50 %v, p99 %v, the longest %v", wiped, pause,
		len(took), took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
	if wiped == 0 {
		t.Error("nothing was wiped")
	}
}
