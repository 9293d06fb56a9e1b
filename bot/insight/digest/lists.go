package digest

import (
	"cmp"
	"slices"

	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
)

// lists tells which aids, and which reasons, enough people had to do with.
func (c *compiler) lists() {
	asked := c.byWord("asked", journal.Shown, "", aidOf)
	outcomes, not := c.byWord("outcomes", journal.Outcome, "", aidOf), c.byWord("not", journal.Outcome, "not", aidOf)
	reasons := c.byWord("reasons", journal.Reason, "", func(k counts.Key) string { return k.Detail })
	why := c.byWord("why", journal.Reason, "", func(k counts.Key) string { return k.Aid + "\x00" + k.Detail })
	for u := range c.facts {
		f := &c.facts[u]
		f.Most = c.top(u, asked[u], maxMost)
		for _, it := range c.top(u, not[u], len(not[u])) {
			if 10*not[u][it.Key].N <= 3*outcomes[u][it.Key].N {
				continue
			}
			for _, r := range c.top(u, why[u], len(why[u])) {
				if aid, reason := cutWord(r.Key); aid == it.Key && it.Reason == "" {
					it.Reason, it.Until = reason, min(it.Until, r.Until)
				}
			}
			f.Hard = append(f.Hard, it)
		}
		f.Reasons = c.top(u, reasons[u], len(reasons[u]))
	}
}

// maxMost is how many aids are named as asked for most.
const maxMost = 3

func aidOf(k counts.Key) string { return k.Aid }

// byWord adds up, for each unit with those below it, the figures of a kind with a detail
// by a word of their key. It is added up once by its name, for all groups.
func (c *compiler) byWord(name string, kind journal.Kind, detail string,
	word func(counts.Key) string) []map[string]counts.Figure {
	if known, ok := c.words[name]; ok {
		return known
	}
	out := make([]map[string]counts.Figure, len(c.rolls))
	for u, r := range c.rolls {
		out[u] = map[string]counts.Figure{}
		if r == nil {
			continue
		}
		byWord := map[string][]counts.Key{}
		for k := range r.Of(kind) {
			if detail == "" || k.Detail == detail {
				byWord[word(k)] = append(byWord[word(k)], k)
			}
		}
		for w, ks := range byWord {
			out[u][w] = r.Sum(ks...)
		}
	}
	for _, u := range c.t.order {
		if p := c.t.up[u]; p >= 0 {
			for w, f := range out[u] {
				g := out[p][w]
				out[p][w] = counts.Figure{N: g.N + f.N, People: g.People + f.People}
			}
		}
	}
	c.words[name] = out
	return out
}

// top are the words that enough people of a unit had to do with, most often first.
func (c *compiler) top(u int, fs map[string]counts.Figure, n int) (items []Item) {
	for w, f := range fs {
		_, last := cutWord(w)
		if w != "" && c.enough(u, f.People, c.k.For(last)) {
			items = append(items, Item{Key: w, People: c.k.AtLeast(f.People, c.facts[u].Size),
				Until: c.until(u, f.People, last)})
		}
	}
	slices.SortFunc(items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(fs[b.Key].N, fs[a.Key].N), cmp.Compare(a.Key, b.Key))
	})
	return items[:min(n, len(items))]
}
