package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
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
var runs = store.Table[run]{Bucket: "bot.run", Class: store.Personal, Keep: keepRun + 24*time.Hour,
	Since: func(r run) time.Time { return r.Touched }}

func runKey(id people.ID, slug string) []byte { return store.Key(string(id), slug) }

// run returns the person's run of an aid. ok is false if there is none, or if it
// expired.
func (t *turn) run(slug string) (r run, ok bool, err error) {
	r, ok, err = runs.Load(t.Tx, runKey(t.Person.ID, slug))
	return r, ok && t.Now.Sub(r.Touched) <= keepRun, err
}

func (t *turn) saveRun(r run) error {
	r.Touched = t.Now
	return runs.Save(t.Tx, runKey(t.Person.ID, r.Slug), r)
}

func (t *turn) dropRun(slug string) error { return runs.Delete(t.Tx, runKey(t.Person.ID, slug)) }

// lastRun returns the run touched last, of those an aid can still be walked with.
func (t *turn) lastRun() (last run, ok bool) {
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

// Prune has the skills do what they do each day, and removes what they keep for too long. Run it daily.
func (b *Bot) Prune(ctx context.Context, now time.Time) error {
	err := b.db.Update(ctx, func(tx *store.Tx) error {
		for _, s := range b.skills {
			for name, job := range s.Jobs {
				t := b.nobody(tx, now)
				_, err := job(t, "")
				if err = errors.Join(err, journal.Append(tx, t.Log...)); err != nil {
					return fmt.Errorf("%s: %s: %w", s.Name, name, err)
				}
			}
			if s.Tend != nil && b.agenda != nil {
				if err := s.Tend(tx, b.agenda, now); err != nil {
					return fmt.Errorf("%s: %w", s.Name, err)
				}
			}
			if err := s.Age(tx, now); err != nil {
				return fmt.Errorf("%s: %w", s.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("bot: prune: %w", err)
	}
	return nil
}

// Changed lets skills do what follows when aids came in a new major version.
func (b *Bot) Changed(ctx context.Context, ups []knowledge.Upgrade) error {
	if len(ups) == 0 {
		return nil
	}
	return b.db.Update(ctx, func(tx *store.Tx) error {
		for _, s := range b.skills {
			if s.Changed == nil {
				continue
			}
			t := b.nobody(tx, b.now())
			if err := errors.Join(s.Changed(t, ups), journal.Append(tx, t.Log...)); err != nil {
				return fmt.Errorf("bot: %s: %w", s.Name, err)
			}
		}
		return nil
	})
}

// nobody is a turn of nobody, in which the house does by itself what is due each day.
func (b *Bot) nobody(tx *store.Tx, now time.Time) *dialog.Turn {
	t := &turn{b: b, Turn: &dialog.Turn{Tx: tx, Now: now, W: dialog.In(string(dialog.UsualLang)), Lib: b.lib, Agenda: b.agenda,
		Skills: b.skills, World: b.world, Conceal: func() error { return nil }}}
	t.Retract = b.retracts(tx)
	t.Do, t.Publish, t.Typed = t.do, t.publish, func(chat.Action) []string { return nil }
	return t.Turn
}

// retracts is what takes back an answer in a transaction.
func (b *Bot) retracts(tx *store.Tx) func(chat.Place, string, chat.Reply) error {
	return func(in chat.Place, event string, r chat.Reply) error { return b.retract(tx, in, event, r) }
}
