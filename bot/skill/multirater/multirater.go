// Package multirater is the skill of asking a group for feedback: three fixed questions of one
// person, about themself, to a [privacy.Group] of colleagues. Who asked sees all answers together,
// without names, once it is over and if enough answered.
//
// The store holds, for a year,
//
//	feedback.round: number → round as JSON: the answers of a group, without who gave which
//	feedback.seat:  pseudonym NUL number of a round → seat as JSON: that they were asked, and their draft
//
// That somebody declined, or does not know Handvat, is told to nobody. What somebody wrote
// is theirs until they send it; from then on nothing leads from the answer to them.
package multirater

import (
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
)

// verb is the verb of the skill: WHAT/NUMBER/MORE.
const verb = dialog.Round

// Limits in time and number.
const (
	keep        = privacy.KeepOwn   // from the last that happened
	keepStarted = privacy.KeepBegun // what was begun and never asked
	maxTopic    = 100               // characters of a topic: it is a title too
	maxAnswer   = 300               // characters of an answer in words
)

// Skill lets people ask a group, and answer in one.
func Skill() dialog.Skill {
	return dialog.Skill{
		Name:   "rounds",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: act},
		Kept:   kept,
		Forget: forget,
		Prune:  prune,
	}
}

// act carries out what a group does: "WHAT/NUMBER/MORE".
func act(t *dialog.Turn, arg string) (r chat.Reply, err error) {
	what, rest := dialog.Cut(arg)
	number, more := dialog.Cut(rest)
	switch {
	case t.Agenda == nil:
		return t.Say(t.W.Gone), nil
	case what == "start":
		r, err = start(t)
	case what == "later":
		r = t.Say(t.W.Skipped)
	default:
		r, err = within(t, what, number, more)
	}
	if err == nil && t.Event.Kind == chat.Due && r.IsZero() {
		err = t.Agenda.Heard(t.Tx, t.Person.ID) // nothing was asked
	}
	return t.Alone(r, slices.Contains([]string{"answer", "send", "no", "see", "delete"}, what)), err
}

// within carries out what who asked, or one of those who were asked, does.
func within(t *dialog.Turn, what, number, more string) (chat.Reply, error) {
	asker := map[string]func(*dialog.Turn, round, string) (chat.Reply, error){
		"topic": topic, "put": put, "closed": closed, "see": see, "delete": remove}[what]
	member := map[string]func(*dialog.Turn, round, seat, string) (chat.Reply, error){
		"told": told, "remind": told, "no": leave, "join": join, "answer": takeAnswer, "send": sendAnswer}[what]
	r, ok, err := load(t.Tx, number)
	if err != nil {
		return chat.Reply{}, err
	}
	s, seated, err := r.seat(t.Tx, t.Person.ID)
	switch ok = ok && seated; {
	case err != nil:
		return chat.Reply{}, err
	case ok && asker != nil && r.Asker == t.Person.ID:
		return asker(t, r, more)
	case ok && member != nil && r.Asker != t.Person.ID:
		return member(t, r, s, more)
	case t.Event.Kind == chat.Due: // it is over
		return chat.Reply{}, nil
	}
	return t.Say(t.W.Feedback.Nothing), nil
}

// note enters in the journal that feedback moved. The text and the others are not in it.
func note(t *dialog.Turn, detail string) {
	t.Note(journal.Entry{Kind: journal.FeedbackMoved, Detail: detail})
}

// Lines are the rounds of a person's own list.
func Lines(t *dialog.Turn) (ls []dialog.Line, err error) {
	f, w := t.W.Feedback, words.In(t.W.Lang)
	rs, err := of(t.Tx, t.Person.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range rs {
		do := func(label, what string) chat.Button { return dialog.Button(label, dialog.Do(verb, what, r.Number)) }
		s, _, err := r.seat(t.Tx, t.Person.ID)
		if err != nil {
			return nil, err
		}
		l := dialog.Line{Time: latest(r.Made, r.Asked)}
		switch own := r.Asker == t.Person.ID; {
		case own && r.Asked.IsZero(), !own && (s.Done || !r.waits(t.Now)):
			continue
		case own && r.waits(t.Now):
			l.Text, l.Do = w.LineOpen.With(r.Topic, t.Until(r.Closes)), do(f.TakeBack, "delete")
		case own:
			l.Text, l.Do = w.LineEnd.With(r.Topic, t.Until(r.Closes)), do(f.See, "see")
		default:
			l.Text, l.Do = text.Capital(w.LineSeat.With(t.Called(r.AskerName), t.Until(r.Closes))), do(w.Join, "join")
		}
		ls = append(ls, l)
	}
	return ls, nil
}
