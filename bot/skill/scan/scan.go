// Package scan is the skill of asking a group a few questions once, before anything is made
// for it: scans that authors define in files ([authored.Scan]), look at, start and end in
// chat, and read when they are over.
//
// Each question is answered with one tap, and may be skipped. Answers are added up as they
// come: nothing kept here leads from a person to an answer. They are told when the scan is
// over, so that nobody can see a number change, and of the whole group only, so that no two
// groups can be subtracted; which of them may be told is in result.go. The agenda decides
// when somebody is asked.
package scan

import (
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets who may run scans, and people answer them. An argument is the id of a scan, with the number of a
// question and of an answer behind it, from 0.
var Skill = dialog.Skill{
	Name:   "scan",
	Texts:  words,
	Tables: []store.Declared{&runs, &owns},
	Acts: map[string]dialog.Act{
		"list":   dialog.Look(people.RunCampaigns, list),
		"show":   dialog.Look(people.RunCampaigns, of(show)),
		"look":   dialog.Look(people.RunCampaigns, of(look)),
		"start":  dialog.Look(people.RunCampaigns, of(askStart)),
		"go":     dialog.May(people.RunCampaigns, of(start)),
		"end":    dialog.May(people.RunCampaigns, of(end)),
		"answer": dialog.Mine(asked(answer)),
		"skip":   dialog.Mine(asked(skip)),
		"stop":   dialog.Mine(asked(stop)),
	},
	Commands: []string{"list"},
	Due:      map[string]dialog.Func{"ask": ask},
	Jobs:     map[string]dialog.Func{"tend": tend},
}

// between is how long it is from one start of a scan to the next.
const between = 90 * 24 * time.Hour

// A run is a scan that was started. It stays as it was then, whatever its file says.
type run struct {
	Scan    authored.Scan `json:"scan"`
	Started time.Time     `json:"started"`
	Ends    time.Time     `json:"ends"`
	Counts  [][]int       `json:"counts"` // of each question, how often each answer was given
}

func (r run) over(now time.Time) bool { return !now.Before(r.Ends) }

// own is how far a person is with a scan. It holds none of their answers.
type own struct {
	Scan    string    `json:"scan"`
	Started time.Time `json:"started"` // of the run
	Ends    time.Time `json:"ends"`    // of the run
	Next    int       `json:"next"`    // question, from 0
}

// runs are kept by the id of the scan, owns by person and that id.
var (
	runs = store.Table[run]{Bucket: "scan.run", Class: store.Working,
		Keep: privacy.KeepFigures, Since: func(r run) time.Time { return r.Ends }}
	owns = store.Table[own]{Bucket: "scan.own", Class: store.Personal,
		Keep: privacy.KeepAsked, Since: func(o own) time.Time { return o.Ends }}
)

func (r run) key() []byte { return []byte(r.Scan.ID) }

func ownKey(id people.ID, scan string) []byte { return store.Key(string(id), scan) }

// find returns a scan as it was started, or else as its file says.
func find(t *dialog.Turn, id string) (r run, ok bool, err error) {
	if r, ok, err = runs.Load(t.Tx, []byte(id)); ok || err != nil {
		return r, ok, err
	}
	f := authored.ByID(t.Authored.Scans(), id)
	if f == nil {
		return r, false, nil
	}
	return run{Scan: *f}, true, nil
}

// of makes the act of a scan, with the number behind its id.
func of(do func(*dialog.Turn, run, int) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		id, n := dialog.Cut(arg)
		r, ok, err := find(t, id)
		if err != nil || !ok {
			return t.Past(), err
		}
		t.Subject = id
		return do(t, r, max(dialog.Number(n), 0))
	}
}

// prefix is what the keys of all items of a run begin with.
func prefix(r run) string { return fmt.Sprintf("scan/%s/%d/", r.Scan.ID, r.Started.Unix()) }

// tend asks the first question of every open scan of everyone it is for, once.
func tend(t *dialog.Turn, _ string) (chat.Reply, error) {
	for _, r := range runs.All(t.Tx) {
		if r.over(t.Now) {
			continue
		}
		if err := plan(t, r); err != nil {
			return chat.Reply{}, fmt.Errorf("scan: %s: %w", r.Scan.ID, err)
		}
	}
	return chat.Reply{}, nil
}

// plan puts the first question on the agenda of everyone a scan is for.
func plan(t *dialog.Turn, r run) error {
	who, err := dialog.Reachable(t.Tx, r.Scan.Audience.Has)
	if err != nil {
		return err
	}
	for _, p := range who {
		if _, err := t.Agenda.Add(t.Tx, agenda.Item{
			Key: prefix(r) + string(p.ID), Kind: agenda.Campaign,
			Person: p.ID, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
			Due: t.Agenda.Tomorrow(p, t.Now), Expires: r.Ends, Action: dialog.Do("scan/ask", r.Scan.ID),
			Purpose: r.Scan.Purpose.Said(), Priority: 2,
		}); err != nil {
			return err
		}
	}
	return nil
}
