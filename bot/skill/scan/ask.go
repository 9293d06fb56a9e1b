package scan

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/journal"
)

// answer asks the first question of a scan when it is due, or takes the answer to one:
// "ask/0", "answer/QUESTION/ANSWER", "skip/QUESTION" or "stop". Each question is answered
// once.
func answer(t *dialog.Turn, id, what, rest string) (chat.Reply, error) {
	r, err := load(t.Tx, id)
	if err != nil || r == nil || r.over(t.Now) || t.Person.ID == "" {
		return t.Past(), err
	}
	var o own
	if _, err := t.Tx.GetJSON(ownBucket, ownKey(t.Person.ID, id), &o); err != nil {
		return chat.Reply{}, err
	}
	if !o.Started.Equal(r.Started) {
		o = own{Scan: id, Started: r.Started, Next: -1} // not asked yet
	}
	if what == "ask" {
		if t.Event.Kind != chat.Due || o.Next >= 0 {
			return t.Past(), nil
		}
		t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: verb})
		o.Next = 0
		return t.Typable(t.Aside(question(t, r.Scan, 0)), stop(id), skip(id, 0)), keep(t, o)
	}
	if o.Next < 0 || o.Next >= len(r.Scan.Questions) { // not asked, or done
		return t.Past(), nil
	}
	if what == "stop" {
		o.Next = len(r.Scan.Questions)
		return t.Say(words.In(t.W.Lang).Stopped), keep(t, o)
	}
	n, choice := dialog.Cut(rest)
	if dialog.Number(n) != o.Next { // answered before: their next one is shown
		return next(t, *r, o), nil
	}
	if i := dialog.Number(choice); what == "answer" {
		if i < 0 || i >= len(r.Counts[o.Next]) {
			return t.Past(), nil
		}
		r.Counts[o.Next][i]++
		if err := save(t.Tx, *r); err != nil {
			return chat.Reply{}, err
		}
		if o.Next == 0 {
			t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: verb})
		}
	}
	o.Next++
	return next(t, *r, o), keep(t, o)
}

func keep(t *dialog.Turn, o own) error {
	return t.Tx.PutJSON(ownBucket, ownKey(t.Person.ID, o.Scan), o)
}

// next asks the question a person is at, or thanks them.
func next(t *dialog.Turn, r run, o own) chat.Reply {
	if o.Next == len(r.Scan.Questions) {
		return t.Say(words.In(t.W.Lang).Thanks.With(t.W.Date(r.Ends)))
	}
	return t.Typable(t.Own(question(t, r.Scan, o.Next)), stop(r.Scan.ID), skip(r.Scan.ID, o.Next))
}

func stop(id string) chat.Action        { return dialog.Do(verb, id, "stop") }
func skip(id string, n int) chat.Action { return dialog.Do(verb, id, "skip", n) }

// question is one question as people read it.
func question(t *dialog.Turn, s authored.Scan, n int) chat.Card {
	w, q := words.In(t.W.Lang), s.Questions[n]
	c := chat.Card{Title: w.QuestionOf.With(chat.Strip(s.Title.In(t.W.Lang)), n+1, len(s.Questions)),
		Buttons: []chat.Button{dialog.Button(t.W.Skip, skip(s.ID, n)), dialog.Button(w.Stop, stop(s.ID))}}
	tap := chat.Tap{Prompt: chat.Strip(q.Text.In(t.W.Lang))}
	if q.Scale {
		tap.Prompt += " " + w.Scale
	}
	for i := range q.Choices() {
		tap.Options = append(tap.Options, dialog.Button(q.Choice(i, t.W.Lang), dialog.Do(verb, s.ID, "answer", n, i)))
	}
	c.Body = []chat.Block{tap}
	if n == 0 {
		c.Note = chat.Strip(s.Purpose.In(t.W.Lang)) + " " + w.Private
	}
	return c
}
