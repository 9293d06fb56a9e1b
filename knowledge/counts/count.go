package counts

import (
	"context"
	"errors"
	"fmt"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// Late is the kind of figure that counts what the journal learnt of a week after it
// was told of. It is no kind of entry.
const Late journal.Kind = 255

// Fields of an entry that make a figure of their own.
const (
	byAid = 1 << iota
	byDetail
	byStep
	byValue
	plain = 0
)

// counted says what is counted, and by what. A kind that is not here is not counted.
// Reflections are not counted by aid: which aid somebody looks back on is their own.
var counted = map[journal.Kind]int{
	journal.Asked:          byDetail,
	journal.Shown:          byAid,
	journal.Chosen:         byAid,
	journal.Outcome:        byAid | byDetail,
	journal.Reason:         byAid | byDetail,
	journal.RunStarted:     byAid,
	journal.RunFinished:    byAid,
	journal.RunStopped:     byAid | byStep,
	journal.RunExpired:     byAid | byStep,
	journal.ContactShown:   plain,
	journal.AidProposed:    plain,
	journal.NudgeSent:      byDetail,
	journal.NudgeAnswered:  byDetail,
	journal.NudgeStopped:   byDetail,
	journal.Reflected:      plain,
	journal.FeedbackMoved:  byDetail,
	journal.PlanMade:       plain,
	journal.PlanDone:       byDetail,
	journal.Applied:        byAid | byDetail | byValue,
	journal.Recalled:       byDetail,
	journal.FactorReported: byAid | byDetail,
	journal.Rated:          byDetail | byValue,
	journal.TeamMoment:     byDetail,
}

// hidden is the detail of questions that are not counted: that somebody asked
// something personal is nobody's business.
const hidden = "sensitive"

// step is how many entries one batch counts at most. It bounds the memory of counting
// everything, and how long one transaction writes.
const step = 1 << 19

// Update counts what the journal holds since the last time, and returns how many
// entries that were. Where a row that it adds to is damaged, it counts all open weeks
// again: the journal still has what the row said.
func (t *Counts) Update(ctx context.Context) (n int, err error) {
	n, err = t.catchUp(ctx)
	damaged := errors.Is(err, errRecord)
	if err == nil {
		err = t.db.View(ctx, func(tx *store.Tx) error {
			s, err := load(tx)
			damaged = s.Lost != lost(tx)
			return err
		})
	}
	if damaged {
		return t.Rebuild(ctx)
	}
	return n, err
}

// catchUp is Update that stops at a damaged row.
func (t *Counts) catchUp(ctx context.Context) (n int, err error) {
	for {
		m, err := t.update(ctx, step)
		if n += m; err != nil {
			return n, fmt.Errorf("tally: count: %w", err)
		}
		if m < step {
			return n, nil
		}
	}
}

// UpdateTx counts all that is left within a transaction, for who must be sure that
// nothing is missing.
func (t *Counts) UpdateTx(tx *store.Tx) error {
	for {
		b, before, n, err := t.read(tx, step)
		if err == nil && n > 0 {
			err = b.save(tx, before)
		}
		if err != nil {
			return fmt.Errorf("tally: count: %w", err)
		}
		if n == step {
			continue
		}
		for range cells.Between(tx, weekKey(b.state.Week-1), nil) { // what will be told of is read now
		}
		if s := b.state; s.Lost != lost(tx) {
			if err := s.again(tx); err != nil {
				return fmt.Errorf("tally: count: %w", err)
			}
			continue
		}
		return nil
	}
}

// read makes a batch of at most limit entries, of the n there are; before is what it goes
// on from.
func (t *Counts) read(tx *store.Tx, limit int) (b *batch, before state, n int, err error) {
	if before, err = load(tx); err != nil {
		return nil, before, 0, err
	}
	b = t.begin(tx, before)
	for e := range journal.Raws(tx, before.Cursor) {
		if err := b.add(tx, e); err != nil {
			return nil, before, n, err
		}
		if n++; n == limit {
			break
		}
	}
	return b, before, n, nil
}

// update counts at most limit entries.
func (t *Counts) update(ctx context.Context, limit int) (n int, err error) {
	for {
		var b *batch
		var before state
		err = t.db.View(ctx, func(tx *store.Tx) error {
			b, before, n, err = t.read(tx, limit)
			return err
		})
		if n == 0 || err != nil {
			return n, err
		}
		err = t.db.Update(ctx, func(tx *store.Tx) error { return b.save(tx, before) })
		if !errors.Is(err, errChanged) {
			return n, err
		}
	}
}

// Rebuild counts all open weeks again. Where people are counted stays as it was.
func (t *Counts) Rebuild(ctx context.Context) (n int, err error) {
	err = t.db.Update(ctx, func(tx *store.Tx) error {
		s, err := load(tx)
		if err != nil {
			return err
		}
		return s.again(tx)
	})
	if err != nil {
		return 0, fmt.Errorf("tally: rebuild: %w", err)
	}
	return t.catchUp(ctx)
}

// Days returns how many entries all units together have on each day of a week, from
// Monday on. It tells whether the bot was there, and is for nobody to read.
func Days(tx *store.Tx, w Week) [7]uint64 {
	days, _, _ := onDays.Load(tx, weekKey(w)) // an error fails the transaction
	return days
}

// addDays adds to the days of a week, or takes off.
func addDays(tx *store.Tx, w Week, by *[7]uint64, off bool) error {
	days := Days(tx, w)
	for i := range days {
		if off {
			days[i] -= min(by[i], days[i])
		} else {
			days[i] += by[i]
		}
	}
	if days == [7]uint64{} {
		return onDays.Delete(tx, weekKey(w))
	}
	return onDays.Save(tx, weekKey(w), days)
}
