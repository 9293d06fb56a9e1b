package counts

import (
	"iter"
	"slices"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// A Key says what is counted: entries of one kind, about an aid, with a detail and with
// a step or value N. What is empty or zero stands for all of them.
type Key struct {
	Kind   journal.Kind
	Aid    string
	Detail string
	N      int
}

func (k Key) holds(o Key) bool {
	return k.Kind == o.Kind && (k.Aid == "" || k.Aid == o.Aid) && (k.Detail == "" || k.Detail == o.Detail) &&
		(k.N == 0 || k.N == o.N)
}

// A Figure is how often something happened, and how many different people it was. Who
// asks anonymously is in N only.
type Figure struct{ N, People int }

// A Rollup is one unit in one week.
type Rollup struct {
	Week   Week
	Unit   string
	Closed bool   // it is not known any more who the people were
	All    Figure // everything that is counted

	figs []line
}

// A line is one figure of a rollup.
type line struct {
	key  Key
	fig  Figure
	by   set
	part bool // a total of others, in a closed week
}

// Sum adds up what any of the keys holds, each entry once. The people of a closed week
// are those of the largest figure that is known: there may have been more.
func (r *Rollup) Sum(ks ...Key) (f Figure) {
	var by set
	for i := range r.figs {
		l := &r.figs[i]
		if !slices.ContainsFunc(ks, func(k Key) bool { return k.holds(l.key) }) {
			continue
		}
		if !l.part {
			f.N += l.fig.N
		}
		if r.Closed {
			f.People = max(f.People, l.fig.People)
		} else {
			by.join(l.by)
		}
	}
	if !r.Closed {
		f.People = int(by.len())
	}
	return f
}

// Of yields the figures of a kind, in order of when their words were first used.
func (r *Rollup) Of(k journal.Kind) iter.Seq2[Key, Figure] {
	return func(yield func(Key, Figure) bool) {
		for _, l := range r.figs {
			if l.key.Kind == k && !l.part && !yield(l.key, l.fig) {
				return
			}
		}
	}
}

// Read returns one unit in one week; the zero counts if nothing happened.
func Read(tx *store.Tx, w Week, unit string) (*Rollup, error) {
	c, ok, err := read(tx, w, unit)
	if err != nil || !ok {
		return &Rollup{Week: w, Unit: unit}, err
	}
	return spellings{}.rollup(tx, Place{w, unit}, c)
}

// ReadWeek returns every unit in which something happened in a week, in order of unit.
// The unit "" holds what nobody's unit is known of.
func ReadWeek(tx *store.Tx, w Week) (rs []*Rollup, err error) {
	words := spellings{}
	for k, c := range cells.Scan(tx, weekKey(w)) {
		r, err := words.rollup(tx, Place{w, string(k[4:])}, c)
		if err != nil {
			return nil, err
		}
		rs = append(rs, r)
	}
	return rs, nil
}

// spellings remembers the words of numbers.
type spellings map[uint32]string

func (s spellings) word(tx *store.Tx, n uint32) (string, error) {
	if n == 0 || n == whole {
		return "", nil
	}
	w, ok := s[n]
	if !ok {
		var err error
		if w, err = journal.Word(tx, uint64(n)); err != nil {
			return "", err
		}
		s[n] = w
	}
	return w, nil
}

func (s spellings) rollup(tx *store.Tx, at Place, c *cell) (*Rollup, error) {
	r := &Rollup{Week: at.Week, Unit: at.Unit, Closed: c.isShut, All: Figure{People: len(c.people)}}
	if c.isShut {
		r.All.People = int(c.closed)
	}
	for _, k := range c.keys() {
		f := c.figs[k]
		l := line{by: f.by, fig: Figure{int(f.n), int(f.by.len())}, part: k.aid == whole || k.detail == whole}
		if c.isShut {
			l.fig.People = int(f.count)
		}
		aid, err := s.word(tx, k.aid)
		if err != nil {
			return nil, err
		}
		detail, err := s.word(tx, k.detail)
		if err != nil {
			return nil, err
		}
		l.key = Key{k.kind, aid, detail, int(k.n)}
		r.figs = append(r.figs, l)
		if !l.part && k.kind != Late {
			r.All.N += int(f.n)
		}
	}
	return r, nil
}
