package buddy

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	lookBucket = "pairs.look"
	partBucket = "pairs.part"
	seenBucket = "pairs.seen"
)

// grace is how many days after the last one what was seen may still be written down.
const grace = 3

// A look is that one of a pair looks along with the other, or is asked to. Who is observed
// begins it, chooses the points and the days, and confirms them; then the observer does.
type look struct {
	Number   uint64
	Pair     uint64
	Observed people.ID
	Observer people.ID
	Names    [2]string // of the observed and the observer
	Points   []string
	From, To string // first and last day, as [time.DateOnly]
	Made     time.Time
	Asked    time.Time `json:",omitzero"`
	Told     int       `json:",omitempty"` // messages to the observer about the request
	Declined bool      `json:",omitempty"` // for the observer alone to know
	Agreed   time.Time `json:",omitzero"`
}

// A note is what an observer wrote and has not sent. It is theirs alone.
type note struct {
	Facts, Question string
	Time            time.Time `json:",omitzero"`
}

// A seen is what an observer sent. It is the observed's alone.
type seen struct {
	By     people.ID `json:",omitempty"` // who wrote it; empty once they deleted their data
	Name   string    `json:",omitempty"`
	Points []string
	Text   string
	Sent   time.Time
}

// day is a day that was kept.
func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return d
}

// over reports whether nothing can come of l any more on a day.
func (l look) over(today time.Time) bool {
	if l.Agreed.IsZero() {
		return today.After(day(l.To))
	}
	return today.After(day(l.To).AddDate(0, 0, grace))
}

// waits reports whether a yes may still come. A request that was declined waits like any
// other.
func (l look) waits(today time.Time) bool {
	return !l.Asked.IsZero() && l.Agreed.IsZero() && !l.over(today)
}

func (l look) keyOf(id people.ID) []byte { return dialog.OwnKey(id, store.Num(l.Number)) }

func loadLook(tx *store.Tx, number string) (l look, ok bool, err error) {
	ok, err = tx.GetJSON(lookBucket, store.Num(uint64(max(dialog.Number(number), 0))), &l)
	return l, ok, err
}

func (l look) save(tx *store.Tx) error { return tx.PutJSON(lookBucket, store.Num(l.Number), l) }

// showTo lets a person find l among their own.
func (l look) showTo(tx *store.Tx, id people.ID) error {
	return tx.PutJSON(partBucket, l.keyOf(id), note{})
}

// knownTo reports whether a person can find l: the observer cannot before they were asked.
func (l look) knownTo(tx *store.Tx, id people.ID) bool {
	_, ok := tx.Get(partBucket, l.keyOf(id))
	return ok
}

// note is what the observer wrote so far.
func (l look) note(tx *store.Tx) (n note, err error) {
	_, err = tx.GetJSON(partBucket, l.keyOf(l.Observer), &n)
	return n, err
}

func (l look) saveNote(tx *store.Tx, n note) error {
	return tx.PutJSON(partBucket, l.keyOf(l.Observer), n)
}

// delete removes l with what was written and not sent.
func (l look) delete(tx *store.Tx) error {
	return errors.Join(tx.Delete(partBucket, l.keyOf(l.Observed)), tx.Delete(partBucket, l.keyOf(l.Observer)), tx.Delete(lookBucket, store.Num(l.Number)))
}

// looksOf returns the looks that a person can find, the one begun last first.
func looksOf(tx *store.Tx, id people.ID) (ls []look, err error) {
	prefix := dialog.OwnKey(id, nil)
	for k := range tx.ScanDown(partBucket, prefix, store.After(prefix)) {
		var l look
		if ok, err := tx.GetJSON(lookBucket, k[len(prefix):], &l); err != nil {
			return nil, err
		} else if ok {
			ls = append(ls, l)
		}
	}
	return ls, nil
}

// looks returns every look.
func looks(tx *store.Tx) (ls []look, err error) {
	for k, v := range tx.Scan(lookBucket, nil, nil) {
		var l look
		if err := json.Unmarshal(v, &l); err != nil {
			return nil, fmt.Errorf("look %q: %w", k, err)
		}
		ls = append(ls, l)
	}
	return ls, nil
}

