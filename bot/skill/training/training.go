// Package training is the skill of following up what people learned: a trainer registers
// who finished what and when; who did is told so, looks back on the job aid that goes
// with it, and is asked after 30, 90 and 180 days whether they use it at work.
//
// What somebody answers is theirs. Who registered it sees how many people were asked,
// answered and use it, in steps of a group, as far as as many others may not have answered, so
// that no two looks tell what one person said. Of two trainings of nearly the same people one is
// told of. What is told here is in no figure of a unit.
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
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets trainers register what people finished, and people say whether they use it, and take notes.
var Skill = dialog.Skill{
	Name:   "training",
	Texts:  words,
	Tables: []store.Declared{&dones, &notes, &courses},
	Acts: map[string]dialog.Act{
		"register":  dialog.Look(people.FollowUp, ask),
		"save":      dialog.May(people.FollowUp, register),
		"list":      dialog.Look(people.FollowUp, list),
		"find":      dialog.Look(people.FollowUp, lookup),
		"show":      dialog.Look(people.FollowUp, show),
		"undo":      dialog.May(people.FollowUp, undoSome),
		"undo-all":  dialog.May(people.FollowUp, undoAll),
		"used":      dialog.Mine(of(followed.used)),
		"fine":      dialog.Mine(of(followed.fine)),
		"skip":      dialog.Mine(of(followed.skip)),
		"stop":      dialog.Mine(of(followed.stop)),
		"note":      dialog.Mine(takeNote),
		"notes":     dialog.Mine(listNotes),
		"del-notes": dialog.Mine(dropNotes),
	},
	Commands: []string{"note:", "notes", "register", "list", "find:"},
	Due: map[string]dialog.Func{
		"first":  of(followed.first),
		"week":   of(followed.week),
		"ask":    of(followed.ask),
		"report": report,
		"offer":  offerPlan,
	},
	Jobs:    map[string]dialog.Func{"plan": planAll},
	Trained: trained,
	Learned: learned,
}

// KeptUntil is when what somebody finished on a day is forgotten.
func KeptUntil(day time.Time) time.Time { return day.Add(privacy.KeepLearned) }

// asked are the numbers of days after which people are asked whether they use it.
var asked = []int{30, 90, 180}

// A course is a training, whoever finished it and when.
type course struct {
	Title string
	Last  string        // the last day on which somebody finished it, as [time.DateOnly]
	Now   map[int]tally // by number of days after
	Week  counts.Week   `json:",omitempty"` // of the last answer, or a later one in which it was looked at
	Shown map[int]tally // what is shown: as it was at the end of a week, with enough answers more than before
	Times map[int]int   `json:",omitempty"` // how often that changed
	Empty bool          `json:",omitempty"` // everyone was taken back: it is not listed
}

// A tally is what was answered to one question, without who did.
type tally struct{ Asked, Answered, Using int }

// A done is that somebody finished a training, and what they answered.
type done struct {
	own  `json:"Done"`
	ByID people.ID `json:",omitempty"` // who registered it; no part of what the person reads
}

// An own is what the person may read of a done.
type own struct {
	Title   string         `json:"training"`
	Aid     string         `json:"aid,omitempty"`  // as [dialog.AidRef] names it
	Back    []int          `json:"back,omitempty"` // days after which to look back on the aid
	Day     string         `json:"day"`            // as [time.DateOnly]
	By      string         `json:"registered_by,omitempty"`
	Noted   time.Time      `json:"noted,omitzero"`
	Undone  bool           `json:"taken_back,omitempty"` // by mistake; kept so that who was told is not told again
	Planned bool           `json:"planned"`              // what follows was put on the agenda
	Told    bool           `json:"told"`                 // the person was told of it
	Stopped bool           `json:"stopped,omitempty"`
	Answers map[int]string `json:"answers,omitempty"` // by number of days after

	// Of the questions that were asked of the person and count: with which showing of the course they were first
	// told of, from 1; 0 if not yet. Of a course that was finished more than once, one counts.
	Counts map[int]int `json:"counts,omitempty"`
}

