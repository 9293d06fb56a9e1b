package cases

import (
	"slices"

	"github.com/handvat/handvat/knowledge/yamldoc"
)

// Anchoring is the plan for what must stay after the project.
type Anchoring struct {
	Start Day      `yaml:"start,omitzero"` // the day the project ended
	Items []Anchor `yaml:"items,omitzero"`
}

// An Anchor is one thing that stays.
type Anchor struct {
	ID      string   `yaml:"id"`
	What    string   `yaml:"what"`
	Owner   string   `yaml:"owner,omitzero"`  // in the line, after the project
	Where   string   `yaml:"where,omitzero"`  // agenda of a meeting, job aid, onboarding …
	Signal  string   `yaml:"signal,omitzero"` // the first sign that it slips
	Reviews []Review `yaml:"reviews,omitzero"`
}

// A Review is the answer to "is it still there?" after a number of months.
type Review struct {
	Months int        `yaml:"months"`
	Answer StillThere `yaml:"answer"`
	Date   Day        `yaml:"date,omitzero"`
	Text   string     `yaml:"text,omitzero"`
}

// StillThere answers whether something stayed.
type StillThere string

// The answers.
const (
	Still     StillThere = "yes"
	Sometimes StillThere = "now-and-then"
	Slipped   StillThere = "no"
)

func (StillThere) Values() []string { return yamldoc.Values(Still, Sometimes, Slipped) }

// ReviewMonths are the months after the start at which an anchor is reviewed.
var ReviewMonths = []int{1, 3, 6, 12}

// A ReviewState is how a review stands on a day.
type ReviewState string

// The states of a review. At risk is what was answered "no", or not within two weeks.
const (
	ReviewPlanned ReviewState = "planned"
	ReviewDue     ReviewState = "due"
	ReviewDone    ReviewState = "done"
	AtRisk        ReviewState = "at-risk"
)

// Review returns the day of the review after a number of months, how it stands today,
// and its answer if there is one.
func (a Anchoring) Review(item Anchor, months int, today Day) (day Day, state ReviewState, r Review) {
	day = a.Start.Plus(months, 0)
	n := slices.IndexFunc(item.Reviews, func(r Review) bool { return r.Months == months })
	switch {
	case n >= 0 && item.Reviews[n].Answer == Slipped:
		return day, AtRisk, item.Reviews[n]
	case n >= 0:
		return day, ReviewDone, item.Reviews[n]
	case day == "" || today < day:
		return day, ReviewPlanned, Review{}
	case today.Since(day) <= grace:
		return day, ReviewDue, Review{}
	}
	return day, AtRisk, Review{}
}
