package people

import (
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/table"
)

// A Roster is who works where, as the organisation's own list says. The zero Roster
// lists nothing; [Roster.Read] adds what a file lists.
type Roster struct {
	Units  []RosterUnit   // nil if no file lists units: then those there are stay
	People []RosterPerson // nil if no file lists people: likewise
	Langs  []string       // that files may choose from; nil for those of Words

	lost struct{ units, people bool } // some of them could not be read
}

// NameUnits lists the units that people are in or lead besides those there are, where no file lists units: a list of
// people is enough to try things with.
func (r *Roster) NameUnits(have []Unit) {
	if r.Units != nil {
		return
	}
	for _, u := range have {
		r.Units = append(r.Units, RosterUnit{Unit: u})
	}
	for _, p := range r.People {
		for _, id := range append([]string{p.Unit}, p.ManagerOf...) {
			is := func(u RosterUnit) bool { return u.Unit.ID == id }
			if id != "" && !slices.ContainsFunc(r.Units, is) {
				r.Units = append(r.Units, RosterUnit{Unit: Unit{ID: id, Name: id}, Line: p.Line})
			}
		}
	}
}

// A RosterUnit is one unit of a roster.
type RosterUnit struct {
	Unit Unit
	Line

	at cells
}

// A RosterPerson is one person of a roster.
type RosterPerson struct {
	Identities []Identity // how they are known, the most used first; the caller adds those that follow from Mail
	Mail       string     // empty if not given
	Unit       string     // ID of their own unit; empty for none
	Roles      []Role     // always with Employee; with Manager if ManagerOf names a unit
	ManagerOf  []string   // IDs
	Zone, Lang string     // empty if not given
	Line

	name    string // as the roster names them; empty if it does not
	account string // as it has their account, where it has no mail address
	at      cells
}

// cells are where a row names itself, the unit above it and those it leads; zero if it does not come from a file.
type cells struct{ name, above, leads Line }

// A Line is a place in a roster file.
type Line struct {
	File    string
	No, Col int // from 1
}

// Problem is what is wrong at l.
func (l Line) Problem(says text.Said) knowledge.Problem {
	return knowledge.Problem{File: l.File, Line: l.No, Col: l.Col, Severity: knowledge.Error, Code: "roster",
		Says: says}
}

func (l Line) problem(says func(*texts) string) knowledge.Problem { return l.Problem(Words.Say(says)) }

// UnitID is the ID of a unit that a roster calls name: its letters and digits in lower
// case, with a hyphen for what is between them. It has at most 40 bytes.
func UnitID(name string) string { return knowledge.Slug(name, 40, true) }

// Columns by which a file says who somebody is.
var (
	Platform = table.Column{Name: "platform"}
	Team     = table.Column{Name: "team", Also: []string{"werkruimte"}}
	User     = table.Column{Name: "user", Also: []string{"gebruiker"}}
	Mail     = table.Column{Name: "mail", Also: []string{"email", "e-mail"}}
)

// The columns of a roster file, by what its rows list.
var (
	unitColumn    = table.Column{Name: "unit", Also: []string{"afdeling", "eenheid"}}
	zoneColumn    = table.Column{Name: "zone", Also: []string{"tijdzone"}}
	langColumn    = table.Column{Name: "lang", Also: []string{"language", "taal"}}
	nameColumn    = table.Column{Name: "name", Also: []string{"naam"}}
	parentColumn  = table.Column{Name: "parent", Also: []string{"onder", "valt-onder"}}
	rosterColumns = map[string][]table.Column{
		"units": {unitColumn, nameColumn, parentColumn, zoneColumn, langColumn},
		"people": {Platform, Team, User, Mail, unitColumn, {Name: "roles", Also: []string{"role", "rol", "rollen"}},
			{Name: "manager-of", Also: []string{"leidinggevende-van"}}, zoneColumn, langColumn},
	}
	listColumns = []string{"roles", "manager-of"} // a cell of which holds several values
)

// A row is one row of a roster file.
type row struct {
	file string
	table.Row
	langs []string // to choose from
}

// at is where a cell stands, or the row if it has none.
func (r row) at(column string) Line {
	c := r.Cell(column)
	return Line{r.file, c.Line, c.Col}
}

