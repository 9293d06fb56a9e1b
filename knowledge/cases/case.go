// Package cases knows performance cases: a question about work that should go
// better, from the first talk with the line to the moment it lasts. A case walks
// through the phases precisie, programma, praktijk and prestatie (the 4P model), is
// anchored, and is closed; [Missing] says what a phase still asks for.
//
// A case is written in chat or as a YAML file beside the aids ([Parse], [Format]). It
// is about work and groups. It names roles, and never holds what one person did,
// said or used: figures from use come from elsewhere, in groups of five or more.
package cases

import (
	"slices"
	"time"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// A Case is one performance question and everything agreed about it. The zero value
// of a field means that it is not known yet.
type Case struct {
	ID        string     `yaml:"id"`
	Lang      string     `yaml:"lang,omitzero"` // the language it is written in: nl or en
	Title     string     `yaml:"title"`
	Question  string     `yaml:"question,omitzero"` // the performance question, in the words of who has it
	Team      string     `yaml:"team,omitzero"`     // id of the unit it is about
	Phase     Phase      `yaml:"phase,omitzero"`    // precisie if it is not said
	Opened    Day        `yaml:"opened,omitzero"`
	Sponsor   Role       `yaml:"sponsor,omitzero"` // the line lead: whose question it is
	Adviser   Role       `yaml:"adviser,omitzero"` // the L&D lead
	Goal      Goal       `yaml:"goal,omitzero"`
	Inputs    []Input    `yaml:"inputs,omitzero"`
	Intake    []Query    `yaml:"intake,omitzero"`
	Factors   []Factor   `yaml:"factors,omitzero"`
	Solutions []Solution `yaml:"solutions,omitzero"`
	Support   Support    `yaml:"support,omitzero"`
	Plan      Plan       `yaml:"plan,omitzero"`
	Worth     Worth      `yaml:"worth,omitzero"`
	Programme *Programme `yaml:"programme,omitzero"`
	Anchoring Anchoring  `yaml:"anchoring,omitzero"`
	Notes     []Note     `yaml:"changed,omitzero"` // what else changed meanwhile
}

// A Day is a date such as "2026-11-21"; empty if it is not known. Days compare as
// strings do.
type Day string

// Check is of [yamldoc.Checked].
func (Day) Check(field, s string) (code string, says text.Said) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "not-a-date", Words.Say(func(w *texts) string { return w.NotADate.With(field) })
	}
	return "", nil
}

// DayOf is the day of t, in the zone of t.
func DayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// Time is the beginning of d in UTC; the zero time if d is no day.
func (d Day) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Plus is the day a number of months and days later. A day that a month does not have
// becomes its last one: one month after 31 January is the last day of February.
func (d Day) Plus(months, days int) Day {
	if d == "" {
		return ""
	}
	t := d.Time()
	first := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, months, 0)
	last := first.AddDate(0, 1, -1).Day()
	return DayOf(first.AddDate(0, 0, min(t.Day(), last)-1+days))
}

// Since is how many days d is after e.
func (d Day) Since(e Day) int { return int(d.Time().Sub(e.Time()) / (24 * time.Hour)) }

// A Role is one of the two named leads of a case.
type Role struct {
	Name    string `yaml:"name"` // as the organisation calls the role
	Invited string `yaml:"-"`    // pseudonym of who was asked to take it and did not answer yet
	Person  string `yaml:"-"`    // pseudonym of who took the role in chat; empty if nobody did. Never in a file
}

// An Input is what someone or something brought to the analysis.
type Input struct {
	From InputFrom `yaml:"from"`
	Text string    `yaml:"text"` // what came out; of data, which source
	Date Day       `yaml:"date,omitzero"`
}

// InputFrom is where an input came from.
type InputFrom string

// Where inputs come from. The first three are needed before a solution is chosen.
const (
	FromGroup      InputFrom = "target-group"
	FromManagement InputFrom = "management"
	FromData       InputFrom = "data"
	FromHR         InputFrom = "hr"
	FromOther      InputFrom = "other"
)

func (InputFrom) Values() []string {
	return yamldoc.Values(FromGroup, FromManagement, FromData, FromHR, FromOther)
}

// A Query is one question of the joint intake, asked once on behalf of a discipline.
type Query struct {
	From     string `yaml:"from"` // the discipline: hr, it, quality, communication, ld …
	Question string `yaml:"question"`
	Answer   string `yaml:"answer,omitzero"` // empty: that discipline still has a question
}

// A Factor keeps the wanted performance from happening.
type Factor struct {
	ID       string      `yaml:"id"`
	Text     string      `yaml:"text"`
	Category Category    `yaml:"category,omitzero"`
	Severity int         `yaml:"severity,omitzero"` // 1, 2 or 3, the worst
	Owner    string      `yaml:"owner,omitzero"`
	Response Response    `yaml:"response,omitzero"`
	State    FactorState `yaml:"state,omitzero"` // empty means open
}

// A Category says what kind of obstacle a factor is.
type Category string

