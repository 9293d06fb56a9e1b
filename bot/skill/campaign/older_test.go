package campaign_test

import (
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge/store"
)

// TestOlderRunsGoOn holds that a campaign that runs in a data folder from when runs did not keep their days goes on:
// what was said is not said again, what was put off stays so, the rest comes on its day, and it ends in time.
func TestOlderRunsGoOn(t *testing.T) {
	rows := store.Table[map[string]any]{Bucket: "campaign.run", Class: store.Working, Keep: store.Forever}
	for name, older := range map[string]struct {
		keeps map[string]any
		weeks []int // how many messages come in each week after the first
	}{
		"as planned": {nil, []int{1, 1, 1, 0, 0}},
		"put off":    {map[string]any{"Resumed": 1, "From": "2026-12-08T00:00:00Z"}, []int{0, 1, 1, 1, 0}},
	} {
		s := newStage(t)
		lena := start(s, "ada")
		if told := s.days(5); told["ada"] != 1 {
			t.Fatalf("%s: in the first week: %v", name, told)
		}
		s.Update(func(tx *store.Tx) error {
			key := []byte("feedback-vragen")
			row, ok, err := rows.Load(tx, key)
			if err != nil || !ok || row["Days"] == nil || row["Ends"] == nil {
				t.Fatalf("%s: %v %v", name, row, err)
			}
			for _, k := range []string{"Days", "Ends", "Said"} {
				delete(row, k)
			}
			for k, v := range older.keeps {
				row[k] = v
			}
			return rows.Save(tx, key, row)
		})
		if err := s.Restart(); err != nil {
			t.Fatal(err)
		}
		if r := lena.Do("campaign/show", "feedback-vragen"); !strings.Contains(r.Text, "loopt") ||
			!strings.Contains(r.Text, "Gaat nog uit op") {
			t.Errorf("%s: %s", name, r.Text)
		}
		for i, want := range older.weeks {
			if told := s.days(7); told["ada"] != want {
				t.Errorf("%s: %d weeks later: %v, want %d", name, i+1, told, want)
			}
		}
		if r := lena.Do("campaign/show", "feedback-vragen"); !strings.Contains(r.Text, "afgelopen") {
			t.Errorf("%s: in the end: %s", name, r.Text)
		}
	}
}
