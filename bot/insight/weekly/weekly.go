// Package weekly is the skill of steering by what the journal tells: it makes the weekly
// message of each unit and the weekly list of authors, says them at their time, shows
// them to who asks, and keeps what was done with the actions they propose. Sponsors of
// cases are told how those stand, in the week in which that changed.
//
// What may be told of a week is worked out for all units at once when the week is over,
// and is kept: it is never worked out again, so that nobody can compare two versions. A
// message that was sent is kept as it was.
//
// The store holds
//
//	steer.facts:   week (4 bytes), unit → digest.Facts as JSON, for 24 months
//	steer.done:    week (4 bytes) → nothing; the facts of the week are there
//	steer.rest:    week (4 bytes) → digest.Rests as JSON, until its quarter is worked out
//	steer.quarter: first week of a quarter (4 bytes) → quarter as JSON, for 24 months
//	steer.sent:    unit NUL week (4 bytes) → digest.Week as JSON, for 24 months
//	steer.settled: unit NUL week (4 bytes), number → digest.Settled as JSON, for 24 months
//	steer.quiet:   unit → weeks in which there was nothing to tell, as JSON
//	steer.case:    case → what its sponsor was told last, as JSON
//	steer.list:    "list/" week → digest.List as JSON, for a week; "good/" slug → the week until which an
//	               aid was said to be right; "aid-", "page-" or "review-" slug → the week authors were
//	               last told of it
//
// Nothing here is about one person: there is no pseudonym in any of it.
package weekly

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	factsBucket   = "steer.facts"
	doneBucket    = "steer.done"
	restBucket    = "steer.rest"
	quarterBucket = "steer.quarter"
	sentBucket    = "steer.sent"
	settledBucket = "steer.settled"
	quietBucket   = "steer.quiet"
	caseBucket    = "steer.case"
	listBucket    = "steer.list"
)

// A Steering makes digests.
type Steering struct {
	tally *counts.Counts
	mail  func(address string) chat.Place // nil if there is no mail
	said  Quotes                          // nil if there are none
	waits []waits
}

// Quotes are sentences that people wrote for others to read.
type Quotes interface {
	// Next returns the sentence that the message of a unit may tell, of those shared before
	// a moment, if a group of need could have written it; empty if there is none.
	Next(tx *store.Tx, unit string, before time.Time, need privacy.Group) (string, error)

	// Told says that what Next returns was sent, and must not come again.
	Told(tx *store.Tx, unit string, before time.Time, need privacy.Group) error
}

// New returns what makes digests of the weeks that t counts.
func New(t *counts.Counts) *Steering { return &Steering{tally: t} }

// Quote lets digests tell sentences of q.
func (s *Steering) Quote(q Quotes) { s.said = q }

// Skill lets people see digests and settle what they propose.
func (s *Steering) Skill() dialog.Skill {
	return dialog.Skill{
		Name:  "steering",
		Texts: words,
		Verbs: map[string]dialog.Func{digest.Verb: s.act, verbTell: s.tell},
		Prune: s.prune,
	}
}

func weekKey(w counts.Week) []byte { return binary.BigEndian.AppendUint32(nil, uint32(w)) }

func unitKey(unit string, rest []byte) []byte { return append([]byte(unit+"\x00"), rest...) }

// last is the last week that is over at now.
func (s *Steering) last(now time.Time) counts.Week { return counts.WeekOf(now.In(s.tally.Zone())) - 1 }

// Last is the last week that is over at now, or a later one that was told of: the clock of
// who looks may be behind that of who made it.
func (s *Steering) Last(tx *store.Tx, now time.Time) counts.Week {
	for k := range tx.ScanDown(doneBucket, nil, nil) {
		return max(s.last(now), counts.Week(binary.BigEndian.Uint32(k)))
	}
	return s.last(now)
}