// The seven categories (Gilbert; Mager and Pipe; Rummler). The first five are in the
// environment, which no course changes.
const (
	Expectation Category = "expectation"
	Resources   Category = "resources"
	Process     Category = "process"
	Capacity    Category = "capacity"
	Incentive   Category = "incentive"
	Skill       Category = "skill"
	Leadership  Category = "leadership"
)

func (Category) Values() []string {
	return yamldoc.Values(Expectation, Resources, Process, Capacity, Incentive, Skill, Leadership)
}

// Environment reports whether c is in the work environment rather than in what
// people know or how they are led.
func (c Category) Environment() bool {
	return slices.Contains([]Category{Expectation, Resources, Process, Capacity, Incentive}, c)
}

// A Response is what was agreed to do about a factor.
type Response string

// The responses.
const (
	Remove     Response = "remove"
	Reduce     Response = "reduce"
	WorkAround Response = "work-around"
	Accept     Response = "accept"
)

func (Response) Values() []string { return yamldoc.Values(Remove, Reduce, WorkAround, Accept) }

// A FactorState is how far a factor is.
type FactorState string

// The states of a factor.
const (
	Open     FactorState = "open"
	Agreed   FactorState = "agreed"
	Gone     FactorState = "gone"
	Accepted FactorState = "accepted"
)

func (FactorState) Values() []string { return yamldoc.Values(Open, Agreed, Gone, Accepted) }

// A Solution is a measure against a factor.
type Solution struct {
	ID        string `yaml:"id"`
	Text      string `yaml:"text"`
	Kind      Kind   `yaml:"kind,omitzero"`
	Tag       Tag    `yaml:"tag,omitzero"`
	Factor    string `yaml:"factor,omitzero"` // id of the factor it answers
	Owner     string `yaml:"owner,omitzero"`
	Link      string `yaml:"link,omitzero"` // a web address, or the slug of an aid
	Delivered Day    `yaml:"delivered,omitzero"`
}

// A Kind says what sort of measure a solution is.
type Kind string

// The kinds of solution.
const (
	Learning    Kind = "learning"
	JobAid      Kind = "job-aid"
	Environment Kind = "work-environment"
)

func (Kind) Values() []string { return yamldoc.Values(Learning, JobAid, Environment) }

// A Tag describes where a solution works: in the work (70), together (20) or in
// formal learning (10). It describes and is no target: there is no ratio to reach.
type Tag string

// The tags.
const (
	InWork   Tag = "work"
	Together Tag = "together"
	Formal   Tag = "formal"
)

func (Tag) Values() []string { return yamldoc.Values(InWork, Together, Formal) }

// Support is what the organisation gives a case.
type Support struct {
	Instrumental Backing `yaml:"instrumental,omitzero"`
	Financial    Backing `yaml:"financial,omitzero"`
	Managerial   Backing `yaml:"managerial,omitzero"`
}

// A Backing is one kind of support.
type Backing struct {
	Text  string       `yaml:"text,omitzero"`
	Owner string       `yaml:"owner,omitzero"`
	State BackingState `yaml:"state,omitzero"`
}

// A BackingState is how far a kind of support is.
type BackingState string

// The states of support; the zero value means that nobody asked.
const (
	Asked    BackingState = "asked"
	Promised BackingState = "promised"
	Given    BackingState = "given"
	Refused  BackingState = "refused"
)

func (BackingState) Values() []string { return yamldoc.Values(Asked, Promised, Given, Refused) }

// A Note is something else that changed and may move the figures.
type Note struct {
	Date Day    `yaml:"date"`
	Text string `yaml:"text"`
}

// All yields the kinds of support with their names: instrumental, financial and managerial.
func (s Support) All(yield func(kind string, b Backing) bool) {
	_ = yield("instrumental", s.Instrumental) && yield("financial", s.Financial) && yield("managerial", s.Managerial)
}

// Empty returns the kinds of support that nobody takes care of.
func (s Support) Empty() (kinds []string) {
	for kind, b := range s.All {
		if b.Owner == "" {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// DeliveredBefore counts the solutions that were in use before a day.
func (c *Case) DeliveredBefore(day Day) (n int) {
	for _, s := range c.Delivered() {
		if s.Delivered < day {
			n++
		}
	}
	return n
}

// Tags counts the solutions by tag. It is a description, not a norm.
func (c *Case) Tags() map[Tag]int {
	n := make(map[Tag]int)
	for _, s := range c.Solutions {
		if s.Tag != "" {
			n[s.Tag]++
		}
	}
	return n
}

// Delivered returns the solutions that are in use.
func (c *Case) Delivered() []Solution {
	return slices.DeleteFunc(slices.Clone(c.Solutions), func(s Solution) bool { return s.Delivered == "" })
}

// Unanswered returns the factors that are open: without a solution, and neither gone
// nor accepted.
func (c *Case) Unanswered() []Factor { return slices.DeleteFunc(slices.Clone(c.Factors), c.answered) }

func (c *Case) answered(f Factor) bool {
	return f.State == Gone || f.State == Accepted || f.Response == Accept ||
		slices.ContainsFunc(c.Solutions, func(s Solution) bool { return s.Factor == f.ID })
}
