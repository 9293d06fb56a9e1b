// Package audit keeps who changed what others work with, and when: which aids are live, who is on the roster, who has
// which rights, the settings. It keeps nothing of who asked or used what.
//
// It also counts what was refused, see [Refusal].
//
// Its buckets are audit.log: a number → [Entry], and audit.refused. Settings are compared and written down in
// knowledge/settings, which [All] reads too.
package audit

import (
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

// A Kind is what changed: one of these, or the verb of the act that changed it, such as "campaign/pause".
type Kind string

// What can change.
const (
	Published Kind = "published" // an aid, or a better version of it
	Withdrawn Kind = "withdrawn" // an aid
	Roster    Kind = "roster"
	Rights    Kind = "rights"
	Setting   Kind = "setting"
	Command   Kind = "command" // whatever that command changes
)

// Who changes something and is no person: the authors by the file of an aid, of whom it does not tell which, and
// another program.
const (
	Files   people.Role = "files"
	Service people.Role = "service"
)

// An Entry is one change.
type Entry struct {
	Time   time.Time
	Person people.ID   `json:",omitempty"` // who did it; empty if unknown, anonymous, or gone with their data
	Role   people.Role // as which they might
	Kind   Kind
	Of     string // what of: an aid as "nl/slug", how many people, a campaign, a setting with its old and new value
}

var entries = store.Table[Entry]{Bucket: "audit.log", Class: store.Shared, Keep: privacy.KeepSettings,
	Since: func(e Entry) time.Time { return e.Time },
	Owners: func(e Entry) []string {
		if e.Person == "" {
			return nil
		}
		return []string{string(e.Person)}
	},
	Without: func(e *Entry, _ string) bool { e.Person = ""; return true }}

// Tables are what is kept, declared.
func Tables() []store.Declared { return []store.Declared{&entries, &refusals} }

// Add writes down a change.
func Add(tx *store.Tx, e Entry) error {
	e.Time = e.Time.UTC()
	_, err := entries.Add(tx, e)
	return err
}

// All are the changes that are kept, oldest first, those of settings among them.
func All(tx *store.Tx) (all []Entry) {
	for _, e := range entries.All(tx) {
		all = append(all, e)
	}
	for _, c := range settings.Changes(tx) {
		all = append(all, Entry{Time: c.Time, Role: people.Admin, Kind: Setting, Of: c.What})
	}
	slices.SortStableFunc(all, func(a, b Entry) int { return a.Time.Compare(b.Time) })
	return all
}
