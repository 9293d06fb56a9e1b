package dialog

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// A pattern is a regular expression that is only run on a text which has one of the strings that every match of it
// has one of: most texts have none, and looking for a string takes a hundredth of the time.
type pattern struct {
	*regexp.Regexp
	needs []string // one of them is in each match; none: the expression is run on every text
}

// compile makes a pattern; it panics on what is no regular expression, as regexp.MustCompile does.
func compile(expr string) pattern {
	re := regexp.MustCompile(expr)
	parsed, err := syntax.Parse(expr, syntax.Perl)
	if err != nil { // which MustCompile has parsed
		return pattern{Regexp: re}
	}
	_, needs := literals(parsed)
	return pattern{re, needs}
}

// MatchString reports whether a text has a match, as Regexp.MatchString does.
func (p pattern) MatchString(s string) bool { return p.may(s) && p.Regexp.MatchString(s) }

// may reports whether a text may have a match.
func (p pattern) may(s string) bool {
	return p.needs == nil || slices.ContainsFunc(p.needs, func(n string) bool { return strings.Contains(s, n) })
}

// maxLiterals is the most strings that a part of an expression is written out as.
const maxLiterals = 64

// literals returns all strings that match an expression, nil if those are too many, and strings one of which is in
// each match, nil if there are no such.
func literals(re *syntax.Regexp) (all, needs []string) {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		all = []string{""}
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			all = []string{string(re.Rune)}
		}
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune) && len(all) <= maxLiterals; i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1] && len(all) <= maxLiterals; r++ {
				all = append(all, string(r))
			}
		}
	case syntax.OpCapture:
		return literals(re.Sub[0])
	case syntax.OpQuest:
		if of, _ := literals(re.Sub[0]); of != nil {
			all = append(slices.Clone(of), "")
		}
	case syntax.OpPlus:
		_, needs = literals(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			_, needs = literals(re.Sub[0])
		}
	case syntax.OpAlternate:
		return oneOf(re.Sub)
	case syntax.OpConcat:
		return inTurn(re.Sub)
	}
	if len(all) > maxLiterals {
		return nil, nil
	}
	return all, better(all, needs)
}

// oneOf are the literals of an alternative.
func oneOf(of []*syntax.Regexp) (all, needs []string) {
	written, needed := true, true
	for _, re := range of {
		a, n := literals(re)
		written, needed = written && a != nil, needed && n != nil
		all, needs = append(all, a...), append(needs, n...)
	}
	if !written {
		all = nil
	}
	if !needed {
		needs = nil
	}
	return all, needs
}

// inTurn are the literals of expressions one behind the other.
func inTurn(of []*syntax.Regexp) (all, needs []string) {
	all = []string{""} // of those since the last that could not be written out
	whole := true
	for _, re := range of {
		a, n := literals(re)
		if len(a) > 0 && len(all)*len(a) <= maxLiterals {
			var longer []string
			for _, before := range all {
				for _, behind := range a {
					longer = append(longer, before+behind)
				}
			}
			all = longer
			continue
		}
		needs = better(needs, better(all, n))
		if all, whole = a, false; a == nil {
			all = []string{""}
		}
	}
	needs = better(needs, all)
	if !whole {
		all = nil
	}
	return all, needs
}

// better returns which of two lists fewer texts have one of: that with the longer shortest string, then the shorter
// list. One with an empty string, which each text has, is none.
func better(a, b []string) []string {
	shortest := func(of []string) int {
		n := 0
		for i, s := range of {
			if i == 0 || len(s) < n {
				n = len(s)
			}
		}
		return n
	}
	na, nb := shortest(a), shortest(b)
	switch {
	case na == 0 && nb == 0:
		return nil
	case na < nb || na == nb && len(b) < len(a):
		return b
	}
	return a
}
