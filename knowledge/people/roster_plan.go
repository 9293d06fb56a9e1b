package people

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/store"
)

// A Plan is what importing a roster would change.
type Plan struct {
	Changes []Change
	Really  bool // the people who go may be many; see [DropError]

	people int // who were on the roster
	units  []Unit
	save   []Profile
	leave  []Profile
}

// A Change is one thing that importing changes. It tells what the old and the new
// roster say and nothing else, so that it does not show who has ever used the bot.
type Change struct {
	Sign  string `json:"sign"`            // "+" is added, "~" changes, "-" goes
	What  string `json:"what"`            // unit or person
	Name  string `json:"name"`            // as the roster names it
	Edits []Edit `json:"edits,omitempty"` // what is or becomes different
}

// An Edit is one changed column.
type Edit struct {
	Column string `json:"column"`
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
}

// A DropError says that a roster leaves out more than a tenth of the people of the one before, or more than ten: it may
// be a part of the list, or the wrong one.
type DropError struct{ Gone, Of int }

func (e *DropError) Error() string {
	return fmt.Sprintf("people: %d of the %d people are no longer on the roster", e.Gone, e.Of)
}

// Drop is a [DropError] if many people go and that was not said to be right; else nil.
func (p *Plan) Drop() error {
	if gone := len(p.leave); !p.Really && (gone > 10 || gone*10 > p.people) {
		return &DropError{gone, p.people}
	}
	return nil
}

// Sum is how many people come, change and go, and how many got and lost each role but that of an employee; the latter
// is empty if nobody did.
func (p *Plan) Sum() (persons, rights string) {
	n := map[string]int{}
	got, lost := map[string]int{}, map[string]int{}
	count := func(in map[string]int, roles, but []string) {
		for _, r := range roles {
			if r != string(Employee) && !slices.Contains(but, r) {
				in[r]++
			}
		}
	}
	for _, c := range p.Changes {
		if c.What != "person" {
			continue
		}
		n[c.Sign]++
		for _, e := range c.Edits {
			if e.Column == "roles" {
				count(got, strings.Fields(e.To), strings.Fields(e.From))
				count(lost, strings.Fields(e.From), strings.Fields(e.To))
			}
		}
	}
	for _, q := range p.leave {
		count(lost, q.Roles, nil)
	}
	for _, r := range slices.Sorted(maps.Keys(got)) {
		rights += fmt.Sprintf(" %s +%d", r, got[r])
	}
	for _, r := range slices.Sorted(maps.Keys(lost)) {
		rights += fmt.Sprintf(" %s -%d", r, lost[r])
	}
	return fmt.Sprintf("+%d ~%d -%d", n["+"], n["~"], n["-"]), strings.TrimSpace(rights)
}

// Plan compares r with what there is. When there are problems, the plan is nil and
// nothing can be imported. Of a list with rows that could not be read, it is not told what may stand in those.
func (r *Roster) Plan(tx *store.Tx) (*Plan, knowledge.Problems, error) {
	old, err := Units(tx)
	if err != nil {
		return nil, nil, err
	}
	b := planning{tx: tx, old: map[string]Unit{}, units: map[string]Unit{}, byLine: map[string]Line{},
		known: map[ID]Line{}, plan: &Plan{}, lost: r.lost.units}
	for _, u := range old {
		b.old[u.ID] = u
		if r.Units == nil {
			b.units[u.ID] = u
		}
	}
	b.readUnits(r.Units)
	if r.People == nil {
		for _, u := range old {
			if _, ok := b.units[u.ID]; !ok && u.Own > 0 && !r.lost.units && !r.lost.people {
				b.problems = append(b.problems, Line{}.problem(
					func(w *texts) string { return w.StillPeople.With(u.ID) }))
			}
		}
		for id, u := range b.units {
			u.Managers = b.old[id].Managers
			b.units[id] = u
		}
	} else if err := b.readPeople(r.People, r.lost.people); err != nil {
		return nil, nil, err
	}
	if len(b.problems) > 0 {
		slices.SortStableFunc(b.problems, func(x, y knowledge.Problem) int {
			return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Col, y.Col))
		})
		return nil, b.problems, nil
	}
	b.compareUnits()
	return b.plan, nil, b.tellUnits(r.People == nil)
}

// planning is the making of a plan.
type planning struct {
	tx       *store.Tx
	old      map[string]Unit
	units    map[string]Unit // as they will be
	byLine   map[string]Line // where a unit, an identity or a mail address was listed
	known    map[ID]Line     // where somebody was listed
	problems knowledge.Problems
	plan     *Plan
	lost     bool // of the units, some could not be read
}

func (b *planning) problem(at Line, says func(*texts) string) {
	p := at.problem(says)
	if !slices.ContainsFunc(b.problems, func(o knowledge.Problem) bool { return reflect.DeepEqual(o, p) }) {
		b.problems = append(b.problems, p)
	}
}