// Freeze works out what may be told of every unit in a week that is over, if that was
// not done before.
func (s *Steering) Freeze(tx *store.Tx, w counts.Week) error {
	if _, ok := tx.Get(doneBucket, weekKey(w)); ok {
		return nil
	}
	if err := s.tally.UpdateTx(tx); err != nil {
		return err
	}
	us, err := people.Units(tx)
	if err != nil {
		return err
	}
	rs, err := counts.ReadWeek(tx, w)
	if err != nil {
		return err
	}
	var units []digest.Unit
	for _, u := range us {
		units = append(units, digest.Unit{ID: u.ID, Name: u.Name, Parent: u.Parent, Own: u.Own})
	}
	group, err := privacy.Load(tx)
	if err != nil {
		return err
	}
	fs, rests := digest.CompileWeek(w, units, rs, counts.Days(tx, w), group)
	if err := tx.PutJSON(restBucket, weekKey(w), rests); err != nil {
		return fmt.Errorf("steer: %s: %w", w, err)
	}
	for _, f := range fs {
		if err := tx.PutJSON(factsBucket, append(weekKey(w), f.Unit...), f); err != nil {
			return fmt.Errorf("steer: %s of %s: %w", w, f.Unit, err)
		}
	}
	if err := tx.Put(doneBucket, weekKey(w), nil); err != nil {
		return err
	}
	return counts.Seal(tx, w)
}

// Told yields what may be told of every unit in every week that was worked out, in order
// of week and unit.
func Told(tx *store.Tx) iter.Seq2[digest.Facts, error] {
	return func(yield func(digest.Facts, error) bool) {
		group, err := privacy.Load(tx)
		if err != nil {
			yield(digest.Facts{}, err)
			return
		}
		for k, v := range tx.Scan(factsBucket, nil, nil) {
			var f digest.Facts
			err := json.Unmarshal(v, &f)
			if err != nil {
				err = fmt.Errorf("steer: facts %q: %w", k, err)
			}
			if !yield(f.For(group), err) {
				return
			}
		}
	}
}

// facts are what may be told of a unit in a week, and whether that is known.
func facts(tx *store.Tx, w counts.Week, unit string) (f digest.Facts, ok bool, err error) {
	group, err := privacy.Load(tx)
	if err != nil {
		return f, false, err
	}
	ok, err = tx.GetJSON(factsBucket, append(weekKey(w), unit...), &f)
	return f.For(group), ok, err
}

// ToldOf returns what may be told of a unit in a week. ok is false if the week is not over
// at now, or the unit was not there.
func (s *Steering) ToldOf(tx *store.Tx, unit string, w counts.Week, now time.Time) (_ digest.Facts, ok bool, _ error) {
	if w > s.Last(tx, now) {
		return digest.Facts{}, false, nil
	}
	if err := s.Freeze(tx, w); err != nil {
		return digest.Facts{}, false, err
	}
	return facts(tx, w, unit)
}

// earlierWeeks is how many weeks before its own a digest looks at.
const earlierWeeks = 7

// Week returns the digest of a unit in a week: as it was sent, or else as it would be now.
// ok is false if the week is not over at now, or the unit was not there.
func (s *Steering) Week(
	tx *store.Tx, unit string, w counts.Week, now time.Time, lib dialog.Library, lang string,
) (d digest.Week, ok bool, err error) {
	if ok, err := tx.GetJSON(sentBucket, unitKey(unit, weekKey(w)), &d); ok || err != nil {
		if err == nil {
			d.Late, err = s.late(tx, unit, w)
		}
		return d, ok, err
	}
	if w > s.Last(tx, now) {
		return d, false, nil
	}
	if err := s.Freeze(tx, w); err != nil {
		return d, false, err
	}
	in, ok, err := s.source(tx, unit, w)
	if !ok || err != nil {
		return d, false, err
	}
	in.Title = func(slug string) string {
		if a, ok := lib.Lookup(slug, knowledge.Lang(dialog.In(lang).Lang)); ok {
			return a.Title
		}
		return slug
	}
	return digest.Compose(in), true, nil
}

