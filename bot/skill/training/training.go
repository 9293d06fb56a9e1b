// Package training is the skill of following up what people learned: a trainer registers
// who finished what and when; who did is told so, looks back on the job aid that goes
// with it, and is asked after 30, 90 and 180 days whether they use it at work.
//
// What somebody answers is theirs. Who registered it sees how many people were asked,
// answered and use it, from five answers up and in steps of five, so that no two looks
// tell what one person said.
//
// The store holds
//
//	training.course: number → course as JSON, for two years after it was last registered: how many, without persons
//	training.done:   pseudonym NUL number of the course, day → done as JSON, for 190 days after the day
//	training.note:   pseudonym NUL number → note as JSON, for 30 days; for its writer alone
//
// During a training people may note something for themselves ("note: …"). It comes back
// the next day with the offer to make a plan of it.
//
// Who registered something by mistake may take it back within two weeks: nothing follows on
// it any more. That somebody does not know Handvat, or left it, is told to nobody: they are
// registered like anyone, and what follows waits for them.
//
// It plans no trainings, and judges nobody: it is not the register of a school.
package training

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	courseBucket = "training.course"
	doneBucket   = "training.done"

	verb = "training" // set; save; list; show:; show/COURSE; undo/COURSE/DAY/NUMBER; WHAT/COURSE/DAY/DAYS/ANSWER
)

const (
	keepDone   = privacy.KeepLearned // covers the question after 180 days
	keepCourse = privacy.KeepFigures
)

// KeptUntil is when what somebody finished on a day is forgotten.
func KeptUntil(day time.Time) time.Time { return day.Add(keepDone) }

// asked are the numbers of days after which people are asked whether they use it.
var asked = []int{30, 90, 180}

// A course is a training, whoever finished it and when.
type course struct {
	Title string
	Last  string        // the last day on which somebody finished it, as [time.DateOnly]
	Now   map[int]tally // by number of days after
	Shown map[int]tally // what was shown last
	Empty bool          `json:",omitempty"` // everyone was taken back: it is not listed
}

// A tally is what was answered to one question, without who did.
type tally struct{ Asked, Answered, Using int }

// A done is that somebody finished a training, and what they answered.
type done struct {
	Title   string         `json:"training"`
	Aid     string         `json:"aid,omitempty"`  // as [dialog.AidRef] names it
	Back    []int          `json:"back,omitempty"` // days after which to look back on the aid
	Day     string         `json:"day"`            // as [time.DateOnly]
	By      string         `json:"registered_by,omitempty"`
	ByID    people.ID      `json:"-"`
	Noted   time.Time      `json:"noted,omitzero"`
	Undone  bool           `json:"taken_back,omitempty"` // it was a mistake; kept so that who was told is not told again
	Planned bool           `json:"planned"`              // what follows was put on the agenda
	Told    bool           `json:"told"`                 // the person was told of it
	Stopped bool           `json:"stopped,omitempty"`
	Answers map[int]string `json:"answers,omitempty"` // by number of days after
}

// stored is done as it is kept: its JSON is what the person may read, which the pseudonym
// of somebody else is no part of.
type stored struct {
	Done done
	ByID people.ID `json:",omitempty"`
}

// Blocking returns what people report most of what blocks work, as a trainer may be told.
type Blocking func(t *dialog.Turn) ([]string, error)

// Skill lets trainers register what people finished, and people say whether they use it.
// What blocks is told with a training that few use; it may be nil.
func Skill(blocks Blocking) dialog.Skill {
	act := func(t *dialog.Turn, arg string) (chat.Reply, error) { return act(t, arg, blocks) }
	return dialog.Skill{
		Name:   "trainings",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: act, verbNote: actNote},
		Kept:   kept,
		Forget: forget,
		Tend:   tend,
		Prune:  prune,
	}
}

