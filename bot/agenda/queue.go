package agenda

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// dueKey is where p stands in the queue.
func (p planned) dueKey() []byte {
	k := append(linePrefix(p.In.Platform), second(p.At)...)
	return append(append(k, byte(9-p.Priority)), p.Key...)
}

// linePrefix is what the keys of the queue of one platform begin with.
func linePrefix(p chat.Platform) []byte { return append([]byte(p), 0) }

// keyIn returns the Key of the item at a place in the queue of a platform.
func keyIn(p chat.Platform, due []byte) (key []byte, ok bool) {
	head := len(p) + 1 + 8 + 1
	if len(due) <= head {
		return nil, false
	}
	return due[head:], true
}

// itemKey returns the Key of the item at a place in the queue of any platform; nil if it has none.
func itemKey(due []byte) []byte {
	p, _, _ := bytes.Cut(due, []byte{0})
	key, _ := keyIn(chat.Platform(p), due)
	return key
}

// second is t as eight bytes that sort as times do, from 1970 on.
func second(t time.Time) []byte { return store.Num(uint64(max(0, t.Unix()))) }

func whoKey(id people.ID, key string) []byte { return []byte(string(id) + "\x00" + key) }

// sharing is the series of an item among those of which a person has three at most;
// digests come beside them.
func (it Item) sharing() string {
	if it.Kind == Digest {
		return ""
	}
	return it.Series
}

// put writes p as planned.
func put(tx *store.Tx, p planned) error {
	err := items.Save(tx, []byte(p.Key), p)
	if p.Person != "" {
		s := standing{store.FromNum(second(p.Added)), p.sharing()}
		err = errors.Join(err, whose.Save(tx, whoKey(p.Person, p.Key), s))
		if p.Kind == Digest {
			err = errors.Join(err, digests.Save(tx, whoKey(p.Person, p.Key), struct{}{}))
		}
	}
	return errors.Join(err, dues.Save(tx, p.dueKey(), struct{}{}))
}

// get reads the item with a Key, if it is still planned and can be read.
func get(tx *store.Tx, key []byte) (p planned, ok bool, err error) {
	p, ok, err = items.Load(tx, key)
	return p, ok && p.Key != "", err
}

// done takes p off the agenda. Its Key stays, so that it does not come back.
func done(tx *store.Tx, p planned) error {
	err := dues.Delete(tx, p.dueKey())
	if p.Person != "" {
		who := whoKey(p.Person, p.Key)
		err = errors.Join(err, whose.Save(tx, who, standing{}), digests.Delete(tx, who))
	}
	return errors.Join(err, items.Save(tx, []byte(p.Key), planned{}))
}

// move gives p a later place in the queue.
func move(tx *store.Tx, p planned, at time.Time) error {
	if err := dues.Delete(tx, p.dueKey()); err != nil {
		return err
	}
	p.At = at
	return put(tx, p)
}

// Cancel takes every item whose Key begins with prefix off the agenda, such as those
// of a campaign. Their keys stay used.
func (a *Agenda) Cancel(tx *store.Tx, prefix string) error {
	for _, p := range items.Scan(tx, []byte(prefix)) {
		if p.Key == "" {
			continue
		}
		if err := done(tx, p); err != nil {
			return fmt.Errorf("agenda: cancel: %w", err)
		}
	}
	return nil
}

// CancelOne takes the item with a Key off the agenda, if it is still planned. Its Key stays
// used.
func (a *Agenda) CancelOne(tx *store.Tx, key string) error {
	p, ok, err := get(tx, []byte(key))
	if ok {
		err = done(tx, p)
	}
	if err != nil {
		return fmt.Errorf("agenda: cancel: %w", err)
	}
	return nil
}

// All is the series that stands for every series, and for items without one.
const All = ""

// Stop takes the items of a person in a series off the agenda, or with [All]
// everything. Their keys stay used, so a series that was stopped does not come back.
func (a *Agenda) Stop(tx *store.Tx, id people.ID, series string) error {
	items, err := a.Of(tx, id)
	if err != nil {
		return err
	}
	for _, it := range items {
		if series != All && it.Series != series {
			continue
		}
		if err := a.CancelOne(tx, it.Key); err != nil {
			return err
		}
	}
	return nil
}

// Of returns what is planned for a person, in order of Key.
func (a *Agenda) Of(tx *store.Tx, id people.ID) (items []Item, err error) {
	prefix := whoKey(id, "")
	for k, s := range whose.Scan(tx, prefix) {
		if s.Added == 0 {
			continue
		}
		p, ok, err := get(tx, k[len(prefix):])
		if err != nil {
			return nil, fmt.Errorf("agenda: of a person: %w", err)
		}
		if ok {
			items = append(items, p.Item)
		}
	}
	return items, nil
}

// Forget removes everything about a person: what is planned, what was, and how much
// they were written to.
func (a *Agenda) Forget(tx *store.Tx, id people.ID) error {
	prefix := whoKey(id, "")
	err := states.Delete(tx, []byte(id))
	for k := range whose.Scan(tx, prefix) {
		err = errors.Join(err, items.Delete(tx, k[len(prefix):]), whose.Delete(tx, k), digests.Delete(tx, k))
	}
	for k := range dues.All(tx) { // also what is not known to be theirs: what became of its item is not readable
		if p, ok, _ := get(tx, itemKey(k)); ok && p.Person == id {
			err = errors.Join(err, items.Delete(tx, itemKey(k)))
		} else if ok {
			continue
		}
		err = errors.Join(err, dues.Delete(tx, k))
	}
	if err != nil {
		return fmt.Errorf("agenda: forget: %w", err)
	}
	return nil
}

// makeRoom ends the series of a person that began first, if three others than this
// one are going on.
func (a *Agenda) makeRoom(tx *store.Tx, id people.ID, series string, now time.Time) error {
	began := map[string]uint64{}
	for _, s := range whose.Scan(tx, whoKey(id, "")) {
		if s.Series == "" || s.Series == series {
			continue
		}
		if at := began[s.Series]; at == 0 || s.Added < at {
			began[s.Series] = s.Added
		}
	}
	for len(began) >= maxOpen {
		first := ""
		for s, at := range began {
			if first == "" || at < began[first] || at == began[first] && s < first {
				first = s
			}
		}
		delete(began, first)
		if err := a.dropSeries(tx, id, first, "merged", now); err != nil {
			return err
		}
	}
	return nil
}

// dropSeries drops what is planned for a person in a series, or with [All] everything. Who only rests may want more
// before what was promised for a day comes due, such as a review after half a year: that stays.
func (a *Agenda) dropSeries(tx *store.Tx, id people.ID, series, why string, now time.Time) error {
	prefix := whoKey(id, "")
	for k, s := range whose.Scan(tx, prefix) {
		if s.Added == 0 || series != All && s.Series != series {
			continue
		}
		p, ok, err := get(tx, k[len(prefix):])
		if err != nil {
			return err
		}
		if !ok { // it cannot be read: it is done with
			if err := whose.Save(tx, k, standing{}); err != nil {
				return err
			}
			continue
		}
		if why == resting && p.Promised && p.Due.After(now) {
			continue
		}
		w, err := a.whoIs(tx, p.Item)
		if err == nil {
			err = a.drop(tx, p, w, why, now)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
