package journal

import (
	"fmt"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestExportTellsOfGroups holds what is told of a week: an aid that five people asked
// for, and nothing of what fewer did.
func TestExportTellsOfGroups(t *testing.T) {
	db := open(t)
	do := func(aid string, people, times int) {
		for i := range people {
			for range times {
				add(t, db, Entry{Time: noon, Kind: Shown, Person: fmt.Sprintf("%016x", i+1), Unit: "desk",
					Platform: "web", Aid: aid, Detail: "quick"})
			}
		}
	}
	do("feedback", 12, 2)
	do("escalate", 5, 1)
	do("rare", 2, 30)
	for i := range 20 { // on no roster, or reading figures
		add(t, db, Entry{Time: noon, Kind: Shown, Person: fmt.Sprintf("%016x", 100+i), Aid: "feedback",
			Detail: "quick"})
	}
	add(t, db, Entry{Time: noon, Kind: Chosen, Person: fmt.Sprintf("%016x", 1), Aid: "feedback"})
	export := func(group privacy.Group, members int, week string) (rows []Row) {
		err := db.View(t.Context(), func(tx *store.Tx) (err error) {
			rows, err = Export(tx, time.UTC, group, members, func(w string) bool { return w == week })
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	want := []Row{
		{Week: "2026-W47", Kind: "answer_shown", Aid: "escalate", Detail: "quick", N: 5, People: 5},
		{Week: "2026-W47", Kind: "answer_shown", Aid: "feedback", Detail: "quick", N: 20, People: 10},
	}
	rows := export(0, 40, "2026-W47")
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("%+v", rows)
	}
	if len(export(0, 9, "2026-W47"))+len(export(0, 40, "2026-W48"))+len(export(13, 40, "2026-W47")) > 0 {
		t.Error("a small roster, another week or a larger group has rows")
	}
	for i, told := range []bool{false, true} { // where a larger group is needed later
		if r, ok := rows[i].For(8); ok != told || told && (r.N != 16 || r.People != 8) {
			t.Errorf("for eight: %+v", r)
		}
	}
}
