package digest

import (
	"slices"

	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A Week is the digest of one unit in one week, as data. Once sent it is kept as it is.
type Week struct {
	Week counts.Week `json:"week"`
	Unit string      `json:"unit"`
	Name string      `json:"name"`
	K    int         `json:"k"` // no figure is about fewer people
	// the unit above that the figures are of, if this one is too small
	Of      string            `json:"of,omitempty"`
	Small   bool              `json:"small,omitempty"` // nothing can be told, not of the units above either
	Size    int               `json:"size,omitempty"`  // people of the unit
	Figures map[string]Figure `json:"figures"`         // by name; of every name in [order] and of every factor
	Most    []Aid             `json:"most,omitempty"`  // asked for most
	// with time for reflection, of how many of the last that are known
	Weeks   [2]int    `json:"reflection_weeks"`
	Quote   string    `json:"quote,omitempty"` // what somebody wrote to be shared, without who
	Goals   []Goal    `json:"goals,omitempty"`
	Before  []Before  `json:"before,omitempty"` // the weeks before, for a plot; oldest first
	Settled []Settled `json:"settled,omitempty"`
	Actions []Action  `json:"actions,omitempty"`
	Ask     Ask       `json:"ask"`
	Seen    int       `json:"seen,omitempty"`  // at least so many events were counted
	Gaps    []int     `json:"gaps,omitempty"`  // working days of which nothing is known, 1 for Monday
	Late    bool      `json:"late,omitempty"`  // events of enough people came in after it was told
	Quiet   int       `json:"quiet,omitempty"` // weeks before this one in which there was nothing new to tell
}

// An Aid is one that enough people had to do with.
type Aid struct {
	Slug  string `json:"slug"`
	Title string `json:"title"`
}

// A Goal is what the unit wants to reach, with the readings of its measure.
type Goal struct {
	Name     string   `json:"name"`
	Unit     string   `json:"unit,omitempty"` // behind values, such as "%"
	Baseline *float64 `json:"baseline,omitempty"`
	Previous *float64 `json:"previous,omitempty"`
	Current  *float64 `json:"current,omitempty"`
	Target   *float64 `json:"target,omitempty"`
	Lower    bool     `json:"lower,omitempty"`   // lower is better
	Changed  string   `json:"changed,omitempty"` // what else changed
	Points   []Point  `json:"points,omitempty"`  // readings, oldest first; may be empty
	Behind   bool     `json:"behind,omitempty"`  // less far than the time that passed

	// What is done for it; zero before solutions are chosen.
	Solutions int      `json:"solutions,omitempty"`
	Delivered int      `json:"delivered,omitempty"` // in use
	Empty     []string `json:"empty,omitempty"`     // kinds of support that nobody takes care of
}

// A Point is one reading; Value is nil if it was missed.
type Point struct {
	Date  string   `json:"date"` // such as 2026-11-21
	Value *float64 `json:"value"`
}

// Before is what a plot needs of an earlier week.
type Before struct {
	Week  counts.Week `json:"week"`
	Asked int         `json:"asked,omitempty"` // 0 if it was not told
}

// A Source is all that a week is composed of.
type Source struct {
	Unit    Unit
	Facts   Facts   // of the unit in the week
	Above   []Above // the units it belongs to, the nearest first
	Earlier []Facts // of the unit in the weeks before, newest first; those not known are left out
	Goals   []Goal
	Quote   string              // a sentence its writer lets be told here; empty for none
	Settled []Settled           // what was done with the actions of earlier weeks, newest first
	Title   func(string) string // of an aid, by its slug
	Quiet   int
	K       privacy.Group
}

// Above is a unit above another, in the same week.
type Above struct {
	Name  string
	Facts Facts
}

// Compose makes the digest of a unit. The same input gives the same digest.
func Compose(in Source) Week {
	w := Week{Week: in.Facts.Week, Unit: in.Unit.ID, Name: in.Unit.Name, K: in.K.K(), Figures: map[string]Figure{},
		Goals: in.Goals, Quote: in.Quote, Gaps: in.Facts.Gaps, Quiet: in.Quiet}
	f, ok := in.Facts, tells(in.Facts)
	for _, a := range in.Above {
		if ok {
			break
		}
		if ok = tells(a.Facts); ok {
			f, w.Of = a.Facts, a.Name
		}
	}
	for _, name := range order {
		w.Figures[name] = Figure{Withheld: true} // of what was worked out before there was such a figure
	}
	for _, c := range Factors {
		w.Figures[Factor+c] = Figure{Level: Application, Withheld: true}
	}
	for name := range w.Figures {
		if fig, told := f.Figures[name]; told {
			w.Figures[name] = fig
		}
	}
	w.Small = !ok
	if !w.Small {
		w.Size, w.Seen = f.Size, f.Seen
		for _, it := range f.Most {
			w.Most = append(w.Most, Aid{it.Key, in.Title(it.Key)})
		}
	}
	w.reflection(in)
	if w.Of == "" && !w.Small {
		for i := len(in.Earlier) - 1; i >= 0; i-- {
			e := in.Earlier[i]
			w.Before = append(w.Before, Before{e.Week, e.Figures[Asked].Value})
		}
		w.actions(in)
	}
	w.Settled = followed(in, w)
	w.Ask = ask(w)
	return w
}

// tells reports whether there is anything to tell of a unit besides whether it made time for reflection.
func tells(f Facts) bool {
	return slices.ContainsFunc(order, func(name string) bool {
		fig, ok := f.Figures[name]
		return ok && !fig.Withheld && name != Reflected
	})
}

// weeksBack is over how many weeks the time for reflection is told.
const weeksBack = 4

// reflection counts the weeks in which enough people of the unit reflected. Each week
// stands by itself, so that the count tells nothing that the weeks did not.
func (w *Week) reflection(in Source) {
	for _, f := range append([]Facts{in.Facts}, in.Earlier[:min(weeksBack-1, len(in.Earlier))]...) {
		if f.Week+weeksBack <= w.Week {
			break
		}
		w.Weeks[1]++
		if !f.Figures[Reflected].Withheld {
			w.Weeks[0]++
		}
	}
}

// New reports whether the digest tells anything that is worth sending.
func (w Week) New() bool {
	if len(w.Actions) > 0 || len(w.Settled) > 0 || w.Quote != "" {
		return true
	}
	for _, g := range w.Goals {
		if g.Current != nil && g.Previous != nil && *g.Current != *g.Previous {
			return true
		}
	}
	return w.Of == "" && !w.Small
}
