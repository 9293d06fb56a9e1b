// Package barrier is the skill of saying what blocks work and what helps it, in one tap,
// and of agreeing on what to do about it. It keeps nothing itself: package
// knowledge/barriers does, and decides what may be told.
//
// A report is nobody's but the reporter's. A group sees what enough of its people
// report; who leads it, or advises it on learning, agrees on a response with an owner,
// who is asked after four weeks whether it is gone.
package barrier

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/barriers"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// verb is the verb of the skill: WHAT, then the name of a factor, then an aid or a unit.
const verb = "factor"

// A skill is what the functions of this package share: the zone in which weeks begin.
type skill struct{ zone *time.Location }

// Skill lets people report factors, and groups answer them. Weeks begin in zone.
func Skill(zone *time.Location) dialog.Skill {
	s := skill{zone}
	return dialog.Skill{
		Name:   "factors",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: s.act},
		Stuck:  stuck,
		Kept:   kept,
		Forget: barriers.Forget,
		Prune:  barriers.Prune,
	}
}

// kept returns what a person reported.
func kept(tx *store.Tx, id people.ID) ([]json.RawMessage, error) {
	mine, err := barriers.Of(tx, id)
	if err != nil {
		return nil, err
	}
	all := []json.RawMessage{}
	for _, k := range mine {
		raw, err := json.Marshal(k)
		if err != nil {
			return nil, fmt.Errorf("factor: %w", err)
		}
		all = append(all, raw)
	}
	return all, nil
}

// act carries out what has to do with factors.
func (s skill) act(t *dialog.Turn, arg string) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	switch what {
	case "blocks":
		return ask(t, false, rest), nil
	case "helps":
		return ask(t, true, rest), nil
	case "list":
		return s.list(t)
	case "unit":
		return s.show(t, rest)
	case "agree", "save":
		response, rest := dialog.Cut(rest)
		name, unit := dialog.Cut(rest)
		f, ok := barriers.Parse(name)
		if !ok || f.Helps || !responds(t.W, response) {
			return t.Say(t.W.Gone), nil
		}
		if what == "agree" {
			return s.askOwner(t, unit, f, response, ""), nil
		}
		return s.agree(t, unit, f, response)
	}
	name, rest := dialog.Cut(rest)
	f, ok := barriers.Parse(name)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	switch what {
	case "said":
		return said(t, f, rest)
	case "undo":
		return t.Say(words.In(t.W.Lang).TakenBack), barriers.TakeBack(t.Tx, t.Person.ID, f)
	case "answer":
		if f.Helps {
			return t.Say(t.W.Gone), nil
		}
		return s.respond(t, rest, f)
	case "ask":
		return isGone(t, rest, f)
	case "gone":
		return s.settle(t, rest, f, cases.Gone)
	case "accept":
		return s.settle(t, rest, f, cases.Accepted)
	case "later":
		return s.settle(t, rest, f, cases.Agreed)
	}
	return t.Say(t.W.Gone), nil
}

// fromReason is the category that a reason why an aid did not help belongs to, if it is
// about the work rather than the aid.
var fromReason = map[string]cases.Category{"missing-tool-or-right": cases.Resources, "no-time": cases.Capacity}

// stuck counts a reason that is about the work as a report, and lets who had another
// reason say more.
func stuck(t *dialog.Turn, a *knowledge.Aid, reason string) (note string, more []chat.Button, err error) {
	if c, ok := fromReason[reason]; ok {
		counted, err := report(t, barriers.Factor{Category: c}, a)
		if !counted || err != nil {
			return "", nil, err
		}
		group, err := privacy.Load(t.Tx)
		return chat.Strip(words.In(t.W.Lang).Note.With(t.W.Spelled(group.K()))), nil, err
	}
	if reason == "other" {
		more = []chat.Button{dialog.Button(words.In(t.W.Lang).More, dialog.Do(verb, "blocks", dialog.AidRef(a)))}
	}
	return "", more, nil
}

// label is how people say that a factor is so.
func label(w *dialog.Words, f barriers.Factor) string {
	if f.Helps {
		return words.In(w.Lang).Helps[string(f.Category)]
	}
	return terms.Words.In(w.Lang).Factors[string(f.Category)]
}

// ask offers the seven categories, about an aid if ref names one.
func ask(t *dialog.Turn, helps bool, ref string) chat.Reply {
	w := words.In(t.W.Lang)
	prompt, other := w.Ask, dialog.Button(w.ToHelps, dialog.Do(verb, "helps", ref))
	if a, ok := t.Aid(ref); ok && ref != "" {
		prompt = w.AskAid.With(a.Title)
	}
	if helps {
		prompt, other = w.AskHelps, dialog.Button(w.ToBlocks, dialog.Do(verb, "blocks", ref))
	}
	first, second := chat.Tap{Prompt: prompt}, chat.Tap{Prompt: w.And}
	for i, c := range barriers.Categories {
		f := barriers.Factor{Category: c, Helps: helps}
		b := dialog.Button(label(t.W, f), dialog.Do(verb, "said", f, ref))
		if i < 4 {
			first.Options = append(first.Options, b)
		} else {
			second.Options = append(second.Options, b)
		}
	}
	t.Session.View = chat.Action{}
	r := t.Show(chat.Card{Body: []chat.Block{first, second}, Buttons: []chat.Button{other, dialog.Button(t.W.NotNow, chat.Action{Verb: dialog.Fine})}})
	r.Private = !t.Event.Direct
	return r
}

// said takes what somebody reports.
func said(t *dialog.Turn, f barriers.Factor, ref string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	a, ok := t.Aid(ref)
	if !ok || ref == "" {
		a = nil
	}
	counted, err := report(t, f, a)
	if err != nil {
		return chat.Reply{}, err
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	thanks := w.Thanks.With(t.W.Spelled(group.K()), t.W.Spelled(group.Sensitive().K()))
	switch {
	case t.Person.Unseen:
		thanks = w.Unseen
	case !counted:
		thanks = w.NoUnit
	}
	c := chat.Card{Body: []chat.Block{chat.Text(thanks)}}
	if !f.Helps {
		c.Buttons = append(c.Buttons, dialog.Primary(t.W.WhoHelps, dialog.Do(dialog.Contact, ref)))
	}
	if counted {
		c.Buttons = append(c.Buttons, dialog.Button(w.TakeBack, dialog.Do(verb, "undo", f)))
	}
	return t.Own(c), nil
}

// report keeps a report, and enters it in the journal if it is new. It is counted if it
// is known where the person works, and they do not ask anonymously.
func report(t *dialog.Turn, f barriers.Factor, a *knowledge.Aid) (counted bool, err error) {
	note := func() {
		if a != nil {
			t.NoteAid(journal.FactorReported, a, 0, f.String())
		} else {
			t.Note(journal.Entry{Kind: journal.FactorReported, Detail: f.String()})
		}
	}
	if t.Person.Unseen || t.Person.Unit() == "" {
		note()
		return false, nil
	}
	slug := ""
	if a != nil {
		slug = a.Slug
	}
	isNew, err := barriers.Add(t.Tx, barriers.Report{Person: t.Person.ID, Unit: t.Person.Unit(), Factor: f, Aid: slug, Time: t.Now})
	if isNew {
		note()
	}
	return err == nil, err
}
