package scan

import (
	"errors"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/journal"
)

// progress is how far the person is with a scan that is open: at question -1 before they were asked the first.
func progress(t *dialog.Turn, id string) (r run, o own, open bool, err error) {
	r, ok, err := runs.Load(t.Tx, []byte(id))
	if err != nil || !ok || r.over(t.Now) {
		return r, o, false, err
	}
	if o, _, err = owns.Load(t.Tx, ownKey(t.Person.ID, id)); !o.Started.Equal(r.Started) {
		o = own{Scan: id, Started: r.Started, Next: -1}
	}
	o.Ends = r.Ends
	return r, o, true, err
}

func (o own) save(t *dialog.Turn) error { return owns.Save(t.Tx, ownKey(t.Person.ID, o.Scan), o) }

// ask asks the first question of a scan.
func ask(t *dialog.Turn, id string) (chat.Reply, error) {
	r, o, open, err := progress(t, id)
	if err != nil || !open || o.Next >= 0 {
		return t.Past(), err
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "scan"})
	o.Next = 0
	return t.Typable(t.Aside(question(t, r.Scan, 0)), toStop(id), toSkip(id, 0)), o.save(t)
}

// asked makes the act of who was asked a question and is at it. If they are past it, theirs is shown.
func asked(do func(t *dialog.Turn, r run, o own, choice int) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		id, rest := dialog.Cut(arg)
		n, choice := dialog.Cut(rest)
		r, o, open, err := progress(t, id)
		switch {
		case err != nil || !open || o.Next < 0 || o.Next >= len(r.Scan.Questions): // not asked, or done
			return t.Past(), err
		case n != "" && dialog.Number(n) != o.Next:
			return next(t, r, o), nil
		}
		return do(t, r, o, dialog.Number(choice))
	}
}

// answer counts an answer, unless of who is not counted in what comes of it. Whose it was is not kept.
func answer(t *dialog.Turn, r run, o own, choice int) (chat.Reply, error) {
	if choice < 0 || choice >= len(r.Counts[o.Next]) {
		return t.Past(), nil
	}
	if t.CountsIn(r.Started) {
		r.Counts[o.Next][choice]++
	}
	if o.Next == 0 {
		t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: "scan"})
	}
	reply, err := skip(t, r, o, choice)
	return reply, errors.Join(err, runs.Save(t.Tx, r.key(), r))
}

// skip goes on to the next question.
func skip(t *dialog.Turn, r run, o own, _ int) (chat.Reply, error) {
	o.Next++
	return next(t, r, o), o.save(t)
}

// stop asks a person nothing more of a scan.
func stop(t *dialog.Turn, r run, o own, _ int) (chat.Reply, error) {
	o.Next = len(r.Scan.Questions)
	return t.Say(words.In(t.W.Lang).Stopped), o.save(t)
}

// next asks the question a person is at, or thanks them.
func next(t *dialog.Turn, r run, o own) chat.Reply {
	if o.Next == len(r.Scan.Questions) {
		return t.Say(words.In(t.W.Lang).Thanks.With(t.W.Date(r.Ends)))
	}
	return t.Typable(t.Show(question(t, r.Scan, o.Next)), toStop(r.Scan.ID), toSkip(r.Scan.ID, o.Next))
}

func toStop(id string) chat.Action        { return dialog.Do("scan/stop", id) }
func toSkip(id string, n int) chat.Action { return dialog.Do("scan/skip", id, n) }

// question is one question as people read it.
func question(t *dialog.Turn, s authored.Scan, n int) chat.Card {
	w, q := words.In(t.W.Lang), s.Questions[n]
	c := chat.Card{Title: w.QuestionOf.With(chat.Strip(s.Title.In(t.W.Lang)), n+1, len(s.Questions)),
		Buttons: []chat.Button{dialog.Button(t.W.Skip, toSkip(s.ID, n)), dialog.Button(w.Stop, toStop(s.ID))}}
	tap := chat.Tap{Prompt: chat.Strip(q.Text.In(t.W.Lang))}
	if q.Scale {
		tap.Prompt += " " + w.Scale
	}
	for i := range q.Choices() {
		tap.Options = append(tap.Options, dialog.Button(q.Choice(i, t.W.Lang), dialog.Do("scan/answer", s.ID, n, i)))
	}
	c.Body = []chat.Block{tap}
	if n == 0 {
		c.Note = chat.Strip(s.Purpose.In(t.W.Lang)) + " " + w.Private
	}
	return c
}
