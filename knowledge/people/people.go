// Package people is the privacy boundary: it alone can turn a pseudonym into a
// person. Everything else Handvat keeps knows people by their [ID] only.
//
// It keeps what a person chose (language, short answers, pause) and where they can
// be reached. It holds no names, no texts and nothing about what a person did.
//
// The store holds
//
//	people.identity: platform NUL team NUL user → ID
//	people.profile:  ID → Profile as JSON
package people

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

const (
	identityBucket = "people.identity"
	profileBucket  = "people.profile"
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

func (i Identity) key() []byte {
	return []byte(strings.Join([]string{i.Platform, i.Team, i.User}, "\x00"))
}

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
	Home     Home
	Lang     string    `json:",omitempty"` // chosen by the person; empty means as they speak
	Spoken   string    `json:",omitempty"` // the language of their last message that told one
	Zone     string    `json:",omitempty"` // IANA time zone; empty if unknown
	Short    bool      `json:",omitempty"` // short answers only
	Why      WhyChoice `json:",omitempty"`
	Paused   bool      `json:",omitempty"` // no messages at the bot's own initiative
	Left     bool      `json:",omitempty"` // blocked or removed the bot
	Unseen   bool      `json:",omitempty"` // asks anonymously: nothing is logged with this ID
	Units    []string  `json:",omitempty"`
	Roles    []string  `json:",omitempty"`
	Met      time.Time
}

// Find returns the profile of who, and whether there is one.
func Find(tx *store.Tx, who Identity) (p Profile, ok bool, err error) {
	id, ok := tx.Get(identityBucket, who.key())
	if !ok {
		return Profile{}, false, nil
	}
	return ByID(tx, ID(id))
}

// ByID returns the profile with a pseudonym, and whether there is one.
func ByID(tx *store.Tx, id ID) (p Profile, ok bool, err error) {
	ok, err = tx.GetJSON(profileBucket, []byte(id), &p)
	return p, ok, err
}

// Meet returns the profile of who, made now if there is none; met reports that it
// was made.
func Meet(tx *store.Tx, who Identity, now time.Time) (p Profile, met bool, err error) {
	p, ok, err := Find(tx, who)
	if ok || err != nil {
		return p, false, err
	}
	p = Profile{ID: newID(), Identity: who, Met: now.UTC()}
	if err := tx.Put(identityBucket, who.key(), []byte(p.ID)); err != nil {
		return p, false, err
	}
	return p, true, Save(tx, p)
}

// Save writes p.
func Save(tx *store.Tx, p Profile) error {
	return tx.PutJSON(profileBucket, []byte(p.ID), p)
}

// Forget removes the person behind id: from then on nothing leads from the
// pseudonym to them. Forgetting nobody is no error.
func Forget(tx *store.Tx, id ID) error {
	p, ok, err := ByID(tx, id)
	if !ok || err != nil {
		return err
	}
	if err := tx.Delete(identityBucket, p.Identity.key()); err != nil {
		return err
	}
	return tx.Delete(profileBucket, []byte(id))
}

// All yields every profile, in no telling order.
func All(tx *store.Tx) iter.Seq2[Profile, error] {
	return func(yield func(Profile, error) bool) {
		for k, v := range tx.Scan(profileBucket, nil, nil) {
			var p Profile
			err := json.Unmarshal(v, &p)
			if err != nil {
				err = fmt.Errorf("people: profile %s: %w", k, err)
			}
			if !yield(p, err) {
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
