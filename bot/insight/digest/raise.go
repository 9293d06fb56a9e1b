package digest

import "github.com/handvat/handvat/knowledge/privacy"

// What may be told of a week is worked out once, for the group that holds then. When the group is raised later, it does
// not do to leave out what is of too few people: what is told of the others, subtracted from what is told of all, tells
// it again. So it is worked out with the week, from the same counts, what could be told if the group were larger: each
// figure knows until which group it may be told beside the others.

// levels are the groups for which that is worked out: few, because each adds about a sixth to the work of a week. A
// group between two of them tells what the larger one may, and one that is larger than all of them tells nothing of
// weeks before it was raised.
var levels = []privacy.Group{8, 10, 15, 20}

// A raising marks in facts until which group each of them may be told: reached is the largest so far.
type raising struct {
	facts          []Facts
	reached, level privacy.Group
	any            bool // something can be told at the level
}

// raise marks the facts of a compiler.
func (c *compiler) raise() {
	r := &raising{facts: c.facts, reached: c.k}
	for _, r.level = range levels {
		if r.level <= c.k {
			continue
		}
		r.any = false
		at := compiler{counted: c.counted, k: r.level, raising: r} // a unit keeps what it was told, not those above it
		at.compile()
		for u := range at.facts {
			r.rest(&r.facts[u], at.facts[u])
		}
		if !r.any {
			return
		}
		r.reached = r.level
	}
}

// still marks what could be told of all groups up to reached, and can be at the next level too.
func (r *raising) still(until *privacy.Group, k privacy.Group, told bool) {
	if told && max(*until, k) == r.reached {
		*until, r.any = r.level, true
	}
}

// figure marks a figure that is told at the next level as at.
func (r *raising) figure(u int, name string, at Figure) {
	f := &r.facts[u]
	fig := f.Figures[name]
	was := fig
	r.still(&fig.Exactly, f.K, fig.Exact() && at.Exact())
	r.still(&fig.Until, f.K, !fig.Withheld)
	if fig != was {
		f.Figures[name] = fig
	}
}

// rest marks what is told of a unit beside figures and lists.
func (r *raising) rest(f *Facts, at Facts) {
	r.still(&f.Until, f.K, (f.Seen == 0 || at.Seen > 0) && (f.Reacted == "" || at.Reacted != "") &&
		(len(f.Gaps) == 0 || len(at.Gaps) > 0))
}

// until is the largest of the levels for which people of a unit are enough for a word, or 0.
func (c *compiler) until(u, people int, word string) (until privacy.Group) {
	for _, level := range levels {
		if level > c.k && c.enough(u, people, level.For(word)) {
			until = level
		}
	}
	return until
}

// For is f as it may be told where figures are of a group, with nothing of what a larger one would be told: all of it,
// unless the group was raised since it was worked out.
func (f Facts) For(group privacy.Group) Facts {
	raised := group.K() > f.K.K()
	round := func(people int) int {
		if !raised || people == 0 { // it is of nobody in particular
			return people
		}
		return max(group.K(), group.Round(people))
	}
	figures := map[string]Figure{}
	for name, fig := range f.Figures {
		switch {
		case raised && (fig.Withheld || fig.Until < group):
			fig = Figure{Level: fig.Level, Withheld: true}
		case raised && fig.Exact() && fig.Exactly < group:
			fig.Share, _ = shareOf(fig.Value, fig.N)
			fig.Value = 0
		}
		fig.People, fig.Until, fig.Exactly = round(fig.People), 0, 0
		figures[name] = fig
	}
	f.Figures = figures
	for _, items := range []*[]Item{&f.Most, &f.Hard, &f.Reasons} {
		var told []Item
		for _, it := range *items {
			if !raised || it.Until >= group {
				told = append(told, Item{Key: it.Key, People: round(it.People), Reason: it.Reason})
			}
		}
		*items = told
	}
	if raised && f.Until < group {
		f.Seen, f.Reacted, f.Gaps = 0, "", nil
	}
	f.Until = 0
	return f
}
