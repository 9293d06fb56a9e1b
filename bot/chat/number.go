package chat

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ownRE is a label that begins with a number; with a dot or parenthesis behind it, or nothing, it is one of a list.
var ownRE = regexp.MustCompile(`^(\d{1,3})([.)]|$|[^\pL\d])`)

// Numbers are what one types for each of [Card.Offers]; 0 is for what no number stands for. A label that begins with
// a number has that one, and no other button has it. Where labels are numbered as a list, as "3. Open" is, or "3 open"
// below steps with a 3, nothing else has a number; otherwise buttons are counted in the order in which they are shown.
// On a form a number is an answer, unless labels are too long to type; beside a checklist it is an item.
func (c *Card) Numbers() []int {
	bs := c.Offers()
	own, ordered, list := make([]int, len(bs)), make([]int, len(bs)), false
	for i, b := range bs {
		m := ownRE.FindStringSubmatch(b.Label)
		if m == nil {
			continue
		}
		own[i], _ = strconv.Atoi(m[1])
		if strings.Trim(m[2], ".)") == "" {
			ordered[i], list = own[i], true
		}
	}
	if !list {
		for i, n := range own {
			if c.lists(n) {
				ordered[i], list = n, true
			}
		}
	}
	if list {
		own = ordered
	}
	out := make([]int, len(bs))
	for i, b := range bs {
		n := own[i]
		if n == 0 && !list && !slices.Contains(own, i+1) {
			n = i + 1
		}
		if b.URL == "" && c.counts() && (own[i] == 0 || one(own, n)) {
			out[i] = n
		}
	}
	return out
}

// one reports whether n is among some numbers once.
func one(ns []int, n int) bool {
	i := slices.Index(ns, n)
	return i >= 0 && !slices.Contains(ns[i+1:], n)
}

// lists reports whether c shows a step with a number.
func (c *Card) lists(n int) bool {
	return slices.ContainsFunc(c.Body, func(b Block) bool {
		s, ok := b.(Steps)
		first := max(s.Start, 1)
		return ok && n >= first && n < first+len(s.Items)
	})
}

// counts reports whether buttons of c can be typed by number.
func (c *Card) counts() bool {
	return !slices.ContainsFunc(c.Body, func(b Block) bool {
		_, ticks := b.(Checklist)
		q, asks := b.(Question)
		return ticks || asks && (len(q.Choices) > 0 || !c.Long())
	})
}

// Long reports whether the label of a button of c is a sentence rather than a word: too long to type.
func (c *Card) Long() bool {
	return slices.ContainsFunc(c.Buttons, func(b Button) bool { return len(strings.Fields(b.Label)) > 4 })
}
