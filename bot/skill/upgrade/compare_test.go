package upgrade

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		old, now string
		want     []difference
	}{
		{"a|b|c", "a|b|c", nil},
		{"a|b|c", "A.|*b*|c ", nil},
		{"", "a", []difference{{now: "a"}}},
		{"a|b", "b", []difference{{old: "a"}}},
		{"open de order|stuur de mail", "open de nieuwe order|stuur de mail",
			[]difference{{"open de order", "open de nieuwe order"}}},
		{"open de order", "bel de klant", []difference{{now: "bel de klant"}, {old: "open de order"}}},
		{"a|b", "b|a", []difference{{old: "a"}, {now: "a"}}},
	} {
		split := func(s string) []string {
			return slices.DeleteFunc(strings.Split(s, "|"), func(x string) bool { return x == "" })
		}
		if got := match(split(c.old), split(c.now)); !slices.Equal(got, c.want) {
			t.Errorf("%q to %q: %q, want %q", c.old, c.now, got, c.want)
		}
	}
}

// TestMatchSaysEverything holds that what is told, applied to the old lines, gives the
// new ones: nothing is left out and nothing is told twice.
func TestMatchSaysEverything(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "open de order", "open de nieuwe order"}), 0,
			8)
		old, now := lines.Draw(r, "old"), lines.Draw(r, "now")
		got := slices.Clone(old)
		for _, d := range match(old, now) {
			if d.old != "" {
				i := slices.Index(got, d.old)
				if i < 0 {
					r.Fatalf("%q is not in %q", d.old, got)
				}
				got = slices.Delete(got, i, i+1)
			}
			if d.now != "" {
				got = append(got, d.now)
			}
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(now))
		if !slices.Equal(got, want) {
			r.Fatalf("%q to %q: told %q", old, now, got)
		}
	})
}
