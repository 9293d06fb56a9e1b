package rank

import (
	"time"

	"github.com/handvat/handvat/knowledge"
)

// A Query is a question and what is known about the moment it is asked.
type Query struct {
	Text     string
	Said     string           // what scrubbing leaves of Text, as phrasings are kept; empty: Text
	Lang     knowledge.Lang   // one without aids, or empty: decide from Text, or else take Prefer
	Prefer   knowledge.Lang   // the person's language
	Audience []string         // the roles the person has; empty means that nothing is known
	Moment   knowledge.Moment // empty: recognise it in Text
	Now      time.Time
	Limit    int  // how many hits at most; 0 means 3
	Private  bool // Text stays here: it is not sent to an embedder
}

// An Outcome is what to do with the hits.
type Outcome int

// The three outcomes.
const (
	None   Outcome = iota // no aid yet
	Choose                // let the person choose from the first two or three
	Answer                // give the first
)

// String returns "none", "choose" or "answer".
func (o Outcome) String() string { return [...]string{"none", "choose", "answer"}[o] }

// A Result is the answer to a Query.
type Result struct {
	Lang       knowledge.Lang // of the question
	Moment     knowledge.Moment
	Outcome    Outcome
	Confidence float64   // the calibrated chance that the first hit is right
	Hits       []Hit     // best first, also if the outcome is None
	Evidence   []float64 // what Confidence was made from, for calibration
}

// A Hit is an aid that may be the right one.
type Hit struct {
	Key        knowledge.Key
	Score      float64
	Confidence float64 // the calibrated chance that this hit is right
	Recipe     bool    // written for the library, rather than a page from elsewhere
	Signals    []Signal
	Features   []float64 // what Score was made from, for calibration
}

// A Signal is one reason why a hit stands where it stands.
type Signal struct {
	Name   string   // words, phrasings, likeness, meaning; moment, role, work, page, overdue, unfit
	Weight float64  // what it added to the score
	Words  []string // the words of the question that the aid has; with the signal words only
}
