// Package people is the privacy boundary: it alone can turn a pseudonym into a
// person. Everything else Handvat keeps knows people by their [ID] only.
//
// It keeps what a person chose (language, short answers, pause), where they can be
// reached, what their platform calls them, and where they work: the organisation's
// units, from its own roster. It holds no texts and nothing about what a person did.
package people

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

// An ID is a pseudonym: 16 hexadecimal digits, drawn at random. It says nothing
// about the person and is never shown to another one.
type ID string

// An Identity is how a platform knows a person.
type Identity struct {
	Platform string
	Team     string // empty if the platform has none
	User     string
}

func (i Identity) key() []byte { return store.Key(i.Platform, i.Team, i.User) }

// A Home is where a person can be spoken to alone.
type Home struct {
	Platform, Team, Channel string
}

// IsZero reports whether h is nowhere.
func (h Home) IsZero() bool { return h == Home{} }

// A WhyChoice says when a person wants to read reasons.
type WhyChoice string

// The choices; the zero value follows the aid.
const (
	WhyAsAid  WhyChoice = ""
	WhyAlways WhyChoice = "always"
	WhyAsked  WhyChoice = "asked"
	WhyNever  WhyChoice = "never"
)

// A Profile is what Handvat keeps of a person.
type Profile struct {
	ID       ID
	Identity Identity
	Also     []Identity `json:",omitempty"` // other ways the roster says they are known
	Called   string     `json:",omitempty"` // by their platform: to take it out of what others read
	Home     Home
	Mail     string `json:",omitempty"` // where mail reaches them, as the roster says
	Account  string `json:",omitempty"` // what the roster names them by where it has no mail address
	Lang     string `json:",omitempty"` // chosen by the person; empty means as they speak
	Spoken   string `json:",omitempty"` // the language of their last message that told one
	// IANA time zone, as their platform or else the roster says; empty if unknown
	Zone     string    `json:",omitempty"`
	UnitZone string    `json:",omitempty"` // that of where they work, see [Profile.TimeZone]; empty if unknown
	UnitLang string    `json:",omitempty"` // that of where they work: nl or en; empty if unknown
	Short    bool      `json:",omitempty"` // short answers only
	Why      WhyChoice `json:",omitempty"`
	Paused   bool      `json:",omitempty"` // no messages at the bot's own initiative
	Left     bool      `json:",omitempty"` // blocked or removed the bot
	Unseen   bool      `json:",omitempty"` // asks anonymously: nothing is logged with this ID
	Units    []string  `json:",omitempty"` // where they work; the first is their own
	Roles    []string  `json:",omitempty"` // see [Role]; empty if no roster has named them
	Granted  []string  `json:",omitempty"` // roles that were given otherwise, such as by a code
	Writes   bool      `json:",omitempty"` // is an author by a setting of the program, as it was when they last spoke
	Listed   bool      `json:",omitempty"` // is or was on the roster
	Leaves   time.Time `json:",omitzero"`  // no longer on the roster, or only named by others: forgotten at this time
	Erasing  time.Time `json:",omitzero"`  // when they were asked whether all of it may go, and did not say no
	Met      time.Time // zero for who is on the roster but has not spoken yet
}

// Unit is the person's own unit; empty if it is not known.
func (p Profile) Unit() string {
	if len(p.Units) == 0 {
		return ""
	}
	return p.Units[0]
}

// Counted is the unit of whose figures the person is part: their own, unless they read such figures because of their
// role. Who is told of a group is not in it, or they would subtract themself.
func (p Profile) Counted() string {
	if p.readsFigures() {
		return ""
	}
	return p.Unit()
}

func (p Profile) readsFigures() bool {
	return p.Writes || slices.ContainsFunc(slices.Concat(p.Roles, p.Granted),
		func(r string) bool { return Role(r).readsFigures() })
}

// Counts reports whether p is one of those whom figures of any group are about: they read none because of their role,
// and are in a unit of the roster if there is one.
func Counts(tx *store.Tx, p Profile) bool {
	return p.Counted() != "" || !p.readsFigures() && !HasRoster(tx)
}

