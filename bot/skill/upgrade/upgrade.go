// Package upgrade tells people that the way of working changed: when an aid comes in a
// new major version, everyone who used an older one in the last 90 days gets one message
// with the difference, at a time that suits them.
//
// Who used an aid is read from the journal, by pseudonym and as far back as it goes, and
// never while somebody waits for an answer. A person hears of one aid at most once in
// seven days: a second change within that time waits, and a message that was not sent
// yet tells of both at once.
//
// The store holds
//
//	upgrades.todo: "nl/slug" → version that came, until those who used an older one have their message planned
package upgrade

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	todoBucket = "upgrades.todo"

	back  = 90 * 24 * time.Hour // how long ago somebody may have used the old version
	apart = 7 * 24 * time.Hour  // between two messages about one aid to one person
	batch = 256                 // messages planned in one transaction
)

// A Teller plans the messages about changes.
type Teller struct {
	lg   *slog.Logger
	db   *store.DB
	plan *agenda.Agenda
	now  func() time.Time
}

// New returns a teller that plans with a what the journal in db says.
func New(lg *slog.Logger, db *store.DB, a *agenda.Agenda, now func() time.Time) *Teller {
	return &Teller{lg: lg, db: db, plan: a, now: now}
}

// Note writes down that aids came in a new major version, so that it is not lost when
// the program ends before [Teller.Tell] is done.
func (te *Teller) Note(ctx context.Context, ups []knowledge.Upgrade) error {
	if len(ups) == 0 {
		return nil
	}
	err := te.db.Update(ctx, func(tx *store.Tx) error {
		for _, u := range ups {
			if err := tx.Put(todoBucket, []byte(u.Key.String()), []byte(u.To)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("upgrades: note: %w", err)
	}
	return nil
}

// use is the last that somebody had to do with an aid.
type use struct {
	version string
	told    time.Time // of the last message about a change; zero if there was none
}

// Tell plans the messages about everything that was noted, and returns how many. Doing
// it again plans nothing twice.
func (te *Teller) Tell(ctx context.Context) (planned int, err error) {
	todo := map[string]string{}
	err = te.db.View(ctx, func(tx *store.Tx) error {
		for k, v := range tx.Scan(todoBucket, nil, nil) {
			todo[string(k)] = string(v)
		}
		return nil
	})
	if err != nil || len(todo) == 0 {
		return 0, err
	}
	used, err := te.used(ctx, todo)
	if err != nil {
		return 0, fmt.Errorf("upgrades: tell: %w", err)
	}
	for aid, to := range todo {
		_, slug, _ := strings.Cut(aid, "/")
		n, err := te.tell(ctx, slug, to, used[aid])
		planned += n
		if err == nil {
			err = te.db.Update(ctx, func(tx *store.Tx) error {
				if v, _ := tx.Get(todoBucket, []byte(aid)); string(v) != to {
					return nil // it changed again meanwhile
				}
				return tx.Delete(todoBucket, []byte(aid))
			})
		}
		if err != nil {
			return planned, fmt.Errorf("upgrades: tell of %s: %w", aid, err)
		}
		te.lg.Info("a new way of working is told", "aid", aid, "version", to, "messages", n)
	}
	return planned, nil
}

// isUse reports whether an entry says that somebody saw or followed the aid as it was.
func isUse(k journal.Kind) bool {
	switch k {
	case journal.Shown, journal.RunStarted, journal.RunResumed, journal.StepShown, journal.RunFinished, journal.Ticked, journal.Decided, journal.FilledIn:
		return true
	}
	return false
}

// used reads who used which version of the aids last, by the keys of the aids.
func (te *Teller) used(ctx context.Context, todo map[string]string) (map[string]map[people.ID]use, error) {
	by := map[string]map[people.ID]use{}
	since := te.now().Add(-back)
	for e, err := range journal.New(te.db).After(ctx, 0) {
		if err != nil {
			return nil, err
		}
		aid := knowledge.Key{Slug: e.Aid, Lang: knowledge.Lang(e.Lang)}.String()
		told := e.Kind == journal.NudgeSent && e.Detail == toldDetail
		if todo[aid] == "" || e.Person == "" || e.Time.Before(since) || !told && !isUse(e.Kind) {
			continue
		}
		if by[aid] == nil {
			by[aid] = map[people.ID]use{}
		}
		u := by[aid][people.ID(e.Person)]
		if u.version = e.Version; told {
			u.told = e.Time
		}
		by[aid][people.ID(e.Person)] = u
	}
	return by, nil
}

// tell plans the messages about one aid.
func (te *Teller) tell(ctx context.Context, slug, to string, used map[people.ID]use) (planned int, err error) {
	var ids []people.ID
	for id, u := range used {
		if knowledge.Major(u.version) < knowledge.Major(to) {
			ids = append(ids, id)
		}
	}
	for len(ids) > 0 {
		some := ids[:min(batch, len(ids))]
		ids = ids[len(some):]
		n := 0
		err := te.db.Update(ctx, func(tx *store.Tx) error {
			n = 0
			for _, id := range some {
				added, err := te.add(tx, slug, to, id, used[id])
				if err != nil {
					return err
				}
				if added {
					n++
				}
			}
			return nil
		})
		if err != nil {
			return planned, err
		}
		planned += n
	}
	return planned, nil
}

// add plans the message to one person, unless one about this aid is planned already.
func (te *Teller) add(tx *store.Tx, slug, to string, id people.ID, u use) (bool, error) {
	p, ok, err := people.ByID(tx, id)
	if err != nil || !ok || p.Left || p.Paused || p.Unseen || p.Home.IsZero() {
		return false, err
	}
	ref := dialog.AidRef(&knowledge.Aid{Slug: slug})
	prefix := "change/" + ref + "/" + string(id) + "/"
	items, err := te.plan.Of(tx, id)
	if err != nil {
		return false, err
	}
	for _, it := range items {
		if strings.HasPrefix(it.Key, prefix) {
			return false, nil
		}
	}
	due := te.now()
	if next := u.told.Add(apart); next.After(due) {
		due = next
	}
	return te.plan.Add(tx, agenda.Item{
		Key: prefix + to, Kind: agenda.Change, Person: id, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
		Due: due, Action: dialog.Do(verb, ref, "told", u.version), Purpose: purpose(p), Priority: 8,
	})
}

// purpose is the line that says what the message serves, in the language of a person.
func purpose(p people.Profile) string {
	return words.In(dialog.LangOf(p, "")).Purpose
}
