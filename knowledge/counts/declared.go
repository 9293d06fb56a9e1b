package counts

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// keepWeeks is how long a week is kept after it is over.
const keepWeeks = privacy.KeepWeeks * 7 * 24 * time.Hour

var (
	// cells are what is counted of each unit in each week: week (4 bytes), unit. See record.go.
	cells = store.Table[*cell]{Bucket: "tally.cell", Class: store.Working, Keep: keepWeeks, SinceKey: weekOver,
		Write: func(c *cell) ([]byte, error) { return c.encode(), nil },
		Read:  func(_, val []byte) (*cell, error) { return decode(val) }}

	// onDays are the entries of all units on each day of a week: week (4 bytes).
	onDays = store.Table[[7]uint64]{Bucket: "tally.day", Class: store.Working, Keep: keepWeeks, SinceKey: weekOver,
		Write: writeDays, Read: readDays}

	// homes are where people are counted: pseudonym, 8 bytes. See home.go. [Counts.Close] removes them sooner.
	homes = store.Table[*home]{Bucket: "tally.home", Class: store.Working, Keep: privacy.KeepUse,
		Since: func(h *home) time.Time { return (h.last + 1).Monday(time.UTC) },
		Write: func(h *home) ([]byte, error) { return h.encode(), nil },
		Read:  func(_, val []byte) (*home, error) { return decodeHome(val) }}

	// states is how far the counting is, under theOne.
	states = store.Table[state]{Bucket: "tally.state", Class: store.Working, Keep: store.Forever}
	theOne = []byte("state")
)

// Tables are what the counts are kept in, declared. A person is taken out of them before out of the journal,
// which says where they are; of a person's own they hold nothing that the journal does not tell better.
// [Counts.Close] leaves numbers.
func (t *Counts) Tables() []store.Declared {
	return []store.Declared{&store.Kind{Tables: []store.Declared{&cells, &onDays, &homes, &states}, Class: store.Facts,
		Without: t.Forget}}
}

// weekOver is when the week is over that a key begins with.
func weekOver(key []byte) time.Time {
	if len(key) < 4 {
		return time.Time{}
	}
	return (weekIn(key) + 1).Monday(time.UTC)
}

func weekIn(key []byte) Week { return Week(binary.BigEndian.Uint32(key)) }

func writeDays(days [7]uint64) (val []byte, _ error) {
	for _, n := range days {
		val = append(val, store.Num(n)...)
	}
	return val, nil
}

func readDays(_, val []byte) (days [7]uint64, err error) {
	if len(val) != 8*len(days) {
		return days, errRecord
	}
	for i := range days {
		days[i] = store.FromNum(val[8*i:])
	}
	return days, nil
}

// lost counts the rows that could not be read.
func lost(tx *store.Tx) (n int) {
	aside := store.Aside(tx)
	return aside[cells.Bucket] + aside[onDays.Bucket] + aside[homes.Bucket] + aside[states.Bucket]
}

// load returns how far the counting is. Where that is lost it is made of the closed weeks, and all others are to be
// counted again.
func load(tx *store.Tx) (s state, err error) {
	s, ok, err := states.Load(tx, theOne)
	if ok || err != nil {
		return s, err
	}
	some := false
	for k, c := range cells.All(tx) {
		some = true
		if c.isShut {
			s.Closed = max(s.Closed, weekIn(k))
		}
	}
	if !some {
		return s, nil
	}
	if !tx.Writable() {
		return s, errRecord
	}
	return s, s.again(tx)
}

func (s state) save(tx *store.Tx) error { return states.Save(tx, theOne, s) }

// again makes all open weeks be counted again.
func (s *state) again(tx *store.Tx) (err error) {
	for k := range tx.Scan(cells.Bucket, weekKey(s.Closed+1), nil) {
		err = errors.Join(err, cells.Delete(tx, k))
	}
	for k := range tx.Scan(onDays.Bucket, weekKey(s.Closed+1), nil) {
		err = errors.Join(err, onDays.Delete(tx, k))
	}
	s.Cursor, s.Lost = 0, lost(tx)
	s.Rebuilds++
	return errors.Join(err, s.save(tx))
}
