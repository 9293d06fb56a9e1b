// Package plan is the skill of planning: a person's own plan on one page, and what a
// team agreed to do.
//
// A plan of one's own is a goal, an if-then sentence, who or what helps, and the day
// on which to look back. It is private. Its maker may let one colleague read it, and
// take that back; then nothing leads from the colleague to the plan any more.
//
// The store holds
//
//	plans.own:    pseudonym NUL number → plan as JSON, for a year after it last changed
//	plans.shared: pseudonym of the reader NUL number of the plan → share as JSON
//
// What is written in a plan is nowhere else: not in the journal, the agenda, the index
// or the logs. Only a conversation that the bot keeps has it as it was shown, and there
// too it is taken back from a reader who may not read it any more.
package plan

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	ownBucket    = "plans.own"
	sharedBucket = "plans.shared"
)

// A skill is what the functions of this package share: what takes back an answer from a
// conversation that is kept.
type skill struct {
	retract func(tx *store.Tx, place chat.Place, event string, r chat.Reply) error
}

// Skill lets people make plans of their own. What was shown to a reader is taken back by
// retract, such as [github.com/handvat/handvat/bot/delivery.Retract]; nil if nothing is
// kept of conversations.
func Skill(retract func(tx *store.Tx, place chat.Place, event string, r chat.Reply) error) dialog.Skill {
	sk := skill{retract}
	return dialog.Skill{
		Name:   "plans",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{dialog.Plan: sk.own},
		Kept:   kept,
		Forget: sk.forget,
		Prune:  sk.prune,
	}
}

// keepPlan is how long a plan is kept after it last changed, unless its maker deletes it.
const keepPlan = privacy.KeepOwn

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

// missing reports whether something that a plan needs is not there yet.
func (p plan) missing() bool { return p.Goal == "" || p.If == "" || p.Then == "" || p.Day.IsZero() }

// A share lets somebody read a plan of another.
type share struct {
	Owner people.ID
	Name  string // of the owner, as their platform shows it
	Since time.Time
	Shown []shown `json:",omitempty"` // at most maxShown, the newest last
}

// A shown is one time that a reader was shown a plan.
type shown struct {
	In    chat.Place
	Event string // that was answered with it
	Lang  string
}

// maxShown is how many of the times that a plan was shown to its reader are known. The
// conversation is kept for 30 days.
const maxShown = 50

func planKey(id people.ID, seq uint64) []byte { return dialog.OwnKey(id, store.Num(seq)) }

// load returns a plan of a person; ok is false if they have none with that number.
func load(tx *store.Tx, id people.ID, seq uint64) (p plan, ok bool, err error) {
	ok, err = tx.GetJSON(ownBucket, planKey(id, seq), &p)
	return p, ok, err
}

// save writes a plan of the person, and gives a new one, of number 0, its number.
func save(t *dialog.Turn, seq uint64, p plan) (uint64, error) {
	if seq == 0 {
		var err error
		if seq, err = t.Tx.Next(ownBucket); err != nil {
			return 0, err
		}
	}
	p.Changed = t.Now
	return seq, t.Tx.PutJSON(ownBucket, planKey(t.Person.ID, seq), p)
}

