// Package phrasing keeps what people asked for each aid, and whether it helped, as they confirmed
// it. It is what finding learns from, and the only thing about finding that is not derived.
package phrasing

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
	"github.com/handvat/handvat/knowledge/store"
)

// A Confirmation says that an aid helped, or did not, with a question.
type Confirmation struct {
	Key    knowledge.Key
	Text   string // the question, already scrubbed of personal data
	Person string // an opaque pseudonym, kept only as a hash that says "once per aid and day"
	Helped bool
	Time   time.Time
}

// A State says what authors decided about a phrasing.
type State string

// The states of a phrasing.
const (
	Learned   State = "learned"   // from use; counts as long as it helped more often than not
	Approved  State = "approved"  // by an author; always counts
	Withdrawn State = "withdrawn" // by an author; never counts, however often confirmed
)

// A Phrasing is a question that was asked for an aid.
type Phrasing struct {
	ID     string
	Key    knowledge.Key
	Text   string
	Helped int // how often it helped
	Not    int // how often it did not
	State  State
	First  time.Time
	Last   time.Time
}

// enoughNo is how many more times an aid must not have helped with a question than it
// did, before it is lowered for such questions. One no can be about anything: no time,
// a missing right.
const enoughNo = 3

// Counts says what is learned from p: 1 that the question asks for the aid, -1 that
// it does not, 0 nothing.
func (p Phrasing) Counts() int {
	switch {
	case p.State == Approved:
		return 1
	case p.State == Withdrawn:
		return 0
	case p.Helped > p.Not:
		return 1
	case p.Not-p.Helped >= enoughNo:
		return -1
	}
	return 0
}

// errNone means that there is no phrasing with that ID.
var errNone = errors.New("no such phrasing")

// maxLength is the longest question that is learned from, in bytes.
const maxLength = 500

// A stored is the stored form of a Phrasing.
type stored struct {
	Slug, Lang, Text string
	Helped, Not      int
	State            State
	First, Last      time.Time
	Seq              uint64
}

// Confirm writes a confirmation down. A second one of the same person for the same aid on the
// same day is ignored if it says the same, and takes the first back if it says the opposite.
func Confirm(tx *store.Tx, c Confirmation) error {
	text := strings.Join(strings.Fields(c.Text), " ")
	if text == "" || len(text) > maxLength || c.Key.Slug == "" {
		return nil // nothing to learn from
	}
	id := ID(c.Key, text)
	once, err := onceKey(tx, c)
	if err != nil {
		return err
	}
	if old, ok, err := onces.Load(tx, once); ok || err != nil {
		if err != nil || old.helped == c.Helped {
			return err
		}
		return takeBack(tx, once, old.id, !c.Helped)
	}
	if err := onces.Save(tx, once, verdict{c.Helped, id}); err != nil {
		return fmt.Errorf("find: confirm: %w", err)
	}
	if _, ok, _ := phrasings.Load(tx, []byte(id)); !ok {
		p := stored{Slug: c.Key.Slug, Lang: string(c.Key.Lang), Text: text, State: Learned, First: c.Time}
		if err := phrasings.Save(tx, []byte(id), p); err != nil {
			return fmt.Errorf("find: confirm: %w", err)
		}
	}
	return change(tx, id, func(p *stored) {
		if c.Helped {
			p.Helped++
		} else {
			p.Not++
		}
		p.Last = c.Time
	})
}

// takeBack undoes a verdict of today, which lies under once.
func takeBack(tx *store.Tx, once []byte, id string, helped bool) error {
	err := change(tx, id, func(p *stored) {
		if helped {
			p.Helped = max(0, p.Helped-1)
		} else {
			p.Not = max(0, p.Not-1)
		}
	})
	if err != nil && !errors.Is(err, errNone) {
		return err
	}
	return onces.Delete(tx, once)
}

// change changes a stored phrasing and notes that for the model.
func change(tx *store.Tx, id string, fn func(*stored)) error {
	p, ok, err := phrasings.Load(tx, []byte(id))
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("find: %q: %w", id, errNone)
	}
	fn(&p)
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

// All returns all that was learned, in order of aid.
func All(tx *store.Tx) (out []Phrasing) {
	for id, p := range phrasings.All(tx) {
		out = append(out, p.phrasing(string(id)))
	}
	return out
}

// Changed returns the phrasings that changed after seq, at most limit of them (all
// if limit is 0), and the number of the last.
func Changed(tx *store.Tx, seq uint64, limit int) (ps []Phrasing, last uint64) {
	last = seq
	for k, id := range changes.Between(tx, store.Num(seq+1), nil) {
		last = store.FromNum(k)
		if p, ok, _ := phrasings.Load(tx, []byte(id)); ok { // an error fails the transaction
			ps = append(ps, p.phrasing(id))
		}
		if limit > 0 && len(ps) == limit {
			break
		}
	}
	return ps, last
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
		Helped: p.Helped, Not: p.Not, State: p.State, First: p.First, Last: p.Last}
}

// Settle makes s the state of a phrasing. It is an error if there is none with that ID.
func Settle(tx *store.Tx, id string, s State) error {
	return change(tx, id, func(p *stored) { p.State = s })
}

// ID is the same for texts that differ in case and signs only.
func ID(k knowledge.Key, question string) string {
	sum := sha256.Sum256([]byte(strings.Join(text.Tokens(question), " ")))
	return k.Slug + "." + string(k.Lang) + "." + hex.EncodeToString(sum[:5])
}

// saltSize is how many bytes the key of the HMAC has.
const saltSize = 32

// onceKey is the key under which the person's verdict of that day on the aid is kept.
func onceKey(tx *store.Tx, c Confirmation) ([]byte, error) {
	key := []byte("salt")
	salt, ok, err := salts.Load(tx, key)
	if err != nil {
		return nil, err
	}
	if !ok {
		salt = make([]byte, saltSize)
		rand.Read(salt) // never fails: crypto/rand ends the program instead
		if err := salts.Save(tx, key, salt); err != nil {
			return nil, fmt.Errorf("find: salt: %w", err)
		}
	}
	day := uint64(max(c.Time.Unix(), 0) / (24 * 60 * 60))
	mac := hmac.New(sha256.New, salt)
	mac.Write([]byte(c.Person + "\x00" + c.Key.Slug))
	return append(store.Num(day), mac.Sum(nil)[:16]...), nil
}
