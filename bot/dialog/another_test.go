package dialog

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge/store"
)

// TestAsksOfAnother holds that a question which has people judged, named or not, is known from one about who asks, or
// about things. Both halves are by who wrote the patterns, so that neither is blind.
func TestAsksOfAnother(t *testing.T) {
	list, err := os.ReadFile("testdata/judging.tsv")
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.OpenUnsynced(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	all, right := map[string]int{}, map[string]int{}
	err = db.View(t.Context(), func(tx *store.Tx) error {
		turn := &Turn{Tx: tx}
		for line := range strings.Lines(string(list)) {
			f := strings.Split(strings.TrimSpace(line), "\t")
			half := f[0] + " " + f[1]
			all[half]++
			if turn.asksOfAnother(f[2], "Bob") == (f[1] == "no") {
				right[half]++
			} else if f[0] == "tune" {
				t.Logf("%q", f)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for half, n := range all {
		t.Logf("%s: %d of %d", half, right[half], n)
		if right[half]*100 < n*90 {
			t.Errorf("%s: %d of %d are right", half, right[half], n)
		}
	}
	if len(all) != 4 {
		t.Errorf("%v", all)
	}
}
