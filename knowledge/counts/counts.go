// Package counts keeps the journal counted: for every ISO week and unit, how often what
// happened and by how many different people. It follows the journal by a cursor that
// moves in the same transaction as the counts, so that a week costs the same to read
// with ten million entries in the journal as with ten.
//
// Everyone is counted in one unit in each week, so that people of different units may
// be added up. A unit's group changes only when enough people come or go ([privacy.Group]).
//
// Who the people are is kept only as long as the journal keeps its entries: then
// [Counts.Close] leaves numbers. Nothing here may be shown as it is: what may be told of
// a week is for bot/insight/digest to decide.
//
// The cells of open weeks and their days are derived from the journal ([Counts.Rebuild]);
// homes and closed weeks are not.
package counts

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Counts counts the journal in a store. One at a time may count.
type Counts struct {
	db   *store.DB
	zone *time.Location
}

// New returns the tally kept in db, whose weeks begin on Monday in zone. After another
// zone was chosen, call [Counts.Rebuild].
func New(db *store.DB, zone *time.Location) *Counts { return &Counts{db, zone} }

// Zone is where the weeks begin.
func (t *Counts) Zone() *time.Location { return t.zone }

// state is how far the counting is.
type state struct {
	Cursor   uint64          // the sequence number of the last entry counted
	Week     Week            // the latest week seen
	Closed   Week            // weeks up to this one are closed
	Sealed   map[Week]uint64 `json:",omitempty"` // the cursor when a week was told of
	Forgets  int             // how often somebody was forgotten: what was read before must be read again
	Rebuilds int
	Lost     int `json:",omitempty"` // rows that could not be read, as far as the open weeks were counted again since
}

func weekKey(w Week) []byte { return binary.BigEndian.AppendUint32(nil, uint32(w)) }

func cellKey(w Week, unit string) []byte { return append(weekKey(w), unit...) }

// Seal marks a week as told of: what the journal learns of it later is late.
func Seal(tx *store.Tx, w Week) error {
	s, err := load(tx)
	if err != nil {
		return err
	}
	if _, ok := s.Sealed[w]; ok {
		return nil
	}
	if s.Sealed == nil {
		s.Sealed = map[Week]uint64{}
	}
	s.Sealed[w] = s.Cursor
	return s.save(tx)
}

// Forget takes a person out of all weeks that still know them. It needs their entries:
// call it before journal.Forget, in the same transaction. Closed weeks hold numbers
// only, and keep them.
func (t *Counts) Forget(tx *store.Tx, person string) error {
	id, err := hex.DecodeString(person)
	if err != nil || len(id) != 8 {
		return fmt.Errorf("tally: forget: pseudonym is not 16 hexadecimal digits")
	}
	p := binary.BigEndian.Uint64(id)
	s, err := load(tx)
	if err != nil {
		return err
	}
	s.Forgets++
	b := t.begin(tx, s)
	h, err := b.home(tx, p)
	if err != nil {
		return err
	}
	if h == nil && homes.SetAside(tx, id) { // they are counted, and nobody knows where
		return s.again(tx)
	}
	for in, figs := range b.did(tx, p, h) {
		unit, err := journal.Word(tx, uint64(in.unit))
		if err != nil {
			return err
		}
		w := in.week
		c, ok, err := read(tx, w, unit)
		if err != nil {
			return err
		}
		if !ok { // they did nothing that is counted
			continue
		}
		c.remove(p, figs)
		if err := c.save(tx, w, unit); err != nil {
			return err
		}
	}
	for w, d := range b.days {
		if err := addDays(tx, w, d, true); err != nil {
			return err
		}
	}
	if err := homes.Delete(tx, id); err != nil {
		return err
	}
	return s.save(tx)
}

// did is how often what a person did was counted, by open week and the unit they are counted in, which h tells; it
// counts their days in b.
func (b *batch) did(tx *store.Tx, person uint64, h *home) map[at]map[key]uint32 {
	cells := map[at]map[key]uint32{}
	for e := range journal.Raws(tx, 0) {
		if e.Seq > b.state.Cursor {
			break
		}
		if e.Person != person {
			continue
		}
		b.locate(e.Millis)
		w := b.span.week
		if w <= b.state.Closed {
			continue
		}
		b.day(w)[b.span.day(e.Millis)]++
		in := at{week: w}
		if e.Unit != 0 && h != nil {
			in.unit = h.unit(w)
		}
		if cells[in] == nil {
			cells[in] = map[key]uint32{}
		}
		for _, k := range b.keys(e, w) {
			cells[in][k]++
		}
	}
	return cells
}

// read returns the cell of a unit in a week, and whether there is one.
func read(tx *store.Tx, w Week, unit string) (*cell, bool, error) {
	return cells.Load(tx, cellKey(w, unit))
}

// save writes the cell of a unit in a week; an empty one is not kept.
func (c *cell) save(tx *store.Tx, w Week, unit string) error {
	if len(c.figs) == 0 {
		return cells.Delete(tx, cellKey(w, unit))
	}
	return cells.Save(tx, cellKey(w, unit), c)
}

// Close forgets who was active in the weeks of which the journal is about to let go of
// entries. Run it daily, before the journal is pruned.
func (t *Counts) Close(ctx context.Context, now time.Time) error {
	for {
		more := false
		err := t.db.Update(ctx, func(tx *store.Tx) error {
			more = false
			s, err := load(tx)
			if err != nil {
				return err
			}
			w, ok := s.oldest(tx)
			if !ok || now.Sub(w.Monday(t.zone)) < privacy.KeepUse {
				return nil
			}
			more = true
			return closeWeek(tx, s, w)
		})
		if err != nil {
			return fmt.Errorf("tally: close: %w", err)
		}
		if !more {
			break
		}
	}
	return nil
}

// oldest is the oldest week that is open.
func (s state) oldest(tx *store.Tx) (Week, bool) {
	for k := range cells.Between(tx, weekKey(s.Closed+1), nil) {
		return weekIn(k), true
	}
	return 0, false
}

// closeWeek shuts every cell of a week, and forgets where people are counted who were
// not active since.
func closeWeek(tx *store.Tx, s state, w Week) error {
	for k, c := range cells.Scan(tx, weekKey(w)) {
		c.shut()
		if err := cells.Save(tx, k, c); err != nil {
			return err
		}
	}
	for k, h := range homes.All(tx) {
		if h.last > w {
			continue
		}
		if err := homes.Delete(tx, k); err != nil {
			return err
		}
	}
	s.Closed = w
	delete(s.Sealed, w)
	return s.save(tx)
}
