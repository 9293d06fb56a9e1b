// Package campaign is the skill of running campaigns: series of messages that authors
// define in files ([authored.Campaign]), look at, start, pause and end in chat.
//
// Each message is planned two days ahead for everyone it is for by then, and follows a
// file that changes within a day. The limits of each person are the agenda's, and always
// go before a campaign's rhythm. Whoever stops gets nothing more of that campaign, also
// when it is started again. A campaign ends by itself after its weeks, paused or not, and
// who started it is told how many people it reached and how many of them reacted.
package campaign

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets who may run campaigns, and people react to what they get. An argument is the id of a campaign, with the
// number of a step behind it, from 0.
var Skill = dialog.Skill{
	Name:   "campaign",
	Texts:  words,
	Tables: []store.Declared{&runs, &owns, &lefts},
	Acts: map[string]dialog.Act{
		"list":   dialog.Look(people.RunCampaigns, list),
		"show":   dialog.Look(people.RunCampaigns, of(show)),
		"look":   dialog.Look(people.RunCampaigns, of(look)),
		"start":  dialog.Look(people.RunCampaigns, of(askStart)),
		"go":     dialog.May(people.RunCampaigns, of(start)),
		"pause":  dialog.May(people.RunCampaigns, of(pause)),
		"resume": dialog.May(people.RunCampaigns, of(resume)),
		"end":    dialog.May(people.RunCampaigns, of(end)),
		"open":   dialog.Mine(from(open)),
		"useful": dialog.Mine(from(useful)),
		"leave":  dialog.Mine(from(leave)),
	},
	Commands: []string{"list"},
	Due:      map[string]dialog.Func{"step": say, "report": report},
	Jobs:     map[string]dialog.Func{"tend": tend},
	Used:     used,
}

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
	Owner    people.ID     `json:",omitempty"` // who started it; empty once they deleted their data
	Started  time.Time     // the last time
	Days     []time.Time   `json:",omitempty"` // noon of the day of each step, see [run.schedule]
	Ends     time.Time     `json:",omitzero"`  // when it is over
	Said     []time.Time   `json:",omitempty"` // when the first message of each of the last days went out
	Paused   time.Time     `json:",omitzero"`  // the last time
	Round    int           // how often it was started or resumed: what was planned before is off the agenda
	Weeks    map[int]tally // by week since the start
	Of       int           `json:",omitempty"` // how many people it was for that are counted; 0 if not known
	Near     bool          `json:",omitempty"` // nothing is told of it: another went to nearly the same people
	Over     time.Time     `json:",omitzero"`  // when it ended
	Told     bool          `json:",omitempty"` // who started it was told what became of it
	Past     []run         `json:",omitempty"` // the times it ended before that nobody was told of yet
	older
}

// A tally is what became of the messages of one week. Who got their first message in it, or reacted for the first
// time, is in People and Answered, so that the sums over weeks are people.
type tally struct{ Sent, Reacted, Useful, Left, People, Answered int }

func (n tally) plus(m tally) tally {
	return tally{n.Sent + m.Sent, n.Reacted + m.Reacted, n.Useful + m.Useful, n.Left + m.Left, n.People + m.People,
		n.Answered + m.Answered}
}

// An own is how far a person is with a campaign.
type own struct {
	Campaign string    `json:"campaign"`
	Started  time.Time `json:"started"` // of the run
	Ends     time.Time `json:"ends"`    // of the run
	Next     int       `json:"next"`    // step that they did not get yet
	Reacted  int       `json:"reacted"` // step after the last that they reacted to
}

// A left is that a person stopped a campaign, or was done with it.
type left struct {
	Campaign string    `json:"campaign"`
	Left     time.Time `json:"left"`
}

// runs are kept by the id of the campaign, the others by person and that id. A run goes on without who started it.
var (
	runs = store.Table[run]{Bucket: "campaign.run", Class: store.Shared,
		Keep: privacy.KeepFigures, Since: func(r run) time.Time { return r.Over },
		Owners: func(r run) (owners []string) {
			for _, r := range append(r.Past, r) {
				owners = append(owners, string(r.Owner))
			}
			return owners
		},
		Export: func(r run, who string) any { return r.startedBy(who) },
		Without: func(r *run, who string) bool {
			r.Past = slices.DeleteFunc(r.Past, func(p run) bool { return string(p.Owner) == who })
			if string(r.Owner) == who {
				r.Owner = ""
			}
			return true
		}}
	owns = store.Table[own]{Bucket: "campaign.own", Class: store.Personal,
		Keep: privacy.KeepAsked, Since: func(o own) time.Time { return o.Ends }}
	lefts = store.Table[left]{Bucket: "campaign.left", Class: store.Personal, Keep: store.Forever}
)

// A begun is what a person may have of a run that they started: nothing of what others did.
type begun struct {
	Campaign   string
	Started    time.Time
	Days       []time.Time `json:",omitempty"`
	Ends, Over time.Time   `json:",omitzero"`
}

// startedBy are the runs that a person started, as they may have them in a file; nil if none.
func (r run) startedBy(who string) any {
	var all []begun
	for _, p := range append(slices.Clone(r.Past), r) {
		if string(p.Owner) == who {
			all = append(all, begun{p.Campaign.ID, p.Started, p.Days, p.Ends, p.Over})
		}
	}
	if all == nil {
		return nil
	}
	return all
}

func ownKey(id people.ID, campaign string) []byte { return store.Key(string(id), campaign) }

