package counts

import (
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A batch is what a stretch of the journal adds.
type batch struct {
	zone   *time.Location
	state  state // as it will be
	fields [256]int
	hidden uint64
	span   span
	cells  map[at]*cell
	homes  map[uint64]*home
	moved  map[uint64]bool // homes that changed
	days   map[Week]*[7]uint64
	all    bool // homes holds everybody
	one    [2]key
}

// at is a place in the tally: a unit, by the number of its word, in a week.
type at struct {
	week Week
	unit uint32
}

func (t *Counts) begin(tx *store.Tx, s state) *batch {
	b := &batch{zone: t.zone, state: s, cells: map[at]*cell{}, homes: map[uint64]*home{}, moved: map[uint64]bool{},
		days: map[Week]*[7]uint64{}}
	for i := range b.fields {
		b.fields[i] = -1
	}
	for k, f := range counted {
		b.fields[k] = f
	}
	b.hidden, _ = journal.WordNumber(tx, hidden)
	return b
}

// locate makes b.span the week of a moment.
func (b *batch) locate(millis int64) {
	if !b.span.holds(millis) {
		b.span = spanOf(millis, b.zone)
	}
}

// keys are what an entry of week w counts for: nothing, one thing, or being late too.
func (b *batch) keys(e journal.Raw, w Week) []key {
	f := b.fields[e.Kind]
	if f < 0 || e.Kind == journal.Asked && b.hidden != 0 && e.Detail == b.hidden {
		return nil
	}
	k := key{kind: e.Kind}
	if f&byAid != 0 {
		k.aid = uint32(e.Aid)
	}
	if f&byDetail != 0 {
		k.detail = uint32(e.Detail)
	}
	if f&byStep != 0 {
		k.n = int32(e.Step)
	}
	if f&byValue != 0 {
		k.n = int32(e.Value)
	}
	ks := append(b.one[:0], k)
	if seal, ok := b.state.Sealed[w]; ok && e.Seq > seal {
		ks = append(ks, key{kind: Late})
	}
	return ks
}

// add counts an entry.
func (b *batch) add(tx *store.Tx, e journal.Raw) error {
	b.state.Cursor = e.Seq
	b.locate(e.Millis)
	w := b.span.week
	if w <= b.state.Closed {
		return nil
	}
	if w > b.state.Week {
		if err := b.turn(tx, w); err != nil {
			return err
		}
	}
	b.day(w)[b.span.day(e.Millis)]++
	unit := uint32(e.Unit)
	var h *home
	if e.Person != 0 && unit != 0 {
		var err error
		if h, err = b.home(tx, e.Person); err != nil {
			return err
		}
		if h == nil {
			h = &home{stays: []stay{{unit: unit}}, seen: unit}
			b.homes[e.Person], b.moved[e.Person] = h, true
		}
		if h.seen != unit || h.last < w {
			h.seen, h.last = unit, max(h.last, w)
			b.moved[e.Person] = true
		}
	}
	for _, k := range b.keys(e, w) {
		if h == nil {
			c := b.cell(w, unit)
			if f := c.add(k); e.Person != 0 { // counted in no unit, at once: the group they leave does not keep them
				f.by.add(c.at(e.Person))
			}
			continue
		}
		if h.cell == nil || h.week != w {
			h.cell, h.week = b.cell(w, h.unit(w)), w
			h.place = h.cell.at(e.Person)
		}
		h.cell.add(k).by.add(h.place)
	}
	return nil
}

// cell is the cell of a unit in a week, as far as this batch fills it.
func (b *batch) cell(w Week, unit uint32) *cell {
	c := b.cells[at{w, unit}]
	if c == nil {
		c = newCell()
		b.cells[at{w, unit}] = c
	}
	return c
}

// day is how many entries b counted on each day of a week.
func (b *batch) day(w Week) *[7]uint64 {
	d := b.days[w]
	if d == nil {
		d = &[7]uint64{}
		b.days[w] = d
	}
	return d
}

// home returns where a person is counted; nil if they are new.
func (b *batch) home(tx *store.Tx, person uint64) (*home, error) {
	h, ok := b.homes[person]
	if ok || b.all {
		return h, nil
	}
	h, ok, err := homes.Load(tx, store.Num(person))
	if !ok || err != nil {
		return nil, err
	}
	b.homes[person] = h
	return h, nil
}

// turn begins week w: who moved is counted in their new unit, if enough did.
func (b *batch) turn(tx *store.Tx, w Week) error {
	if !b.all {
		for k, h := range homes.All(tx) {
			if p := store.FromNum(k); b.homes[p] == nil {
				b.homes[p] = h
			}
		}
		b.all = true
	}
	group, err := privacy.Load(tx)
	if err != nil {
		return err
	}
	for _, p := range move(b.homes, w, group) {
		b.moved[p] = true
	}
	b.state.Week = w
	return nil
}

// errChanged says that what a batch was made of is not there any more.
var errChanged = errors.New("the journal changed")

// save adds the batch to what is kept, if nothing changed since it was begun with the
// state before.
func (b *batch) save(tx *store.Tx, before state) error {
	s, err := load(tx)
	if err != nil {
		return err
	}
	if s.Cursor != before.Cursor || s.Forgets != before.Forgets || s.Rebuilds != before.Rebuilds ||
		s.Lost != before.Lost || s.Closed != before.Closed || len(s.Sealed) != len(before.Sealed) {
		return errChanged
	}
	names := map[uint32]string{}
	for _, a := range slices.SortedFunc(maps.Keys(b.cells), func(x, y at) int { return int(x.week) - int(y.week) }) {
		unit, ok := names[a.unit]
		if !ok {
			if unit, err = journal.Word(tx, uint64(a.unit)); err != nil {
				return err
			}
			names[a.unit] = unit
		}
		c, ok, err := read(tx, a.week, unit)
		if err != nil {
			return err
		}
		if ok {
			c.merge(b.cells[a])
		} else {
			c = b.cells[a]
		}
		if err := c.save(tx, a.week, unit); err != nil {
			return err
		}
	}
	for p := range b.moved {
		if err := homes.Save(tx, store.Num(p), b.homes[p]); err != nil {
			return err
		}
	}
	for w, d := range b.days {
		if err := addDays(tx, w, d, false); err != nil {
			return err
		}
	}
	return b.state.save(tx)
}
