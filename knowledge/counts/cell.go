package counts

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/handvat/handvat/knowledge/journal"
)

// A key says what a figure of a cell counts. Words are numbers of the journal.
type key struct {
	kind   journal.Kind
	aid    uint32
	detail uint32
	n      int32 // the step, or the value
}

func (k key) compare(o key) int {
	return cmp.Or(cmp.Compare(k.kind, o.kind), cmp.Compare(k.aid, o.aid), cmp.Compare(k.detail, o.detail),
		cmp.Compare(k.n, o.n))
}

// A cell is one unit in one week: who was active, and how often what happened by
// whom. A closed cell knows no persons, only how many there were.
type cell struct {
	people []uint64          // pseudonyms; a person is their place here
	place  map[uint64]uint32 // of a pseudonym in people
	closed uint32            // how many people there were, if the cell is closed
	isShut bool
	figs   map[key]*fig
}

// A fig is how often something happened, and by whom.
type fig struct {
	n     uint32
	by    set
	count uint32 // how many people, if the cell is closed
}

func newCell() *cell { return &cell{place: map[uint64]uint32{}, figs: map[key]*fig{}} }

// add counts something once, which nobody in particular did.
func (c *cell) add(k key) *fig {
	f := figure(c.figs, k)
	f.n++
	return f
}

// figure is the figure of a key, made if absent.
func figure(figs map[key]*fig, k key) *fig {
	f := figs[k]
	if f == nil {
		f = &fig{}
		figs[k] = f
	}
	return f
}

// at is the place of a person among the people of c.
func (c *cell) at(person uint64) uint32 {
	i, ok := c.place[person]
	if !ok {
		i = uint32(len(c.people))
		c.people, c.place[person] = append(c.people, person), i
	}
	return i
}

// merge adds what d counted.
func (c *cell) merge(d *cell) {
	for k, f := range d.figs {
		g := figure(c.figs, k)
		g.n += f.n
		for i := range f.by.all() {
			g.by.add(c.at(d.people[i]))
		}
	}
}

// remove takes a person out, with what they did as gone counts it.
func (c *cell) remove(person uint64, gone map[key]uint32) {
	p, ok := c.place[person]
	if !ok {
		return
	}
	for k, f := range c.figs {
		f.n -= min(gone[k], f.n)
		if f.by.remove(p); f.n == 0 {
			delete(c.figs, k)
		}
	}
	c.people[p] = 0 // leaves no place in what is written
	delete(c.place, person)
}

// keys are the keys of c in order.
func (c *cell) keys() []key {
	ks := make([]key, 0, len(c.figs))
	for k := range c.figs {
		ks = append(ks, k)
	}
	slices.SortFunc(ks, key.compare)
	return ks
}

// shut forgets who the people were. What happened of one kind, and with one detail or
// one aid, also gets the number of people altogether: afterwards it cannot be found.
func (c *cell) shut() {
	totals := map[key]*fig{}
	for k, f := range c.figs {
		f.count = f.by.len()
		for _, t := range []key{{k.kind, whole, whole, 0}, {k.kind, whole, k.detail, 0}, {k.kind, k.aid, whole, 0}} {
			g := figure(totals, t)
			g.n += f.n
			g.by.join(f.by)
		}
	}
	for k, f := range totals {
		f.count = f.by.len()
		c.figs[k] = f
	}
	for _, f := range c.figs {
		f.by = set{}
	}
	for _, p := range c.people {
		if p != 0 {
			c.closed++
		}
	}
	c.people, c.place, c.isShut = nil, map[uint64]uint32{}, true
}

// whole stands for every aid or every detail in the totals of a closed cell.
const whole = 1<<32 - 1

// A set is a set of small numbers.
type set struct {
	low  uint64   // 0 to 63
	more []uint64 // 64 and up
}

func (s *set) add(i uint32) {
	if i < 64 {
		s.low |= 1 << i
		return
	}
	w := int(i/64) - 1
	if w >= len(s.more) {
		s.more = append(s.more, make([]uint64, w+1-len(s.more))...)
	}
	s.more[w] |= 1 << (i % 64)
}

func (s *set) remove(i uint32) {
	if i < 64 {
		s.low &^= 1 << i
	} else if w := int(i/64) - 1; w < len(s.more) {
		s.more[w] &^= 1 << (i % 64)
	}
}

func (s *set) join(o set) {
	s.low |= o.low
	if n := len(o.more) - len(s.more); n > 0 {
		s.more = append(s.more, make([]uint64, n)...)
	}
	for i, w := range o.more {
		s.more[i] |= w
	}
}

func (s *set) len() uint32 {
	n := bits.OnesCount64(s.low)
	for _, w := range s.more {
		n += bits.OnesCount64(w)
	}
	return uint32(n)
}

// all yields the members in order.
func (s *set) all() func(yield func(uint32) bool) {
	return func(yield func(uint32) bool) {
		for i := range len(s.more) + 1 {
			w := s.low
			if i > 0 {
				w = s.more[i-1]
			}
			for ; w != 0; w &= w - 1 {
				if !yield(uint32(i*64 + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}
