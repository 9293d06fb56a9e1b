package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/dialog"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	sessionBucket = "bot.session"
	runBucket     = "bot.run"
	draftBucket   = "bot.draft"

	approvedBucket = "bot.approved"
)

// How long the bot remembers where a person was.
const (
	keepSession = privacy.KeepTalk
	keepRun     = privacy.KeepBegun
	resumeGap   = time.Hour // a run that is taken up after a longer gap counts as resumed
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

func sessionKey(id people.ID, p chat.Place) []byte {
	return []byte(strings.Join([]string{string(id), string(p.Platform), p.Team, p.Channel, p.Thread}, "\x00"))
}

func runKey(id people.ID, slug string) []byte { return []byte(string(id) + "\x00" + slug) }

// run returns the person's run of an aid. ok is false if there is none, or if it
// expired.
func (t *turn) run(slug string) (r run, ok bool, err error) {
	ok, err = t.Tx.GetJSON(runBucket, runKey(t.Person.ID, slug), &r)
	return r, ok && t.Now.Sub(r.Touched) <= keepRun, err
}

func (t *turn) saveRun(r run) error {
	r.Touched = t.Now
	return t.Tx.PutJSON(runBucket, runKey(t.Person.ID, r.Slug), r)
}

func (t *turn) dropRun(slug string) error { return t.Tx.Delete(runBucket, runKey(t.Person.ID, slug)) }

// lastRun returns the run touched last, of those an aid can still be walked with.
func (t *turn) lastRun() (last run, ok bool, err error) {
	for _, v := range t.Tx.ScanPrefix(runBucket, []byte(string(t.Person.ID)+"\x00")) {
		var r run
		if err := json.Unmarshal(v, &r); err != nil {
			return last, false, fmt.Errorf("bot: run: %w", err)
		}
		if t.Now.Sub(r.Touched) <= keepRun && r.Touched.After(last.Touched) {
			last, ok = r, true
		}
	}
	return last, ok, nil
}

// Prune removes the sessions, the runs and what skills keep that is too old at now,
// enters the runs that nobody came back to in the journal, and lets skills plan what comes.
// Run it daily.
func (b *Bot) Prune(ctx context.Context, now time.Time) error {
	err := b.db.Update(ctx, func(tx *store.Tx) error {
		for k, v := range tx.Scan(runBucket, nil, nil) {
			var r run
			if err := json.Unmarshal(v, &r); err != nil {
				return fmt.Errorf("run %q: %w", k, err)
			}
			if now.Sub(r.Touched) <= keepRun {
				continue
			}
			if err := tx.Delete(runBucket, k); err != nil {
				return err
			}
			e := journal.Entry{Time: now, Kind: journal.RunExpired, Aid: r.Slug, Version: r.Version, Lang: r.Lang, Step: r.Step}
			if err := journal.Append(tx, e); err != nil { // without the person: nobody did anything
				return err
			}
		}
		for k, v := range tx.Scan(sessionBucket, nil, nil) {
			var s dialog.Session
			if err := json.Unmarshal(v, &s); err != nil {
				return fmt.Errorf("session %q: %w", k, err)
			}
			if now.Sub(s.Seen) > keepSession {
				if err := tx.Delete(sessionBucket, k); err != nil {
					return err
				}
			}
		}
		for _, s := range b.skills {
			if s.Tend != nil && b.agenda != nil {
				if err := s.Tend(tx, b.agenda, now); err != nil {
					return fmt.Errorf("%s: %w", s.Name, err)
				}
			}
			if err := s.Age(tx, now); err != nil {
				return fmt.Errorf("%s: %w", s.Name, err)
			}
			for name, job := range s.Jobs {
				t := b.nobody(tx, now)
				_, err := job(t, "")
				if err = errors.Join(err, journal.Append(tx, t.Log...)); err != nil {
					return fmt.Errorf("%s: %s: %w", s.Name, name, err)
				}
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

// forgetState removes the sessions and runs of a person, and what skills keep of them.
func (t *turn) forgetState() error {
	for _, bucket := range []string{sessionBucket, runBucket} {
		for k := range t.Tx.ScanPrefix(bucket, []byte(string(t.Person.ID)+"\x00")) {
			if err := t.Tx.Delete(bucket, k); err != nil {
				return err
			}
		}
	}
	for _, s := range t.b.skills {
		if s.Leaves != nil {
			if err := s.Leaves(t.Turn); err != nil {
				return fmt.Errorf("%s: %w", s.Name, err)
			}
		}
		if err := s.Without(t.Tx, t.Person.ID); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	return nil
}

// places returns where the person has talked with the bot.
func (t *turn) places() (ps []chat.Place) {
	for k := range t.Tx.ScanPrefix(sessionBucket, []byte(string(t.Person.ID)+"\x00")) {
		f := strings.Split(string(k), "\x00")
		ps = append(ps, chat.Place{Platform: chat.Platform(f[1]), Team: f[2], Channel: f[3], Thread: f[4]})
	}
	if t.Event.In.Platform != "" && !slices.Contains(ps, t.Event.In) {
		ps = append(ps, t.Event.In)
	}
	return ps
}
