package people

import (
	"slices"

	"github.com/handvat/handvat/knowledge/store"
)

// A Role is what someone is in the organisation, as the roster says. The names are
// those of the roster file and of the audience of aids.
type Role string

// The roles. Everyone on the roster is an employee; who manages a unit is a manager.
const (
	Employee     Role = "employee"
	Author       Role = "author"        // writes aids and looks after the library
	Manager      Role = "manager"       // leads units
	Sponsor      Role = "sponsor"       // answers for the goal of cases
	WorksCouncil Role = "works-council" // watches over settings and purposes
	Admin        Role = "admin"         // runs the program, and sees none of its content
)

// Roles returns all roles, the most common first.
func Roles() []Role { return []Role{Employee, Author, Manager, Sponsor, WorksCouncil, Admin} }

// A Right is something that not everyone may do. Asking, and seeing, exporting and
// deleting what is kept of oneself, is no right: everyone may, and nobody may for
// another.
type Right string

// The rights.
const (
	SeeDigest      Right = "see-digest"      // the group figures of a unit
	WorkCases      Right = "work-cases"      // open performance cases and move them on
	SeeReports     Right = "see-reports"     // the report of a case or a quarter
	SeeQuestions   Right = "see-questions"   // scrubbed questions, and where aids did not help
	PublishAids    Right = "publish-aids"    // put an aid live
	SeeSettings    Right = "see-settings"    // purposes, retention, thresholds, what is connected, changes of these
	ChangeSettings Right = "change-settings" // and the roster
)

// Rights returns all rights.
func Rights() []Right {
	return []Right{SeeDigest, WorkCases, SeeReports, SeeQuestions, PublishAids, SeeSettings, ChangeSettings}
}

// A Scope says for which units a role gives a right.
type Scope int

// The scopes, the widest last.
const (
	Nowhere  Scope = iota
	OwnUnits       // employees: the unit they are in and those above it; managers: those they lead and those below
	Everywhere
)

// matrix is who may do what. What is not in it nobody may.
var matrix = map[Role]map[Right]Scope{
	Employee:     {SeeDigest: OwnUnits},
	Author:       {WorkCases: Everywhere, SeeReports: Everywhere, SeeQuestions: Everywhere, PublishAids: Everywhere},
	Manager:      {SeeDigest: OwnUnits, WorkCases: OwnUnits, SeeReports: OwnUnits},
	Sponsor:      {WorkCases: Everywhere, SeeReports: Everywhere},
	WorksCouncil: {SeeSettings: Everywhere},
	Admin:        {SeeSettings: Everywhere, ChangeSettings: Everywhere},
}

// ScopeOf returns for which units a role gives a right.
func ScopeOf(r Role, right Right) Scope { return matrix[r][right] }

// May reports whether p may use a right for a unit; an empty unit is the whole
// organisation. Who is on no roster may nothing.
func May(tx *store.Tx, p Profile, right Right, unit string) (bool, error) {
	for _, name := range p.Roles {
		switch ScopeOf(Role(name), right) {
		case Everywhere:
			return true, nil
		case OwnUnits:
			if ok, err := isOwn(tx, p, Role(name), unit); ok || err != nil {
				return ok, err
			}
		}
	}
	return false, nil
}

// isOwn reports whether a unit is p's own in a role.
func isOwn(tx *store.Tx, p Profile, r Role, unit string) (bool, error) {
	from := unit
	if r != Manager {
		from = p.Unit()
	}
	path, err := UnitPath(tx, from)
	if r != Manager {
		return slices.ContainsFunc(path, func(u Unit) bool { return u.ID == unit }), err
	}
	return slices.ContainsFunc(path, func(u Unit) bool { return slices.Contains(u.Managers, p.ID) }), err
}

// Leads returns the units that someone is a manager of, in order of ID; not the
// units below those.
func Leads(tx *store.Tx, id ID) (units []string, err error) {
	for u, err := range allUnits(tx) {
		if err != nil {
			return nil, err
		}
		if slices.Contains(u.Managers, id) {
			units = append(units, u.ID)
		}
	}
	return units, nil
}
