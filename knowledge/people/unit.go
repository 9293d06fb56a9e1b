package people

import (
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/knowledge/store"
)

// A Unit is a part of the organisation, as the roster names it: a team, a
// department, the whole.
type Unit struct {
	ID       string // short and stable, what [Profile.Units] and journal entries hold
	Name     string // for people to read
	Parent   string `json:",omitempty"` // the unit it belongs to; empty at the top
	Managers []ID   `json:",omitempty"` // who lead it, in order of pseudonym; they need not be members
	Zone     string `json:",omitempty"` // IANA time zone; that of the parent if empty
	Lang     string `json:",omitempty"` // nl or en; that of the parent if empty

	Own  int `json:"-"` // people whose own unit it is
	Size int `json:"-"` // people of it and of the units below it: those eligible for its figures
}

// Units returns every unit in order of ID, with its sizes.
func Units(tx *store.Tx) (us []Unit, err error) {
	at := map[string]int{}
	for _, u := range units.All(tx) {
		at[u.ID] = len(us)
		us = append(us, u)
	}
	for k := range members.All(tx) {
		unit, _, _ := strings.Cut(string(k), "\x00")
		if i, ok := at[unit]; ok {
			us[i].Own++
		}
	}
	for _, u := range us {
		for i, ok := at[u.ID]; ok; i, ok = at[us[i].Parent] {
			us[i].Size += u.Own
		}
	}
	return us, nil
}

// Counted returns how many people are counted in the figures of each unit by itself: see [Profile.Counted].
func Counted(tx *store.Tx) map[string]int {
	n := map[string]int{}
	for p := range All(tx) {
		n[p.Counted()]++
	}
	delete(n, "")
	return n
}

// CountedAll returns how many people are counted in figures of any unit.
func CountedAll(tx *store.Tx) (n int) {
	for p := range All(tx) {
		if p.Counted() != "" {
			n++
		}
	}
	return n
}

// CountedIn returns how many people are counted in the figures of one unit by itself.
func CountedIn(tx *store.Tx, unit string) (n int, err error) {
	for k := range members.Scan(tx, store.Key(unit, "")) {
		_, id, _ := strings.Cut(string(k), "\x00")
		p, _, err := ByID(tx, ID(id))
		if err != nil {
			return 0, err
		}
		if p.Counted() == unit {
			n++
		}
	}
	return n, nil
}

// UnitByID returns the unit with an ID, with its sizes, and whether there is one.
func UnitByID(tx *store.Tx, id string) (u Unit, ok bool, err error) {
	if u, ok, err = units.Load(tx, []byte(id)); !ok || err != nil {
		return u, false, err
	}
	for _, below := range append([]string{id}, UnitsBelow(tx, id)...) {
		for range members.Scan(tx, store.Key(below, "")) {
			if u.Size++; below == id {
				u.Own++
			}
		}
	}
	return u, true, nil
}

// UnitPath returns a unit and those it belongs to, from itself up to the top; nil if
// there is no such unit.
func UnitPath(tx *store.Tx, id string) (path []Unit, err error) {
	for id != "" {
		u, ok, err := units.Load(tx, []byte(id))
		if !ok || err != nil {
			return path, err
		}
		path = append(path, u)
		id = u.Parent
	}
	return path, nil
}

// UnitsBelow returns the IDs of all units that belong to a unit, those of its own
// units included; each comes before the units below it.
func UnitsBelow(tx *store.Tx, id string) (ids []string) {
	for k := range under.Scan(tx, store.Key(id, "")) {
		_, child, _ := strings.Cut(string(k), "\x00")
		ids = append(append(ids, child), UnitsBelow(tx, child)...)
	}
	return ids
}

// Members returns who belongs to a unit or to a unit below it, in no telling order:
// those [Unit.Size] counts.
func Members(tx *store.Tx, unit string) (ids []ID, err error) {
	for _, u := range append([]string{unit}, UnitsBelow(tx, unit)...) {
		for k := range members.Scan(tx, store.Key(u, "")) {
			_, id, _ := strings.Cut(string(k), "\x00")
			ids = append(ids, ID(id))
		}
	}
	return ids, nil
}

// saveUnits makes us all the units there are. The caller has checked that every
// parent is one of them and that no unit is above itself.
func saveUnits(tx *store.Tx, us []Unit) error {
	for k := range units.All(tx) {
		if err := units.Delete(tx, k); err != nil {
			return fmt.Errorf("people: units: %w", err)
		}
	}
	for k := range under.All(tx) {
		if err := under.Delete(tx, k); err != nil {
			return fmt.Errorf("people: units: %w", err)
		}
	}
	for _, u := range us {
		if err := units.Save(tx, []byte(u.ID), u); err != nil {
			return fmt.Errorf("people: unit %s: %w", u.ID, err)
		}
		if u.Parent == "" {
			continue
		}
		if err := under.Save(tx, store.Key(u.Parent, u.ID), struct{}{}); err != nil {
			return fmt.Errorf("people: unit %s: %w", u.ID, err)
		}
	}
	return nil
}

// saveMember keeps in step who is a member of what: p was a member of the unit from.
func saveMember(tx *store.Tx, p Profile, from string) error {
	to := p.Unit()
	if from == to {
		return nil
	}
	if from != "" {
		if err := members.Delete(tx, store.Key(from, string(p.ID))); err != nil {
			return err
		}
	}
	if to == "" {
		return nil
	}
	return members.Save(tx, store.Key(to, string(p.ID)), struct{}{})
}

// replaceManager puts another manager in the place of one; nobody if to is empty.
func replaceManager(tx *store.Tx, id, to ID) error {
	led, err := Leads(tx, id)
	if err != nil {
		return err
	}
	for _, unit := range led {
		u, _, err := units.Load(tx, []byte(unit))
		if err != nil {
			return err
		}
		u.Managers = slices.DeleteFunc(u.Managers, func(m ID) bool { return m == id })
		if to != "" {
			u.Managers = append(u.Managers, to)
			slices.Sort(u.Managers)
		}
		if err := units.Save(tx, []byte(unit), u); err != nil {
			return err
		}
	}
	return nil
}
