package barriers

import (
	"cmp"
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

// Most returns what blocks units the most, of what [Visible] tells of each of them: n factors at most, each by how
// many people report it in the unit where most do.
func Most(tx *store.Tx, units []string, n int, now time.Time, loc *time.Location) (most []Seen, err error) {
	for _, unit := range units {
		all, err := Visible(tx, unit, now, loc)
		if err != nil {
			return nil, err
		}
		for _, s := range all {
			i := slices.IndexFunc(most, func(m Seen) bool { return m.Factor == s.Factor })
			switch {
			case s.Factor.Helps || s.People == 0:
			case i < 0:
				most = append(most, s)
			case most[i].People < s.People:
				most[i] = s
			}
		}
	}
	slices.SortFunc(most, func(a, b Seen) int {
		return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(a.Factor.Category, b.Factor.Category))
	})
	return most[:min(n, len(most))], nil
}
