package upgrade

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
)

// A difference is one thing that an aid now says otherwise. One of both is empty if it
// is new, or no longer said.
type difference struct{ old, now string }

// compare returns what differs between two versions of an aid: its steps, or what it
// has in place of steps, and if those are the same its quick text.
func compare(old, now *knowledge.Aid) []difference {
	if ds := match(content(old), content(now)); len(ds) > 0 {
		return ds
	}
	return match(lines(old.Quick), lines(now.Quick))
}

// content is what an aid tells to do, a line for each step, row or question.
func content(a *knowledge.Aid) (out []string) {
	for _, s := range a.Steps {
		line := s.Text
		if s.Actor != "" {
			line = s.Actor + ": " + line
		}
		for _, more := range []string{s.Say, s.Detail, s.Check} {
			if more != "" {
				line += "\n" + more
			}
		}
		out = append(out, line)
	}
	for _, f := range a.Fields {
		out = append(out, f.Prompt)
	}
	for _, n := range a.Tree {
		for _, b := range n.Answers {
			if b.Next < 0 {
				out = append(out, n.Question+" "+b.Label+": "+b.Outcome)
			} else {
				out = append(out, n.Question+" "+b.Label)
			}
		}
	}
	if a.Table != nil {
		for _, row := range a.Table.Rows {
			out = append(out, strings.Join(row, " – "))
		}
	}
	return append(append(out, lines(a.Template)...), lines(a.Body)...)
}

// maxLines is how many lines of a long text are compared.
const maxLines = 200

// lines are the lines of a text that say something.
func lines(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && len(out) < maxLines {
			out = append(out, line)
		}
	}
	return out
}

// same reports whether two lines say the same, whatever their marks and spaces.
func same(a, b string) bool { return text.Normal(chat.Strip(a)) == text.Normal(chat.Strip(b)) }

// match returns the differences between two lists of lines, in order. What stands on
// both sides is found as the longest common subsequence; between two of those, a line
// that is like one it replaces is changed rather than new.
func match(old, now []string) (ds []difference) {
	common := make([][]int, len(old)+1) // length of the longest from i and j on
	for i := range common {
		common[i] = make([]int, len(now)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if same(old[i], now[j]) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(old) || j < len(now) {
		from, upto := i, j
		for (i < len(old) || j < len(now)) && !(i < len(old) && j < len(now) && same(old[i], now[j])) {
			if j == len(now) || i < len(old) && common[i+1][j] >= common[i][j+1] {
				i++
			} else {
				j++
			}
		}
		ds = append(ds, replaced(old[from:i], now[upto:j])...)
		i, j = i+1, j+1
	}
	return ds
}

// replaced pairs lines that were replaced with those most like them that came.
func replaced(old, now []string) (ds []difference) {
	left := slices.Clone(old)
	for _, n := range now {
		best, at := 0.4, -1 // less alike is not the same line
		for i, o := range left {
			if l := like(o, n); l > best {
				best, at = l, i
			}
		}
		if at < 0 {
			ds = append(ds, difference{now: n})
			continue
		}
		ds = append(ds, difference{old: left[at], now: n})
		left = slices.Delete(left, at, at+1)
	}
	for _, o := range left {
		ds = append(ds, difference{old: o})
	}
	return ds
}

// like is which share of their different words two lines have in common, from 0 to 1.
func like(a, b string) float64 {
	of := func(s string) map[string]bool {
		set := map[string]bool{}
		for w := range strings.FieldsSeq(chat.Strip(s)) {
			set[text.Normal(w)] = true
		}
		return set
	}
	x, y := of(a), of(b)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	return float64(both) / float64(max(1, len(x)+len(y)-both))
}
