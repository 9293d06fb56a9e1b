// Package barrier is the skill of saying what blocks work and what helps it, in one tap,
// and of agreeing on what to do about it. What is kept of that, and what may be told of it, package
// knowledge/barriers decides.
//
// A report is nobody's but the reporter's. A group sees what enough of its people
// report; who leads it, or advises it on learning, agrees on a response with an owner,
// who is asked after four weeks whether it is gone.
package barrier

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/barriers"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// Skill lets people report factors, and groups answer them. An argument is the name of a factor, and then an aid, or a
// unit and a response.
var Skill = dialog.Skill{
	Name:   "barrier",
	Texts:  words,
	Tables: barriers.Tables(),
	Acts: map[string]dialog.Act{
		"blocks": dialog.May(people.TakePart, func(t *dialog.Turn, ref string) (chat.Reply, error) {
			return ask(t, false, ref), nil
		}),
		"helps": dialog.May(people.TakePart, func(t *dialog.Turn, ref string) (chat.Reply, error) {
			return ask(t, true, ref), nil
		}),
		"said":   dialog.May(people.TakePart, on(said)),
		"undo":   dialog.Mine(on(undo)),
		"list":   dialog.May(people.TakePart, list),
		"unit":   dialog.May(people.TakePart, show),
		"agree":  dialog.Look(people.WorkCases, agreeing(agree)),
		"save":   dialog.May(people.WorkCases, agreeing(save)),
		"gone":   dialog.Anyone(on(settle(cases.Gone))).Audited(people.WorkCases),
		"accept": dialog.Anyone(on(settle(cases.Accepted))).Audited(people.WorkCases),
		"later":  dialog.Anyone(on(settle(cases.Agreed))).Audited(people.WorkCases),
	},
	Commands: []string{"blocks", "helps", "list"},
	Due:      map[string]dialog.Func{"ask": on(isGone)},
	Stuck:    stuck,
}

// on makes the act of a factor and what stands behind it.
func on(do func(t *dialog.Turn, f barriers.Factor, rest string) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		name, rest := dialog.Cut(arg)
		f, ok := barriers.Parse(name)
		if !ok {
			return t.Past(), nil
		}
		return do(t, f, rest)
	}
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
		more = []chat.Button{dialog.Button(words.In(t.W.Lang).More, dialog.Do(dialog.InTheWay, dialog.AidRef(a)))}
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
	prompt, other := w.Ask, dialog.Button(w.ToHelps, dialog.Do("barrier/helps", ref))
	if a, ok := t.Aid(ref); ok && ref != "" {
		prompt = w.AskAid.With(a.Title)
	}
	if helps {
		prompt, other = w.AskHelps, dialog.Button(w.ToBlocks, dialog.Do(dialog.InTheWay, ref))
	}
	first, second := chat.Tap{Prompt: prompt}, chat.Tap{Prompt: w.And}
	for i, c := range barriers.Categories {
		f := barriers.Factor{Category: c, Helps: helps}
		b := dialog.Button(label(t.W, f), dialog.Do("barrier/said", f, ref))
		if i < 4 {
			first.Options = append(first.Options, b)
		} else {
			second.Options = append(second.Options, b)
		}
	}
	t.Session.View = chat.Action{}
	return t.Show(chat.Card{Body: []chat.Block{first, second},
		Buttons: []chat.Button{other, t.NotNow()}})
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
	c := dialog.Says(thanks)
	if !f.Helps {
		c.Buttons = append(c.Buttons, dialog.Primary(t.W.WhoHelps, dialog.Do(dialog.Contact, ref)))
	}
	if counted {
		c.Buttons = append(c.Buttons, dialog.Button(w.TakeBack, dialog.Do("barrier/undo", f)))
	}
	return t.Show(c), nil
}

// undo takes back what the person reported.
func undo(t *dialog.Turn, f barriers.Factor, _ string) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).TakenBack), barriers.TakeBack(t.Tx, t.Person.ID, f)
}

// report keeps a report, and enters it in the journal if it is new. It is counted if it
// is known where the person works, and they do not ask anonymously.
func report(t *dialog.Turn, f barriers.Factor, a *knowledge.Aid) (counted bool, err error) {
	r := barriers.Report{Person: t.Person.ID, Unit: t.Person.Counted(), Factor: f, Time: t.Now}
	if a != nil {
		r.Aid = a.Slug
	}
	isNew := true
	counted = !t.Person.Unseen && r.Unit != ""
	if counted {
		isNew, err = barriers.Add(t.Tx, r)
	}
	switch {
	case isNew && a != nil:
		t.NoteAid(journal.FactorReported, a, 0, f.String())
	case isNew:
		t.Note(journal.Entry{Kind: journal.FactorReported, Detail: f.String()})
	}
	return counted, err
}
