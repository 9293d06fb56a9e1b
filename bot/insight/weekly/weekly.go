// Package weekly is the skill of steering by what the journal tells: it makes the weekly
// message of each unit and the weekly list of authors, says them at their time, shows
// them to who asks, and keeps what was done with the actions they propose. Sponsors of
// cases are told how those stand, in the week in which that changed.
//
// What may be told of a week is worked out for all units at once when the week is over,
// and is kept: it is never worked out again, so that nobody can compare two versions. A
// message that was sent is kept as it was. Nothing that is kept is about one person.
package weekly

import (
	"encoding/binary"
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

// Skill lets people see digests and settle what they propose.
var Skill = dialog.Skill{
	Name:  "weekly",
	Texts: words,
	Tables: []store.Declared{&frozen, &facts, &events, &ran, &rests, &quarters, &sent, &settlements, &quiets,
		&standings, &lists, &listed, &goods},
	Acts: map[string]dialog.Act{
		"show":    dialog.Look(people.SeeDigest, byClock(show)),
		"why":     dialog.May(people.Ask, why),
		"settle":  dialog.May(people.SeeDigest, settle),
		"cases":   dialog.May(people.TakePart, byClock(showCases)).NamedAs(people.Sponsor, sponsors),
		"authors": dialog.Look(people.SeeQuestions, byClock(showList)),
		"draft":   dialog.Look(people.SeeQuestions, draft),
		"see":     dialog.Look(people.SeeQuestions, ofAid(see)),
		"good":    dialog.May(people.SeeQuestions, ofAid(good)),
		"change":  dialog.Look(people.SeeQuestions, ofAid(change)),
	},
	Commands: []string{"show", "why", "authors", "cases"},
	Due:      map[string]dialog.Func{toManagers: tellManager, toAuthors: tellAuthor, toSponsors: tellSponsor},
	Jobs:     map[string]dialog.Func{"freeze": daily},
}

// What is kept of a week is kept as long as the counts of it are. Keys begin with the week, in 4 bytes, or with a
// unit and a NUL.
const (
	week = 7 * 24 * time.Hour
	keep = (privacy.KeepWeeks + 1) * week // since it was over
)

var (
	// frozen are the weeks that are worked out.
	frozen = store.Table[struct{}]{Bucket: "weekly.done", Was: "steer.done", Class: store.Working, Keep: keep,
		SinceKey: overKey}

	// facts are what may be told, by week and unit.
	facts = store.Table[digest.Facts]{Bucket: "weekly.facts", Was: "steer.facts", Class: store.Working, Keep: keep,
		SinceKey: overKey}

	// ran are how often the program did its work of a day, on each day of a week: on a day without that, what happened
	// is not known. That nobody did anything on another is told of nobody.
	ran = store.Table[[7]uint64]{Bucket: "weekly.ran", Class: store.Working, Keep: keep, SinceKey: overKey}

	// rests are what weeks leave untold, until their quarter is worked out.
	rests = store.Table[digest.Rests]{Bucket: "weekly.rest", Was: "steer.rest", Class: store.Working, Keep: keep,
		SinceKey: overKey}

	// sent are the messages as they were told, by unit and week.
	sent = store.Table[digest.Week]{Bucket: "weekly.sent", Was: "steer.sent", Class: store.Working, Keep: keep,
		SinceKey: overUnitKey}

	// quiets are how many weeks there was nothing to tell, by unit.
	quiets = store.Table[int]{Bucket: "weekly.quiet", Was: "steer.quiet", Class: store.Working, Keep: store.Forever}
)

// over is when a week is over, for how long what is known of it is kept.
func over(w counts.Week) time.Time { return (w + 1).Monday(time.UTC) }

func weekKey(w counts.Week) []byte { return binary.BigEndian.AppendUint32(nil, uint32(w)) }

// weekOf is the week that a key begins with.
func weekOf(key []byte) counts.Week { return counts.Week(binary.BigEndian.Uint32(key)) }

func overKey(key []byte) time.Time { return over(weekOf(key)) }

func unitKey(unit string, rest []byte) []byte { return append(store.Key(unit, ""), rest...) }

func overUnitKey(key []byte) time.Time { return overKey(key[len(store.Owner(key))+1:]) }

// Last is the last week that is over.
func Last(t *dialog.Turn) counts.Week { return counts.WeekOf(t.Now.In(t.Counts.Zone())) - 1 }

// byClock is what tells of weeks that are over, unless it is not known which are.
func byClock(do dialog.Func) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		if t.Doubts != nil && t.Doubts() {
			return t.Say(digest.Words.In(t.W.Lang).Clock), nil
		}
		return do(t, arg)
	}
}

// Freeze works out what may be told of every unit in a week that is over, if that was
// not done before.
func Freeze(t *dialog.Turn, w counts.Week) error {
	if frozen.Has(t.Tx, weekKey(w)) {
		return nil
	}
	if err := t.Counts.UpdateTx(t.Tx); err != nil {
		return err
	}
	us, err := people.Units(t.Tx)
	if err != nil {
		return err
	}
	rs, err := counts.ReadWeek(t.Tx, w)
	if err != nil {
		return err
	}
	own := people.Counted(t.Tx)
	var units []digest.Unit
	for _, u := range us {
		units = append(units, digest.Unit{ID: u.ID, Name: u.Name, Parent: u.Parent, Own: own[u.ID]})
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return err
	}
	days := counts.Days(t.Tx, w)
	did, _, err := ran.Load(t.Tx, weekKey(w))
	if err != nil {
		return err
	}
	for i, n := range did {
		days[i] += n
	}
	fs, rest := digest.CompileWeek(w, units, rs, days, group)
	if err := rests.Save(t.Tx, weekKey(w), rest); err != nil {
		return err
	}
	for _, f := range fs {
		if err := facts.Save(t.Tx, append(weekKey(w), f.Unit...), f); err != nil {
			return err
		}
	}
	if err := frozen.Save(t.Tx, weekKey(w), struct{}{}); err != nil {
		return err
	}
	return counts.Seal(t.Tx, w)
}

