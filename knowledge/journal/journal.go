// Package journal is the append-only record of use: which aid was asked for, shown,
// walked and found helpful. It is the performance data, about aids and work; a
// person is in it by pseudonym only, and no text is.
//
// Questions that an author should see are kept apart, scrubbed and without the
// asker ([Question]). The journal is not a log for finding faults, and no score of a
// person can be made from it without knowledge/people.
package journal

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

// A Kind says what happened. The numbers are part of the stored form: new kinds go
// at the end.
type Kind byte

// The kinds of entry, with what Detail holds.
const (
	Met Kind = iota + 1 // a person met the bot
	// asked a question; Detail: answer, choose, none, sensitive, or no-fit: none of what choose offered, which is
	// no other question
	Asked
	Shown  // was shown an aid; Detail: the part, such as quick or example
	Chosen // picked an aid from a choice
	// said whether it helped; Detail: helped, partly, not; Value of helped: minutes since the question, 0 if it was
	// about none
	Outcome
	Reason         // said what got in the way; Detail: the reason
	RunStarted     // began an aid step by step
	StepShown      // was shown Step
	RunFinished    // reached the end
	RunStopped     // stopped at Step
	RunResumed     // went on at Step
	RunExpired     // did not come back within 7 days
	WhyShown       // asked why, at Step or 0 for the whole aid
	Ticked         // ticked checklist item Step; Detail: on, off
	Decided        // reached an outcome of a decision aid; Step: its row, or 0
	FilledIn       // completed a worksheet
	ContactShown   // was told who can help
	SettingChanged // Detail: the setting
	DataShown      // saw or exported their own data
	AidProposed    // sent in an aid or an improvement
	NudgeSent      // Detail: the series
	NudgeAnswered  // Detail: the answer
	NudgeStopped   // Detail: series, all
	Reflected      // wrote a reflection; its text is not here
	FeedbackMoved  // Detail: asked, sent, answered, given (unasked), declined, expired, read, thanked
	PlanMade       // made an if-then plan
	PlanDone       // looked back on a plan; Detail: done, moved, dropped
	Applied        // reported application at work; Detail: yes, partly, none, failed; Value: days after
	Recalled       // recalled from memory; Detail: yes, partly, not
	FactorReported // Detail: the category, after "helps-" if it helps rather than blocks
	Rated          // Detail: what; Value: 1 to 5
	NudgeDropped   // was due but not sent; Detail: why
	FactorAnswered // a response to a factor was agreed; Detail: remove, reduce, work-around, accept
	TeamMoment     // a moment of a team; Detail: the moment, a slash, and done or not; Unit: the team
	Trained        // finished a training; Detail: its id; Value: -1 if that was taken back
	DigestSent     // Detail: manager, author
	ActionSettled  // a suggested action; Detail: on-it, later, not-needed
	CaseMoved      // a case went to a phase; Detail: the phase
	TeamPlanMade   // a team agreed on actions; Value: how many
)

var kindNames = [...]string{"", "met", "question_asked", "answer_shown", "answer_chosen", "outcome", "reason",
	"run_started", "step_shown", "run_finished", "run_stopped", "run_resumed", "run_expired", "why_shown",
	"item_ticked", "decided", "worksheet_filled", "contact_shown", "setting_changed", "data_shown", "aid_proposed",
	"nudge_sent", "nudge_answered", "nudge_stopped", "reflection_answered", "feedback", "plan_made", "plan_done",
	"application_reported", "recall", "factor_reported", "rated", "nudge_dropped", "factor_answered",
	"team_moment", "trained", "digest_sent", "action_settled", "case_moved", "team_plan_made"}

func (k Kind) String() string {
	if int(k) < len(kindNames) && k > 0 {
		return kindNames[k]
	}
	return fmt.Sprintf("kind_%d", byte(k))
}

// MarshalText gives k its name in exports.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// An Entry is one fact. Entries are never changed.
type Entry struct {
	Seq      uint64    `json:"seq,omitempty"` // set by Append; increases
	Time     time.Time `json:"time"`          // UTC, to the millisecond
	Kind     Kind      `json:"kind"`
	Person   string    `json:"person,omitempty"` // pseudonym of 16 hexadecimal digits; empty if asked anonymously
	Unit     string    `json:"unit,omitempty"`   // of the person at that time
	Platform string    `json:"platform,omitempty"`
	Lang     string    `json:"lang,omitempty"`
	Aid      string    `json:"aid,omitempty"` // slug
	Version  string    `json:"version,omitempty"`
	Moment   string    `json:"moment,omitempty"`
	Detail   string    `json:"detail,omitempty"` // one of a few words, by kind; never free text
	Step     int       `json:"step,omitempty"`   // from 1; 0 if there is none
	Value    int       `json:"value,omitempty"`
}

// Append adds entries in order.
func Append(tx *store.Tx, es ...Entry) error {
	for _, e := range es {
		r, err := raw(tx, e)
		if err == nil {
			_, err = entries.Add(tx, r)
		}
		if err != nil {
			return fmt.Errorf("journal: append %s: %w", e.Kind, err)
		}
	}
	return nil
}

// A Journal reads and tends the entries in a store.
type Journal struct{ db *store.DB }

// New returns the journal kept in db.
func New(db *store.DB) *Journal { return &Journal{db} }

// page is how many entries one transaction reads, so that a long walk does not hold
// on to space that updates free.
const page = 4096

// After yields the entries with a sequence number above seq, in order. The entries
// appended during the walk are seen. It stops after the first error.
func (j *Journal) After(ctx context.Context, seq uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		words := words{}
		for {
			var batch []Entry
			err := j.db.View(ctx, func(tx *store.Tx) (err error) {
				batch, err = read(tx, seq, page, words)
				return err
			})
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for _, e := range batch {
				if !yield(e, nil) {
					return
				}
				seq = e.Seq
			}
			if len(batch) < page {
				return
			}
		}
	}
}

// Read returns the first entries with a sequence number above seq, n at most, in order.
func Read(tx *store.Tx, seq uint64, n int) ([]Entry, error) { return read(tx, seq, n, words{}) }

func read(tx *store.Tx, seq uint64, n int, ws words) (es []Entry, err error) {
	for r := range Raws(tx, seq) {
		e, err := ws.entry(tx, r)
		if err != nil {
			return nil, err
		}
		if es = append(es, e); len(es) == n {
			break
		}
	}
	return es, nil
}

// Of returns the entries of one person, oldest first.
func Of(tx *store.Tx, person string) (es []Entry, err error) {
	ws := words{}
	for r := range of(tx, person) {
		e, err := ws.entry(tx, r)
		if err != nil {
			return nil, err
		}
		es = append(es, e)
	}
	return es, nil
}

// Forget removes all entries of one person.
func Forget(tx *store.Tx, person string) error {
	for r := range of(tx, person) {
		if err := entries.Delete(tx, store.Num(r.Seq)); err != nil {
			return fmt.Errorf("journal: forget: %w", err)
		}
	}
	return nil
}
