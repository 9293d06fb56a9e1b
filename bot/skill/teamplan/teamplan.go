// Package teamplan is the skill of agreeing on actions as a team: a goal, and actions
// that each have exactly one owner and a day. A plan lives in the channel of its team,
// is read by everyone there, and comes back there on a rhythm; who has no channel keeps
// it in their own conversation.
//
// It is not a list of tasks of persons: nothing is counted or compared by owner.
package teamplan

import (
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets teams agree on actions. An argument is the number of a plan, and that of an action in it.
var Skill = dialog.Skill{
	Name:   "teamplan",
	Texts:  words,
	Tables: []store.Declared{&plans},
	Acts: map[string]dialog.Act{
		"show":   dialog.May(people.TakePart, show).Shared(),
		"goals":  dialog.May(people.TakePart, goals),
		"new":    dialog.May(people.TakePart, askGoal),
		"make":   dialog.May(people.TakePart, create).Shared(),
		"add":    dialog.May(people.TakePart, add),
		"save":   dialog.May(people.TakePart, of(addAction)).Shared(),
		"change": dialog.May(people.TakePart, of(change)),
		"which":  dialog.May(people.TakePart, of(askWhich)),
		"remove": dialog.May(people.TakePart, of(removeAction)).Shared(),
		"end":    dialog.May(people.TakePart, of(end)).Shared(),
		"own":    dialog.May(people.TakePart, of(ownPlan)),
		"tick":   dialog.May(people.TakePart, ofAction(tick)).Shared(),
		"did":    dialog.May(people.TakePart, ofAction(did)).Shared(),
		"take":   dialog.May(people.TakePart, ofAction(takeOver)).Shared(),
		"when":   dialog.May(people.TakePart, ofAction(when)),
		"move":   dialog.May(people.TakePart, ofAction(move)).Shared(),
	},
	Commands: []string{"show", "add", "goals"},
	Due:      map[string]dialog.Func{"look": of(lookAtIt), "remind": ofAction(remind)},
}

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

// plans are kept by number. What somebody who leaves took on stays the team's, and asks for another owner; a plan in
// their own conversation goes.
var plans = store.Table[plan]{
	Bucket: "teamplans.plan", Index: "teamplans.part", Class: store.Shared,
	Keep: privacy.KeepOwn, Since: func(p plan) time.Time { return p.Changed },
	Owners: func(p plan) []string {
		ids := []string{string(p.Maker)}
		for _, a := range p.Actions {
			ids = append(ids, string(a.Owner))
		}
		return ids
	},
	Without: func(p *plan, person string) (stays bool) {
		for i := range p.Actions {
			if a := &p.Actions[i]; string(a.Owner) == person {
				a.Owner, a.Name = "", ""
			}
		}
		if string(p.Maker) != person {
			return true
		}
		p.Maker = ""
		return p.In.Channel != ""
	},
	Export: func(p plan, person string) any {
		mine := struct {
			Plan    string
			Actions []action // theirs
		}{Plan: p.Goal}
		for _, a := range p.Actions {
			if string(a.Owner) == person {
				a.Owner = ""
				mine.Actions = append(mine.Actions, a)
			}
		}
		return mine
	},
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

// save writes a plan that changed.
func save(t *dialog.Turn, n uint64, p plan) error {
	p.Changed = t.Now
	return plans.Save(t.Tx, store.Num(n), p)
}

// isHere reports whether a plan lives in the channel of a turn.
func isHere(t *dialog.Turn, p plan) bool {
	in := t.Event.In
	in.Thread = ""
	return p.In.Channel != "" && p.In == in
}

// here returns the plan that goes on in the channel of a turn; of number 0 if there is none.
func here(t *dialog.Turn) (uint64, plan) {
	if !t.Event.Direct {
		for k, p := range plans.All(t.Tx) {
			if isHere(t, p) && !p.Ended {
				return store.FromNum(k), p
			}
		}
	}
	return 0, plan{}
}

// takesPart reports whether the person may see and change a plan: they are in its
// channel, or have a part in it.
func takesPart(t *dialog.Turn, p plan) bool {
	return isHere(t, p) || t.Person.ID != "" && slices.Contains(plans.Owners(p), string(t.Person.ID))
}

// mayChange reports whether the person made a plan, or owns the action that is to change; where the maker is gone,
// everyone may.
func mayChange(t *dialog.Turn, p plan, a action) bool {
	return p.Maker == "" || p.Maker == t.Person.ID || a.Owner == t.Person.ID
}

// gone is what is said of a plan, or an action, that is not there: nothing if it was to be said by itself.
func gone(t *dialog.Turn) chat.Reply {
	if t.Event.Kind == chat.Due {
		return chat.Reply{}
	}
	return t.Say(words.In(t.W.Lang).Gone)
}

// of makes the act of a plan that the person takes part in.
func of(do func(*dialog.Turn, uint64, plan) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		number, _ := dialog.Cut(arg)
		n, due := dialog.Seq(number), t.Event.Kind == chat.Due
		p, ok, err := plans.Load(t.Tx, store.Num(n))
		if err != nil || !ok || !takesPart(t, p) || p.Ended && due {
			return gone(t), err
		}
		if due && p.In.Channel != "" && !t.Event.Direct {
			t.W = dialog.In(p.Lang)
		}
		return do(t, n, p)
	}
}

// ofAction makes the act of an action, by where it stands in its plan.
func ofAction(do func(*dialog.Turn, uint64, plan, int) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		_, number := dialog.Cut(arg)
		return of(func(t *dialog.Turn, n uint64, p plan) (chat.Reply, error) {
			i := p.at(dialog.Number(number))
			if i < 0 {
				return gone(t), nil
			}
			return do(t, n, p, i)
		})(t, arg)
	}
}
