package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A model is what a database should hold: bucket → key → value.
type model map[string]map[string]string

// span lists the keys of a bucket from "from" up to "to", as Scan should.
func (m model) span(bucket string, from, to []byte) (keys []string) {
	for _, k := range slices.Sorted(maps.Keys(m[bucket])) {
		if k >= string(from) && (to == nil || k < string(to)) {
			keys = append(keys, k)
		}
	}
	return keys
}

func (m model) clone() model {
	c := model{}
	for b, kv := range m {
		c[b] = maps.Clone(kv)
	}
	return c
}

// TestAgainstAMap runs random transactions against a database and a map, and
// compares what they return. Some transactions fail and leave nothing behind;
// once in a while the database is closed and opened again.
func TestAgainstAMap(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 1))
			path := filepath.Join(t.TempDir(), "handvat.db")
			db, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { db.Close() }()
			want := model{"a": {}, "b": {}}
			counts := map[string]uint64{}
			for range 300 {
				switch n := rnd.IntN(20); {
				case n == 0:
					if err := db.Close(); err != nil {
						t.Fatal(err)
					}
					if db, err = Open(path); err != nil {
						t.Fatal(err)
					}
				case n < 5:
					if err := db.View(t.Context(),
						func(tx *Tx) error { read(t, tx, want, rnd); return nil }); err != nil {
						t.Fatal(err)
					}
				default:
					oops := errors.New("oops")
					fails := n < 8
					next, nextCounts := want.clone(), maps.Clone(counts)
					err := db.Update(t.Context(), func(tx *Tx) error {
						for range 1 + rnd.IntN(40) {
							write(t, tx, next, nextCounts, rnd)
							if rnd.IntN(5) == 0 {
								read(t, tx, next, rnd)
							}
						}
						if fails {
							return oops
						}
						return nil
					})
					if fails != errors.Is(err, oops) {
						t.Fatalf("got %v", err)
					}
					if !fails {
						want, counts = next, nextCounts
					}
				}
				if t.Failed() {
					return
				}
			}
		})
	}
}

// key is a random key: short, so that keys meet, with long ones in between so that
// a bucket has many pages.
func key(rnd *rand.Rand) []byte {
	k := fmt.Appendf(nil, "%03d", rnd.IntN(400))
	if rnd.IntN(4) == 0 {
		k = append(k, strings.Repeat("k", rnd.IntN(300))...)
	}
	return k
}

// bounds is a random range, of which either end may be open.
func bounds(rnd *rand.Rand) (from, to []byte) {
	if rnd.IntN(3) > 0 {
		from = key(rnd)
	}
	if rnd.IntN(3) > 0 {
		to = key(rnd)
	}
	return from, to
}

func bucket(rnd *rand.Rand) string { return string("ab"[rnd.IntN(2)]) }

// write does one random change to both.
func write(t *testing.T, tx *Tx, m model, counts map[string]uint64, rnd *rand.Rand) {
	b := bucket(rnd)
	check := func(err error) {
		if err != nil {
			t.Error(err)
		}
	}
	switch rnd.IntN(12) {
	case 0: // delete during a scan, up or down, which may end early
		from, to := bounds(rnd)
		left := m.span(b, from, to)
		scan := tx.Scan
		if rnd.IntN(2) == 0 {
			scan = tx.ScanDown
			slices.Reverse(left)
		}
		odds := 1 + rnd.IntN(4)
		var previous []byte
		for k, v := range scan(b, from, to) {
			if len(left) == 0 || left[0] != string(k) || m[b][left[0]] != string(v) {
				t.Errorf("scan of %s from %q to %q: got %q, want %.1q", b, from, to, k, left)
				return
			}
			left = left[1:]
			if rnd.IntN(odds) == 0 {
				check(tx.Delete(b, k))
				delete(m[b], string(k))
			}
			if previous != nil && rnd.IntN(10) == 0 {
				check(tx.Delete(b, previous))
				delete(m[b], string(previous))
			}
			previous = k
			if rnd.IntN(100) == 0 {
				return
			}
		}
		if len(left) > 0 {
			t.Errorf("scan of %s from %q to %q: missed %.3q", b, from, to, left)
		}
	case 1, 2, 3:
		k := key(rnd)
		check(tx.Delete(b, k))
		delete(m[b], string(k))
	case 4:
		n, err := tx.Next(b)
		check(err)
		if counts[b]++; n != counts[b] {
			t.Errorf("Next(%s) = %d, want %d", b, n, counts[b])
		}
	default:
		k, v := key(rnd), bytes.Repeat([]byte("v"), rnd.IntN(200))
		check(tx.Put(b, k, v))
		m[b][string(k)] = string(v)
	}
}

// read compares what one random query returns.
func read(t *testing.T, tx *Tx, m model, rnd *rand.Rand) {
	b := bucket(rnd)
	from, to := bounds(rnd)
	want := m.span(b, from, to)
	scan := tx.Scan(b, from, to)
	switch rnd.IntN(4) {
	case 0:
		k := key(rnd)
		v, ok := tx.Get(b, k)
		if want, has := m[b][string(k)]; ok != has || string(v) != want {
			t.Errorf("Get(%s, %q) = %q, %v; want %q, %v", b, k, v, ok, want, has)
		}
		return
	case 1:
		scan = tx.ScanDown(b, from, to)
		slices.Reverse(want)
	case 2:
		prefix := key(rnd)[:1+rnd.IntN(3)]
		scan = tx.ScanPrefix(b, prefix)
		want = slices.DeleteFunc(m.span(b, nil, nil),
			func(k string) bool { return !strings.HasPrefix(k, string(prefix)) })
	}
	var got []string
	for k, v := range scan {
		got = append(got, string(k))
		if string(v) != m[b][string(k)] {
			t.Errorf("%s %q is %q, want %q", b, k, v, m[b][string(k)])
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("scan of %s from %q to %q: got %q, want %q", b, from, to, got, want)
	}
}
