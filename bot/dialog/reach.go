package dialog

import (
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// Reachable returns everyone whom the bot may write to at its own initiative and who
// belongs to an audience, as far as their roles and the units they are in, their own first,
// tell.
func Reachable(tx *store.Tx, belongs func(roles, path []string) bool) (ps []people.Profile, err error) {
	for p := range people.All(tx) {
		if p.Home.IsZero() || p.Left || p.Unseen || p.Paused {
			continue
		}
		path, err := people.UnitPath(tx, p.Unit())
		if err != nil {
			return nil, err
		}
		var units []string
		for _, u := range path {
			units = append(units, u.ID)
		}
		if belongs(p.Roles, units) {
			ps = append(ps, p)
		}
	}
	return ps, nil
}
