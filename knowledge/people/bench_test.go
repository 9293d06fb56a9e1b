package people

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

// BenchmarkRoster imports 50,000 people in 5,000 units, and then asks for the members of
// one unit and for all sizes.
func BenchmarkRoster(b *testing.B) {
	var units, persons strings.Builder
	units.WriteString("unit,parent\nall,\n")
	persons.WriteString("platform,user,unit,manager-of\n")
	for i := range 5000 {
		parent := "all"
		if i >= 100 {
			parent = fmt.Sprint("u", i%100)
		}
		fmt.Fprintf(&units, "u%d,%s\n", i, parent)
	}
	for i := range 50_000 {
		lead := ""
		if i < 5000 {
			lead = fmt.Sprint("u", i)
		}
		fmt.Fprintf(&persons, "slack,U%d,u%d,%s\n", i, i%5000, lead)
	}
	db, err := store.Open(filepath.Join(b.TempDir(), "db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	update := func(fn func(*store.Tx) error) {
		if err := db.Update(b.Context(), fn); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("import", func(b *testing.B) {
		for b.Loop() {
			var r Roster
			if ps := append(r.Read("u.csv", []byte(units.String())),
				r.Read("p.csv", []byte(persons.String()))...); len(ps) > 0 {
				b.Fatal(ps[0])
			}
			update(func(tx *store.Tx) error {
				p, ps, err := r.Plan(tx)
				if err != nil || len(ps) > 0 {
					return fmt.Errorf("%v %w", ps, err)
				}
				return p.Apply(tx, time.Unix(1e9, 0))
			})
		}
	})
	b.Run("members", func(b *testing.B) {
		for b.Loop() {
			update(func(tx *store.Tx) error {
				ids, err := Members(tx, "u7")
				b.ReportMetric(float64(len(ids)), "people")
				return err
			})
		}
	})
	b.Run("units", func(b *testing.B) {
		for b.Loop() {
			update(func(tx *store.Tx) error { _, err := Units(tx); return err })
		}
	})
}
