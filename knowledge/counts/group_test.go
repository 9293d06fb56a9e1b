package counts

import (
	"testing"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestALargerGroupMoves holds that where eight people are needed, seven who go to another unit are counted where they
// were, and eight where they are.
func TestALargerGroupMoves(t *testing.T) {
	for _, n := range []int{7, 8} {
		db := open(t)
		if err := db.Update(t.Context(), func(tx *store.Tx) error { return privacy.Raise(tx, 8) }); err != nil {
			t.Fatal(err)
		}
		for week := range 3 {
			for p := 1; p <= 20; p++ {
				unit := "b"
				if p <= 10 && (week == 0 || p > n) {
					unit = "a"
				}
				add(t, db, journal.Entry{Time: monday.AddDate(0, 0, 7*week), Kind: journal.Asked, Person: who(p),
					Unit: unit, Detail: "answer"})
			}
		}
		count(t, New(db, amsterdam))
		got := rollup(t, db, week47+2, "b").Sum(Key{Kind: journal.Asked}).People
		if want := map[int]int{7: 10, 8: 18}[n]; got != want {
			t.Errorf("%d moved: %d are counted where they went, want %d", n, got, want)
		}
	}
}
