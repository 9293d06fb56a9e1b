package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestATopicOfNearlyAllIsNotTold holds that the authors' list of an organisation tells of what five people asked only
// where as many on its roster may not have.
func TestATopicOfNearlyAllIsNotTold(t *testing.T) {
	for members, people := range map[int]int{0: 5, 5: 0, 6: 0, 9: 0, 10: 5, 40: 5} {
		data := t.TempDir()
		db, err := store.Open(filepath.Join(data, "handvat.db"))
		if err != nil {
			t.Fatal(err)
		}
		err = db.Update(t.Context(), func(tx *store.Tx) (err error) {
			for group := range journal.Groups { // nobody can choose which group they are in
				if err == nil {
					asked := privacy.Scrubber{}.Scrub("hoe repareer ik de goudfolieprinter?")
					err = journal.Keep(tx, journal.Question{Day: time.Now().AddDate(0, 0, -7), Lang: "nl",
						Outcome: "none", Group: group + 1, Text: asked})
				}
			}
			return err
		})
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		if members > 0 {
			var roster strings.Builder
			roster.WriteString("platform,user,unit\n")
			for i := range members {
				fmt.Fprintf(&roster, "web,u%d,balie\n", i)
			}
			command(t, 0, "people", "import", writeFile(t, "units.csv", "unit\nbalie\n"),
				writeFile(t, "people.csv", roster.String()), "--data", data, "--apply")
		}
		var l digest.List
		out := prints(t, "digest", "--authors", "--json", "--data", data, "--no-starter")
		if err := json.Unmarshal([]byte(out), &l); err != nil {
			t.Fatal(err, out)
		}
		told := 0
		for _, it := range l.Items {
			told += it.People
		}
		if told != people {
			t.Errorf("of %d members it tells of %d, want %d", members, told, people)
		}
	}
}
