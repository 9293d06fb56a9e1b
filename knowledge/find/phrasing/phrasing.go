// Package phrasing keeps what people asked for each aid, and whether it helped, as they confirmed
// it. It is what finding learns from, and the only thing about finding that is not derived.
//
// Finding uses a phrasing at once; it is told to nobody before enough people said it, or more than it: see [Told].
package phrasing

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Confirmation says that an aid helped with a question, or is not for such a question.
type Confirmation struct {
	Key    knowledge.Key
	Text   privacy.Scrubbed // the question
	Person string           // the pseudonym; of nobody, nothing is learned
	Helped bool             // false if it is about something else; what took too long, or lacked a tool, says nothing
	Picked bool             // from a choice, which is taken for help until the person says otherwise
	Time   time.Time
}

// A State says what authors decided about a phrasing.
type State string

// The states of a phrasing.
const (
	Learned   State = "learned"   // from use; counts as long as it helped more people than not
	Approved  State = "approved"  // by an author; always counts
	Withdrawn State = "withdrawn" // by an author; never counts, however often confirmed
	Refused   State = "refused"   // by an author; the aid is not for this question
)

// A Phrasing is a question that was asked for an aid.
type Phrasing struct {
	ID     string
	Key    knowledge.Key
	Text   string
	Helped int // so many people
	Not    int // so many people said that the aid is not for it
	State  State

	group privacy.Group // of how many people is told, and so what counts against an aid
}

// Never is the Weight of a phrasing of which an author said that the aid is not for it.
const Never = -2

// enough is of how many more people than it helped it is as sure as it gets that an aid is not for a question.
const enough = 10

// Weight says what is learned from p: 1 that the question asks for the aid, less than 0 that it does not, to -1 for
// what people say and [Never], 0 nothing. That an aid is not for a question counts when enough more people
// say so than say it helped: what fewer think changes nothing for others.
func (p Phrasing) Weight() float32 {
	switch more := p.Not - p.Helped; {
	case p.State == Approved:
		return 1
	case p.State == Refused:
		return Never
	case p.State == Withdrawn:
		return 0
	case more < 0:
		return 1
	case p.group.May(more):
		return -float32(min(more, enough)) / enough
	}
	return 0
}

// ErrNone means that there is no phrasing with that ID.
var ErrNone = errors.New("no such phrasing")

// maxLength is the longest question that is learned from, in bytes.
const maxLength = 500

// A stored is the stored form of a Phrasing.
type stored struct {
	Slug, Lang, Text string
	Helped, Not      int
	State            State
	Seq              uint64
}

// A voice is what a person said of an aid and a question, to the day.
type voice struct {
	Person   string `json:",omitempty"`
	Slug, ID string
	Text     string
	Helped   bool
	Picked   bool `json:",omitempty"`
	Time     time.Time
}

// Confirm writes a confirmation down: a person has one voice for an aid and a question, the last they gave, and
// on one day one for an aid. The same again on that day is ignored, and the opposite takes the first back.
// What was only picked changes nothing that was said that day, and what is said then takes its place.
func Confirm(tx *store.Tx, c Confirmation) error {
	text := strings.Join(strings.Fields(c.Text.String()), " ")
	if text == "" || len(text) > maxLength || c.Key.Slug == "" || c.Person == "" {
		return nil // nothing to learn from
	}
	v := voice{c.Person, c.Key.Slug, ID(c.Key, text), text, c.Helped, c.Picked, c.Time.UTC().Truncate(24 * time.Hour)}
	for k, old := range voices.Of(tx, c.Person) {
		switch today := old.Time.Equal(v.Time); {
		case old.Slug != v.Slug:
		case today && (v.Picked || old.Helped == v.Helped && !old.Picked):
			return nil
		case today && !old.Picked:
			return silence(tx, k, old)
		case today, old.ID == v.ID:
			if err := silence(tx, k, old); err != nil {
				return err
			}
		}
	}
	if err := voices.Save(tx, store.Key(v.ID, v.Person), v); err != nil {
		return fmt.Errorf("find: confirm: %w", err)
	}
	p, ok, err := phrasings.Load(tx, []byte(v.ID))
	if err != nil {
		return err
	}
	if !ok {
		p = stored{Slug: c.Key.Slug, Lang: string(c.Key.Lang), State: Learned}
	}
	if p.Text == "" {
		p.Text = text
	}
	return count(tx, v.ID, p)
}

