package weekly

import (
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// An exported is what may be told of the events of a week in the whole organisation, worked out once.
type exported struct {
	Rows []journal.Row `json:",omitempty"`
}

// events are the weeks whose events were worked out: whoever leaves later, or deletes their data, changes nothing in
// them, so that two exports cannot be subtracted to who that was.
var events = store.Table[exported]{Bucket: "weekly.event", Class: store.Working, Keep: keep, SinceKey: overKey}

// freezeEvents works out the events of the weeks up to one that is over, as far as the journal goes back, of those that
// were not before.
func freezeEvents(t *dialog.Turn, last counts.Week) error {
	if events.Has(t.Tx, weekKey(last)) {
		return nil
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return err
	}
	weeks := map[string]counts.Week{}
	for w := last; w.Monday(t.Counts.Zone()).After(t.Now.Add(-privacy.KeepUse)); w-- { // older ones are not whole
		if !events.Has(t.Tx, weekKey(w)) {
			weeks[w.String()] = w
		}
	}
	rows, err := journal.Export(t.Tx, t.Counts.Zone(), group, people.CountedAll(t.Tx),
		func(week string) bool { _, ok := weeks[week]; return ok })
	if err != nil {
		return err
	}
	by := map[counts.Week]exported{}
	for _, r := range rows {
		w := weeks[r.Week]
		by[w] = exported{append(by[w].Rows, r)}
	}
	for _, w := range weeks {
		if err := events.Save(t.Tx, weekKey(w), by[w]); err != nil {
			return err
		}
	}
	return nil
}

// Events returns what may be told of the events in all weeks that are over.
func Events(t *dialog.Turn) (rows []journal.Row, err error) {
	if err := freezeEvents(t, Last(t)); err != nil {
		return nil, err
	}
	group, err := privacy.Load(t.Tx)
	for _, e := range events.All(t.Tx) {
		for _, r := range e.Rows {
			if told, ok := r.For(group); ok {
				rows = append(rows, told)
			}
		}
	}
	return rows, err
}
