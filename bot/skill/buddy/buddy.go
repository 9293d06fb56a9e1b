// Package buddy is the skill of working in twos: two people link as a pair within a case
// or its programme. Each may ask the other once per case to look at a draft, and each may
// have the other look along at work, on points and in days agreed beforehand.
//
// Both must say yes, to the pair and to looking along. Either can end it with one tap and
// without a reason: the other hears that it ended, and nothing else. That somebody declined
// is told to nobody; of who never spoke with Handvat who asks hears that at once.
//
// Whoever is observed chooses the points, and nobody can have another one observed. What
// the observer writes is theirs until it is sent; from then on only the observed has it.
// Nothing of this is counted or in the journal. Feedback on a draft is as any feedback: it
// is not kept here.
package buddy

import (
	"errors"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets people work in pairs. An argument is the number of a pair, or of looking along, with more behind it.
var Skill = dialog.Skill{
	Name:   skill,
	Texts:  words,
	Tables: []store.Declared{&pairs, &looks, &seens},
	Acts: map[string]dialog.Act{
		"list":  dialog.Mine(list),
		"later": dialog.Anyone(later),
		"fine":  dialog.Anyone(fine),

		"ask":   dialog.May(people.TakePart, ask),
		"in":    dialog.May(people.TakePart, first(inCase)),
		"drop":  dialog.May(people.TakePart, first(takeBack)),
		"yes":   dialog.May(people.TakePart, second(accept)),
		"no":    dialog.May(people.TakePart, second(decline)),
		"open":  dialog.May(people.TakePart, either(open)),
		"draft": dialog.May(people.TakePart, either(draft)),
		"put":   dialog.May(people.TakePart, either(put)),
		"end":   dialog.May(people.TakePart, either(end)),
		"look":  dialog.May(people.TakePart, either(begin)),

		"look-take": dialog.May(people.TakePart, observed(take)),
		"look-put":  dialog.May(people.TakePart, observed(putLook)),
		"look-drop": dialog.May(people.TakePart, observed(dropLook)),
		"look-yes":  dialog.May(people.TakePart, observer(acceptLook)),
		"look-no":   dialog.May(people.TakePart, observer(declineLook)),
		"look-off":  dialog.May(people.TakePart, looking(callOff)),
		"fill":      dialog.May(people.TakePart, observer(fill)),
		"facts":     dialog.May(people.TakePart, dialog.InPlace(observer(takeFacts))),
		"question":  dialog.May(people.TakePart, dialog.InPlace(observer(takeQuestion))),
		"send":      dialog.May(people.TakePart, dialog.InPlace(observer(send))),
		"toss":      dialog.May(people.TakePart, dialog.InPlace(observer(toss))),
		"read":      dialog.Mine(dialog.Numbered(&seens, read)),
		"delete":    dialog.Mine(dialog.InPlace(dialog.Numbered(&seens, remove))),
	},
	Commands: []string{"ask", "list"},
	Due: map[string]dialog.Func{
		"told": second(told), "remind": second(told), "close": first(closing), "agreed": first(agreed),
		"ended":     either(ended),
		"look-told": observer(lookTold), "look-remind": observer(lookTold), "look-agreed": observed(lookAgreed),
		"when": observer(when), "got": dialog.Numbered(&seens, got), "gone": gone,
	},
	Jobs: map[string]dialog.Func{"tend": tend},
}

// skill is its name; do is an action of it.
const skill = "buddy"

func do(act string, parts ...any) chat.Action { return dialog.Do(dialog.Verb(skill, act), parts...) }

// Limits in time and number.
const (
	maxOpen     = 3                   // requests of one person that wait
	keep        = privacy.KeepOwn     // from the last that happened
	keepStarted = privacy.KeepBegun   // what was begun and never asked
	keepClosed  = privacy.KeepLapsed  // a request without an answer, after it closed
	awaits      = 60 * 24 * time.Hour // at most, for who does not know Handvat yet
)

// A step is what one of the two does in a pair.
type step func(t *dialog.Turn, p pair, more string) (chat.Reply, error)

// first makes an act of who asked for a pair, second of who was asked, either of both. To anybody else it is not there.
func first(do step) dialog.Func  { return of(do, 0) }
func second(do step) dialog.Func { return of(do, 1) }
func either(do step) dialog.Func { return of(do, 0, 1) }

func of(do step, sides ...int) dialog.Func {
	return dialog.Numbered(&pairs, func(t *dialog.Turn, p pair, more string) (chat.Reply, error) {
		if !slices.Contains(sides, p.side(t.Person.ID)) {
			return t.NotThere(), nil
		}
		return do(t, p, more)
	})
}

// list shows a person their pairs, what they agreed to look at, and what was seen.
func list(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	ls := dialog.NewestFirst(slices.Concat(pairLines(t), lookLines(t), seenLines(t)))
	c := chat.Card{Title: words.Common(t.W.Lang).Title, Buttons: []chat.Button{dialog.Button(w.Ask, do("ask"))}}
	if len(ls) == 0 {
		c.Body = []chat.Block{chat.Text(w.None)}
	} else {
		c.Body, c.Note = dialog.Numbers(ls[:min(len(ls), chat.MaxItems)], 1, w.Pick), w.ListNote
	}
	return t.Show(c), nil
}

// later leaves a message for another time; fine takes note of one.
func later(t *dialog.Turn, _ string) (chat.Reply, error) { return t.Say(t.W.Skipped), nil }

func fine(t *dialog.Turn, _ string) (chat.Reply, error) { return t.Say(words.In(t.W.Lang).Fine), nil }

// tend removes pairs that were begun and left, that nobody said yes to, or whose case is gone, and looking along once
// its days are over.
func tend(t *dialog.Turn, _ string) (r chat.Reply, err error) {
	for _, p := range pairs.All(t.Tx) {
		_, there := cases.Get(t.Tx, p.Case)
		asked, left := !p.Closes.IsZero(), t.Now.Sub(p.Made) > keepStarted
		if asked && (!there || p.unanswered(t.Now)) || !asked && left {
			err = errors.Join(err, p.delete(t))
		}
	}
	for k, l := range looks.All(t.Tx) {
		if !l.Asked.IsZero() && l.over(t.Now.UTC().AddDate(0, 0, -1)) {
			err = errors.Join(err, looks.Delete(t.Tx, k))
		}
	}
	return r, err
}
