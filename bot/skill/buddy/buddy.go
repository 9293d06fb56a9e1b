// Package buddy is the skill of working in twos: two people link as a pair within a case
// or its programme. Each may ask the other once per case to look at a draft, and each may
// have the other look along at work, on points and in days agreed beforehand.
//
// Both must say yes, to the pair and to looking along. Either can end it with one tap and
// without a reason: the other hears that it ended, and nothing else. That somebody declined,
// or does not know Handvat, is told to nobody.
//
// The store holds
//
//	pairs.pair: number → pair as JSON, until the case is gone or a year after it ended
//	pairs.of:   pseudonym NUL number of a pair → nothing, so that both find it
//	pairs.look: number → look as JSON: an agreement to look along, until it is over
//	pairs.part: pseudonym NUL number of a look → the observer's draft as JSON; an empty one for the observed
//	pairs.seen: pseudonym NUL number of a look → seen as JSON, for a year; for the observed alone
//
// Whoever is observed chooses the points, and nobody can have another one observed. What
// the observer writes is theirs until it is sent; from then on only the observed has it.
// Nothing of this is counted or in the journal. Feedback on a draft is as any feedback: it
// is not kept here.
package buddy

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// The verbs of the skill.
const (
	verb     = "pair" // WHAT/NUMBER/MORE: of a pair
	verbLook = "look" // WHAT/NUMBER/MORE: of looking along
)

// Limits in time and number.
const (
	maxOpen     = 3                   // requests of one person that wait
	keep        = privacy.KeepOwn     // from the last that happened
	keepStarted = privacy.KeepBegun   // what was begun and never asked
	keepClosed  = privacy.KeepLapsed  // a request without an answer, after it closed
	awaits      = 60 * 24 * time.Hour // at most, for who does not know Handvat yet
)

// Skill lets people work in pairs.
func Skill() dialog.Skill {
	return dialog.Skill{
		Name:  "pairs",
		Texts: words,
		Title: func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs: map[string]dialog.Func{
			verb:     act,
			verbLook: actLook,
		},
		Kept:   kept,
		Forget: forget,
		Prune:  prune,
	}
}

// act carries out what has to do with pairs: "WHAT/NUMBER/MORE". Who is not one of the two
// finds nothing.
func act(t *dialog.Turn, arg string) (r chat.Reply, err error) {
	what, rest := dialog.Cut(arg)
	number, more := dialog.Cut(rest)
	switch {
	case t.Agenda == nil: // nothing can be said to anybody else
		return t.Say(t.W.Gone), nil
	case what == "ask":
		r, err = ask(t)
	case what == "list":
		r, err = list(t)
	case what == "later":
		r = t.Say(t.W.Skipped)
	case what == "fine":
		r = t.Say(words.In(t.W.Lang).Fine)
	default:
		r, err = within(t, what, number, more)
	}
	if err == nil && t.Event.Kind == chat.Due && (r.IsZero() || what == "agreed" || what == "ended") {
		err = t.Agenda.Heard(t.Tx, t.Person.ID) // nothing was asked
	}
	return t.Alone(r, false), err
}

// within carries out what one of a pair does.
func within(t *dialog.Turn, what, number, more string) (chat.Reply, error) {
	type do func(*dialog.Turn, pair, string) (chat.Reply, error)
	first := map[string]do{"in": inCase, "drop": takeBack, "close": closing, "agreed": agreed}[what]
	second := map[string]do{"told": told, "remind": told, "yes": accept, "no": decline}[what]
	either := map[string]do{"open": open, "draft": draft, "end": end, "ended": ended, "look": begin, "put": put}[what]
	p, ok, err := load(t.Tx, number)
	switch i := p.side(t.Person.ID); {
	case err != nil:
		return chat.Reply{}, err
	case ok && first != nil && i == 0:
		return first(t, p, more)
	case ok && second != nil && i == 1:
		return second(t, p, more)
	case ok && either != nil && i >= 0:
		return either(t, p, more)
	case t.Event.Kind == chat.Due: // it is over
		return chat.Reply{}, nil
	}
	return t.Say(words.In(t.W.Lang).Nothing), nil
}

// list shows a person their pairs, what they agreed to look at, and what was seen.
func list(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	ps, err := pairLines(t)
	if err != nil {
		return chat.Reply{}, err
	}
	ls, err := lookLines(t)
	if err != nil {
		return chat.Reply{}, err
	}
	ls = append(ps, ls...)
	slices.SortStableFunc(ls, func(a, b dialog.Line) int { return b.Time.Compare(a.Time) })
	c := chat.Card{Title: w.Title, Note: w.ListNote, Buttons: []chat.Button{dialog.Button(w.Ask, dialog.Do(verb, "ask"))}}
	if len(ls) == 0 {
		c.Body, c.Note = []chat.Block{chat.Text(w.None)}, ""
		return t.Show(c), nil
	}
	steps, tap := chat.Steps{Start: 1}, chat.Tap{Prompt: w.Pick}
	for i, l := range ls[:min(len(ls), chat.MaxItems)] {
		steps.Items = append(steps.Items, chat.Step{Text: l.Text})
		if l.Do.Label != "" && len(tap.Options) < chat.MaxButtons {
			tap.Options = append(tap.Options, dialog.Button(fmt.Sprintf("%d %s", i+1, l.Do.Label), l.Do.Action))
		}
	}
	c.Body = []chat.Block{steps}
	if len(tap.Options) > 0 {
		c.Body = append(c.Body, tap)
	}
	return t.Show(c), nil
}

// kept is what is kept of a person, as they may read it.
func kept(tx *store.Tx, id people.ID) (all []json.RawMessage, err error) {
	ps, err := of(tx, id)
	if err != nil {
		return nil, err
	}
	all = []json.RawMessage{}
	var views []any
	for _, p := range ps {
		views = append(views, p.view(id))
	}
	ls, err := looksOf(tx, id)
	if err != nil {
		return nil, err
	}
	for _, l := range ls {
		v, err := l.view(tx, id)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	_, seens, err := seenOf(tx, id)
	if err != nil {
		return nil, err
	}
	for _, s := range seens {
		views = append(views, s.view())
	}
	for _, v := range views {
		row, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, nil
}