// first reports whether nothing else was listed under a key, and tells where it is named if it was.
func (b *planning) first(at, named Line, key, name string) bool {
	if other, twice := b.byLine[key]; twice {
		b.problem(named, func(w *texts) string {
			if strings.HasPrefix(key, "unit ") {
				return w.Twice.With(w.TheUnit.With(name), other.No, other.File)
			}
			return w.Twice.With(name, other.No, other.File)
		})
		return false
	}
	b.byLine[key] = at
	return true
}

// readUnits reads the units of a roster, and finds parents that are nowhere or below
// their own unit.
func (b *planning) readUnits(us []RosterUnit) {
	for _, u := range us {
		if u.Unit.ID != "" && b.first(u.Line, u.at.name, "unit "+u.Unit.ID, u.Unit.Name) {
			b.units[u.Unit.ID] = u.Unit
		}
	}
	for _, u := range us {
		if p := u.Unit.Parent; p != "" {
			if _, ok := b.units[p]; !ok && !b.lost {
				b.problem(u.at.above, func(w *texts) string { return w.NoParent.With(p, u.Unit.Name) })
			}
		}
		var path []string
		for id := u.Unit.ID; id != "" && len(path) <= len(us); id = b.units[id].Parent {
			if path = append(path, id); len(path) > 1 && id == u.Unit.ID {
				b.problem(u.at.above, func(w *texts) string { return w.UnitLoop.With(strings.Join(path, " → ")) })
				break
			}
		}
	}
}

// readPeople reads the people of a roster: who is new, who changes, and who left. Lost says that some could not be
// read.
func (b *planning) readPeople(ps []RosterPerson, lost bool) error {
	for id, u := range b.units {
		u.Managers = nil
		b.units[id] = u
	}
	if len(ps) == 0 && !lost {
		b.problem(Line{}, func(w *texts) string { return w.EmptyList })
	}
	for _, r := range ps {
		if err := b.readPerson(r); err != nil {
			return err
		}
	}
	var gone []Change
	for p := range All(b.tx) {
		if !p.Listed || !p.Leaves.IsZero() {
			continue
		}
		b.plan.people++
		if _, listed := b.known[p.ID]; listed {
			continue
		}
		b.plan.leave = append(b.plan.leave, p)
		gone = append(gone, Change{Sign: "-", What: "person", Name: p.name()})
	}
	slices.SortFunc(gone, byName)
	b.plan.Changes = append(b.plan.Changes, gone...)
	return nil
}

// readPerson finds the profile of a person, or makes one ready.
func (b *planning) readPerson(r RosterPerson) error {
	if r.name == "" && len(r.Identities) == 0 {
		return nil // told of when it was read
	}
	if r.name == "" { // the roster does not come from a file
		r.name = r.Identities[0].Platform + " " + r.Identities[0].User
	}
	for i, id := range append([]string{r.Unit}, r.ManagerOf...) {
		at := r.at.above
		if i > 0 {
			at = r.at.leads
		}
		if _, ok := b.units[id]; !ok && !b.lost && id != "" && (i == 0 || id != r.Unit) { // told once in a row
			b.problem(at, func(w *texts) string { return w.NoUnit.With(id) })
		}
	}
	p, names, err := b.profile(r)
	if err != nil || len(names) == 0 {
		return err
	}
	was := p
	if other, twice := b.known[p.ID]; p.ID != "" && twice {
		b.problem(r.at.name, func(w *texts) string { return w.SamePerson.With(r.name, other.No, other.File) })
		return nil
	}
	if p.Identity == (Identity{}) {
		p = Profile{ID: cmp.Or(p.ID, newID()), Identity: names[0]}
	}
	b.known[p.ID] = r.Line
	for _, id := range r.ManagerOf {
		u := b.units[id]
		u.Managers = append(u.Managers, p.ID)
		b.units[id] = u
	}
	r.into(&p, names)
	c := Change{Sign: "~", What: "person", Name: r.name, Edits: editsOf(was, p)}
	if !was.Listed || !was.Leaves.IsZero() {
		c.Sign, c.Edits = "+", editsOf(Profile{}, p)
	}
	b.plan.save = append(b.plan.save, p)
	if c.Sign == "+" || len(c.Edits) > 0 {
		b.plan.Changes = append(b.plan.Changes, c)
	}
	return nil
}

