package agenda

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// planned is an item with its place in the queue.
type planned struct {
	Item
	At    time.Time // when it is looked at next
	Added time.Time
}

var errDamaged = errors.New("damaged record")

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
	row, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if err := tx.Put(itemBucket, []byte(p.Key), row); err != nil {
		return err
	}
	if p.Person != "" {
		if err := tx.Put(whoBucket, whoKey(p.Person, p.Key), append(second(p.Added), p.sharing()...)); err != nil {
			return err
		}
		if p.Kind == Digest {
			if err := tx.Put(digestBucket, whoKey(p.Person, p.Key), nil); err != nil {
				return err
			}
		}
	}
	return tx.Put(dueBucket, p.dueKey(), nil)
}

// get reads the item with a Key, if it is still planned.
func get(tx *store.Tx, key []byte) (p planned, ok bool, err error) {
	row, ok := tx.Get(itemBucket, key)
	if !ok || len(row) == 0 {
		return p, false, nil
	}
	if err := json.Unmarshal(row, &p); err != nil {
		return p, false, fmt.Errorf("item: %w", err)
	}
	return p, true, nil
}

// done takes p off the agenda. Its Key stays, so that it does not come back.
func done(tx *store.Tx, p planned) error {
	if err := tx.Delete(dueBucket, p.dueKey()); err != nil {
		return err
	}
	if p.Person != "" {
		if err := errors.Join(tx.Put(whoBucket, whoKey(p.Person, p.Key), nil),
			tx.Delete(digestBucket, whoKey(p.Person, p.Key))); err != nil {
			return err
		}
	}
	return tx.Put(itemBucket, []byte(p.Key), nil)
}

// move gives p a later place in the queue.
func move(tx *store.Tx, p planned, at time.Time) error {
	if err := tx.Delete(dueBucket, p.dueKey()); err != nil {
		return err
	}
	p.At = at
	return put(tx, p)
}

// Cancel takes every item whose Key begins with prefix off the agenda, such as those
// of a campaign. Their keys stay used.
func (a *Agenda) Cancel(tx *store.Tx, prefix string) error {
	for key, row := range tx.ScanPrefix(itemBucket, []byte(prefix)) {
		if len(row) == 0 {
			continue
		}
		p, ok, err := get(tx, key)
		if ok {
			err = done(tx, p)
		}
		if err != nil {
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
	for k, series := range tx.ScanPrefix(whoBucket, prefix) {
		if len(series) == 0 {
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
	for k := range tx.ScanPrefix(whoBucket, prefix) {
		key := k[len(prefix):]
		p, ok, err := get(tx, key)
		if ok {
			err = tx.Delete(dueBucket, p.dueKey())
		}
		if err = errors.Join(err, tx.Delete(itemBucket, key), tx.Delete(whoBucket, k),
			tx.Delete(digestBucket, k)); err != nil {
			return fmt.Errorf("agenda: forget: %w", err)
		}
	}
	return tx.Delete(personBucket, []byte(id))
}

// makeRoom ends the series of a person that began first, if three others than this
// one are going on.
func (a *Agenda) makeRoom(tx *store.Tx, id people.ID, series string, now time.Time) error {
	began := map[string]uint64{}
	for _, v := range tx.ScanPrefix(whoBucket, whoKey(id, "")) {
		if len(v) <= 8 || string(v[8:]) == series {
			continue
		}
		s := string(v[8:])
		if at := store.FromNum(v); began[s] == 0 || at < began[s] {
			began[s] = at
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

// dropSeries drops what is planned for a person in a series, or with [All] everything.
func (a *Agenda) dropSeries(tx *store.Tx, id people.ID, series, why string, now time.Time) error {
	prefix := whoKey(id, "")
	for k, v := range tx.ScanPrefix(whoBucket, prefix) {
		if len(v) < 8 || series != All && !bytes.Equal(v[8:], []byte(series)) {
			continue
		}
		p, ok, err := get(tx, k[len(prefix):])
		if err != nil || !ok {
			return errors.Join(err, errDamaged)
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
