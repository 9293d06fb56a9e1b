package digest

import (
	"fmt"
	"slices"

	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A counted is what is known of a week, whoever may be told of it.
type counted struct {
	week     counts.Week
	t        *tree
	rolls    []*counts.Rollup // of each unit; nil if nothing happened there
	own      []int            // people whose own unit it is, and with those of the units below it
	size     []int
	everyone int   // people who did anything
	gaps     []int // see [Facts]

	figs  map[string][2][]int                   // what was summed up once; see [compiler.each]
	words map[string][]map[string]counts.Figure // likewise; see [compiler.byWord]
}

// A compiler makes the facts of one week for one group.
type compiler struct {
	*counted
	k       privacy.Group
	totals  bool     // rather tell of a unit than of the smallest of those below it
	raising *raising // marks what is told, rather than tell it
	facts   []Facts
	rests   Rests
}

// CompileWeek makes the facts of every unit in a week, in order of unit, and tells what
// they leave untold. The rollups are those of that week, and days its entries for each
// day. Units that are not in us are left out: nobody has a digest of them. The result
// depends on nothing else.
func CompileWeek(w counts.Week, us []Unit, rs []*counts.Rollup, days [7]uint64, k privacy.Group) ([]Facts, Rests) {
	n := &counted{week: w, t: newTree(us), rolls: make([]*counts.Rollup, len(us)), own: make([]int, len(us)),
		gaps: gaps(days),
		figs: map[string][2][]int{}, words: map[string][]map[string]counts.Figure{}}
	for _, r := range rs {
		n.everyone += r.All.People
		if i, ok := n.t.at[r.Unit]; ok {
			n.rolls[i] = r
		}
	}
	for i, u := range n.t.units {
		n.own[i] = u.Own
	}
	n.size = n.t.sums(n.own)
	c := compiler{counted: n, k: k, totals: true}
	c.compile()
	c.raise()
	return c.facts, c.rests
}

// compile works out what may be told of the group.
func (c *compiler) compile() {
	c.facts = make([]Facts, len(c.rolls))
	c.rests = Rests{Week: c.week, K: c.k, Of: map[string]Rest{}}
	members := 0
	for _, n := range c.own {
		members += n
	}
	for i, u := range c.t.units {
		c.rests.Units = append(c.rests.Units, u.ID)
		c.facts[i] = Facts{Week: c.week, Unit: u.ID, K: c.k, Size: c.size[i]}
		if c.raising == nil {
			c.facts[i].Figures = make(map[string]Figure, len(order))
		}
		if c.k.May(c.everyone) && c.k.Hides(members) { // of fewer it would tell that none of them did anything
			c.facts[i].Gaps = c.gaps
		}
	}
	for _, q := range questions {
		c.ask(q)
	}
	if !c.t.isOne() {
		c.rests.Of = nil
	}
	c.reach()
	c.saved()
	c.factors()
	c.reflected()
	c.reacted()
	c.seen()
	if c.raising == nil {
		c.lists()
	}
}

// gaps are the working days on which nothing was heard of anyone and the program did not run, 1 for Monday.
func gaps(days [7]uint64) (gs []int) {
	for i, n := range days[:5] {
		if n == 0 {
			gs = append(gs, i+1)
		}
	}
	return gs
}

// each is what a figure of the rollup of each unit is by itself: how often, and of how many people. It is summed up
// once by its name, for all groups.
func (c *compiler) each(name string, figure func(*counts.Rollup) counts.Figure) (n, people []int) {
	known, ok := c.figs[name]
	if !ok {
		known = [2][]int{make([]int, len(c.rolls)), make([]int, len(c.rolls))}
		for i, r := range c.rolls {
			if r != nil {
				f := figure(r)
				known[0][i], known[1][i] = f.N, f.People
			}
		}
		c.figs[name] = known
	}
	return known[0], known[1]
}

// figures are what each unit has by itself of what ks count.
func (c *compiler) figures(ks []counts.Key) (n, people []int) {
	return c.each(fmt.Sprint(ks), func(r *counts.Rollup) counts.Figure { return r.Sum(ks...) })
}

// tell gives a figure of so many people to a unit, or withholds it.
func (c *compiler) tell(u int, name string, may bool, f Figure) {
	if c.raising != nil {
		if may {
			c.raising.figure(u, name, f)
		}
		return
	}
	if f.People = c.k.AtLeast(f.People, c.facts[u].Size); !may {
		f = Figure{Level: f.Level, Withheld: true}
	}
	c.facts[u].Figures[name] = f
}

// ask tells of all units what a question counts, as far as it may be told. First how
// often it happened is covered, then how often it was yes; where that may not be told
// the share may.
func (c *compiler) ask(q question) {
	n, people := c.figures(q.all)
	total := c.t.cover(rule{k: c.k, totals: c.totals}, people)
	all, by := c.t.sums(n), c.t.sums(people)
	name := q.name
	if q.name == Answered { // questions are told of by themselves too
		name = Asked
	}
	if q.yes == nil || q.name == Answered {
		for u, shown := range total.shown {
			c.tell(u, name, shown, Figure{Level: q.level, Value: all[u], N: all[u], People: by[u]})
		}
	}
	if q.yes == nil {
		c.leave(q, total, cover{}, nil, n, nil)
		return
	}
	c.split(q, total, n, by)
}

// split tells how often it was yes where how often it happened is told.
func (c *compiler) split(q question, total cover, n, by []int) {
	yes, yesBy := c.figures(q.yes)
	no, noBy := c.figures(q.no)
	if q.not != nil { // as many people less: some of them may have had another yes, and that is not known
		less, lessBy := c.figures(q.not)
		yes, yesBy = slices.Clone(yes), slices.Clone(yesBy)
		for u := range yes {
			yes[u], yesBy[u] = max(yes[u]-less[u], 0), max(yesBy[u]-lessBy[u], 0)
		}
	}
	both := make([]int, len(n)) // what is neither yes nor no is left out
	add(both, yes)
	add(both, no)
	exact := c.t.cover(rule{k: c.k, may: total.shown, totals: c.totals}, yesBy, noBy)
	shares := c.shares(total, exact, both, yes)
	c.leave(q, total, exact, shares, both, yes)
	all, hits := c.t.sums(both), c.t.sums(yes)
	for u := range n {
		f := Figure{Level: q.level, N: all[u], People: by[u]}
		if exact.shown[u] {
			f.Value = hits[u]
		} else {
			f.Share = shares[u]
		}
		c.tell(u, q.name, exact.shown[u] || total.shown[u] && shares[u] != "", f)
	}
}

// reach tells how many people of a unit asked something. Their number and that of those
// who did not are covered alike.
func (c *compiler) reach() {
	_, askers := c.figures(keys(journal.Asked, "answer", "choose", "none"))
	others := make([]int, len(c.own))
	for u := range c.own {
		others[u] = c.own[u] - askers[u] // below zero where somebody came who is counted elsewhere on the roster
	}
	exact := c.t.cover(rule{k: c.k, totals: c.totals}, askers, others)
	all := c.t.sums(askers)
	for u := range c.own {
		c.tell(u, Reach, exact.shown[u] && c.size[u] > 0,
			Figure{Level: Input, Value: all[u], N: c.size[u], People: all[u]})
	}
}

// factors tells how often each blocking factor was reported. A unit comes before those
// above it here: it is where something can be done.
func (c *compiler) factors() {
	for _, category := range Factors {
		n, people := c.figures(keys(journal.FactorReported, category))
		shown := c.t.cover(rule{k: c.k.For(category)}, people).shown
		all, by := c.t.sums(n), c.t.sums(people)
		for u := range n {
			if shown[u] {
				c.tell(u, Factor+category, true, Figure{Level: Application, Value: all[u], N: all[u], People: by[u]})
			}
		}
	}
}

// reflected tells whether a unit made time for reflection, and never how much: it said so
// of a moment of its own, or enough people wrote something.
func (c *compiler) reflected() {
	_, people := c.figures(keys(journal.Reflected, ""))
	moments, _ := c.figures(keys(journal.TeamMoment, "reflection/done", "review/done")) // of the team; nobody is in it
	all := c.t.sums(people)
	for u := range c.facts {
		f := Figure{Level: Input, Value: 1, N: 1, People: all[u]}
		if moments[u] > 0 {
			f.People = 0
		}
		c.tell(u, Reflected, moments[u] > 0 || c.enough(u, all[u], c.k), f)
	}
}

// reacted tells roughly which part of the messages at the bot's own initiative was
// answered; nothing exact is ever told of them.
func (c *compiler) reacted() {
	n, people := c.figures(keys(journal.NudgeSent, ""))
	answers, _ := c.figures([]counts.Key{{Kind: journal.NudgeAnswered}, {Kind: journal.Applied},
		{Kind: journal.Recalled}, {Kind: journal.Reflected}, {Kind: journal.Rated}})
	sent, by, answered := c.t.sums(n), c.t.sums(people), c.t.sums(answers)
	for u := range c.facts {
		if c.enough(u, by[u], c.k) {
			c.facts[u].Reacted, _ = shareOf(min(answered[u], sent[u]), sent[u])
		}
	}
}

// enough reports whether people of a unit can be told of without a number: they are as
// many as need, and the unit has more.
func (c *compiler) enough(u, people int, need privacy.Group) bool {
	return need.May(people) && need.Hides(c.facts[u].Size)
}

// seen tells roughly how many events of a unit are counted. Exactly, it would be the sum
// of what is told and what is withheld.
func (c *compiler) seen() {
	n, people := c.each("all", func(r *counts.Rollup) counts.Figure { return r.All })
	all, by := c.t.sums(n), c.t.sums(people)
	for u := range n {
		if c.enough(u, by[u], c.k) {
			c.facts[u].Seen = all[u] / seenStep * seenStep
		}
	}
}

// seenStep is by how many the events of a unit are told.
const seenStep = 50