// act carries out what has to do with trainings.
func act(t *dialog.Turn, arg string, blocks Blocking) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	switch what {
	case "set", "save", "list", "show:", "show", "report", "undo", "undo-all":
		if !mayRegister(t) || t.Agenda == nil {
			if t.Event.Kind == chat.Due {
				return chat.Reply{}, nil
			}
			return t.Say(words.In(t.W.Lang).NotYours), nil
		}
	}
	switch what {
	case "set":
		return form(t, ""), nil
	case "save":
		return register(t)
	case "list":
		return list(t, max(dialog.Number(rest), 0))
	case "show:":
		return lookup(t)
	case "show":
		return show(t, uint64(max(dialog.Number(rest), 0)))
	case "report":
		return report(t, uint64(max(dialog.Number(rest), 0)), blocks)
	case "undo", "undo-all":
		return undo(t, rest, what == "undo-all")
	}
	number, rest := dialog.Cut(rest)
	day, rest := dialog.Cut(rest)
	c := uint64(max(dialog.Number(number), 0))
	d, ok, err := load(t.Tx, t.Person.ID, c, day)
	if err != nil {
		return chat.Reply{}, err
	}
	if ok = ok && !d.Undone; t.Event.Kind == chat.Due && (!ok || d.Stopped) {
		return chat.Reply{}, nil
	}
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	f := followed{t, c, d}
	days, answer := dialog.Cut(rest)
	switch n := max(dialog.Number(days), 0); what {
	case "first":
		return f.first()
	case "week":
		return f.week(n)
	case "ask":
		return f.ask(n)
	case "used":
		return f.used(n, answer)
	case "fine":
		return f.t.Say(t.W.Skipped), nil
	case "skip":
		f.note(journal.NudgeAnswered, "skipped")
		return t.Say(t.W.Skipped), nil
	case "stop":
		return f.stop()
	}
	return t.Say(t.W.Gone), nil
}

// doneKey is the key of what somebody finished on a day.
func doneKey(id people.ID, course uint64, day string) []byte {
	return dialog.OwnKey(id, append(store.Num(course), day...))
}

func load(tx *store.Tx, id people.ID, course uint64, day string) (d done, ok bool, err error) {
	var s stored
	ok, err = tx.GetJSON(doneBucket, doneKey(id, course, day), &s)
	s.Done.ByID = s.ByID
	return s.Done, ok, err
}

func save(tx *store.Tx, id people.ID, course uint64, d done) error {
	return tx.PutJSON(doneBucket, doneKey(id, course, d.Day), stored{d, d.ByID})
}

// A Finished is a training that people finished on a day.
type Finished struct {
	Title string
	Day   time.Time      // any moment of it
	Aid   *knowledge.Aid // that goes with it; nil for none
	By    string         // who registers it, as participants read it
	ByID  people.ID      // empty if that is nobody who talks with the bot
	Known bool           // they said so themselves: they are not told
}

// maxTitle is how long the title of a training may be, in characters.
const maxTitle = 80

// Register keeps that p finished a training. It reports false if that was known. What
// follows is planned by the skill within a day.
func Register(tx *store.Tx, p people.Profile, f Finished, now time.Time) (isNew bool, err error) {
	n, c, err := courseOf(tx, f.Title)
	if err != nil {
		return false, fmt.Errorf("training: register: %w", err)
	}
	d := done{Title: c.Title, Day: f.Day.Format(time.DateOnly), By: f.By, ByID: f.ByID, Noted: now.UTC(), Told: f.Known}
	if old, known, err := load(tx, p.ID, n, d.Day); known && !old.Undone || err != nil {
		return false, err
	}
	if err := d.heed(tx, p.ID, n); err != nil {
		return false, err
	}
	if f.Aid != nil {
		d.Aid, d.Back = dialog.AidRef(f.Aid), f.Aid.FollowUp.Reflect
	}
	c.Last, c.Empty = max(c.Last, d.Day), false
	if err := tx.PutJSON(courseBucket, store.Num(n), c); err != nil {
		return false, err
	}
	if !p.Unseen {
		e := journal.Entry{Time: now, Kind: journal.Trained, Person: string(p.ID), Unit: p.Unit(), Detail: courseID(n), Platform: p.Home.Platform}
		if err := journal.Append(tx, e); err != nil {
			return false, err
		}
	}
	return true, save(tx, p.ID, n, d)
}

// courseID is the id of a course in the journal.
func courseID(n uint64) string { return "t" + strconv.FormatUint(n, 10) }

