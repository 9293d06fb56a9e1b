// Package path is the skill of starting in another role: a starter path that authors
// define in a file ([authored.Path]) is set for one person from their first day on. They get
// its parts with their aids on the first day, in the first week and in the first month; after
// the last one it ends by itself.
//
// People set a path for themselves, a manager for who they lead, an author for anyone. The
// person can stop it. Whether they use it is told to nobody, nor whether they know Handvat.
//
// The store holds
//
//	starter.own: pseudonym NUL id of the path → stored as JSON, until two weeks after the last part
package path

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	bucket = "starter.own"
	verb   = "path" // mine; WHAT/ID/PART
)

// keepAfter is how many days after its last part a path is kept, and waits for who does not
// know Handvat yet.
const keepAfter = 14

// An own is a path of a person.
type own struct {
	Path    string `json:"path"`             // id
	From    string `json:"from"`             // first day, as [time.DateOnly]
	Ends    string `json:"ends"`             // day of the last part
	By      string `json:"set_by,omitempty"` // empty for who set it themself
	Told    bool   `json:"told"`             // the person was told who set it
	Stopped bool   `json:"stopped,omitempty"`
}

// stored is own as it is kept: the pseudonym of who set it is no part of what the person
// reads.
type stored struct {
	Own  own
	ByID people.ID `json:",omitempty"`
}

// Paths are the starter paths of the libraries.
type Paths struct{ load func() []*authored.Path }

// New returns the paths that load reads.
func New(load func() []*authored.Path) *Paths { return &Paths{load} }

// Skill lets people set and follow starter paths.
func (p *Paths) Skill() dialog.Skill {
	return dialog.Skill{
		Name:   "starter_paths",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: p.act},
		Kept:   kept,
		Forget: forget,
		Prune:  prune,
	}
}

// act carries out what has to do with starter paths.
func (p *Paths) act(t *dialog.Turn, arg string) (r chat.Reply, err error) {
	what, rest := dialog.Cut(arg)
	id, part := dialog.Cut(rest)
	all := p.load()
	i := slices.IndexFunc(all, func(one *authored.Path) bool { return one.ID == id })
	switch {
	case t.Agenda == nil:
		return t.Say(t.W.Gone), nil
	case what == "mine":
		r, err = mine(t, all)
	case i < 0:
		r = t.Past()
	case what == "set":
		r = form(t, all[i], "")
	case what == "save":
		r, err = save(t, all[i])
	case what == "show":
		r, err = show(t, all[i])
	case what == "part":
		r, err = say(t, all[i], dialog.Number(part))
	case what == "stop":
		r, err = stop(t, all[i])
	case what == "fine":
		r = t.Say(words.In(t.W.Lang).Fine)
	default:
		r = t.Past()
	}
	r.Private = r.Private || !t.Event.Direct
	return r, err
}

func load(tx *store.Tx, id people.ID, path string) (s stored, ok bool, err error) {
	ok, err = tx.GetJSON(bucket, dialog.OwnKey(id, []byte(path)), &s)
	return s, ok, err
}

func (s stored) save(tx *store.Tx, id people.ID) error {
	return tx.PutJSON(bucket, dialog.OwnKey(id, []byte(s.Own.Path)), s)
}

// runs reports whether something of s is still to come, or was said lately, on a day.
func (s stored) runs(today time.Time) bool {
	return !s.Own.Stopped && !today.After(day(s.Own.Ends).AddDate(0, 0, keepAfter))
}

// day is a day that was kept.
func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return d
}

// kept is what is kept of a person, as they may read it.
func kept(tx *store.Tx, id people.ID) ([]json.RawMessage, error) {
	all := []json.RawMessage{}
	for _, v := range tx.ScanPrefix(bucket, dialog.OwnKey(id, nil)) {
		var s struct{ Own json.RawMessage }
		if err := json.Unmarshal(v, &s); err != nil {
			return nil, fmt.Errorf("starter: %w", err)
		}
		all = append(all, s.Own)
	}
	return all, nil
}

// forget removes the paths of a person, and their name from those they set.
func forget(tx *store.Tx, id people.ID) error {
	if err := dialog.ForgetIn(bucket)(tx, id); err != nil {
		return err
	}
	return each(tx, func(k []byte, s stored) error {
		if s.ByID != id {
			return nil
		}
		s.Own.By, s.ByID = "", ""
		return tx.PutJSON(bucket, k, s)
	})
}

// prune removes the paths that are over.
func prune(tx *store.Tx, now time.Time) error {
	return each(tx, func(k []byte, s stored) error {
		if now.Before(day(s.Own.Ends).AddDate(0, 0, keepAfter+1)) {
			return nil
		}
		return tx.Delete(bucket, k)
	})
}

func each(tx *store.Tx, f func(k []byte, s stored) error) error {
	for k, v := range tx.Scan(bucket, nil, nil) {
		var s stored
		err := json.Unmarshal(v, &s)
		if err == nil {
			err = f(k, s)
		}
		if err != nil {
			return fmt.Errorf("starter: %q: %w", k, err)
		}
	}
	return nil
}
