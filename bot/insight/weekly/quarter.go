package weekly

import (
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// quarter is what may be told of the whole organisation in a quarter of a year, beside what
// is told of its weeks. It is worked out once, as weeks are.
type quarter struct {
	Unit    string                   `json:"unit"`              // that all others belong to; empty if there is none
	K       privacy.Group            `json:"k,omitempty"`       // which they were worked out for
	Figures map[string]digest.Figure `json:"figures,omitempty"` // those that can be told
}

// quarters are those that were worked out, by their first week.
var quarters = store.Table[quarter]{Bucket: "weekly.quarter", Was: "steer.quarter", Class: store.Working, Keep: keep,
	SinceKey: overKey}

// quarterOf returns the first and the last of the weeks that lie wholly in the quarter in
// which the Monday of a week is.
func quarterOf(w counts.Week) (first, last counts.Week) {
	day := w.Monday(time.UTC)
	begin := time.Date(day.Year(), (day.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
	first, last = counts.WeekOf(begin), counts.WeekOf(begin.AddDate(0, 3, 0))-1
	if first.Monday(time.UTC).Before(begin) {
		first++
	}
	return first, last
}

// freezeQuarter works out the last quarter that is over after a week, if that was not done
// before. What was kept for it is let go of. Of a quarter in which the group was raised nothing is
// told: what its first weeks leave untold is of fewer people than the group.
func freezeQuarter(t *dialog.Turn, over counts.Week) error {
	first, last := quarterOf(over)
	if over < last {
		first, last = quarterOf(first - 1)
	}
	if quarters.Has(t.Tx, weekKey(first)) {
		return nil
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return err
	}
	var weeks []digest.Rests
	for w := first; w <= last; w++ {
		r, ok, err := rests.Load(t.Tx, weekKey(w))
		if err != nil {
			return err
		}
		if !ok || r.K.K() < group.K() { // it is not known what may be told of it
			weeks = nil
			break
		}
		weeks = append(weeks, r)
	}
	unit, err := whole(t.Tx)
	if err != nil {
		return err
	}
	people, err := counts.Distinct(t.Tx, first, last, digest.Groups(weeks))
	if err != nil {
		return err
	}
	q := quarter{Unit: unit, K: group, Figures: digest.Stretch(weeks, people, group)}
	if err := quarters.Save(t.Tx, weekKey(first), q); err != nil {
		return err
	}
	for k := range rests.All(t.Tx) {
		if weekOf(k) > last {
			break
		}
		if err := rests.Delete(t.Tx, k); err != nil {
			return err
		}
	}
	return nil
}

// whole is the unit that all others belong to; empty if there is not exactly one.
func whole(tx *store.Tx) (unit string, err error) {
	units, err := people.Units(tx)
	n := 0
	for _, u := range units {
		if u.Parent == "" {
			unit, n = u.ID, n+1
		}
	}
	if n != 1 {
		unit = ""
	}
	return unit, err
}

// quarterly returns what may be told of a unit in the weeks from first to last, beside what is
// told of each of them; nil if that is nothing. Only the whole organisation, and only the
// weeks of a quarter that is over, have such figures.
func quarterly(tx *store.Tx, unit string, first, last counts.Week) (map[string]digest.Figure, error) {
	if f, l := quarterOf(first); f != first || l != last || unit == "" {
		return nil, nil
	}
	q, ok, err := quarters.Load(tx, weekKey(first))
	if err != nil || !ok || q.Unit != unit {
		return nil, err
	}
	group, err := privacy.Load(tx)
	return digest.Facts{K: q.K, Figures: q.Figures}.For(group).Figures, err
}
