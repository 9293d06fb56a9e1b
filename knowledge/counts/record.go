package counts

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
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
// People and figures stand in their order and only once. Equal cells have equal records,
// and what is not written in this way is damaged.
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
		if c.closed = uint32(people); uint64(c.closed) != people {
			return nil, errRecord
		}
	} else {
		if people > uint64(len(r.b)/8) {
			return nil, errRecord
		}
		last := uint64(0) // no pseudonym: it stands for somebody who was taken out
		for range people {
			p := binary.BigEndian.Uint64(r.b)
			if p <= last {
				return nil, errRecord
			}
			c.at(p)
			r.b, last = r.b[8:], p
		}
	}
	last := key{}
	for len(r.b) > 0 && !r.bad {
		k := key{kind: journal.Kind(r.byte()), aid: r.uint32(), detail: r.uint32(), n: r.int32()}
		f := &fig{n: r.uint32(), count: r.uint32()}
		if len(c.figs) > 0 && k.compare(last) <= 0 {
			return nil, errRecord
		}
		if !c.isShut {
			if !r.members(&f.by, f.count, people) {
				return nil, errRecord
			}
			f.count = 0
		}
		c.figs[k], last = f, k
	}
	if r.bad {
		return nil, errRecord
	}
	return c, nil
}

// A reader takes numbers off the front of b, each in as few bytes as it fits; bad says that
// there was none.
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
	if n <= 0 || n > 1 && r.b[n-1] == 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

// uint32 is a number of at most 32 bits.
func (r *reader) uint32() uint32 {
	v := r.uvarint()
	r.bad = r.bad || v > math.MaxUint32
	return uint32(v)
}

// int32 is a number of at most 32 bits with a sign.
func (r *reader) int32() int32 {
	v := r.varint()
	r.bad = r.bad || v != int64(int32(v))
	return int32(v)
}

// members reads n places below end into s, in order, each only once.
func (r *reader) members(s *set, n uint32, end uint64) bool {
	at := uint64(0)
	for i := range n {
		d := r.uvarint()
		if r.bad || d >= end-at || d == 0 && i > 0 {
			return false
		}
		at += d
		s.add(uint32(at))
	}
	return true
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 || n > 1 && r.b[n-1] == 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}
