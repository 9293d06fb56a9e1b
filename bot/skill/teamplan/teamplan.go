// Package teamplan is the skill of agreeing on actions as a team: a goal, and actions
// that each have exactly one owner and a day. A plan lives in the channel of its team,
// is read by everyone there, and comes back there on a rhythm; who has no channel keeps
// it in their own conversation.
//
// The store holds
//
//	teamplans.plan:  number → plan as JSON, for a year after it last changed
//	teamplans.place: platform NUL team NUL channel → number of the plan there
//	teamplans.part:  pseudonym NUL number → nothing; whose plan it is, or who has an action in it
//
// It is not a list of tasks of persons: nothing is counted or compared by owner.
package teamplan

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	planBucket  = "teamplans.plan"
	placeBucket = "teamplans.place"
	partBucket  = "teamplans.part"
)

// verb is the verb of the skill: WHAT/NUMBER of the plan, and /NUMBER of an action.
const verb = "teamplan"

// Skill lets teams agree on actions.
func Skill() dialog.Skill {
	return dialog.Skill{
		Name:   "teamplans",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Fact },
		Verbs:  map[string]dialog.Func{verb: act},
		Kept:   kept,
		Forget: forget,
		Prune:  prune,
	}
}

// keepPlan is how long a plan is kept after it last changed.
const keepPlan = privacy.KeepOwn

// maxActions is how many actions a plan may hold, so that it stays a plan and fits a form.
const maxActions = chat.MaxChoices

// A plan is what a team agreed on.
type plan struct {
	In      chat.Place // the channel; zero if it is kept in its maker's own conversation
	Lang    string
	Maker   people.ID `json:",omitempty"` // empty if they are gone
	Goal    string
	Serves  string `json:",omitempty"` // the goal of the organisation or department
	Weeks   int    // between looks at it
	Actions []action
	Last    int       // number of the action that was added last
	Began   time.Time // midnight UTC
	Ended   bool      `json:",omitempty"`
	Changed time.Time
}

// An action is one thing that somebody does.
type action struct {
	Number      int // within the plan; never used again
	What, Check string
	Owner       people.ID `json:",omitempty"` // empty only if they are gone
	Name        string    `json:",omitempty"` // of the owner, as their platform shows it
	Day         time.Time // midnight UTC
	Moves       int       `json:",omitempty"` // how often the day was set anew
	Done        bool      `json:",omitempty"`
}

// at is where in the plan an action stands; -1 if it is not there.
func (p *plan) at(number int) int {
	return slices.IndexFunc(p.Actions, func(a action) bool { return a.Number == number })
}

// open is how many actions are not done.
func (p *plan) open() (n int) {
	for _, a := range p.Actions {
		if !a.Done {
			n++
		}
	}
	return n
}

func placeKey(in chat.Place) []byte {
	return []byte(strings.Join([]string{string(in.Platform), in.Team, in.Channel}, "\x00"))
}

func load(tx *store.Tx, seq uint64) (p plan, ok bool, err error) {
	ok, err = tx.GetJSON(planBucket, store.Num(seq), &p)
	return p, ok, err
}

// save writes a plan, and who has a part in it.
func save(tx *store.Tx, seq uint64, p plan, now time.Time) error {
	p.Changed = now
	for _, id := range append([]people.ID{p.Maker}, owners(p)...) {
		if id == "" {
			continue
		}
		if err := tx.Put(partBucket, dialog.OwnKey(id, store.Num(seq)), nil); err != nil {
			return err
		}
	}
	return tx.PutJSON(planBucket, store.Num(seq), p)
}

func owners(p plan) (ids []people.ID) {
	for _, a := range p.Actions {
		ids = append(ids, a.Owner)
	}
	return ids
}

// here returns the plan of the place of a turn.
func here(t *dialog.Turn) (seq uint64, p plan, ok bool, err error) {
	n, ok := t.Tx.Get(placeBucket, placeKey(t.Event.In))
	if !ok || t.Event.Direct {
		return 0, p, false, nil
	}
	seq = store.FromNum(n)
	p, ok, err = load(t.Tx, seq)
	return seq, p, ok, err
}

// takesPart reports whether the person may see and change a plan: they are in its
// channel, or have a part in it.
func takesPart(t *dialog.Turn, seq uint64, p plan) bool {
	if _, ok := t.Tx.Get(partBucket, dialog.OwnKey(t.Person.ID, store.Num(seq))); ok && t.Person.ID != "" {
		return true
	}
	return p.In.Channel != "" && string(placeKey(p.In)) == string(placeKey(t.Event.In))
}

