package digest

import (
	"fmt"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// large is an organisation of teams of 25 people in departments of ten teams, with a week
// of use.
func large(b *testing.B, teams int) *world {
	w := newWorld(b)
	for i := range teams {
		if i%10 == 0 {
			w.units = append(w.units, Unit{ID: fmt.Sprintf("dept-%d", i/10), Name: "Department"})
		}
		team := fmt.Sprintf("team-%d", i)
		w.units = append(w.units, Unit{ID: team, Name: "Team", Parent: fmt.Sprintf("dept-%d", i/10), Own: 25})
		people := span(i*25+1, i*25+14)
		for j, k := range possible {
			w.did(team, people[j%5:], journal.Entry{Kind: k.kind, Detail: k.detail, Aid: k.aid})
		}
	}
	return w
}

// BenchmarkMonday makes the digests of all units of a week, and the card of each.
func BenchmarkMonday(b *testing.B) {
	for _, teams := range []int{20, 400, 5000} {
		b.Run(fmt.Sprint(teams), func(b *testing.B) {
			w := large(b, teams)
			w.compile(week47)
			b.ResetTimer()
			for b.Loop() {
				err := w.db.View(b.Context(), func(tx *store.Tx) error {
					rs, err := counts.ReadWeek(tx, week47)
					if err != nil {
						return err
					}
					fs, _ := CompileWeek(week47, w.units, rs, counts.Days(tx, week47), K)
					for i := range fs {
						d := Compose(Source{Unit: Unit{ID: fs[i].Unit, Name: fs[i].Unit}, Facts: fs[i], Title: titles,
							K: K})
						if c := Card(d, "nl"); c.Title == "" {
							b.Fatal("no card")
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOne makes the digest of one unit of a week that was worked out, and its card.
func BenchmarkOne(b *testing.B) {
	w := large(b, 20)
	f := w.compile(week47)["team-3"]
	for b.Loop() {
		d := Compose(Source{Unit: Unit{ID: "team-3", Name: "Team"}, Facts: f, Earlier: []Facts{f, f, f}, Title: titles,
			K: K})
		if c := Card(d, "nl"); c.Title == "" {
			b.Fatal(time.Now())
		}
	}
}