// profile is the profile of a person of a roster, without an ID if they are new, and the identities that nobody else
// has. There are none if one of them was listed before, which is told.
func (b *planning) profile(r RosterPerson) (p Profile, names []Identity, err error) {
	for _, who := range r.Identities {
		if slices.Contains(names, who) {
			continue
		}
		if !b.first(r.Line, r.at.name, string(who.key()), r.name) {
			return p, nil, nil
		}
		other, ok, err := Find(b.tx, who)
		if err != nil {
			return p, nil, err
		}
		if ok && p.ID != "" && other.ID != p.ID {
			continue // they met the bot there as somebody else, and stay so
		}
		if ok || p.ID == "" { // of one that cannot be read it is the pseudonym, under which what is theirs is kept
			p = other
		}
		names = append(names, who)
	}
	if len(names) == 0 {
		return p, nil, fmt.Errorf("people: %s:%d: nothing to know this person by", r.File, r.No)
	}
	return p, names, nil
}

// into writes what the roster says to a profile. What a person's platform says, or
// they chose, goes before it.
func (r RosterPerson) into(p *Profile, names []Identity) {
	for _, who := range names {
		if who != p.Identity && !slices.Contains(p.Also, who) {
			p.Also = append(p.Also, who)
		}
	}
	p.Units, p.Roles = nil, nil
	if r.Unit != "" {
		p.Units = []string{r.Unit}
	}
	for _, role := range r.Roles {
		p.Roles = append(p.Roles, string(role))
	}
	if p.Met.IsZero() {
		p.Zone, p.Spoken = r.Zone, r.Lang
	}
	if !p.Leaves.IsZero() {
		p.Leaves, p.Left = time.Time{}, false
	}
	p.Mail, p.Account, p.Listed = r.Mail, r.account, true
}

// editsOf are the columns in which two profiles differ. Those that a platform or the
// person decides too are left out: they would tell who has met the bot.
func editsOf(from, to Profile) (es []Edit) {
	for _, e := range []Edit{{"mail", from.Mail, to.Mail}, {"unit", from.Unit(), to.Unit()},
		{"roles", strings.Join(from.Roles, " "), strings.Join(to.Roles, " ")}} {
		if e.From != e.To {
			es = append(es, e)
		}
	}
	return es
}

// tellUnits makes everyone's profile tell the time zone and the language of where they
// work; that of people who are not on this roster too, if it lists units only.
func (b *planning) tellUnits(all bool) error {
	leads := map[ID][]string{}
	for _, u := range b.plan.units {
		for _, id := range u.Managers {
			leads[id] = append(leads[id], u.ID)
		}
	}
	for i, p := range b.plan.save {
		b.plan.save[i].UnitZone, b.plan.save[i].UnitLang = b.where(p.Unit(), leads[p.ID])
	}
	if !all {
		return nil
	}
	for p := range All(b.tx) {
		zone, lang := b.where(p.Unit(), leads[p.ID])
		if zone != p.UnitZone || lang != p.UnitLang {
			p.UnitZone, p.UnitLang = zone, lang
			b.plan.save = append(b.plan.save, p)
		}
	}
	return nil
}

// where is the time zone and the language of where somebody works: of the unit they lead,
// or else are in, or of the nearest unit above it that has one. Who leads several is
// where the first of them is, unless they are in one of the others.
func (b *planning) where(own string, leads []string) (zone, lang string) {
	if len(leads) > 0 && !slices.Contains(leads, own) {
		own = slices.Min(leads)
	}
	for u, ok := b.units[own]; ok; u, ok = b.units[u.Parent] {
		zone, lang = cmp.Or(zone, u.Zone), cmp.Or(lang, u.Lang)
	}
	return zone, lang
}

// compareUnits says how the units change, before how the people do.
func (b *planning) compareUnits() {
	var changes []Change
	for id, u := range b.units {
		slices.Sort(u.Managers)
		u.Managers = slices.Compact(u.Managers)
		b.plan.units = append(b.plan.units, u)
		was, ok := b.old[id]
		c := Change{Sign: "~", What: "unit", Name: id}
		if !ok {
			c.Sign = "+"
		}
		for _, e := range []Edit{{"name", was.Name, u.Name}, {"parent", was.Parent, u.Parent},
			{"zone", was.Zone, u.Zone},
			{"lang", was.Lang, u.Lang}, {"managers", fmt.Sprint(len(was.Managers)), fmt.Sprint(len(u.Managers))}} {
			if e.From != e.To {
				c.Edits = append(c.Edits, e)
			}
		}
		if !ok || len(c.Edits) > 0 || !slices.Equal(was.Managers, u.Managers) {
			changes = append(changes, c)
		}
	}
	for id, u := range b.old {
		if _, ok := b.units[id]; !ok {
			changes = append(changes, Change{Sign: "-", What: "unit", Name: id, Edits: []Edit{{"name", u.Name, ""}}})
		}
	}
	slices.SortFunc(changes, byName)
	b.plan.Changes = append(changes, b.plan.Changes...)
}

func byName(x, y Change) int { return cmp.Compare(x.Name, y.Name) }
