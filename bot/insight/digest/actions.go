package digest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/handvat/handvat/knowledge/counts"
)

// An Action is something that can be done about what a week shows. ID is the same as
// long as it is about the same thing:
//
//	workload      "no time" is the reason given most, or the response fell by half for three weeks
//	factor-NAME   a blocking factor was reported five times or more
//	aid-SLUG      an aid did not help in more than 30 % of the reactions
//	unanswered    more than 30 % of the questions had no aid
//	reflection    four weeks in a row too few people made time for reflection; once in four weeks
//
// Each of them needs enough people, as every figure does.
type Action struct {
	ID     string `json:"id"`
	About  string `json:"about,omitempty"`  // the title of an aid
	Reason string `json:"reason,omitempty"` // why an aid did not help, if enough people said so
	N      int    `json:"n,omitempty"`      // reports, or questions without an aid
	People int    `json:"people,omitempty"` // at least so many
}

// A State says what was done with an action.
type State string

// The states. The zero value is an action that nobody settled: it comes back as long as
// there is reason to.
const (
	OnIt      State = "on"
	Later     State = "later"
	NotNeeded State = "no"
)

// Settled is what was done with an action, and what became of it since.
type Settled struct {
	Action
	State State       `json:"state"`
	Week  counts.Week `json:"week"`            // of the digest that proposed it
	Still bool        `json:"still,omitempty"` // there is as much reason for it as then
}

const (
	maxActions  = 3
	minReports  = 5
	restWeeks   = 8 // an action that was not needed is not proposed for so long
	followWeeks = 4 // an action that somebody works on is followed for so long
)

// actions proposes at most three, the most urgent first.
func (w *Week) actions(in Source) {
	for _, a := range reasons(in) {
		settled := slices.IndexFunc(in.Settled, func(s Settled) bool { return s.ID == a.ID })
		if settled >= 0 {
			s := in.Settled[settled]
			if s.State == NotNeeded && s.Week+restWeeks > w.Week || s.State == OnIt && s.Week+followWeeks > w.Week {
				continue
			}
		}
		if len(w.Actions) < maxActions {
			w.Actions = append(w.Actions, a)
		}
	}
}

// reasons are all actions there is reason for, the most urgent first.
func reasons(in Source) (as []Action) {
	f := in.Facts
	if len(f.Reasons) > 0 && f.Reasons[0].Key == "no-time" || fell(f, in.Earlier) {
		as = append(as, Action{ID: "workload"})
	}
	var factors []Action
	for _, c := range Factors {
		if fig, ok := f.Figures[Factor+c]; ok && fig.Exact() && fig.Value >= minReports {
			factors = append(factors, Action{ID: "factor-" + c, N: fig.Value, People: fig.People})
		}
	}
	slices.SortStableFunc(factors, func(a, b Action) int { return cmp.Compare(b.N, a.N) })
	as = append(as, factors...)
	for _, it := range f.Hard {
		as = append(as, Action{ID: "aid-" + it.Key, About: in.Title(it.Key), Reason: it.Reason, People: it.People})
	}
	if a := f.Figures[Answered]; a.Exact() && a.N > 0 && 10*(a.N-a.Value) > 3*a.N {
		as = append(as, Action{ID: "unanswered", N: a.N - a.Value})
	}
	if f.Week%weeksBack == 0 && noReflection(f, in.Earlier) {
		as = append(as, Action{ID: "reflection"})
	}
	return as
}

// fell reports whether the response was half or less of what it was, three weeks running.
func fell(f Facts, earlier []Facts) bool {
	if len(earlier) < 3 || earlier[2].Week+3 != f.Week {
		return false
	}
	low := func(s Share) bool { return s == Quarter || s == QuarterHalf || s == LessThanHalf }
	high := func(s Share) bool { return s == Most || s == HalfMost || s == HalfOrMore }
	return low(f.Reacted) && low(earlier[0].Reacted) && low(earlier[1].Reacted) && high(earlier[2].Reacted)
}

// noReflection reports whether in four weeks in a row too few people made time.
func noReflection(f Facts, earlier []Facts) bool {
	if len(earlier) < weeksBack-1 || earlier[weeksBack-2].Week+weeksBack-1 != f.Week {
		return false
	}
	for _, w := range append([]Facts{f}, earlier[:weeksBack-1]...) {
		if !w.Figures[Reflected].Withheld {
			return false
		}
	}
	return true
}

// followed are the actions somebody took on in the last weeks, each with whether there is
// still reason for it.
func followed(in Source, w Week) (out []Settled) {
	now := reasons(in)
	for _, s := range in.Settled {
		if s.State != OnIt || s.Week >= w.Week || s.Week+followWeeks <= w.Week {
			continue
		}
		s.Still = slices.ContainsFunc(now, func(a Action) bool { return a.ID == s.ID })
		if !slices.ContainsFunc(out, func(o Settled) bool { return o.ID == s.ID }) && len(out) < maxActions {
			out = append(out, s)
		}
	}
	return out
}

// Ask is a question for the team's next meeting.
type Ask struct {
	ID    string `json:"id"`              // goal, aid, factor or week
	About string `json:"about,omitempty"` // a goal, an aid, or the category of a factor
}

// ask chooses the question for the meeting: about the goal, else about what stands in
// the way, else about the aid asked for most.
func ask(w Week) Ask {
	if len(w.Goals) > 0 {
		return Ask{"goal", w.Goals[0].Name}
	}
	for _, a := range w.Actions {
		if c, ok := strings.CutPrefix(a.ID, "factor-"); ok {
			return Ask{"factor", c}
		}
	}
	if len(w.Most) > 0 {
		return Ask{"aid", w.Most[0].Title}
	}
	return Ask{ID: "week"}
}
