package privacy

import "time"

const day = 24 * time.Hour

// How long things are kept. Each is counted from the last that happened to the thing, unless its owner deletes it
// before, and each is a promise of the papers for works councils.
const (
	KeepHandled   = day       // that a message was handled, so that it is not handled twice
	KeepOnce      = 2 * day   // that somebody counted today, by a keyed fingerprint
	KeepBegun     = 7 * day   // what somebody began and never sent, such as a walk through an aid
	KeepLapsed    = 14 * day  // what came to nothing or is over, and may still be looked at or taken back
	KeepAsked     = 28 * day  // how far somebody was with questions that are closed
	KeepQuestion  = 30 * day  // a scrubbed question that no aid answered
	KeepTalk      = 30 * day  // a conversation, and a note for a few weeks
	KeepSentence  = 80 * day  // a sentence that waits to be quoted
	KeepUse       = 120 * day // what was used, by pseudonym: covers the question after 90 days
	KeepProposal  = 180 * day // a proposal that no author settled
	KeepLearned   = 190 * day // that a training was finished: covers the question after 180 days
	KeepOwn       = 365 * day // what a person wrote or agreed, such as a reflection, a plan, feedback
	KeepSettings  = 365 * day // who changed settings, roster, rights and aids
	KeepFigures   = 2 * 365 * day
	KeepAway      = 60 * day // an absence that has passed
	KeepWeeks     = 105      // weeks of figures by week: 24 months and the one that begins
	KeepResponse  = 12       // weeks of how a unit as a whole answers messages
	KeepCaseAfter = 24       // months a case is kept after it closed
)

// Days is a time to keep something, in days, for a text that says it.
func Days(d time.Duration) int { return int(d / day) }

// Months is a time to keep something, in months of 365 days a year, for a text that says it.
func Months(d time.Duration) int { return int(d/day) * 12 / 365 }