// courseOf returns the course with a title, and makes its number if it is new.
func courseOf(tx *store.Tx, title string) (n uint64, c course, err error) {
	for k, v := range tx.Scan(courseBucket, nil, nil) {
		c = course{}
		if err := json.Unmarshal(v, &c); err != nil {
			return 0, c, fmt.Errorf("course %d: %w", store.FromNum(k), err)
		}
		if text.Normal(c.Title) == text.Normal(title) {
			return store.FromNum(k), c, nil
		}
	}
	n, err = tx.Next(courseBucket)
	return n, course{Title: title}, err
}

// each calls f with what everyone finished, and keeps what f changes: it reports so.
func each(tx *store.Tx, f func(id people.ID, course uint64, d *done) (changed bool, err error)) error {
	for k, v := range tx.Scan(doneBucket, nil, nil) {
		var s stored
		if err := json.Unmarshal(v, &s); err != nil {
			return fmt.Errorf("training %q: %w", k, err)
		}
		i := slices.Index(k, 0)
		if i < 0 || len(k) < i+9 {
			return fmt.Errorf("training %q: damaged key", k)
		}
		s.Done.ByID = s.ByID
		id, n := people.ID(k[:i]), store.FromNum(k[i+1:])
		changed, err := f(id, n, &s.Done)
		if err == nil && changed {
			err = save(tx, id, n, s.Done)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// kept is what is kept of a person, as they may read it.
func kept(tx *store.Tx, id people.ID) ([]json.RawMessage, error) {
	all := []json.RawMessage{}
	for _, v := range tx.ScanPrefix(doneBucket, dialog.OwnKey(id, nil)) {
		var s struct{ Done json.RawMessage }
		if err := json.Unmarshal(v, &s); err != nil {
			return nil, fmt.Errorf("training: %w", err)
		}
		all = append(all, s.Done)
	}
	notes, err := dialog.KeptIn(noteBucket)(tx, id)
	return append(all, notes...), err
}

// forget removes what a person finished, and their name from what they registered.
func forget(tx *store.Tx, id people.ID) error {
	if err := errors.Join(dialog.ForgetIn(doneBucket)(tx, id), dialog.ForgetIn(noteBucket)(tx, id)); err != nil {
		return err
	}
	return each(tx, func(_ people.ID, _ uint64, d *done) (bool, error) {
		if d.ByID != id {
			return false, nil
		}
		d.By, d.ByID = "", ""
		return true, nil
	})
}

// tend plans what follows on what was registered elsewhere than in chat.
func tend(tx *store.Tx, a *agenda.Agenda, now time.Time) error {
	return each(tx, func(id people.ID, n uint64, d *done) (bool, error) {
		if d.Planned || d.Undone {
			return false, nil
		}
		p, ok, err := people.ByID(tx, id)
		if !ok || err != nil {
			return false, err
		}
		return true, plan(tx, a, p, n, d, now)
	})
}

// prune removes what is too old at now.
func prune(tx *store.Tx, now time.Time) error {
	tooOld := func(day string, keep time.Duration) bool {
		at, err := time.Parse(time.DateOnly, day)
		return err != nil || now.Sub(at) > keep
	}
	err := drop(tx, doneBucket, func(v []byte) (bool, error) {
		var s stored
		err := json.Unmarshal(v, &s)
		return tooOld(s.Done.Day, keepDone), err
	})
	if err != nil {
		return err
	}
	err = drop(tx, noteBucket, func(v []byte) (bool, error) {
		var n note
		err := json.Unmarshal(v, &n)
		return now.Sub(n.Time) > keepNote, err
	})
	if err != nil {
		return err
	}
	return drop(tx, courseBucket, func(v []byte) (bool, error) {
		var c course
		err := json.Unmarshal(v, &c)
		return tooOld(c.Last, keepCourse), err
	})
}

// drop removes what is old in a bucket.
func drop(tx *store.Tx, bucket string, old func([]byte) (bool, error)) error {
	for k, v := range tx.Scan(bucket, nil, nil) {
		gone, err := old(v)
		if err == nil && gone {
			err = tx.Delete(bucket, k)
		}
		if err != nil {
			return fmt.Errorf("training: prune %s: %w", bucket, err)
		}
	}
	return nil
}
