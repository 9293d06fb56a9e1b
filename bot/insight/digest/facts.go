// Package digest turns a week of the tally into what may be told of each unit, and that
// into the weekly message of a team and the weekly list of authors, as data and as a card.
//
// It is pure: it keeps nothing, asks nobody what time it is, and the same week gives the
// same digest, byte for byte.
//
// What may be told: a figure is about a group of different people ([privacy.Group]), a larger one for what
// is sensitive. All units are looked at together ([CompileWeek]), so that what is told of one
// cannot be subtracted from what is told of another to find something about fewer: see
// tree.go. What two answers share out is told exactly if enough people gave each of them,
// and roughly otherwise: see share.go. How many people there were is told in multiples of a group. Weeks
// stand by themselves; of a stretch of weeks is told, once, what cannot be subtracted from
// what is told of each of them: see stretch.go. No two stretches overlap.
package digest

import (
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A Level is a level of evaluation: 0 input, 1 reaction, 2 learning, 3 application, 4
// impact, 5 return. Usage is never a higher level than 0, and what people say of
// themselves never higher than 3.
type Level int

// The levels.
const (
	Input Level = iota
	Reaction
	Learning
	Application
	Impact
	Return
)

// A Figure is one number that may be told of a unit, or that it may not.
type Figure struct {
	Value    int   `json:"value,omitempty"` // how often; 0 is never told, and a withheld figure has none
	Level    Level `json:"level"`
	N        int   `json:"n,omitempty"`        // of how many: questions, reactions, answers, or people of the unit
	People   int   `json:"people,omitempty"`   // at least so many different people, a multiple of the group
	Share    Share `json:"share,omitempty"`    // about which part of N, where Value would tell too much
	Withheld bool  `json:"withheld,omitempty"` // too few people

	// The largest group for which it may be told, and told with its value; 0 for that which it was worked out for.
	Until   privacy.Group `json:"until,omitempty"`
	Exactly privacy.Group `json:"exactly,omitempty"`
}

// Exact reports whether f has a value.
func (f Figure) Exact() bool { return !f.Withheld && f.Share == "" }

// A Share is a part of something, told so roughly that nobody's answer shows.
type Share string

// The shares.
const (
	LessThanHalf Share = "<1/2"
	HalfOrMore   Share = "1/2+"
	Quarter      Share = "<1/4"
	QuarterHalf  Share = "1/4-1/2"
	HalfMost     Share = "1/2-3/4"
	Most         Share = "3/4+"
)

// An Item is an aid, a reason or a factor that enough people had to do with.
type Item struct {
	Key    string `json:"key"`
	People int    `json:"people"`           // at least so many, a multiple of the group
	Reason string `json:"reason,omitempty"` // of an aid that did not help: the reason enough people gave most

	Until privacy.Group `json:"until,omitempty"` // as of a figure
}

// Facts are what may be told of one unit in one week. They are made for all units at
// once, and never again: what is told of one unit depends on what is told of others,
// and who knows two versions can subtract them.
type Facts struct {
	Week    counts.Week
	Unit    string
	K       privacy.Group `json:",omitempty"` // which the figures were worked out for
	Size    int           // people of the unit and of those below it; 0 if not known
	Figures map[string]Figure
	Most    []Item `json:",omitempty"` // aids asked for most, at most three
	Hard    []Item `json:",omitempty"` // aids that did not help more than 30 % of reactions
	Reasons []Item `json:",omitempty"` // what got in the way, the reason most people gave first
	Reacted Share  `json:",omitempty"` // which part of the messages at the bot's own initiative was answered
	Seen    int    `json:",omitempty"` // events of the unit that are counted, by fifties; 0 if too few people or events
	Gaps    []int  `json:",omitempty"` // working days of which nothing is known, 1 for Monday

	Until privacy.Group `json:",omitempty"` // as of a figure: of Reacted, Seen and Gaps together
}

// The names of the figures.
const (
	Reach     = "reach"     // people who asked something, of those of the unit
	Asked     = "asked"     // questions
	Answered  = "answered"  // questions with an aid, of all questions
	Helped    = "helped"    // reactions that it helped, of all reactions
	Valued    = "valued"    // who said it is important to them, of those who were asked
	Room      = "room"      // who said there is room to make the work better, of those who were asked
	Saved     = "saved"     // minutes saved in a week, adjusted for the part of the aids in it and how sure that is
	Planned   = "planned"   // if-then plans
	Knew      = "knew"      // recalled all from memory, of those who tried
	Used      = "applied"   // said they applied it at work, of those who answered
	Exchanged = "feedback"  // times feedback was given
	Proposed  = "proposed"  // aids and improvements proposed
	Reflected = "reflected" // whether time was made for reflection; never a number
	Factor    = "factor/"   // reports of a blocking factor; its category follows
)

// order is the figures in the order they are told, factors left out.
var order = []string{Reach, Asked, Answered, Helped, Valued, Room, Planned, Knew, Used, Saved,
	Exchanged, Proposed, Reflected}

// Factors are the categories of blocking factors.
var Factors = []string{"expectation", "resources", "process", "capacity", "incentive", "skill", "leadership"}
