package privacy

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/handvat/handvat/knowledge/store"
)

// open is a new store.
func open(t *testing.T) *store.DB {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// TestRaise holds that the group starts at five, is raised, and is never lowered.
func TestRaise(t *testing.T) {
	db := open(t)
	for _, s := range []struct{ ask, holds, lower int }{
		{0, 5, 5}, {5, 5, 0}, {4, 5, 5}, {8, 8, 0}, {8, 8, 0}, {7, 8, 8}, {12, 12, 0}, {5, 12, 12},
	} {
		err := db.Update(t.Context(), func(tx *store.Tx) error { return Raise(tx, s.ask) })
		var lower *LowerError
		refused := errors.As(err, &lower)
		if refused != (s.lower > 0) || refused && *lower != (LowerError{s.ask, s.lower}) || !refused && err != nil {
			t.Errorf("raising to %d: %v", s.ask, err)
		}
		if err := db.View(t.Context(), func(tx *store.Tx) error {
			g, err := Load(tx)
			if g.K() != s.holds {
				t.Errorf("after %d it is %d, want %d", s.ask, g.K(), s.holds)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLoadDamaged holds that a setting that cannot be read is an error each time, and never five people.
func TestLoadDamaged(t *testing.T) {
	db := open(t)
	load := func(tx *store.Tx) error { _, err := Load(tx); return err }
	damage := func(tx *store.Tx) error { return tx.Put("privacy.group", key, []byte("{")) }
	if err := db.Update(t.Context(), damage); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if db.Update(t.Context(), load) == nil || db.View(t.Context(), load) == nil {
			t.Fatal("a damaged group is five people")
		}
	}
}

// TestGroup holds what may be told of whom.
func TestGroup(t *testing.T) {
	for _, g := range []Group{0, 3, 5, 8, 12} {
		k := max(int(g), 5)
		if g.K() != k || g.May(k-1) || !g.May(k) || g.MayAll(k, k-1) || !g.MayAll(k, k+1) ||
			!g.MayRest(0) || g.MayRest(1) || g.MayRest(k-1) || !g.MayRest(k) {
			t.Errorf("%d: what may be told is not of %d people", g, k)
		}
		if !g.Hides(0) || g.Hides(1) || g.Hides(2*k-1) || !g.Hides(2*k) {
			t.Errorf("%d: a unit of %d is told of as a whole", g, k)
		}
		if s := g.Sensitive(); s.K() != 2*k || s.May(2*k-1) || !s.May(2*k) {
			t.Errorf("%d: sensitive matters are of %d", g, s.K())
		}
		for n := range 40 {
			for of := 2 * k; of < 60; of++ {
				if r := g.AtLeast(min(n, of), of); r > n || of-r < k || r%k != 0 || n >= k && r < k {
					t.Errorf("%d: %d of %d people are told as %d", g, n, of, r)
				}
			}
		}
		for n := k; n < 40; n++ {
			if r := g.Round(n); r%k != 0 || r > n || r < k {
				t.Errorf("%d: %d people are told as %d", g, n, r)
			}
		}
	}
	sides(t)
	for _, d := range Tables() {
		if err := d.Check(); err != nil {
			t.Error(err)
		}
	}
}

// sides holds that two sides together leave open that k of all said nothing, and that each is told as k at least; and
// that what was told once is told again only if k may not be in it.
func sides(t *testing.T) {
	for _, g := range []Group{5, 8} {
		for all := 3 * g.K(); all < 50; all++ {
			for one := g.K(); one <= all-g.K(); one++ {
				for other := g.K(); one+other <= all; other++ {
					a, b := g.Sides(one, other, all)
					if min(a, b) < g.K() || a > one || b > other || a%g.K()+b%g.K() != 0 || a+b > all-g.K() {
						t.Fatalf("%d and %d of %d are told as %d and %d", one, other, all, a, b)
					}
				}
			}
		}
		for _, m := range [][3]int{{0, 2*g.K() - 1, 99}, {0, 2 * g.K(), 3*g.K() - 1}, {1, 2 * g.K(), 99}} {
			if g.MayAfter(m[0], m[1], m[2]) {
				t.Errorf("%d: after %d it is told of %d of %d", g, m[0], m[1], m[2])
			}
		}
		if !g.MayAfter(0, 2*g.K(), 3*g.K()) || !g.MayAfter(3, 2*g.K()+3, 3*g.K()+3) {
			t.Errorf("%d: it is not told of two groups", g)
		}
	}
}

// TestApart holds that groups are told of beside each other where no sum or difference of three of them is of fewer
// than two groups, and otherwise not.
func TestApart(t *testing.T) {
	of := func(from, to int) map[int]bool {
		who := map[int]bool{}
		for p := from; p < to; p++ {
			who[p] = true
		}
		return who
	}
	for _, c := range []struct {
		who   map[int]bool
		told  []map[int]bool
		apart bool
	}{
		{of(0, 20), nil, true},
		{of(0, 20), []map[int]bool{of(0, 20), of(20, 30)}, true},
		{of(0, 20), []map[int]bool{of(0, 19)}, false},
		{of(0, 20), []map[int]bool{of(0, 11)}, false},
		{of(0, 20), []map[int]bool{of(0, 10)}, true},
		{of(1, 21), []map[int]bool{of(0, 20)}, false},
		{of(0, 41), []map[int]bool{of(0, 20), of(20, 40)}, false},
		{of(0, 40), []map[int]bool{of(0, 20), of(20, 40)}, true},
		{of(0, 20), []map[int]bool{of(0, 41), of(20, 40)}, false},
		{of(0, 20), []map[int]bool{of(20, 40), of(0, 41)}, false},
		{of(0, 20), []map[int]bool{of(100, 120), of(0, 52), of(20, 40)}, true},
	} {
		if got := Apart(5, c.who, c.told...); got != c.apart {
			t.Errorf("%v beside %v: %v", c.who, c.told, got)
		}
	}
}
