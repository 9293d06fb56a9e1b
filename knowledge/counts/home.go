package counts

import (
	"encoding/binary"
	"maps"
	"slices"

	"github.com/handvat/handvat/knowledge/privacy"
)

// lookBack is how many weeks back a group must either be the same or differ by [privacy.Group]
// people: those who come and go in turn make no group that differs from an older one by
// one of them.
const lookBack = 52

// A home is where a person is counted: one unit in each week.
type home struct {
	stays []stay // oldest first; never empty
	seen  uint32 // the unit of their latest entry: where they will be counted once enough people moved
	last  Week   // of their latest entry

	// While a batch is made: their cell of the week they were last seen in, and their
	// place among its people.
	cell  *cell
	week  Week
	place uint32
}

// A stay begins in a week; the first one began before everything.
type stay struct {
	from Week
	unit uint32
}

// unit is where the person is counted in a week.
func (h *home) unit(w Week) uint32 {
	u := h.stays[0].unit
	for _, s := range h.stays[1:] {
		if s.from <= w {
			u = s.unit
		}
	}
	return u
}

// now is where the person is counted since the latest move.
func (h *home) now() uint32 { return h.stays[len(h.stays)-1].unit }

// move lets people be counted from week w on in the unit they were last seen in, as
// far as every unit that changes does so by a group of people at least, compared with each
// week that [lookBack] reaches. As long as fewer come or go, everyone is counted where they
// were the week before, so that the digests of two weeks cannot be subtracted to who moved.
// Who was in no unit yet need not wait. It returns who moved.
func move(homes map[uint64]*home, w Week, group privacy.Group) (moved []uint64) {
	weeks := map[Week]bool{w - 1: true} // the last ones in which the groups were as they were then
	for p, h := range homes {
		if h.seen != h.now() {
			moved = append(moved, p)
		}
		for _, s := range h.stays[1:] {
			if s.from+lookBack > w {
				weeks[s.from-1] = true
			}
		}
	}
	for len(moved) > 0 {
		few := map[uint32]bool{}
		for before := range weeks {
			tooFew(few, homes, moved, before, group)
		}
		n := len(moved)
		moved = slices.DeleteFunc(moved, func(p uint64) bool {
			from, to := homes[p].now(), homes[p].seen
			return from != 0 && (few[from] || to != 0 && few[to])
		})
		if len(moved) == n {
			break
		}
	}
	for _, p := range moved {
		h := homes[p]
		h.stays = append(h.stays, stay{w, h.seen})
	}
	return moved
}

// tooFew marks the units whose group, once people moved, would differ from the one they
// had in a week before by fewer people than a group, because of their move.
func tooFew(few map[uint32]bool, homes map[uint64]*home, moved []uint64, before Week, group privacy.Group) {
	with, without := map[uint32]int{}, map[uint32]int{}
	count := func(changes map[uint32]int, was, is uint32, n int) {
		if was != is && was != 0 {
			changes[was] += n
			changes[is] += n
		}
	}
	for _, h := range homes {
		if len(h.stays) > 1 {
			count(without, h.unit(before), h.now(), 1)
		}
	}
	maps.Copy(with, without)
	for _, p := range moved {
		h := homes[p]
		count(with, h.unit(before), h.now(), -1)
		count(with, h.unit(before), h.seen, 1)
	}
	for unit, n := range with {
		if n > 0 && !group.May(n) && n != without[unit] {
			few[unit] = true
		}
	}
}

// A record of a home is uvarints: seen, last, the unit of the first stay, then the
// week and the unit of each later one.
func (h *home) encode() []byte {
	b := binary.AppendUvarint(nil, uint64(h.seen))
	b = binary.AppendUvarint(b, uint64(h.last))
	b = binary.AppendUvarint(b, uint64(h.stays[0].unit))
	for _, s := range h.stays[1:] {
		b = binary.AppendUvarint(b, uint64(s.from))
		b = binary.AppendUvarint(b, uint64(s.unit))
	}
	return b
}

func decodeHome(b []byte) (*home, error) {
	r := reader{b: b}
	h := &home{seen: uint32(r.uvarint()), last: Week(r.uvarint()), stays: []stay{{unit: uint32(r.uvarint())}}}
	for len(r.b) > 0 && !r.bad {
		h.stays = append(h.stays, stay{Week(r.uvarint()), uint32(r.uvarint())})
	}
	if r.bad {
		return nil, errRecord
	}
	return h, nil
}