var (
	// dones are what people finished, by course and day. They go on without who registered them.
	dones = store.Table[done]{
		Bucket: "training.done", Class: store.Personal,
		Owners:  func(d done) []string { return []string{string(d.ByID)} },
		Without: func(d *done, _ string) bool { d.By, d.ByID = "", ""; return true },
		Export:  func(d done, _ string) any { return d.own },
		Keep:    privacy.KeepLearned, Since: func(d done) time.Time { return dialog.Day(d.Day) },
	}

	// courses are trainings, by number, without persons.
	courses = store.Table[course]{Bucket: "training.course", Class: store.Working,
		Keep: privacy.KeepFigures, Since: func(c course) time.Time { return dialog.Day(c.Last) }}
)

// An entry is what one person finished of one course.
type entry struct {
	id     people.ID
	course uint64
	done
}

// key is the key of what somebody finished of a course on a day; of all days if that is empty.
func key(id people.ID, course uint64, day string) []byte {
	return append(store.Own(id, course), day...)
}

func (e entry) save(tx *store.Tx) error { return dones.Save(tx, key(e.id, e.course, e.Day), e.done) }

// entries yields what everyone finished. They may be saved meanwhile.
func entries(tx *store.Tx) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for k, d := range dones.All(tx) {
			id := store.Owner(k)
			if !yield(entry{people.ID(id), store.FromNum(k[len(id)+1:]), d}) {
				return
			}
		}
	}
}

// maxTitle is how long the title of a training may be, in characters.
const maxTitle = 80

// Register keeps that p finished a training. It reports false if that was known. What
// follows is planned by the skill within a day. Told is that they know, because they said so themselves.
func Register(tx *store.Tx, p people.Profile, f dialog.Training, told bool, now time.Time) (isNew bool, err error) {
	n, c, err := courseOf(tx, f.Title)
	if err != nil {
		return false, fmt.Errorf("training: register: %w", err)
	}
	e := entry{p.ID, n, done{ByID: f.ByID}}
	e.own = own{Title: c.Title, Day: f.Day.Format(time.DateOnly), By: f.By, Noted: now.UTC(), Told: told}
	if old, known, err := dones.Load(tx, key(p.ID, n, e.Day)); known && !old.Undone || err != nil {
		return false, err
	}
	e.heed(tx)
	if f.Aid != nil {
		e.Aid, e.Back = dialog.AidRef(f.Aid), f.Aid.FollowUp.Reflect
	}
	c.Last, c.Empty = max(c.Last, e.Day), false
	if !p.Unseen {
		err = journal.Append(tx, journal.Entry{Time: now, Kind: journal.Trained, Person: string(p.ID),
			Unit:   p.Counted(),
			Detail: courseID(n), Platform: p.Home.Platform})
	}
	return true, errors.Join(err, courses.Save(tx, store.Num(n), c), e.save(tx))
}

// trained registers what the person says that they finished.
func trained(t *dialog.Turn, f dialog.Training) error {
	_, err := Register(t.Tx, t.Person, f, true, t.Now)
	return err
}

// courseID is the id of a course in the journal.
func courseID(n uint64) string { return "t" + strconv.FormatUint(n, 10) }

// courseOf returns the course with a title, and makes its number if it is new.
func courseOf(tx *store.Tx, title string) (n uint64, c course, err error) {
	for k, c := range courses.All(tx) {
		if text.Normal(c.Title) == text.Normal(title) {
			return store.FromNum(k), c, nil
		}
	}
	n, err = tx.Next(courses.Bucket)
	return n, course{Title: title}, err
}

// planAll plans what follows on all that was registered and is not planned yet.
func planAll(t *dialog.Turn, _ string) (chat.Reply, error) {
	for e := range entries(t.Tx) {
		if e.Planned || e.Undone {
			continue
		}
		p, ok, err := people.ByID(t.Tx, e.id)
		if err == nil && ok {
			err = plan(t, p, e)
		}
		if err != nil {
			return chat.Reply{}, err
		}
	}
	return chat.Reply{}, nil
}
