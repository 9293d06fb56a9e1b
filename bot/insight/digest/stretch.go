package digest

import (
	"slices"

	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/privacy"
)

// Rests are what the figures of one week leave untold of an organisation. Nothing of it may
// be shown: it is kept until a stretch of weeks is over, and says then whether a figure of
// the whole stretch gives away more than those weeks did.
type Rests struct {
	Week  counts.Week
	K     privacy.Group   `json:",omitempty"` // which they were worked out for
	Units []string        // in order
	Of    map[string]Rest // by figure; nil if the organisation is not one tree
}

// A Rest is what is left of one figure.
type Rest struct {
	N     int    `json:"n"`   // of the whole organisation
	Yes   int    `json:"yes"` // likewise
	Total Untold `json:"total"`
	Split Untold `json:"split"` // of how often it was yes, and how often no
	Part  int    `json:"part"`  // yeses in Split
	Free  int    `json:"free"`  // answers in Split of units without a share
	Lo    []int  `json:"lo"`    // the least yeses that each share in Split stands for
	Hi    []int  `json:"hi"`    // the most
}

// Untold are units that no exact figure holds.
type Untold struct {
	Units   []int `json:"units"`   // by their place in [Rests.Units]
	Members int   `json:"members"` // people whose own unit it is; 0 if not known
}

// untold are the units that no shown unit holds.
func (c *compiler) untold(by cover) (u Untold) {
	for i, unit := range c.t.units {
		if c.t.holder(by, i) < 0 {
			u.Units, u.Members = append(u.Units, i), u.Members+unit.Own
		}
	}
	return u
}

// isOne reports whether the units are one tree.
func (t *tree) isOne() bool {
	roots := 0
	for _, up := range t.up {
		if up < 0 {
			roots++
		}
	}
	return roots == 1 && len(t.order) == len(t.units)
}

// leave notes what the figures of a question leave untold: n is what each unit has by
// itself, and yes how many of it are. exact and shares are of the split, if there is one.
func (c *compiler) leave(q question, total, exact cover, shares []Share, n, yes []int) {
	if c.raising != nil {
		return
	}
	r := Rest{Total: c.untold(total)}
	for u := range n {
		r.N += n[u]
	}
	if q.yes != nil {
		r.Split = c.untold(exact)
		all, hits := c.t.sums(n), c.t.sums(yes)
		for u := range yes {
			r.Yes += yes[u]
			if shares[u] == "" || c.t.holder(exact, u) >= 0 {
				continue
			}
			_, in := shareOf(hits[u], all[u])
			r.Lo, r.Hi, r.Free = append(r.Lo, in.lo), append(r.Hi, in.hi), r.Free-all[u]
		}
		for _, u := range r.Split.Units {
			r.Part, r.Free = r.Part+yes[u], r.Free+n[u]
		}
	}
	c.rests.Of[q.name] = r
}

// stretched are the questions that are told of a stretch of weeks.
func stretched() (qs []question) {
	for _, q := range questions {
		if q.not == nil {
			qs = append(qs, q)
		}
	}
	return qs
}

// partsOf is how many groups of people [Groups] has of each question.
const partsOf = 4

// Groups are the people whom [Stretch] must know the number of: of each question those of
// whom it is at all, those in the untold rest of it, and those who said yes and no in the
// untold rest of its split.
func Groups(weeks []Rests) (gs []counts.Group) {
	for _, q := range stretched() {
		sides := q.all
		if q.yes != nil {
			sides = slices.Concat(q.yes, q.no)
		}
		places := [partsOf]map[counts.Place]bool{{}, {}, {}, {}}
		for _, r := range weeks {
			for _, unit := range r.Units {
				places[0][counts.Place{Week: r.Week, Unit: unit}] = true
			}
			for _, u := range r.Of[q.name].Total.Units {
				places[1][counts.Place{Week: r.Week, Unit: r.Units[u]}] = true
			}
			for _, u := range r.Of[q.name].Split.Units {
				places[2][counts.Place{Week: r.Week, Unit: r.Units[u]}] = true
				places[3][counts.Place{Week: r.Week, Unit: r.Units[u]}] = true
			}
		}
		for i, ks := range [partsOf][]counts.Key{sides, sides, q.yes, q.no} {
			gs = append(gs, counts.Group{Keys: ks, In: places[i]})
		}
	}
	return gs
}

// Stretch returns what may be told of a whole organisation in a stretch of weeks, given what
// the figures of each week leave untold and how many people the [Groups] have, at least.
//
// Whoever has the figures of every week can subtract them. What is left then is the untold
// rests of all weeks together, and nothing smaller: so k different people must be in it, of
// more than k members, or there is no rest. Where it is told how often it was yes, that
// holds for who said yes and who said no alike, and each share that was told of a week must
// still stand for three numbers.
func Stretch(weeks []Rests, people []int, k privacy.Group) map[string]Figure {
	fs := map[string]Figure{}
	for i, q := range stretched() {
		var sum Rest
		var total, split Untold
		known := len(weeks) > 0
		for _, r := range weeks {
			of, ok := r.Of[q.name]
			known = known && ok
			sum.N, sum.Yes, sum.Part, sum.Free = sum.N+of.N, sum.Yes+of.Yes, sum.Part+of.Part, sum.Free+of.Free
			sum.Lo, sum.Hi = append(sum.Lo, of.Lo...), append(sum.Hi, of.Hi...)
			total, split = total.with(of.Total), split.with(of.Split)
		}
		in := people[partsOf*i : partsOf*(i+1)]
		if !known || !k.May(in[0]) || !total.hides(k, in[1]) {
			continue
		}
		f := Figure{Level: q.level, Value: sum.N, N: sum.N, People: k.Round(in[0])}
		if q.yes != nil {
			if !split.hides(k, in[2], in[3]) || !sum.blurs() {
				continue
			}
			f.Value = sum.Yes
		}
		fs[q.name] = f
	}
	return fs
}

// with is both; of members it has the most there were in a week.
func (u Untold) with(o Untold) Untold {
	return Untold{append(u.Units, o.Units...), max(u.Members, o.Members)}
}

// hides reports whether what is untold can become known together, with so many people in
// each part of it.
func (u Untold) hides(k privacy.Group, parts ...int) bool {
	if len(u.Units) == 0 {
		return true
	}
	return k.MayAll(parts...) && k.Hides(u.Members)
}

// blurs reports whether every share in the split still stands for three numbers, once the
// yeses of the whole split are known.
func (r Rest) blurs() bool {
	lo, hi := 0, r.Free
	for i := range r.Lo {
		lo, hi = lo+r.Lo[i], hi+r.Hi[i]
	}
	for i := range r.Lo {
		least := max(r.Lo[i], r.Part-(hi-r.Hi[i]))
		most := min(r.Hi[i], r.Part-(lo-r.Lo[i]))
		if most-least+1 < leastChoice {
			return false
		}
	}
	return true
}
