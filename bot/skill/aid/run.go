package aid

import (
	"errors"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// How long the bot remembers where a person was.
const (
	keepRun   = privacy.KeepBegun
	resumeGap = time.Hour // a run that is taken up after a longer gap counts as resumed
)

// A run is a walk through one aid. A run that was not touched for 7 days expires.
type run struct {
	Slug, Lang, Version string
	Step                int      // shown last, from 1
	Ticks               []bool   // of a checklist
	Picks               []string // answers to the columns of a decision table; "" not asked
	Path                []int    // questions of a decision tree passed, by index, and the answer taken
	Answers             []string // of a worksheet
	Started, Touched    time.Time
}

// runs are kept by pseudonym and slug. The job expire removes them on their day; that they are not kept for longer
// does not hang on it.
var runs = store.Table[run]{Bucket: "aid.run", Was: "bot.run", Class: store.Personal, Keep: keepRun + 24*time.Hour,
	Since: func(r run) time.Time { return r.Touched }}

func runKey(id people.ID, slug string) []byte { return store.Key(string(id), slug) }

// runOf returns the person's run of an aid. ok is false if there is none, or if it
// expired.
func runOf(t *dialog.Turn, slug string) (r run, ok bool, err error) {
	r, ok, err = runs.Load(t.Tx, runKey(t.Person.ID, slug))
	return r, ok && t.Now.Sub(r.Touched) <= keepRun, err
}

func saveRun(t *dialog.Turn, r run) error {
	r.Touched = t.Now
	return runs.Save(t.Tx, runKey(t.Person.ID, r.Slug), r)
}

func dropRun(t *dialog.Turn, slug string) error { return runs.Delete(t.Tx, runKey(t.Person.ID, slug)) }

// lastRun returns the run touched last, of those an aid can still be walked with.
func lastRun(t *dialog.Turn) (last run, ok bool) {
	for _, r := range runs.Of(t.Tx, string(t.Person.ID)) {
		if t.Now.Sub(r.Touched) <= keepRun && r.Touched.After(last.Touched) {
			last, ok = r, true
		}
	}
	return last, ok
}

// expire removes the runs that nobody came back to, and enters that in the journal: without the person, because
// nobody did anything.
func expire(t *dialog.Turn, _ string) (r chat.Reply, err error) {
	for k, r := range runs.All(t.Tx) {
		if t.Now.Sub(r.Touched) > keepRun {
			t.Note(journal.Entry{Kind: journal.RunExpired, Aid: r.Slug, Version: r.Version, Lang: r.Lang, Step: r.Step})
			err = errors.Join(err, runs.Delete(t.Tx, k))
		}
	}
	return r, err
}
