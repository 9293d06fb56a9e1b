// Package multirater is the skill of asking a group for feedback: three fixed questions of one
// person, about themself, to a [privacy.Group] of colleagues. Who asked sees all answers together,
// without names, once it is over and if enough answered.
//
// That somebody declined is told to nobody; of who never spoke with Handvat who asks hears
// that at once. What somebody wrote is theirs until they send it; from then on nothing leads from the answer to them.
package multirater

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets people ask a group, and answer in one. An argument is the number of a round, with more behind it.
var Skill = dialog.Skill{
	Name:   skill,
	Texts:  words,
	Tables: []store.Declared{&rounds, &seats},
	Acts: map[string]dialog.Act{
		"start": dialog.May(people.TakePart, start),
		"later": dialog.Anyone(later),

		"topic":  dialog.May(people.TakePart, asker(topic)),
		"put":    dialog.May(people.TakePart, asker(put)),
		"see":    dialog.Mine(dialog.InPlace(asker(see))),
		"delete": dialog.Mine(dialog.InPlace(asker(remove))),

		"join":   dialog.May(people.TakePart, member(join)),
		"answer": dialog.May(people.TakePart, dialog.InPlace(member(takeAnswer))),
		"send":   dialog.May(people.TakePart, dialog.InPlace(member(sendAnswer))),
		"no":     dialog.May(people.TakePart, dialog.InPlace(member(leave))),
	},
	Commands: []string{"start"},
	Due:      map[string]dialog.Func{"told": member(told), "remind": member(told), "closed": asker(closed)},
	Jobs:     map[string]dialog.Func{"tend": tend},
	Lines:    lines,
}

// skill is its name; do is an action of it.
const skill = "multirater"

func do(act string, parts ...any) chat.Action { return dialog.Do(dialog.Verb(skill, act), parts...) }

// Limits in time and number.
const (
	keep        = privacy.KeepOwn   // from the last that happened
	keepStarted = privacy.KeepBegun // what was begun and never asked or answered
	maxTopic    = 100               // characters of a topic: it is a title too
	maxAnswer   = 300               // characters of an answer in words
)

// asker makes an act of who asked a round. To anybody else it is not there.
func asker(do func(*dialog.Turn, round, string) (chat.Reply, error)) dialog.Func {
	return dialog.Numbered(&rounds, func(t *dialog.Turn, r round, more string) (chat.Reply, error) {
		if r.Asker != t.Person.ID {
			return t.NotThere(), nil
		}
		return do(t, r, more)
	})
}

// member makes an act of one of those who were asked, who have a seat.
func member(do func(*dialog.Turn, round, seat, string) (chat.Reply, error)) dialog.Func {
	return dialog.Numbered(&seats, func(t *dialog.Turn, s seat, more string) (chat.Reply, error) {
		r, ok, err := rounds.Load(t.Tx, store.Num(s.Round))
		if err != nil || !ok {
			return t.NotThere(), err
		}
		return do(t, r, s, more)
	})
}

// later leaves a message for another time.
func later(t *dialog.Turn, _ string) (chat.Reply, error) { return t.Say(t.W.Skipped), nil }

// lines are the rounds in a person's list of feedback: those they asked, and those they may join.
func lines(t *dialog.Turn) (ls []dialog.Line, err error) {
	f, w := t.W.Feedback, words.In(t.W.Lang)
	line := func(r round, says, label, act string) {
		do := dialog.Button(label, do(act, r.Number))
		ls = append(ls, dialog.Line{Time: latest(r.Made, r.Asked), Text: says, Do: do})
	}
	for _, r := range rounds.OfDown(t.Tx, string(t.Person.ID)) {
		switch {
		case r.Asked.IsZero():
		case r.waits(t.Now):
			line(r, w.LineOpen.With(r.Topic, t.Until(r.Closes)), f.TakeBack, "delete")
		default:
			line(r, w.LineEnd.With(r.Topic, t.Until(r.Closes)), f.See, "see")
		}
	}
	for _, s := range seats.OfDown(t.Tx, string(t.Person.ID)) {
		r, ok, err := rounds.Load(t.Tx, store.Num(s.Round))
		if err != nil {
			return nil, err
		}
		if ok && !s.Done && r.waits(t.Now) {
			line(r, text.Capital(w.LineSeat.With(t.Called(r.AskerName), t.Until(r.Closes))), w.Join, "join")
		}
	}
	return dialog.NewestFirst(ls), nil
}
