// Package plan is the skill of planning for oneself: a person's own plan on one page.
//
// A plan is a goal, an if-then sentence, who or what helps, and the day on which to look
// back. It is private. Its maker may let one colleague read it, and take that back; then
// nothing leads from the colleague to the plan any more.
//
// What is written in a plan is nowhere else: not in the journal, the agenda, the index
// or the logs. Only a conversation that the bot keeps has it as it was shown, and there
// too it is taken back from a reader who may not read it any more.
package plan

import (
	"errors"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets people make plans of their own. An argument begins with the number of a plan.
var Skill = dialog.Skill{
	Name:   "plan",
	Texts:  words,
	Tables: []store.Declared{&plans, &shares},
	Acts: map[string]dialog.Act{
		"new":     dialog.Mine(create),
		"aid":     dialog.Mine(withAid),
		"for":     dialog.Mine(forGoal),
		"list":    dialog.Mine(list),
		"save":    dialog.Mine(take),
		"show":    dialog.Mine(of(open)),
		"edit":    dialog.Mine(of(edit)),
		"alone":   dialog.Mine(of(alone)),
		"later":   dialog.Mine(of(later)),
		"delete":  dialog.Mine(of(remove)),
		"done":    dialog.Mine(of(finish)),
		"drop":    dialog.Mine(of(letGo)),
		"when":    dialog.Mine(of(when)),
		"move":    dialog.Mine(of(move)),
		"unshare": dialog.Mine(of(unshare)),
		"share":   dialog.May(people.TakePart, of(share)),
		"reader":  dialog.May(people.TakePart, of(shareWith)),
		"read":    dialog.May(people.TakePart, read),
	},
	Commands: []string{"list", "new"},
	Due:      map[string]dialog.Func{"ask": of(review), "offer": offer},
	Jobs:     map[string]dialog.Func{"unshare": unshareGone},
	Leaves:   takeBack,
}

// A state is how far a plan is.
type state string

// The states of a plan.
const (
	draft   state = "draft" // something is missing
	active  state = "active"
	done    state = "done"
	dropped state = "dropped"
)

// A plan is one person's own plan.
type plan struct {
	Goal, If, Then string
	Support        string    `json:",omitempty"`
	Serves         string    `json:",omitempty"` // the goal of a team that it belongs to
	Alone          bool      `json:",omitempty"` // they said that they need nobody and nothing
	Day            time.Time `json:",omitzero"`  // on which to look back: midnight UTC
	State          state
	Aid            string    `json:",omitempty"` // slug of the aid it was made with
	Moves          int       `json:",omitempty"` // how often the day was set
	Reader         people.ID `json:",omitempty"` // who may read it
	ReaderName     string    `json:",omitempty"` // as their platform shows it
	Shares         int       `json:",omitempty"` // how often it was shared
	Changed        time.Time
}

// plans are kept by their maker. One goes on without the reader that it names.
var plans = store.Table[plan]{
	Bucket: "plans.own", Class: store.Personal,
	Keep: privacy.KeepOwn, Since: func(p plan) time.Time { return p.Changed },
	Owners:  func(p plan) []string { return []string{string(p.Reader)} },
	Without: func(p *plan, _ string) bool { p.Reader, p.ReaderName = "", ""; return true },
	Export:  func(p plan, _ string) any { p.Reader = ""; return p },
}

// missing reports whether something that a plan needs is not there yet.
func (p plan) missing() bool { return p.Goal == "" || p.If == "" || p.Then == "" || p.Day.IsZero() }

// save writes a plan of the person, and gives a new one, of number 0, its number.
func save(t *dialog.Turn, n uint64, p plan) (uint64, error) {
	p.Goal, p.If, p.Then, p.Support, p.Changed = t.Own(p.Goal), t.Own(p.If), t.Own(p.Then), t.Own(p.Support), t.Now
	if n == 0 {
		return plans.AddOwn(t.Tx, string(t.Person.ID), p)
	}
	return n, plans.Save(t.Tx, store.Own(t.Person.ID, n), p)
}

// of makes the act of a plan of the person.
func of(do func(*dialog.Turn, uint64, plan) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		n := dialog.Seq(arg)
		p, ok, err := plans.Load(t.Tx, store.Own(t.Person.ID, n))
		switch {
		case err != nil || !ok && t.Event.Kind == chat.Due:
			return chat.Reply{}, err
		case !ok:
			return t.Say(words.In(t.W.Lang).Gone), nil
		}
		return do(t, n, p)
	}
}

// create begins a plan.
func create(t *dialog.Turn, _ string) (chat.Reply, error) {
	return fill(t, 0, plan{State: draft}, words.In(t.W.Lang).Lead), nil
}

// withAid begins a plan to do what an aid is about.
func withAid(t *dialog.Turn, ref string) (chat.Reply, error) {
	return fill(t, 0, begun(t, ref), ""), nil
}

// forGoal begins a plan that serves a goal of a team, which another skill tells as the answer.
func forGoal(t *dialog.Turn, _ string) (chat.Reply, error) {
	return next(t, 0, plan{State: draft, Serves: dialog.Fit(t.Answer, maxPart)}, "")
}

// open shows a plan.
func open(t *dialog.Turn, n uint64, p plan) (chat.Reply, error) { return show(t, n, p, ""), nil }

// alone notes that a plan needs nobody.
func alone(t *dialog.Turn, n uint64, p plan) (chat.Reply, error) {
	p.Alone = true
	return next(t, n, p, "")
}

// later leaves a plan as far as it is.
func later(t *dialog.Turn, _ uint64, _ plan) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).DraftKept), nil
}

// remove deletes a plan, and takes back what was shared of it.
func remove(t *dialog.Turn, n uint64, p plan) (chat.Reply, error) {
	err := errors.Join(endShare(t, n, p), cancel(t, n), plans.Delete(t.Tx, store.Own(t.Person.ID, n)))
	return t.Say(t.W.ReflectionGone), err
}
