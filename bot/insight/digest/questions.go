package digest

import (
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
)

// A question is one thing that is told of units: how often something happened, and how
// often in the one way and the other.
type question struct {
	name  string
	level Level
	all   []counts.Key
	yes   []counts.Key // nil if all of it is one
	no    []counts.Key
	not   []counts.Key // of yes, what turned out to be no
}

func keys(k journal.Kind, details ...string) (ks []counts.Key) {
	for _, d := range details {
		ks = append(ks, counts.Key{Kind: k, Detail: d})
	}
	return ks
}

// What people rate from 1 to 5: how important the help was for their task, and whether
// there is room to make the work better.
const (
	important = "value"
	roomy     = "room"
)

// rated are the ratings of one thing; 0 is all of them.
func rated(what string, ns ...int) (ks []counts.Key) {
	for _, n := range ns {
		ks = append(ks, counts.Key{Kind: journal.Rated, Detail: what, N: n})
	}
	return ks
}

var questions = []question{
	{name: Answered, level: Input, all: keys(journal.Asked, "answer", "choose", "none"),
		yes: keys(journal.Asked, "answer", "choose"), no: keys(journal.Asked, "none", "no-fit"),
		not: keys(journal.Asked, "no-fit")},
	{name: Helped, level: Reaction, all: keys(journal.Outcome, ""),
		yes: keys(journal.Outcome, "helped"), no: keys(journal.Outcome, "partly", "not")},
	{name: Valued, level: Reaction, all: rated(important, 0), yes: rated(important, 4, 5),
		no: rated(important, 1, 2, 3)},
	{name: Room, level: Reaction, all: rated(roomy, 0), yes: rated(roomy, 4, 5), no: rated(roomy, 1, 2, 3)},
	{name: Planned, level: Reaction, all: keys(journal.PlanMade, "")},
	{name: Knew, level: Learning, all: keys(journal.Recalled, ""),
		yes: keys(journal.Recalled, "yes"), no: keys(journal.Recalled, "partly", "not")},
	{name: Used, level: Application, all: keys(journal.Applied, ""),
		yes: keys(journal.Applied, "yes"), no: keys(journal.Applied, "partly", "none", "failed")},
	{name: Exchanged, level: Application, all: keys(journal.FeedbackMoved, "answered", "given")},
	{name: Proposed, level: Input, all: keys(journal.AidProposed, "")},
}