// TimeZone is the IANA time zone of the person: their own, or else that of the unit they
// lead or are in; empty if neither is known.
func (p Profile) TimeZone() string { return cmp.Or(p.Zone, p.UnitZone) }

// name is the person as the roster named them.
func (p Profile) name() string {
	return cmp.Or(p.Mail, p.Identity.Platform+" "+cmp.Or(p.Account, p.Identity.User))
}

// Find returns the profile of who, and whether there is one. Of a profile that cannot be read it returns the pseudonym.
func Find(tx *store.Tx, who Identity) (p Profile, ok bool, err error) {
	id, ok, err := identities.Load(tx, who.key())
	if err != nil {
		return Profile{}, false, err
	}
	if !ok && identities.SetAside(tx, who.key()) {
		return relink(tx, who)
	}
	if p, ok, err = ByID(tx, id); !ok {
		p.ID = id
	}
	return p, ok, err
}

// relink finds by all profiles the one of who, whose pseudonym cannot be read any more.
func relink(tx *store.Tx, who Identity) (Profile, bool, error) {
	for p := range All(tx) {
		if !slices.Contains(append(p.Also, p.Identity), who) {
			continue
		}
		if tx.Writable() {
			return p, true, identities.Save(tx, who.key(), p.ID)
		}
		return p, true, nil
	}
	return Profile{}, false, nil
}

// ByID returns the profile with a pseudonym, and whether there is one.
func ByID(tx *store.Tx, id ID) (p Profile, ok bool, err error) {
	if id == "" {
		return p, false, nil
	}
	return profiles.Load(tx, []byte(id))
}

// FoldMail is a mail address as it is compared: with its Latin letters in lower case, and no other letter changed.
func FoldMail(address string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, address)
}

// Called returns the profile of who has one of these names on the roster: as a mail address, or, to the letter, as what
// a platform knows them by.
func Called(tx *store.Tx, names ...string) (p Profile, ok bool, err error) {
	for p := range All(tx) {
		if p.Listed && p.Leaves.IsZero() && slices.ContainsFunc(names, p.is) {
			return p, true, nil
		}
	}
	return Profile{}, false, nil
}

// Damaged counts the people whose profile cannot be read, and was not made anew: whoever is not found may be one of
// them.
func Damaged(tx *store.Tx) (n int) {
	profiles.Unreadable(tx, func(_ string, bad int) { n = bad })
	aside := map[ID]bool{}
	for _, id := range identities.All(tx) {
		if !profiles.Has(tx, []byte(id)) && profiles.SetAside(tx, []byte(id)) {
			aside[id] = true
		}
	}
	return n + len(aside)
}

// Listed counts the people on the roster.
func Listed(tx *store.Tx) (n int) {
	for p := range All(tx) {
		if p.Listed && p.Leaves.IsZero() {
			n++
		}
	}
	return n
}

// is reports whether p has a name as a mail address, or as what a platform knows them by.
func (p Profile) is(name string) bool {
	return name != "" && (FoldMail(cmp.Or(p.Mail, p.Account)) == FoldMail(name) ||
		slices.ContainsFunc(append(p.Also, p.Identity), func(i Identity) bool { return i.User == name }))
}

// Meet returns the profile of who, made now if there is none; met reports that they
// were not met before. Who is on the roster has a profile before they are met.
func Meet(tx *store.Tx, who Identity, now time.Time) (p Profile, met bool, err error) {
	p, ok, err := Find(tx, who)
	if err != nil || ok && !p.Met.IsZero() {
		return p, false, err
	}
	if ok {
		p.Met = now.UTC()
		if !p.Listed {
			p.Leaves = time.Time{}
		}
		return p, true, Save(tx, p)
	}
	p = Profile{ID: cmp.Or(p.ID, newID()), Identity: who, Met: now.UTC()}
	return p, true, link(tx, p)
}

