package dialog

import (
	"errors"
	"time"

	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Reachable returns everyone whom the bot may write to at its own initiative and who
// belongs to an audience, as far as their roles and the units they are in, their own first,
// tell.
func Reachable(tx *store.Tx, belongs func(roles, path []string) bool) (ps []people.Profile, err error) {
	err = audience(tx, belongs, func(p people.Profile) {
		if !p.Home.IsZero() && !p.Left && !p.Unseen && !p.Paused {
			ps = append(ps, p)
		}
	})
	return ps, err
}

// Belong returns everyone who belongs to an audience, whether or not the bot may write to them.
func Belong(tx *store.Tx, belongs func(roles, path []string) bool) (ps []people.Profile, err error) {
	err = audience(tx, belongs, func(p people.Profile) {
		if !p.Left {
			ps = append(ps, p)
		}
	})
	return ps, err
}

// Crowd are the people who are counted in figures whom an audience has, whether or not the bot may write to them: what
// is told of those it reaches leaves open who they are.
func Crowd(tx *store.Tx, belongs func(roles, path []string) bool) (who map[people.ID]bool, err error) {
	who = map[people.ID]bool{}
	err = audience(tx, belongs, func(p people.Profile) {
		if people.Counts(tx, p) {
			who[p.ID] = true
		}
	})
	return who, err
}

// CountsIn reports whether the person is counted in figures of what began at a moment. Who met the bot later is not:
// they may have been counted before they deleted their data, and nothing that is kept may tell that.
func (t *Turn) CountsIn(began time.Time) bool {
	return people.Counts(t.Tx, t.Person) && !t.Person.Met.After(began)
}

// AtLeast is how many of who, of those an audience has, it may be told that something goes to: only who is counted in
// figures, roughly; 0 if it may not be told.
func AtLeast(tx *store.Tx, who []people.Profile, belongs func(roles, path []string) bool) (n int, err error) {
	for _, p := range who {
		if people.Counts(tx, p) {
			n++
		}
	}
	group, err := privacy.Load(tx)
	all, bad := Crowd(tx, belongs)
	return group.AtLeast(n, len(all)), errors.Join(err, bad)
}

// audience does something with everyone who belongs to an audience.
func audience(tx *store.Tx, belongs func(roles, path []string) bool, do func(people.Profile)) error {
	paths := map[string][]string{} // of the units that were met, with those above them
	for p := range people.All(tx) {
		units, met := paths[p.Unit()]
		if !met {
			path, err := people.UnitPath(tx, p.Unit())
			if err != nil {
				return err
			}
			for _, u := range path {
				units = append(units, u.ID)
			}
			paths[p.Unit()] = units
		}
		if belongs(p.Roles, units) {
			do(p)
		}
	}
	return nil
}
