// Package overview is the skill of one's own view: "how am I doing?" gives a person what they
// used and applied, their plans, reflections and feedback in numbers, and one idea with
// its reason. It keeps nothing.
//
// Nobody can ask for another's: it looks at who speaks, and an argument that names
// anybody, or a message that mentions somebody, is refused whatever role asks.
package overview

import (
	"cmp"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
)

// mostAids is how many aids are named.
const mostAids = 5

// Skill gives people their own view, with how much each skill keeps of them.
var Skill = dialog.Skill{
	Name:     "overview",
	Texts:    words,
	Acts:     map[string]dialog.Act{"me": dialog.Mine(show), "other": dialog.Anyone(refuse)},
	Commands: []string{"me", "other"},
}

// refuse answers who asks for the view of somebody else.
func refuse(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	return t.Show(dialog.Says(w.Refused, dialog.Button(w.RefusedButton, dialog.Do("overview/me")))), nil
}

// show answers "how am I doing?".
func show(t *dialog.Turn, of string) (chat.Reply, error) {
	if of != "" || len(t.Event.People) > 0 {
		return refuse(t, of)
	}
	w := words.In(t.W.Lang)
	es, err := journal.Of(t.Tx, string(t.Person.ID))
	if err != nil {
		return chat.Reply{}, err
	}
	v := view(es)
	c := chat.Card{Title: w.Title}
	if len(es) == 0 {
		c.Body = append(c.Body, chat.Text(w.Nothing))
	} else {
		c.Body = append(c.Body, chat.Text(w.Since.With(t.W.Date(es[0].Time))))
		c.Note = w.LookUp
	}
	kept, err := t.Kept()
	if err != nil {
		return chat.Reply{}, err
	}
	fs := v.facts(t)
	if len(kept) > 0 {
		var each []string
		for _, k := range kept {
			each = append(each, strings.ToLower(k.Label)+" "+k.Value)
		}
		fs = append(fs, chat.Fact{Label: w.Kept, Value: strings.Join(each, ", ")})
	}
	if len(fs) > 0 {
		c.Body = append(c.Body, fs)
	}
	if l := v.list(t); len(l) > 0 {
		c.Body = append(c.Body, chat.Heading(w.Aids), l)
	}
	idea := v.idea(t)
	c.Body = append(c.Body, chat.Heading(w.Idea), chat.Text(idea.text), chat.Text(w.Because.With(idea.because)))
	c.Buttons = []chat.Button{idea.button}
	t.Session.View = chat.Action{}
	t.Note(journal.Entry{Kind: journal.DataShown, Detail: "mine"})
	return t.Show(c), nil
}

// facts are the numbers of a view. A number of nothing is not shown.
func (v counts) facts(t *dialog.Turn) chat.Facts {
	w := words.In(t.W.Lang)
	var fs chat.Facts
	add := func(n int, label, says string) {
		if n > 0 {
			fs = append(fs, chat.Fact{Label: label, Value: says})
		}
	}
	add(v.times, w.Used, w.UsedOf.With(len(v.aids), v.times))
	add(v.said, w.Helped, w.HelpedOf.With(v.helped, v.said))
	add(v.reported, w.Applied, w.AppliedOf.With(v.applied, v.reported))
	add(v.planned, w.Plans, w.PlansOf.With(v.planned, v.done))
	add(v.asked+v.given+v.read, w.Feedback, w.FeedbackOf.With(v.asked, v.given, v.read))
	return fs
}

// list names the aids used most, those that are still there.
func (v counts) list(t *dialog.Turn) (l chat.List) {
	aids := slices.Clone(v.aids)
	slices.SortStableFunc(aids, func(a, b *use) int { return cmp.Compare(b.times, a.times) })
	for _, u := range aids {
		a, ok := t.Lib.Lookup(u.slug, t.Lang())
		if !ok || len(l) == mostAids {
			continue
		}
		if u.applied > 0 {
			l = append(l, words.In(t.W.Lang).AidApplied.With(a.Title, u.times, u.applied))
		} else {
			l = append(l, words.In(t.W.Lang).AidTimes.With(a.Title, u.times))
		}
	}
	return l
}

// aid returns the aid of the use that is last of those that pass, if it is still there.
func (v counts) aid(t *dialog.Turn, passes func(*use) bool) (*knowledge.Aid, bool) {
	for _, u := range slices.Backward(v.aids) {
		if a, ok := t.Lib.Lookup(u.slug, t.Lang()); ok && passes(u) {
			return a, true
		}
	}
	return nil, false
}