// dropLooks removes what a pair agreed, with what was written and not sent.
func dropLooks(tx *store.Tx, pair uint64) error {
	ls, err := looks(tx)
	for _, l := range ls {
		if l.Pair == pair {
			err = errors.Join(err, l.delete(tx))
		}
	}
	return err
}

// hushLooks takes messages about what a pair agreed off the agenda.
func hushLooks(t *dialog.Turn, pair uint64) error {
	ls, err := looks(t.Tx)
	for _, l := range ls {
		if l.Pair == pair {
			err = errors.Join(err, t.Hush(verbLook, l.Number, "told", "remind", "agreed", "when", "off"))
		}
	}
	return err
}

// view is l as one of the two may read it.
func (l look) view(tx *store.Tx, id people.ID) (any, error) {
	v := struct {
		Role   string   `json:"role"`
		With   string   `json:"with"`
		Points []string `json:"points"`
		From   string   `json:"from,omitempty"`
		To     string   `json:"to,omitempty"`
		Note   *note    `json:"not_sent,omitempty"`
	}{"observed", l.Names[1], l.Points, l.From, l.To, nil}
	if l.Observer != id {
		return v, nil
	}
	n, err := l.note(tx)
	v.Role, v.With = "observer", l.Names[0]
	if !n.Time.IsZero() {
		v.Note = &n
	}
	return v, err
}

// seenOf returns what was seen of a person, by number, the last first.
func seenOf(tx *store.Tx, id people.ID) (numbers []uint64, all []seen, err error) {
	prefix := dialog.OwnKey(id, nil)
	for k, v := range tx.ScanDown(seenBucket, prefix, store.After(prefix)) {
		var s seen
		if err := json.Unmarshal(v, &s); err != nil {
			return nil, nil, fmt.Errorf("seen %q: %w", k, err)
		}
		numbers, all = append(numbers, store.FromNum(k[len(prefix):])), append(all, s)
	}
	return numbers, all, nil
}

// view is s as its owner may read it.
func (s seen) view() any {
	return struct {
		By     string    `json:"seen_by,omitempty"`
		Points []string  `json:"points"`
		Text   string    `json:"text"`
		Sent   time.Time `json:"sent"`
	}{s.Name, s.Points, s.Text, s.Sent}
}

// hideObserver takes the name of a person from what they saw of others.
func hideObserver(tx *store.Tx, id people.ID) error {
	for k, v := range tx.Scan(seenBucket, nil, nil) {
		var s seen
		if err := json.Unmarshal(v, &s); err != nil {
			return fmt.Errorf("seen %q: %w", k, err)
		}
		if s.By != id {
			continue
		}
		s.By, s.Name = "", ""
		if err := tx.PutJSON(seenBucket, k, s); err != nil {
			return err
		}
	}
	return nil
}

// pruneLooks removes what is over or too old at now.
func pruneLooks(tx *store.Tx, now time.Time) error {
	ls, err := looks(tx)
	if err != nil {
		return err
	}
	for _, l := range ls {
		started := l.Asked.IsZero()
		if started && now.Sub(l.Made) > keepStarted || !started && l.over(now.UTC().AddDate(0, 0, -1)) {
			err = errors.Join(err, l.delete(tx))
		}
	}
	for k, v := range tx.Scan(seenBucket, nil, nil) {
		var s seen
		if err := json.Unmarshal(v, &s); err != nil {
			return fmt.Errorf("seen %q: %w", k, err)
		}
		if now.Sub(s.Sent) > keep {
			err = errors.Join(err, tx.Delete(seenBucket, k))
		}
	}
	return err
}

// text is what would be sent of n.
func (n note) text(asks text.Line1) string {
	if n.Question == "" {
		return n.Facts
	}
	return strings.TrimSpace(n.Facts + "\n\n" + asks.With(n.Question))
}
