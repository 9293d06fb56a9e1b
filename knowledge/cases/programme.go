package cases

import (
	"slices"

	"github.com/handvat/handvat/knowledge/yamldoc"
)

// A Programme is what people go through: before, during and after learning.
type Programme struct {
	Goal   string       `yaml:"goal,omitzero"` // the application goal: "I can … in my work"
	Pre    Stage        `yaml:"pre,omitzero"`
	Learn  Stage        `yaml:"learn,omitzero"`
	Post   Stage        `yaml:"post,omitzero"` // without a last day it lasts PostDays
	Aids   []string     `yaml:"aids,omitzero"` // slugs of the aids people use at work
	Events []Touchpoint `yaml:"touchpoints,omitzero"`
}

// postDays is how long the stage after learning lasts if nothing else was agreed.
const postDays = 90

// A Stage is a part of a programme, its days included.
type Stage struct {
	From Day `yaml:"from,omitzero"`
	To   Day `yaml:"to,omitzero"`
}

// A Touchpoint is a day on which people meet, or ask for feedback.
type Touchpoint struct {
	Kind    TouchKind `yaml:"kind"`
	Date    Day       `yaml:"date"`
	Title   string    `yaml:"title"`
	Prepare string    `yaml:"prepare,omitzero"` // slug of the aid to prepare with
}

// A TouchKind says what is done on the day.
type TouchKind string

// The kinds of touchpoint.
const (
	Meeting      TouchKind = "meeting"
	VirtualClass TouchKind = "virtual-class"
	Coaching     TouchKind = "coaching"
	Feedback     TouchKind = "feedback" // people do not meet: they ask a colleague what they see
)

func (TouchKind) Values() []string { return yamldoc.Values(Meeting, VirtualClass, Coaching, Feedback) }

// After is the stage after learning. It begins, if nothing else was agreed, the day
// after learning or the last touchpoint, and lasts [postDays].
func (p *Programme) After() Stage {
	s := p.Post
	if s.From == "" {
		end := p.Learn.To
		for _, t := range p.Events {
			end = max(end, t.Date)
		}
		s.From = end.Plus(0, 1)
	}
	if s.To == "" {
		s.To = s.From.Plus(0, postDays)
	}
	return s
}

// AskDays are after how many days from the end of learning people are asked whether
// they applied it.
var AskDays = []int{30, 90, 180}

// Asks are the days on which people are asked whether they applied it, one for each of
// [AskDays]; nil if it is not known when learning ends.
func (p *Programme) Asks() []Day {
	from := p.After().From
	if from == "" {
		return nil
	}
	var days []Day
	for _, n := range AskDays {
		days = append(days, from.Plus(0, n))
	}
	return days
}

// TackedOn reports a 10-20-70: formal touchpoints without an aid that can be used at
// work, or without an application goal.
func (p *Programme) TackedOn() bool {
	return p != nil && (len(p.Aids) == 0 || p.Goal == "") && slices.ContainsFunc(p.Events, func(e Touchpoint) bool {
		return e.Kind == Meeting || e.Kind == VirtualClass
	})
}
