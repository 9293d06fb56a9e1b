package weekly

import (
	"fmt"
	"time"

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
	Figures map[string]digest.Figure `json:"figures,omitempty"` // those that can be told
}

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
// before. What was kept for it is let go of.
func (s *Steering) freezeQuarter(tx *store.Tx, over counts.Week) error {
	first, last := quarterOf(over)
	if over < last {
		first, last = quarterOf(first - 1)
	}
	if _, ok := tx.Get(quarterBucket, weekKey(first)); ok {
		return nil
	}
	var weeks []digest.Rests
	for w := first; w <= last; w++ {
		var r digest.Rests
		if ok, err := tx.GetJSON(restBucket, weekKey(w), &r); err != nil {
			return fmt.Errorf("steer: rest of %s: %w", w, err)
		} else if !ok { // nobody worked the week out: it is not known what was told of it
			weeks = nil
			break
		}
		weeks = append(weeks, r)
	}
	unit, err := wholeOf(tx)
	if err != nil {
		return err
	}
	counts, err := counts.Distinct(tx, first, last, digest.Groups(weeks))
	if err != nil {
		return err
	}
	group, err := privacy.Load(tx)
	if err != nil {
		return err
	}
	q := quarter{Unit: unit, Figures: digest.Stretch(weeks, counts, group)}
	if err := tx.PutJSON(quarterBucket, weekKey(first), q); err != nil {
		return fmt.Errorf("steer: quarter of %s: %w", first, err)
	}
	for k := range tx.Scan(restBucket, nil, weekKey(last+1)) {
		if err := tx.Delete(restBucket, k); err != nil {
			return fmt.Errorf("steer: quarter of %s: %w", first, err)
		}
	}
	return nil
}

// wholeOf is the unit that all others belong to; empty if there is not exactly one.
func wholeOf(tx *store.Tx) (string, error) {
	us, err := people.Units(tx)
	if err != nil {
		return "", err
	}
	unit := ""
	for _, u := range us {
		switch {
		case u.Parent != "":
		case unit != "":
			return "", nil
		default:
			unit = u.ID
		}
	}
	return unit, nil
}

// Quarter returns what may be told of a unit in the weeks from first to last, beside what is
// told of each of them; nil if that is nothing. Only the whole organisation, and only the
// weeks of a quarter that is over, have such figures.
func Quarter(tx *store.Tx, unit string, first, last counts.Week) (map[string]digest.Figure, error) {
	var q quarter
	if f, l := quarterOf(first); f != first || l != last || unit == "" {
		return nil, nil
	}
	if _, err := tx.GetJSON(quarterBucket, weekKey(first), &q); err != nil || q.Unit != unit {
		return nil, err
	}
	group, err := privacy.Load(tx)
	return digest.Facts{Figures: q.Figures}.For(group).Figures, err
}
