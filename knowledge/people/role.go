package people

import (
	"slices"

	"github.com/handvat/handvat/knowledge/store"
)

// A Role is what someone is in the organisation. The first are those of the roster file and of the audience of
// aids; the last are of who is not on it.
type Role string

// The roles. Everyone on the roster is an employee; who manages a unit is a manager.
const (
	Employee     Role = "employee"
	Author       Role = "author"        // writes aids and looks after the library
	Manager      Role = "manager"       // leads units
	Sponsor      Role = "sponsor"       // answers for the goal of cases
	WorksCouncil Role = "works-council" // watches over settings and purposes
	Admin        Role = "admin"         // runs the program, and sees none of its content
	Colleague    Role = "colleague"     // whoever is no guest, as long as the organisation has no roster
	Unlisted     Role = "unlisted"      // is not on the roster that there is
	Guest        Role = "guest"         // of another organisation, or a guest of this one, as the platform says
)

// Roles returns the roles that a roster can give, the most common first.
func Roles() []Role { return []Role{Employee, Author, Manager, Sponsor, WorksCouncil, Admin} }

// Everybody returns all roles: a person always has at least one of them.
func Everybody() []Role { return append(Roles(), Colleague, Unlisted, Guest) }

// A Right is something that one may do. Every act of every skill names one. The zero value is nobody's.
type Right string

// The rights.
const (
	Ask          Right = "ask"           // and be helped, walk aids, choose settings
	OwnData      Right = "own-data"      // see, export and delete what is kept of oneself, and nobody else's
	TakePart     Right = "take-part"     // in what colleagues do together: feedback, plans, moments, proposals
	LeadMoments  Right = "lead-moments"  // start and stop the fixed moment or the theme of a team or channel
	FollowUp     Right = "follow-up"     // register who finished a training, set a path for somebody
	SeeDigest    Right = "see-digest"    // the group figures of a unit
	WorkCases    Right = "work-cases"    // open performance cases and move them on
	SeeQuestions Right = "see-questions" // scrubbed questions, and where aids did not help
	PublishAids  Right = "publish-aids"  // put an aid live, settle what others propose
	RunCampaigns Right = "run-campaigns" // start, pause and stop campaigns and scans
)

// Rights returns all rights.
func Rights() []Right {
	return []Right{Ask, OwnData, TakePart, LeadMoments, FollowUp, SeeDigest, WorkCases, SeeQuestions,
		PublishAids, RunCampaigns}
}

// A Scope says for which units a role gives a right.
type Scope int

// The scopes, the widest last.
const (
	Nowhere  Scope = iota
	OwnUnits       // employees: the unit they are in and those above it; managers: those they lead and those below
	Everywhere
)

// matrix is who may do what: the table of rights. What is not in it nobody may. A guest may what is in it only
// where a setting lets guests in.
var matrix = map[Role]map[Right]Scope{
	Employee: {Ask: Everywhere, OwnData: Everywhere, TakePart: Everywhere, SeeDigest: OwnUnits},
	Author: {TakePart: Everywhere, LeadMoments: Everywhere, FollowUp: Everywhere, WorkCases: Everywhere,
		SeeQuestions: Everywhere, PublishAids: Everywhere, RunCampaigns: Everywhere},
	Manager:      {LeadMoments: OwnUnits, FollowUp: OwnUnits, SeeDigest: OwnUnits, WorkCases: OwnUnits},
	Sponsor:      {WorkCases: Everywhere},
	WorksCouncil: {}, // reads the papers, which need no right in chat
	Admin:        {}, // works at the command line, and sees nothing of the content
	Colleague:    {Ask: Everywhere, OwnData: Everywhere, TakePart: Everywhere, LeadMoments: Everywhere},
	Unlisted:     {Ask: Everywhere, OwnData: Everywhere},
	Guest:        {Ask: Everywhere, OwnData: Everywhere},
}

// ScopeOf returns for which units a role gives a right.
func ScopeOf(r Role, right Right) Scope { return matrix[r][right] }

// readsFigures reports whether a role lets its people read figures of groups that others of the group do not read: of
// units, of cases, of what aids lack; whoever runs the program reads all of them.
func (r Role) readsFigures() bool {
	reads := func(right Right) bool { return ScopeOf(r, right) != Nowhere }
	return r == Admin || r != Employee && (reads(SeeDigest) || reads(WorkCases) || reads(SeeQuestions))
}

// May reports whether one of the roles gives a right, be it for some units only. Every guard asks it, and
// nothing else decides.
func May(roles []Role, right Right) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return ScopeOf(r, right) != Nowhere })
}

// MayFor reports whether p, who has these roles, may use a right for a unit; an empty unit is the whole
// organisation.
func MayFor(tx *store.Tx, p Profile, roles []Role, right Right, unit string) (bool, error) {
	for _, role := range roles {
		switch ScopeOf(role, right) {
		case Everywhere:
			return true, nil
		case OwnUnits:
			if ok, err := isOwn(tx, p, role, unit); ok || err != nil {
				return ok, err
			}
		}
	}
	return false, nil
}

// RolesOf returns the roles of p: those of the roster and those that were granted, or that of who is on none.
// A guest has that role alone, whatever the roster says.
func RolesOf(tx *store.Tx, p Profile, guest bool) []Role {
	if guest {
		return []Role{Guest}
	}
	var roles []Role
	for _, r := range append(slices.Clone(p.Roles), p.Granted...) {
		if !slices.Contains(roles, Role(r)) {
			roles = append(roles, Role(r))
		}
	}
	switch {
	case len(p.Roles) > 0:
		return roles
	case HasRoster(tx):
		return append(roles, Unlisted)
	}
	return append(roles, Colleague)
}

// Some reports whether anybody has a role, by the roster or because it was granted.
func Some(tx *store.Tx, role Role) bool {
	for p := range All(tx) {
		if slices.Contains(p.Roles, string(role)) || slices.Contains(p.Granted, string(role)) {
			return true
		}
	}
	return false
}

// HasRoster reports whether the organisation has a roster. One that cannot be read opens nothing.
func HasRoster(tx *store.Tx) bool { return units.Some(tx) }

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
func Leads(tx *store.Tx, id ID) (led []string, err error) {
	for _, u := range units.All(tx) {
		if slices.Contains(u.Managers, id) {
			led = append(led, u.ID)
		}
	}
	return led, nil
}