func (r run) save(t *dialog.Turn) error { return runs.Save(t.Tx, []byte(r.Campaign.ID), r) }

// find returns a campaign that was started, or else one that may be, as its file says now. It is over from its last
// moment on, also before the work of the day has noted that.
func find(t *dialog.Turn, files []*authored.Campaign, id string) (r run, ok bool, err error) {
	if r, ok, err = load(t, id); err != nil {
		return r, false, err
	}
	if f := authored.ByID(files, id); f != nil {
		r.Campaign, ok = *f, true
	}
	switch {
	case r.Started.IsZero():
		r.State = ready
	case r.over(t):
		r.State = ended
	}
	return r, ok, nil
}

// of makes the act of a campaign, with the number of a step behind its id.
func of(do func(t *dialog.Turn, r run, step int) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		id, n := dialog.Cut(arg)
		r, ok, err := find(t, t.Authored.Campaigns(), id)
		if err != nil || !ok {
			return t.Past(), err
		}
		t.Subject = id
		return do(t, r, max(dialog.Number(n), 0))
	}
}

func (r run) over(t *dialog.Turn) bool { return r.State == ended || !t.Now.Before(r.Ends) }

// next is the first step whose day is not past; ok is false if there is none.
func (r run) next(t *dialog.Turn) (step int, ok bool) {
	for step < len(r.Days) && r.Days[step].Before(t.Now.Add(-12*time.Hour)) {
		step++
	}
	return step, step < len(r.Days)
}

// prefix is what the keys of all items of a run begin with.
func prefix(r run) string {
	return fmt.Sprintf("campaign/%s/%d.%d/", r.Campaign.ID, r.Started.Unix(), r.Round)
}

// tend takes over what changed in the files of campaigns that were started, ends those that are over, and plans what
// the others say in the coming days.
func tend(t *dialog.Turn, _ string) (chat.Reply, error) {
	files := t.Authored.Campaigns()
	for id, was := range runs.All(t.Tx) {
		if was.State == ended {
			continue
		}
		r, _, err := find(t, files, string(id))
		if changed(was.Campaign, r.Campaign) {
			t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "campaign-change"})
			err = errors.Join(err, r.reschedule(t), r.save(t))
		}
		switch r.State {
		case ended:
			err = errors.Join(err, finish(t, r))
		case running:
			err = errors.Join(err, plan(t, r))
		}
		if err != nil {
			return chat.Reply{}, fmt.Errorf("campaign: %s: %w", id, err)
		}
	}
	return chat.Reply{}, nil
}

// changed reports whether a file says something else than it did.
func changed(was, is authored.Campaign) bool {
	a, errA := json.Marshal(was)
	b, errB := json.Marshal(is)
	return errA != nil || errB != nil || !bytes.Equal(a, b)
}

// ahead is how long before its day a message is planned.
const ahead = 48 * time.Hour

// plan puts the steps of the coming days on the agenda of everyone they are for who did not get them yet. One that
// cannot be told to somebody on its day is told on another day of the campaign in its week, or not at all.
func plan(t *dialog.Turn, r run) error {
	step, _ := r.next(t)
	for ; step < len(r.Days) && r.Days[step].Sub(t.Now) < ahead; step++ {
		day := r.Days[step].In(t.Zone)
		last := day.AddDate(0, 0, 7-int(day.Weekday()))
		who, err := audience(t, r)
		if err != nil {
			return err
		}
		for _, p := range who {
			o, _, err := owns.Load(t.Tx, ownKey(p.ID, r.Campaign.ID))
			if err != nil || r.has(o, step) {
				continue
			}
			priority := 3
			if step > 0 && !r.has(o, step-1) { // who missed the one before
				priority++
			}
			if _, err := t.Agenda.Add(t.Tx, agenda.Item{
				Key:  fmt.Sprintf("%s%s/%d", prefix(r), p.ID, step),
				Kind: agenda.Campaign, Person: p.ID, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
				Due: t.Agenda.On(p, day), Days: r.Campaign.Days(), Expires: t.Agenda.On(p, last),
				Action:  dialog.Do("campaign/step", r.Campaign.ID, step),
				Purpose: r.Campaign.Purpose.Said(), Priority: priority,
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// has reports whether a person got a step of this run.
func (r run) has(o own, step int) bool { return o.Started.Equal(r.Started) && o.Next > step }

// whom is everyone a campaign is for by their roles and units, whether or not they get it: by what the roster tells, so
// that what is said of its days tells of nobody that they paused, or left.
func whom(t *dialog.Turn, r run) ([]people.Profile, error) {
	return dialog.Belong(t.Tx, r.Campaign.Audience.Has)
}

// hides reports whether a campaign is for so many that what one of them does is not seen in its days.
func (r run) hides(t *dialog.Turn) (bool, error) {
	group, err := privacy.Load(t.Tx)
	who, bad := dialog.Crowd(t.Tx, r.Campaign.Audience.Has)
	return len(who) > 0 && group.Hides(len(who)), errors.Join(err, bad)
}

// audience is everyone who gets a campaign: whom it is for and the bot may write to, without who left it.
func audience(t *dialog.Turn, r run) ([]people.Profile, error) {
	who, err := dialog.Reachable(t.Tx, r.Campaign.Audience.Has)
	return slices.DeleteFunc(who, func(p people.Profile) bool {
		return lefts.Has(t.Tx, ownKey(p.ID, r.Campaign.ID))
	}), err
}