// Told yields what may be told of every unit in every week that was worked out, in order
// of week and unit.
func Told(tx *store.Tx) (iter.Seq[digest.Facts], error) {
	group, err := privacy.Load(tx)
	return func(yield func(digest.Facts) bool) {
		for _, f := range facts.All(tx) {
			if !yield(f.For(group)) {
				return
			}
		}
	}, err
}

// factsOf are what may be told of a unit in a week, and whether that is known.
func factsOf(tx *store.Tx, w counts.Week, unit string) (f digest.Facts, ok bool, err error) {
	group, err := privacy.Load(tx)
	if err != nil {
		return f, false, err
	}
	f, ok, err = facts.Load(tx, append(weekKey(w), unit...))
	return f.For(group), ok, err
}

// isTold reports whether a week is over or was told of, and works it out if that was not done before.
func isTold(t *dialog.Turn, w counts.Week) (bool, error) {
	if w > Last(t) {
		return false, nil
	}
	return true, Freeze(t, w)
}

// toldOf returns what may be told of a unit in a week. ok is false if the week is not over,
// or the unit was not there.
func toldOf(t *dialog.Turn, unit string, w counts.Week) (_ digest.Facts, ok bool, _ error) {
	if ok, err := isTold(t, w); !ok || err != nil {
		return digest.Facts{}, false, err
	}
	return factsOf(t.Tx, w, unit)
}

// earlierWeeks is how many weeks before its own a digest looks at.
const earlierWeeks = 7

// Week returns the digest of a unit in a week, with titles in a language: as it was sent, or else as it would be
// now. What was sent when a smaller group could be told of is not shown again. ok is false if the week is not over,
// or the unit was not there.
func Week(t *dialog.Turn, unit string, w counts.Week, lang string) (d digest.Week, ok bool, err error) {
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return d, false, err
	}
	d, ok, err = sent.Load(t.Tx, unitKey(unit, weekKey(w)))
	if err != nil {
		return d, false, err
	}
	if ok && group.K() <= d.K {
		d.Late, err = late(t.Tx, unit, w, group)
		return d, ok, err
	}
	if ok, err := isTold(t, w); !ok || err != nil {
		return d, false, err
	}
	in, ok, err := source(t, unit, w, group)
	if !ok || err != nil {
		return d, false, err
	}
	in.Title = func(slug string) string {
		if a, ok := t.Lib.Lookup(slug, knowledge.Lang(dialog.In(lang).Lang)); ok {
			return a.Title
		}
		return slug
	}
	return digest.Compose(in), true, nil
}

// source is all that the digest of a unit in a week is composed of, but for the titles of
// aids. ok is false if the unit was not there.
func source(t *dialog.Turn, unit string, w counts.Week, group privacy.Group) (in digest.Source, ok bool, err error) {
	in = digest.Source{Unit: digest.Unit{ID: unit, Name: unit}, K: group}
	if in.Facts, ok, err = factsOf(t.Tx, w, unit); !ok || err != nil {
		return in, false, err
	}
	path, err := people.UnitPath(t.Tx, unit)
	if err != nil {
		return in, false, err
	}
	for i, u := range path {
		if i == 0 {
			in.Unit.Name = u.Name
		} else if f, ok, err := factsOf(t.Tx, w, u.ID); err != nil {
			return in, false, err
		} else if ok {
			in.Above = append(in.Above, digest.Above{Name: u.Name, Facts: f})
		}
	}
	for before := w - 1; before+earlierWeeks >= w; before-- {
		if f, ok, err := factsOf(t.Tx, before, unit); err != nil {
			return in, false, err
		} else if ok {
			in.Earlier = append(in.Earlier, f)
		}
	}
	end := (w + 1).Monday(t.Counts.Zone())
	in.Goals = goals(t.Tx, unit, end, in.K)
	for _, s := range settlements.ScanDown(t.Tx, unitKey(unit, nil)) { // the newest first
		was, _, err := sent.Load(t.Tx, unitKey(unit, weekKey(s.Week)))
		if err != nil {
			return in, false, err
		}
		if was.K >= group.K() { // else it tells what fewer people led to
			in.Settled = append(in.Settled, s)
		}
	}
	if in.Quiet, _, err = quiets.Load(t.Tx, []byte(unit)); err != nil {
		return in, false, err
	}
	if q := quotes(t); q != nil {
		in.Quote, err = q.Next(t.Tx, unit, end, in.K.Sensitive())
	}
	return in, err == nil, err
}

// quotes are the sentences that digests may tell; nil if there are none.
func quotes(t *dialog.Turn) dialog.Quotes {
	for _, s := range t.Skills {
		if s.Quotes != nil {
			return s.Quotes
		}
	}
	return nil
}

// late reports whether the journal learnt of enough people of a unit in a week after it
// was told of.
func late(tx *store.Tx, unit string, w counts.Week, group privacy.Group) (bool, error) {
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
func send(t *dialog.Turn, d digest.Week) error {
	key := unitKey(d.Unit, weekKey(d.Week))
	if sent.Has(t.Tx, key) {
		return nil
	}
	if q := quotes(t); d.Quote != "" && q != nil {
		group, err := privacy.Load(t.Tx)
		if err == nil {
			err = q.Told(t.Tx, d.Unit, (d.Week + 1).Monday(t.Counts.Zone()), group.Sensitive())
		}
		if err != nil {
			return err
		}
	}
	return sent.Save(t.Tx, key, d)
}
