package counts

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"

	"github.com/handvat/handvat/knowledge/journal"
)

// A record of a cell is
//
//	byte 0   schema: 1, or 2 if the cell is closed
//	uvarint  how many people; 8 bytes follow for each, in order, unless closed
//	then for each figure, in order of key:
//	byte     kind
//	uvarints aid, detail (numbers of words of the journal), n zigzag-encoded,
//	         how often, how many people, and unless closed for each of them how many
//	         places after the one before
//
// Equal cells have equal records.
const (
	schemaOpen   = 1
	schemaClosed = 2
)

var errRecord = errors.New("record is damaged")

func (c *cell) encode() []byte {
	if c.isShut {
		b := binary.AppendUvarint([]byte{schemaClosed}, uint64(c.closed))
		for _, k := range c.keys() {
			b = appendKey(b, k, c.figs[k].n)
			b = binary.AppendUvarint(b, uint64(c.figs[k].count))
		}
		return b
	}
	order := make([]uint32, 0, len(c.people)) // places in order of pseudonym
	for i, p := range c.people {
		if p != 0 {
			order = append(order, uint32(i))
		}
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(c.people[a], c.people[b]) })
	b := binary.AppendUvarint(make([]byte, 0, 16+8*len(order)+16*len(c.figs)), uint64(len(order)))
	b = append([]byte{schemaOpen}, b...)
	to := make([]uint32, len(c.people))
	for i, p := range order {
		b, to[p] = binary.BigEndian.AppendUint64(b, c.people[p]), uint32(i)
	}
	var by []uint32
	for _, k := range c.keys() {
		f := c.figs[k]
		by = by[:0]
		for p := range f.by.all() {
			by = append(by, to[p])
		}
		slices.Sort(by)
		b = binary.AppendUvarint(appendKey(b, k, f.n), uint64(len(by)))
		last := uint32(0)
		for _, p := range by {
			b, last = binary.AppendUvarint(b, uint64(p-last)), p
		}
	}
	return b
}

func appendKey(b []byte, k key, n uint32) []byte {
	b = append(b, byte(k.kind))
	b = binary.AppendUvarint(b, uint64(k.aid))
	b = binary.AppendUvarint(b, uint64(k.detail))
	b = binary.AppendVarint(b, int64(k.n))
	return binary.AppendUvarint(b, uint64(n))
}

func decode(b []byte) (*cell, error) {
	r := reader{b: b}
	c := newCell()
	switch r.byte() {
	case schemaClosed:
		c.isShut = true
	case schemaOpen:
	default:
		return nil, errRecord
	}
	people := r.uvarint()
	if c.isShut {
		c.closed = uint32(people)
	} else {
		if people > uint64(len(r.b)/8) {
			return nil, errRecord
		}
		for range people {
			c.at(binary.BigEndian.Uint64(r.b))
			r.b = r.b[8:]
		}
	}
	for len(r.b) > 0 && !r.bad {
		k := key{kind: journal.Kind(r.byte()), aid: uint32(r.uvarint()), detail: uint32(r.uvarint()), n: int32(r.varint())}
		f := &fig{n: uint32(r.uvarint()), count: uint32(r.uvarint())}
		if !c.isShut {
			at := uint64(0)
			for range f.count {
				if at += r.uvarint(); r.bad || at >= people {
					return nil, errRecord
				}
				f.by.add(uint32(at))
			}
			f.count = 0
		}
		c.figs[k] = f
	}
	if r.bad {
		return nil, errRecord
	}
	return c, nil
}

// A reader takes numbers off the front of b; bad says that there was none.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		r.bad = true
		return 0
	}
	v := r.b[0]
	r.b = r.b[1:]
	return v
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}