// number reads the number of a plan in an action; 0 if it is none.
func number(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// own carries out what has to do with a plan of one's own: "WHAT/NUMBER" and, for a
// new plan, "new", "for", "aid/AID" or "save/0/AID".
func (sk skill) own(t *dialog.Turn, arg string) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	n, ref := dialog.Cut(rest)
	seq := number(n)
	switch what {
	case "new":
		return fill(t, 0, plan{State: draft}, words.In(t.W.Lang).Lead), nil
	case "aid":
		return fill(t, 0, begun(t, rest), ""), nil
	case "for": // the goal of a team, which another skill tells
		return next(t, 0, plan{State: draft, Serves: dialog.Fit(t.Answer, maxPart)}, "")
	case "list":
		return list(t, max(dialog.Number(n), 1))
	case "read":
		return read(t, seq)
	}
	p, ok, err := load(t.Tx, t.Person.ID, seq)
	if err != nil {
		return chat.Reply{}, err
	}
	if what == "save" && (ok || seq == 0) {
		return take(t, seq, p, ref)
	}
	if !ok {
		if t.Event.Kind == chat.Due {
			return chat.Reply{}, nil
		}
		return t.Say(words.In(t.W.Lang).Gone), nil
	}
	switch what {
	case "show":
		return show(t, seq, p, ""), nil
	case "edit":
		return edit(t, seq, p), nil
	case "alone": // needs nobody
		p.Alone = true
		return next(t, seq, p, "")
	case "later":
		return t.Say(words.In(t.W.Lang).DraftKept), nil
	case "delete":
		return sk.remove(t, seq, p)
	case "ask":
		return review(t, seq, p)
	case "done", "drop":
		return closed(t, seq, p, what)
	case "when":
		return askDay(t, seq, ""), nil
	case "move":
		return move(t, seq, p)
	case "share":
		return askReader(t, seq, ""), nil
	case "reader":
		return sk.shareWith(t, seq, p)
	case "unshare":
		return sk.unshare(t, seq, p)
	}
	return t.Say(words.In(t.W.Lang).Gone), nil
}

// remove deletes a plan, and takes back what was shared of it.
func (sk skill) remove(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	err := errors.Join(sk.endShare(t.Tx, seq, p), cancel(t, seq), t.Tx.Delete(ownBucket, planKey(t.Person.ID, seq)))
	return t.Say(t.W.ReflectionGone), err
}

// kept returns a person's plans, and what others let them read, without what would
// tell the pseudonym of anybody else.
func kept(tx *store.Tx, id people.ID) ([]json.RawMessage, error) {
	all := []json.RawMessage{}
	add := func(v any) error {
		raw, err := json.Marshal(v)
		all = append(all, raw)
		return err
	}
	for _, v := range tx.ScanPrefix(ownBucket, dialog.OwnKey(id, nil)) {
		var p plan
		err := json.Unmarshal(v, &p)
		p.Reader = ""
		if err = errors.Join(err, add(p)); err != nil {
			return nil, fmt.Errorf("plan: %w", err)
		}
	}
	for _, v := range tx.ScanPrefix(sharedBucket, dialog.OwnKey(id, nil)) {
		var s share
		err := json.Unmarshal(v, &s)
		s.Owner, s.Shown = "", nil
		if err = errors.Join(err, add(s)); err != nil {
			return nil, fmt.Errorf("shared plan: %w", err)
		}
	}
	return all, nil
}

// forget removes a person's plans, what others could read of them, and what they
// themselves could read of others.
func (sk skill) forget(tx *store.Tx, id people.ID) error {
	for k, v := range tx.ScanPrefix(ownBucket, dialog.OwnKey(id, nil)) {
		var p plan
		err := json.Unmarshal(v, &p)
		if err = errors.Join(err, sk.endShare(tx, store.FromNum(k[len(k)-8:]), p), tx.Delete(ownBucket, k)); err != nil {
			return err
		}
	}
	for k, v := range tx.ScanPrefix(sharedBucket, dialog.OwnKey(id, nil)) {
		var s share
		err := json.Unmarshal(v, &s)
		if err == nil {
			err = forgetReader(tx, s.Owner, store.FromNum(k[len(k)-8:]))
		}
		if err = errors.Join(err, tx.Delete(sharedBucket, k)); err != nil {
			return err
		}
	}
	return nil
}

// prune removes the plans that nobody touched for a year.
func (sk skill) prune(tx *store.Tx, now time.Time) error {
	for k, v := range tx.Scan(ownBucket, nil, nil) {
		var p plan
		if err := json.Unmarshal(v, &p); err != nil {
			return fmt.Errorf("plan %q: %w", k, err)
		}
		if now.Sub(p.Changed) <= keepPlan {
			continue
		}
		if err := errors.Join(sk.endShare(tx, store.FromNum(k[len(k)-8:]), p), tx.Delete(ownBucket, k)); err != nil {
			return err
		}
	}
	return nil
}