// number reads a number of an action; 0 if it is none.
func number(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// act carries out what has to do with a plan of a team.
func act(t *dialog.Turn, arg string) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	n, sub := dialog.Cut(rest)
	switch what {
	case "show":
		if rest == "" {
			return overview(t)
		}
	case "new":
		return askGoal(t), nil
	case "make":
		return create(t)
	case "goals":
		return goals(t)
	case "add":
		if rest == "" { // typed, in its place
			seq, _, ok, err := here(t)
			if !ok || err != nil {
				return t.Say(words.In(t.W.Lang).Direct), err
			}
			n = strconv.FormatUint(seq, 10)
		}
	}
	seq := number(n)
	p, ok, err := load(t.Tx, seq)
	switch {
	case err != nil:
		return chat.Reply{}, err
	case !ok || !takesPart(t, seq, p):
		if t.Event.Kind == chat.Due {
			return chat.Reply{}, nil
		}
		return t.Say(words.In(t.W.Lang).Gone), nil
	case p.Ended && t.Event.Kind == chat.Due:
		return chat.Reply{}, nil
	}
	if t.Event.Kind == chat.Due && p.In.Channel != "" && !t.Event.Direct {
		t.W = dialog.In(p.Lang)
	}
	switch what {
	case "show":
		return show(t, seq, p, ""), nil
	case "add":
		return askAction(t, seq, p), nil
	case "save":
		return addAction(t, seq, p)
	case "change":
		return change(t, seq), nil
	case "which":
		return askWhich(t, seq, p), nil
	case "remove":
		return removeAction(t, seq, p)
	case "end":
		return end(t, seq, p)
	case "own":
		t.Answer = p.Goal
		return t.Do(dialog.Do(dialog.PlanFor))
	case "look":
		return lookAtIt(t, seq, p)
	}
	i := p.at(int(number(sub)))
	if i < 0 {
		return t.Say(words.In(t.W.Lang).Gone), nil
	}
	switch what {
	case "tick":
		return tick(t, seq, p, i)
	case "did":
		if p.Actions[i].Done {
			return t.Say(words.In(t.W.Lang).Ticked.With(p.Actions[i].What)), nil
		}
		r, err := tick(t, seq, p, i)
		if t.Event.Direct && r.Card != nil { // a reminder, and not the plan, was answered
			r = t.Say(words.In(t.W.Lang).Ticked.With(p.Actions[i].What))
		}
		return r, err
	case "take":
		return takeOver(t, seq, p, i)
	case "remind":
		return remind(t, seq, p, i)
	case "when":
		return askDay(t, seq, p.Actions[i], ""), nil
	case "move":
		return move(t, seq, p, i)
	}
	return t.Say(words.In(t.W.Lang).Gone), nil
}

// A keptAction is what a person is given of a plan of their team: their own action.
type keptAction struct {
	Plan, What, Check string
	Day               time.Time
	Done              bool
}

// kept returns the actions of a person.
func kept(tx *store.Tx, id people.ID) ([]json.RawMessage, error) {
	all := []json.RawMessage{}
	for k := range tx.ScanPrefix(partBucket, dialog.OwnKey(id, nil)) {
		p, _, err := load(tx, store.FromNum(k[len(k)-8:]))
		if err != nil {
			return nil, fmt.Errorf("team plan: %w", err)
		}
		for _, a := range p.Actions {
			if a.Owner != id {
				continue
			}
			raw, err := json.Marshal(keptAction{p.Goal, a.What, a.Check, a.Day, a.Done})
			if err != nil {
				return nil, fmt.Errorf("team plan: %w", err)
			}
			all = append(all, raw)
		}
	}
	return all, nil
}

// forget takes a person out of the plans they have a part in. What they took on stays
// the team's, and asks for another owner; a plan in their own conversation goes.
func forget(tx *store.Tx, id people.ID) error {
	for k := range tx.ScanPrefix(partBucket, dialog.OwnKey(id, nil)) {
		seq := store.FromNum(k[len(k)-8:])
		p, ok, err := load(tx, seq)
		if err = errors.Join(err, tx.Delete(partBucket, k)); err != nil || !ok {
			return err
		}
		if p.Maker == id && p.In.Channel == "" {
			if err := drop(tx, seq, p); err != nil {
				return err
			}
			continue
		}
		if p.Maker == id {
			p.Maker = ""
		}
		for i := range p.Actions {
			if p.Actions[i].Owner == id {
				p.Actions[i].Owner, p.Actions[i].Name = "", ""
			}
		}
		if err := save(tx, seq, p, p.Changed); err != nil {
			return err
		}
	}
	return nil
}

// drop removes a plan.
func drop(tx *store.Tx, seq uint64, p plan) error {
	for _, id := range append([]people.ID{p.Maker}, owners(p)...) {
		if err := tx.Delete(partBucket, dialog.OwnKey(id, store.Num(seq))); err != nil {
			return err
		}
	}
	if n, ok := tx.Get(placeBucket, placeKey(p.In)); ok && store.FromNum(n) == seq {
		if err := tx.Delete(placeBucket, placeKey(p.In)); err != nil {
			return err
		}
	}
	return tx.Delete(planBucket, store.Num(seq))
}

// prune removes the plans that nobody touched for a year.
func prune(tx *store.Tx, now time.Time) error {
	for k, v := range tx.Scan(planBucket, nil, nil) {
		var p plan
		if err := json.Unmarshal(v, &p); err != nil {
			return fmt.Errorf("team plan %d: %w", store.FromNum(k), err)
		}
		if now.Sub(p.Changed) > keepPlan {
			if err := drop(tx, store.FromNum(k), p); err != nil {
				return err
			}
		}
	}
	return nil
}