// line is where the row stands.
func (r row) line() Line { return Line{r.file, r.Line, 1} }

// unit reads a row that lists a unit.
func (r row) unit() (RosterUnit, knowledge.Problems) {
	name := r.Get("unit")
	u := Unit{ID: UnitID(name), Name: name, Parent: UnitID(r.Get("parent")), Zone: r.Get("zone"), Lang: r.Get("lang")}
	if n := r.Get("name"); n != "" {
		u.Name = n
	}
	ps := r.where()
	if u.ID == "" {
		ps = append(ps, r.at("unit").problem(func(w *texts) string { return w.NoUnitName }))
	}
	return RosterUnit{u, r.line(), cells{name: r.at("unit"), above: r.at("parent")}}, ps
}

// person reads a row that lists a person.
func (r row) person() (p RosterPerson, ps knowledge.Problems) {
	p = RosterPerson{Unit: UnitID(r.Get("unit")), Mail: r.Get("mail"), Zone: r.Get("zone"), Lang: r.Get("lang"),
		Line: r.line(), at: cells{r.at("user"), r.at("unit"), r.at("manager-of")}}
	ps = r.where()
	platform, user := r.Get("platform"), r.Get("user")
	switch {
	case user != "" && platform != "":
		p.Identities = []Identity{{Platform: strings.ToLower(platform), Team: r.Get("team"), User: user}}
	case user != "":
		ps = append(ps, r.at("user").problem(func(w *texts) string { return w.NoPlatform.With(user) }))
	case p.Mail == "":
		ps = append(ps, r.line().problem(func(w *texts) string { return w.Nobody }))
	}
	if a, err := mail.ParseAddress(p.Mail); p.Mail != "" && (err != nil || a.Address != p.Mail) {
		ps = append(ps, r.at("mail").problem(func(w *texts) string { return w.NotMail.With(p.Mail) }))
	}
	if user == "" {
		p.at.name = r.at("mail")
	}
	if p.name = p.Mail; p.name == "" && len(p.Identities) > 0 {
		p.name, p.account = p.Identities[0].Platform+" "+user, user
	}
	p.Roles = []Role{Employee}
	for _, name := range list(r.Get("roles")) {
		role, ok := table.Find(roleNames(), name)
		if !ok {
			ps = append(ps, r.at("roles").problem(
				func(w *texts) string { return w.NoRole.With(name, table.Names(roleNames())) }))
			continue
		}
		p.Roles = append(p.Roles, Role(role.Name))
	}
	for _, name := range list(r.Get("manager-of")) {
		p.ManagerOf = append(p.ManagerOf, UnitID(name))
	}
	if len(p.ManagerOf) > 0 {
		p.Roles = append(p.Roles, Manager)
	}
	slices.Sort(p.Roles)
	p.Roles = slices.Compact(p.Roles)
	return p, ps
}

// where checks the time zone and the language of a row.
func (r row) where() (ps knowledge.Problems) {
	if z := r.Get("zone"); z != "" {
		if _, err := time.LoadLocation(z); err != nil || z == "Local" {
			ps = append(ps, r.at("zone").problem(func(w *texts) string { return w.NotZone.With(z) }))
		}
	}
	if l := r.Get("lang"); l != "" && !slices.Contains(r.langs, l) {
		have := strings.Join(r.langs, ", ")
		ps = append(ps, r.at("lang").problem(func(w *texts) string { return w.NotLang.With(l, have) }))
	}
	return ps
}

// list is the values of a cell that holds several.
func list(cell string) (out []string) {
	for _, s := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",;|", r) }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// roleNames are the roles by all names that a roster may give them, as columns have theirs. One that the texts call
// otherwise now still goes by its older name.
func roleNames() (all []table.Column) {
	for _, r := range Roles() {
		c := table.Column{Name: string(r)}
		for _, lang := range Words.Langs() {
			if name := Words.In(lang).Roles[c.Name]; name != c.Name && !slices.Contains(c.Also, name) {
				c.Also = append(c.Also, name)
			}
		}
		if r == Author {
			c.Also = append(c.Also, "auteur")
		}
		all = append(all, c)
	}
	return all
}