// Named returns the profile of who, whom somebody else named; made now if there is none.
// That something waits for them is then the same as for anyone. Of who is neither met nor on
// the roster nothing is left at until, or later if they are named again.
func Named(tx *store.Tx, who Identity, until time.Time) (p Profile, err error) {
	p, ok, err := Find(tx, who)
	switch {
	case err != nil:
		return p, err
	case !ok:
		p = Profile{ID: cmp.Or(p.ID, newID()), Identity: who, Leaves: until.UTC()}
		return p, link(tx, p)
	case p.Met.IsZero() && !p.Listed && !p.Leaves.IsZero() && p.Leaves.Before(until):
		p.Leaves = until.UTC()
		return p, Save(tx, p)
	}
	return p, nil
}

// Enrol makes who known by a pseudonym that the caller drew, before they are met. It is
// for organisations that do not exist, which must be the same each time; the pseudonym
// of a real person is drawn at random by [Meet] or a roster.
func Enrol(tx *store.Tx, id ID, who Identity) error {
	if identities.Has(tx, who.key()) {
		return errors.New("people: enrol: somebody has that account already")
	}
	if err := identities.Save(tx, who.key(), id); err != nil {
		return err
	}
	return Save(tx, Profile{ID: id, Identity: who})
}

// Save writes p, and makes p a member of its own unit.
func Save(tx *store.Tx, p Profile) error {
	old, _, err := ByID(tx, p.ID)
	if err != nil {
		return err
	}
	if err := errors.Join(saveMember(tx, p, old.Unit()), saveNames(tx, p, old)); err != nil {
		return fmt.Errorf("people: save: %w", err)
	}
	return profiles.Save(tx, []byte(p.ID), p)
}

// forget removes the person behind id: from then on nothing leads from the
// pseudonym to them. Who is on the roster stays on it, as someone who has never
// spoken and with another pseudonym. Forgetting nobody is no error.
func forget(tx *store.Tx, id ID) error {
	p, ok, err := ByID(tx, id)
	if err != nil {
		return err
	}
	for _, who := range append(p.Also, p.Identity) {
		err = errors.Join(err, identities.Delete(tx, who.key()))
	}
	if !ok && profiles.SetAside(tx, []byte(id)) {
		err = errors.Join(err, unlink(tx, id))
	}
	if !ok || err != nil {
		return err
	}
	anew := Profile{ID: newID(), Identity: p.Identity, Also: p.Also, Mail: p.Mail, Account: p.Account,
		UnitZone: p.UnitZone, UnitLang: p.UnitLang,
		Units: p.Units, Roles: p.Roles, Listed: true}
	stays := p.Listed && p.Leaves.IsZero()
	if !stays {
		anew.ID = ""
	}
	unit := p.Unit()
	p.Units = nil
	if err := errors.Join(saveMember(tx, p, unit), saveNames(tx, Profile{ID: id}, p),
		replaceManager(tx, id, anew.ID), profiles.Delete(tx, []byte(id))); err != nil || !stays {
		return err
	}
	return link(tx, anew)
}

// unlink takes out of everything a person whose profile cannot be read.
func unlink(tx *store.Tx, id ID) (err error) {
	for k, of := range identities.All(tx) {
		if of == id {
			err = errors.Join(err, identities.Delete(tx, k))
		}
	}
	for k := range members.All(tx) {
		if bytes.HasSuffix(k, []byte("\x00"+id)) {
			err = errors.Join(err, members.Delete(tx, k))
		}
	}
	return errors.Join(err, replaceManager(tx, id, ""))
}

// link makes p known under all its identities, and saves it.
func link(tx *store.Tx, p Profile) error {
	for _, who := range append(slices.Clone(p.Also), p.Identity) {
		if err := identities.Save(tx, who.key(), p.ID); err != nil {
			return err
		}
	}
	return Save(tx, p)
}

// All yields every profile, in no telling order.
func All(tx *store.Tx) iter.Seq[Profile] {
	return func(yield func(Profile) bool) {
		for _, p := range profiles.All(tx) {
			if !yield(p) {
				return
			}
		}
	}
}

func newID() ID {
	var b [8]byte
	rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return ID(hex.EncodeToString(b[:]))
}
