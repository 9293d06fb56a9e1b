package people

import (
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Roster is who works where, as the organisation's own list says. The zero Roster
// lists nothing; [Roster.Read] adds what a file lists.
type Roster struct {
	Units  []RosterUnit   // nil if no file lists units: then those there are stay
	People []RosterPerson // nil if no file lists people: likewise
}

// A RosterUnit is one unit of a roster.
type RosterUnit struct {
	Unit Unit
	Line
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

	name string // as the roster names them; empty if it does not
}

// A Line is a place in a roster file.
type Line struct {
	File string
	No   int // from 1
}

// A Problem is what keeps a roster from being imported, in both languages.
type Problem struct {
	Line
	NL, EN string
}

// String is p in a language, nl or en, after its place.
func (p Problem) String(lang string) string {
	text := p.EN
	if lang == "nl" {
		text = p.NL
	}
	if p.File == "" {
		return text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.No, text)
}

// problem is a Problem with the same values in both sentences.
func problem(at Line, nl, en string, values ...any) Problem {
	return Problem{at, fmt.Sprintf(nl, values...), fmt.Sprintf(en, values...)}
}

// UnitID is the ID of a unit that a roster calls name: its letters and digits in lower
// case, with a hyphen for what is between them. It has at most 40 bytes.
func UnitID(name string) string {
	id := strings.Trim(notInID.ReplaceAllString(strings.ToLower(strings.TrimSpace(name)), "-"), "-")
	for len(id) > 40 {
		r := []rune(id)
		id = strings.TrimRight(string(r[:len(r)-1]), "-")
	}
	return id
}

var notInID = regexp.MustCompile(`[^\p{L}\p{N}]+`)

// The columns of a roster file, with the other names they may have.
var columnNames = map[string]string{
	"platform": "platform", "team": "team", "werkruimte": "team", "user": "user", "gebruiker": "user",
	"mail": "mail", "email": "mail", "e-mail": "mail",
	"unit": "unit", "afdeling": "unit", "eenheid": "unit", "roles": "roles", "role": "roles", "rol": "roles", "rollen": "roles",
	"manager-of": "manager-of", "leidinggevende-van": "manager-of", "zone": "zone", "tijdzone": "zone", "lang": "lang", "language": "lang", "taal": "lang",
	"name": "name", "naam": "name", "parent": "parent", "onder": "parent", "valt-onder": "parent",
}

var (
	unitColumns   = []string{"unit", "name", "parent", "zone", "lang"}
	personColumns = []string{"platform", "team", "user", "mail", "unit", "roles", "manager-of", "zone", "lang"}
)

// A row is one row of a roster file: its cells by column.
type row struct {
	Line
	cells map[string]string
}

// unit reads a row that lists a unit.
func (r row) unit() (RosterUnit, []Problem) {
	name := r.cells["unit"]
	u := Unit{ID: UnitID(name), Name: name, Parent: UnitID(r.cells["parent"]), Zone: r.cells["zone"], Lang: r.cells["lang"]}
	if n := r.cells["name"]; n != "" {
		u.Name = n
	}
	ps := r.where()
	if u.ID == "" {
		ps = append(ps, problem(r.Line, "Deze afdeling heeft geen naam: vul de kolom unit in", "This unit has no name: fill in the column unit"))
	}
	return RosterUnit{u, r.Line}, ps
}

// person reads a row that lists a person.
func (r row) person() (p RosterPerson, ps []Problem) {
	p = RosterPerson{Unit: UnitID(r.cells["unit"]), Mail: r.cells["mail"], Zone: r.cells["zone"], Lang: r.cells["lang"], Line: r.Line}
	ps = r.where()
	platform, user := r.cells["platform"], r.cells["user"]
	switch {
	case user != "" && platform != "":
		p.Identities = []Identity{{Platform: strings.ToLower(platform), Team: r.cells["team"], User: user}}
	case user != "":
		ps = append(ps, problem(r.Line, "Bij gebruiker %s ontbreekt het platform", "The platform of user %s is missing", user))
	case p.Mail == "":
		ps = append(ps, problem(r.Line, "Deze regel noemt niemand: vul platform en user in, of mail", "This row names nobody: fill in platform and user, or mail"))
	}
	if a, err := mail.ParseAddress(p.Mail); p.Mail != "" && (err != nil || a.Address != p.Mail) {
		ps = append(ps, problem(r.Line, "%s is geen mailadres", "%s is not a mail address", p.Mail))
	}
	if p.name = p.Mail; p.name == "" && len(p.Identities) > 0 {
		p.name = p.Identities[0].Platform + " " + user
	}
	p.Roles = []Role{Employee}
	for _, name := range list(r.cells["roles"]) {
		role := Role(strings.ToLower(name))
		if !slices.Contains(Roles(), role) {
			ps = append(ps, problem(r.Line, "De rol %[1]s bestaat niet. Kies uit %[2]s", "There is no role %[1]s. Choose from %[2]s", name, roleNames()))
			continue
		}
		p.Roles = append(p.Roles, role)
	}
	for _, name := range list(r.cells["manager-of"]) {
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
func (r row) where() (ps []Problem) {
	if z := r.cells["zone"]; z != "" {
		if _, err := time.LoadLocation(z); err != nil || z == "Local" {
			ps = append(ps, problem(r.Line, "%s is geen tijdzone. Schrijf bijvoorbeeld Europe/Amsterdam", "%s is not a time zone. Write it as Europe/Amsterdam", z))
		}
	}
	if l := r.cells["lang"]; l != "" && l != "nl" && l != "en" {
		ps = append(ps, problem(r.Line, "De taal %s kan niet. Kies nl of en", "The language %s is not possible. Choose nl or en", l))
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

// roleNames are the roles as a sentence lists them.
func roleNames() string {
	var names []string
	for _, r := range Roles() {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}