// silence takes a voice back.
func silence(tx *store.Tx, key []byte, v voice) error {
	if err := voices.Delete(tx, key); err != nil {
		return err
	}
	p, ok, err := phrasings.Load(tx, []byte(v.ID))
	if err != nil || !ok {
		return err
	}
	return count(tx, v.ID, p)
}

// count counts the voices for a phrasing and keeps it, in the words of one of them. Of what nobody says any more
// only what an author decided is left.
func count(tx *store.Tx, id string, p stored) error {
	p.Helped, p.Not = 0, 0
	words := ""
	for _, v := range voices.Scan(tx, store.Key(id, "")) {
		if v.Helped {
			p.Helped++
		} else {
			p.Not++
		}
		if words == "" || v.Text == p.Text {
			words = v.Text
		}
	}
	switch {
	case words != "":
		p.Text = words
	case p.State == Learned:
		return remove(tx, id, p)
	case p.State == Withdrawn:
		p.Text = ""
	}
	return save(tx, id, p)
}

// save keeps a phrasing and notes for the model that it changed.
func save(tx *store.Tx, id string, p stored) (err error) {
	if p.Seq > 0 {
		err = changes.Delete(tx, store.Num(p.Seq))
	}
	if err == nil {
		p.Seq, err = changes.Add(tx, id)
	}
	if err != nil {
		return fmt.Errorf("find: change a phrasing: %w", err)
	}
	return phrasings.Save(tx, []byte(id), p)
}

// remove removes a phrasing and notes that for the model.
func remove(tx *store.Tx, id string, p stored) error {
	if err := save(tx, id, p); err != nil {
		return err
	}
	return phrasings.Delete(tx, []byte(id))
}

// All returns all that was learned, in order of aid.
func All(tx *store.Tx) (out []Phrasing) {
	for id, p := range phrasings.All(tx) {
		out = append(out, p.phrasing(string(id)))
	}
	return out
}

// Changed returns the phrasings that changed after seq, at most limit of them (all
// if limit is 0), and the number of the last. One that is gone has no text, and counts for nothing.
func Changed(tx *store.Tx, seq uint64, limit int) (ps []Phrasing, last uint64, err error) {
	group, err := privacy.Load(tx)
	last = seq
	for k, id := range changes.Between(tx, store.Num(seq+1), nil) {
		last = store.FromNum(k)
		p, ok, _ := phrasings.Load(tx, []byte(id)) // an error fails the transaction
		if !ok {
			p.State = Withdrawn
		}
		ps = append(ps, p.phrasing(id))
		ps[len(ps)-1].group = group
		if limit > 0 && len(ps) == limit {
			break
		}
	}
	return ps, last, err
}

// Fingerprint returns what tells one state of the phrasings from another.
func Fingerprint(tx *store.Tx) []byte {
	h := sha256.New()
	for k, id := range changes.All(tx) {
		h.Write(binary.AppendUvarint(k, uint64(len(id))))
		h.Write([]byte(id))
	}
	return h.Sum(nil)
}

func (p stored) phrasing(id string) Phrasing {
	return Phrasing{ID: id, Key: knowledge.Key{Slug: p.Slug, Lang: knowledge.Lang(p.Lang)}, Text: p.Text,
		Helped: p.Helped, Not: p.Not, State: p.State}
}

// Settle makes s the state of a phrasing. It is an error if there is none with that ID that [Told] tells of.
func Settle(tx *store.Tx, id string, s State, group privacy.Group) error {
	told := Told(tx, group)
	if !slices.ContainsFunc(told, func(t Said) bool { return t.ID == id }) {
		return fmt.Errorf("find: %q: %w", id, ErrNone)
	}
	p, ok, err := phrasings.Load(tx, []byte(id))
	if err != nil || !ok {
		return err
	}
	p.State = s
	return count(tx, id, p)
}

// ID is the same for texts that differ in case and signs only.
func ID(k knowledge.Key, question string) string {
	sum := sha256.Sum256([]byte(strings.Join(text.Tokens(question), " ")))
	return k.Slug + "." + string(k.Lang) + "." + hex.EncodeToString(sum[:5])
}
