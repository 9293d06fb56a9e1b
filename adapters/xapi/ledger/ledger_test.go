package ledger

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// openLedger returns a ledger on a new database with n entries of each of two people,
// from noon on, a minute apart.
func openLedger(t *testing.T, n int) (Ledger, []string) {
	t.Helper()
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	who := []string{"00000000000000aa", "00000000000000bb"}
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	err = db.Update(t.Context(), func(tx *store.Tx) error {
		for i := range 2 * n {
			if err := journal.Append(tx, journal.Entry{Time: noon.Add(time.Duration(i) * time.Minute),
				Kind: journal.Shown, Person: who[i%2], Aid: "feedback-4g", Detail: "quick"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return Ledger{DB: db, From: noon.Add(time.Minute)}, who
}

// TestTheLedgerTellsInOrderAndOnce holds that entries come once, in order, from the day
// on that was agreed, whatever the size of a batch.
func TestTheLedgerTellsInOrderAndOnce(t *testing.T) {
	l, _ := openLedger(t, 10)
	if _, err := l.Names(t.Context(), "https://example.org"); err != nil {
		t.Fatal(err)
	}
	var seqs []string
	for range 30 {
		es, upto, err := l.Next(t.Context(), 3)
		if err != nil {
			t.Fatal(err)
		}
		if upto == 0 {
			break
		}
		for _, e := range es {
			seqs = append(seqs, fmt.Sprint(e.Seq))
		}
		if err := l.Told(t.Context(), upto, 0); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(seqs, " "); got != "2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20" {
		t.Errorf("told %s", got)
	}
	if _, err := l.Names(t.Context(), "https://example.com"); err == nil {
		t.Error("the home page was changed after statements were told")
	}
}

// TestDeletingNamesWhatWasTold holds that who deletes their data is voided at the LRS:
// every statement up to what may have been told, under the ids it was told with, and
// nobody else's.
func TestDeletingNamesWhatWasTold(t *testing.T) {
	l, who := openLedger(t, 10)
	forget := func() {
		t.Helper()
		if err := l.DB.Update(t.Context(), func(tx *store.Tx) error {
			return voids.Forget(tx, string(who[0]))
		}); err != nil {
			t.Fatal(err)
		}
	}
	forget() // before anything was ever told
	if _, ok, err := l.First(t.Context()); ok || err != nil {
		t.Errorf("there is something to void: %v", err)
	}
	names, err := l.Names(t.Context(), "https://example.org")
	if err != nil {
		t.Fatal(err)
	}
	es, _, err := l.Next(t.Context(), 8) // on its way, not yet told
	if err != nil {
		t.Fatal(err)
	}
	forget()
	d, ok, err := l.First(t.Context())
	if !ok || err != nil || d.Actor != names.Actor(who[0]) || d.Actor == who[0] {
		t.Fatalf("%+v, %v", d, err)
	}
	ids := strings.Join(d.IDs, " ")
	for _, e := range es {
		if has := strings.Contains(ids, names.Statement(e)); has != (e.Person == who[0]) {
			t.Errorf("entry %d of %s: %v", e.Seq, e.Person, has)
		}
	}
	for _, all := range []bool{false, true} {
		if err := l.Voided(t.Context(), d, all); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok, _ := l.First(t.Context()); ok {
		t.Error("it is voided and still there")
	}
}