// source is all that the digest of a unit in a week is composed of, but for the titles of
// aids. ok is false if the unit was not there.
func (s *Steering) source(tx *store.Tx, unit string, w counts.Week) (in digest.Source, ok bool, err error) {
	in = digest.Source{Unit: digest.Unit{ID: unit, Name: unit}}
	if in.K, err = privacy.Load(tx); err != nil {
		return in, false, err
	}
	if in.Facts, ok, err = facts(tx, w, unit); !ok || err != nil {
		return in, false, err
	}
	path, err := people.UnitPath(tx, unit)
	if err != nil {
		return in, false, err
	}
	for i, u := range path {
		if i == 0 {
			in.Unit.Name = u.Name
		} else if f, ok, err := facts(tx, w, u.ID); err != nil {
			return in, false, err
		} else if ok {
			in.Above = append(in.Above, digest.Above{Name: u.Name, Facts: f})
		}
	}
	for before := w - 1; before+earlierWeeks >= w; before-- {
		if f, ok, err := facts(tx, before, unit); err != nil {
			return in, false, err
		} else if ok {
			in.Earlier = append(in.Earlier, f)
		}
	}
	over := (w + 1).Monday(s.tally.Zone())
	if in.Goals, err = goals(tx, unit, over, in.K); err != nil {
		return in, false, err
	}
	if in.Settled, err = settled(tx, unit); err != nil {
		return in, false, err
	}
	if _, err := tx.GetJSON(quietBucket, []byte(unit), &in.Quiet); err != nil {
		return in, false, err
	}
	if s.said != nil {
		in.Quote, err = s.said.Next(tx, unit, over, in.K.Sensitive())
	}
	return in, err == nil, err
}

// late reports whether the journal learnt of enough people of a unit in a week after it
// was told of.
func (s *Steering) late(tx *store.Tx, unit string, w counts.Week) (bool, error) {
	group, err := privacy.Load(tx)
	if err != nil {
		return false, err
	}
	n := 0
	for _, u := range append([]string{unit}, people.UnitsBelow(tx, unit)...) {
		r, err := counts.Read(tx, w, u)
		if err != nil {
			return false, err
		}
		n += r.Sum(counts.Key{Kind: counts.Late}).People
	}
	return group.May(n), nil
}

// send keeps a digest as it is, if it was not kept before.
func (s *Steering) send(tx *store.Tx, d digest.Week) error {
	if _, ok := tx.Get(sentBucket, unitKey(d.Unit, weekKey(d.Week))); ok {
		return nil
	}
	if d.Quote != "" && s.said != nil {
		group, err := privacy.Load(tx)
		if err == nil {
			err = s.said.Told(tx, d.Unit, (d.Week + 1).Monday(s.tally.Zone()), group.Sensitive())
		}
		if err != nil {
			return err
		}
	}
	return tx.PutJSON(sentBucket, unitKey(d.Unit, weekKey(d.Week)), d)
}

// settled are the actions of a unit that were settled, newest first.
func settled(tx *store.Tx, unit string) (all []digest.Settled, err error) {
	for k, v := range tx.ScanDown(settledBucket, unitKey(unit, nil), store.After(unitKey(unit, nil))) {
		var s digest.Settled
		if err := json.Unmarshal(v, &s); err != nil {
			return nil, fmt.Errorf("steer: settled %q: %w", k, err)
		}
		all = append(all, s)
	}
	return all, nil
}

// prune removes what is older than the tally keeps its weeks.
func (s *Steering) prune(tx *store.Tx, now time.Time) error {
	if err := pruneCases(tx); err != nil {
		return err
	}
	old := s.last(now)
	old -= min(old, privacy.KeepWeeks)
	for _, bucket := range []string{factsBucket, doneBucket, restBucket, quarterBucket} {
		for k := range tx.Scan(bucket, nil, weekKey(old)) {
			if err := tx.Delete(bucket, k); err != nil {
				return err
			}
		}
	}
	for k := range tx.Scan(listBucket, []byte("list/"), listKey(s.last(now))) {
		if err := tx.Delete(listBucket, k); err != nil {
			return err
		}
	}
	for _, bucket := range []string{sentBucket, settledBucket} {
		for k, v := range tx.Scan(bucket, nil, nil) {
			var of struct {
				Week counts.Week `json:"week"`
			}
			if err := json.Unmarshal(v, &of); err != nil {
				return fmt.Errorf("steer: prune %s %q: %w", bucket, k, err)
			}
			if of.Week < old {
				if err := tx.Delete(bucket, k); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
