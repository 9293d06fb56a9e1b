// Package campaign is the skill of running campaigns: series of messages that authors
// define in files ([authored.Campaign]), look at, start, pause and end in chat.
//
// What goes out is planned at most two days ahead, so that a file that changes changes
// everything that was not yet sent. The limits of each person are the agenda's, and
// always go before a campaign's rhythm. Whoever stops gets nothing more of that campaign,
// also when it is started again.
//
// The store holds
//
//	campaign.run:  id → run as JSON
//	campaign.left: pseudonym NUL id → when the person stopped it, or was done with it, as JSON
//
// What people do with a message is counted for the campaign, not by person.
package campaign

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	runBucket  = "campaign.run"
	leftBucket = "campaign.left"
	verb       = "campaign" // ID/WHAT/STEP
)

// The states of a campaign.
const (
	ready   = "ready"
	running = "running"
	paused  = "paused"
	ended   = "ended"
)

// A run is a campaign that was started.
type run struct {
	Campaign authored.Campaign // as it goes out now
	State    string
	Started  time.Time
	Resumed  time.Time     // what was planned before is off the agenda; the zero time if it never was paused
	Planned  int           // steps planned so far
	Weeks    map[int]tally // by week since the start
	Changed  []time.Time   // when the file changed while it ran
}

// A tally is what became of the messages of one week. People got the first message of the
// series in it, so that the sum over weeks is no more than the people who got any.
type tally struct{ Sent, Reacted, Useful, Left, People int }

func (n tally) plus(m tally) tally {
	return tally{n.Sent + m.Sent, n.Reacted + m.Reacted, n.Useful + m.Useful, n.Left + m.Left, n.People + m.People}
}

// Campaigns are those of the libraries, and those that run.
type Campaigns struct {
	lg     *slog.Logger
	db     *store.DB
	load   func() ([]*authored.Campaign, knowledge.Problems)
	agenda *agenda.Agenda
	zone   *time.Location
	now    func() time.Time
}

// New returns the campaigns that load reads. Those that run are planned by Run in the
// time zone given.
func New(lg *slog.Logger, db *store.DB, load func() ([]*authored.Campaign, knowledge.Problems), a *agenda.Agenda, zone *time.Location, now func() time.Time) *Campaigns {
	return &Campaigns{lg: lg, db: db, load: load, agenda: a, zone: zone, now: now}
}

// Skill lets authors run campaigns, and people react to them. What authors are told of
// reactions is about a group.
func (c *Campaigns) Skill() dialog.Skill {
	return dialog.Skill{
		Name:   "campaigns",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: c.act},
		Used:   c.used,
		Kept:   dialog.KeptIn(leftBucket),
		Forget: dialog.ForgetIn(leftBucket),
	}
}

// Run plans what running campaigns say in the coming days, until ctx is done.
func (c *Campaigns) Run(ctx context.Context) error {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		if err := c.Tend(ctx); err != nil && ctx.Err() == nil {
			c.lg.Error("campaigns", "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// ahead is how long before its day a message is planned.
const ahead = 48 * time.Hour

// Tend takes over what changed in the files of running campaigns, ends those that are
// over, and plans the messages of the next two days. Run calls it every hour.
func (c *Campaigns) Tend(ctx context.Context) error {
	files, _ := c.load()
	var all []run
	err := c.db.Update(ctx, func(tx *store.Tx) (err error) {
		all = nil
		for id, r := range runs(tx, &err) {
			if r.State != running {
				continue
			}
			if c.follow(&r, files) {
				c.lg.Info("campaign changed", "campaign", id)
			}
			if c.now().After(r.Started.AddDate(0, 0, 7*r.Campaign.Stop.Weeks)) {
				r.State = ended
			}
			if err := tx.PutJSON(runBucket, []byte(id), r); err != nil {
				return err
			}
			if r.State == running {
				all = append(all, r)
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("campaign: tend: %w", err)
	}
	for _, r := range all {
		for r.Planned < len(r.Campaign.Steps) && c.due(r, r.Planned).Sub(c.now()) < ahead {
			if err := c.plan(ctx, &r); err != nil {
				return fmt.Errorf("campaign: plan %s: %w", r.Campaign.ID, err)
			}
		}
	}
	return nil
}

// follow takes over what changed in the file of a campaign. A file that is gone or wrong
// changes nothing.
func (c *Campaigns) follow(r *run, files []*authored.Campaign) bool {
	i := slices.IndexFunc(files, func(f *authored.Campaign) bool { return f.ID == r.Campaign.ID })
	if i < 0 || reflect.DeepEqual(*files[i], r.Campaign) {
		return false
	}
	r.Campaign = *files[i]
	r.Changed = append(r.Changed, c.now())
	return true
}

// due is the day of a step.
func (c *Campaigns) due(r run, step int) time.Time {
	return r.Campaign.Due(step, r.Campaign.Begin(r.Started.In(c.zone)))
}

// page is how many people one transaction plans for.
const page = 256

// plan puts the next step of a campaign on the agenda of everyone it is for.
func (c *Campaigns) plan(ctx context.Context, r *run) error {
	step := r.Planned
	due := c.due(*r, step)
	var who []people.Profile
	err := c.db.View(ctx, func(tx *store.Tx) (err error) {
		who, err = dialog.Reachable(tx, r.Campaign.Audience.Has)
		return err
	})
	if err != nil {
		return err
	}
	for some := range slices.Chunk(who, page) {
		err := c.db.Update(ctx, func(tx *store.Tx) error {
			for _, p := range some {
				if _, gone := tx.Get(leftBucket, dialog.OwnKey(p.ID, []byte(r.Campaign.ID))); gone {
					continue
				}
				_, err := c.agenda.Add(tx, agenda.Item{
					Key:  fmt.Sprintf("%s%s/%d", prefix(*r), p.ID, step),
					Kind: agenda.Campaign, Person: p.ID, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
					Due: due, Expires: r.Started.AddDate(0, 0, 7*r.Campaign.Stop.Weeks), Action: dialog.Do(verb, r.Campaign.ID, "step", step),
					Purpose: r.Campaign.Purpose.In(dialog.In(dialog.LangOf(p, "")).Lang), Priority: 3,
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	r.Planned++
	return c.db.Update(ctx, func(tx *store.Tx) error {
		return change(tx, r.Campaign.ID, func(kept *run) { kept.Planned = max(kept.Planned, r.Planned) })
	})
}

// prefix is what the keys of all items of a run begin with.
func prefix(r run) string {
	return fmt.Sprintf("campaign/%s/%d/", r.Campaign.ID, max(r.Started.Unix(), r.Resumed.Unix()))
}

// runs yields the campaigns that were ever started, by id. A row that cannot be read
// ends it, with *err set.
func runs(tx *store.Tx, err *error) func(yield func(string, run) bool) {
	return func(yield func(string, run) bool) {
		for k, v := range tx.Scan(runBucket, nil, nil) {
			var r run
			if e := json.Unmarshal(v, &r); e != nil {
				*err = fmt.Errorf("campaign %s: %w", k, e)
				return
			}
			if !yield(string(k), r) {
				return
			}
		}
	}
}

// change changes a run; nothing if there is none.
func change(tx *store.Tx, id string, f func(*run)) error {
	var r run
	if ok, err := tx.GetJSON(runBucket, []byte(id), &r); !ok || err != nil {
		return err
	}
	f(&r)
	return tx.PutJSON(runBucket, []byte(id), r)
}
