package multirater

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/privacy"
)

// questions is how many a round has: one on a scale, and the texts.
const questions = 3

// told is the message that asks somebody to join, and once more some days later.
func told(t *dialog.Turn, r round, s seat, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || !r.waits(t.Now) || s.Declined || s.Done || s.Told > 1 {
		return chat.Reply{}, nil
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	w, name := words.In(t.W.Lang), t.Called(r.AskerName)
	if s.Told++; s.Told == 1 {
		note(t, "sent")
		again, err := t.Agenda.Workday(t.Tx, t.Person.ID, t.Now, dialog.RemindAfter)
		if err == nil {
			err = t.Tell(t.Person.ID, verb, "remind", r.Number, w.Purpose, again, r.Closes)
		}
		if err != nil {
			return chat.Reply{}, err
		}
	}
	c := chat.Card{Body: []chat.Block{chat.Text(text.Capital(w.Told.With(name, r.Invited-1, r.Topic)))}, Note: text.Capital(w.ToldNote.With(name, t.W.Spelled(group.K()))), Buttons: []chat.Button{
		dialog.Primary(w.Join, dialog.Do(verb, "join", r.Number)), dialog.Button(t.W.NotNow, dialog.Do(verb, "no", r.Number))}}
	if s.Told > 1 {
		c.Body = append(c.Body, chat.Text(w.Last))
	}
	return t.Aside(c), r.saveSeat(t.Tx, t.Person.ID, s)
}

// leave ends it for one of the group. Nobody is told.
func leave(t *dialog.Turn, r round, s seat, _ string) (chat.Reply, error) {
	if r.waits(t.Now) && !s.Declined && !s.Done {
		s = seat{Told: s.Told, Declined: true}
		note(t, "declined")
		if err := errors.Join(r.saveSeat(t.Tx, t.Person.ID, s), t.HushOne(verb, r.Number, "told", "remind")); err != nil {
			return chat.Reply{}, err
		}
	}
	return t.Say(t.W.Feedback.Declined), nil
}

// join asks the three questions.
func join(t *dialog.Turn, r round, s seat, _ string) (chat.Reply, error) {
	switch {
	case s.Done:
		return t.Say(words.In(t.W.Lang).Sent), nil
	case !r.waits(t.Now):
		return t.Say(t.W.Feedback.Closed), nil
	}
	return askFrom(t, r, s, 0)
}

// askFrom asks the questions from the i-th on. Who types answers them one by one.
func askFrom(t *dialog.Turn, r round, s seat, i int) (chat.Reply, error) {
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	f, w := t.W.Feedback, words.In(t.W.Lang)
	scale := chat.Question{Prompt: w.Question[0], Hint: w.Question[1], Need: true}
	for n, label := range w.Scale {
		scale.Choices = append(scale.Choices, chat.Choice{Value: strconv.Itoa(n + 1), Label: label})
	}
	if s.Scale > 0 {
		scale.Value = strconv.Itoa(s.Scale)
	}
	qs := []chat.Question{scale}
	for n, q := range w.Texts {
		qs = append(qs, chat.Question{Prompt: q[0], Hint: t.W.ForInstance.With(q[1]), Long: true, Value: s.Texts[n]})
	}
	next, stop := dialog.Do(verb, "answer", r.Number, i), chat.Action{Verb: dialog.Fine}
	skip := stop
	c := chat.Card{Title: f.For.With(t.Called(r.AskerName)), Body: []chat.Block{chat.Quote(r.Topic)}, Buttons: []chat.Button{dialog.Submit(f.See, next)}, Note: text.Capital(w.ToldNote.With(t.Called(r.AskerName), t.W.Spelled(group.K())))}
	for j, q := range qs[i:] {
		q.Field = dialog.Field(j)
		c.Body = append(c.Body, q)
	}
	if i > 0 {
		skip = dialog.Do(verb, "answer", r.Number, i, "skip")
		c.Buttons = append(c.Buttons, dialog.Button(t.W.Skip, skip))
	}
	a := t.FormFor(c, next, stop, skip)
	a.Fleeting = s.Texts != [2]string{}
	return a, nil
}

// takeAnswer takes answers from question I on: "I", or "I/skip" for none.
func takeAnswer(t *dialog.Turn, r round, s seat, more string) (chat.Reply, error) {
	if s.Done || !r.waits(t.Now) {
		return join(t, r, s, "")
	}
	number, skipped := dialog.Cut(more)
	first := min(max(dialog.Number(number), 0), questions-1)
	last := first + 1
	if t.Event.Kind == chat.Filled {
		last = questions
	}
	for i := first; i < last; i++ {
		v := t.Filled(i - first)
		switch {
		case dialog.Crisis(v):
			return t.HelpNow()
		case i == 0:
			s.Scale = onScale(t, v)
		case skipped != "":
			s.Texts[i-1] = ""
		default:
			s.Texts[i-1] = dialog.Fit(dialog.Plain(v), maxAnswer)
		}
	}
	s.Time = t.Now
	if err := errors.Join(t.Conceal(), r.saveSeat(t.Tx, t.Person.ID, s)); err != nil {
		return chat.Reply{}, err
	}
	switch {
	case s.Scale == 0:
		return askFrom(t, r, s, 0)
	case last < questions:
		return askFrom(t, r, s, last)
	}
	return checkAnswer(t, r, s), nil
}

// onScale reads an answer on the scale: its number, alone or before its label; 0 if it
// is none.
func onScale(t *dialog.Turn, v string) int {
	v = text.Normal(v)
	for i, label := range words.In(t.W.Lang).Scale {
		if n := strconv.Itoa(i + 1); v == n || v == text.Normal(label) {
			return i + 1
		}
	}
	return 0
}

// marked tells this answer from another.
func (s seat) marked() string {
	return dialog.Mark(fmt.Sprintln(s.Scale, s.Texts[0], "\x00", s.Texts[1]))
}

// checkAnswer shows exactly what would be sent.
func checkAnswer(t *dialog.Turn, r round, s seat) chat.Reply {
	f, w := t.W.Feedback, words.In(t.W.Lang)
	c := chat.Card{Title: w.Check, Body: []chat.Block{chat.Text("*" + w.Question[0] + "* " + w.Scale[s.Scale-1])}, Note: w.Note, Buttons: []chat.Button{
		dialog.Primary(f.Send, dialog.Do(verb, "send", r.Number, s.marked())), dialog.Button(f.Change, dialog.Do(verb, "join", r.Number)),
		dialog.Button(t.W.NotNow, dialog.Do(verb, "no", r.Number))}}
	for i, text := range s.Texts {
		if text != "" {
			c.Body = append(append(c.Body, chat.Heading(w.Said[i])), chat.Code(text))
		}
	}
	return t.OwnText(c)
}

// sendAnswer adds the answer that was shown to the others, and no other. When everyone
// has answered the round is over.
func sendAnswer(t *dialog.Turn, r round, s seat, marked string) (chat.Reply, error) {
	f, w := t.W.Feedback, words.In(t.W.Lang)
	switch {
	case s.Done || !r.waits(t.Now):
		return join(t, r, s, "")
	case s.Scale == 0:
		return askFrom(t, r, s, 0)
	case s.marked() != marked:
		return checkAnswer(t, r, s), nil
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	r = r.add(s)
	note(t, "answered")
	err = errors.Join(r.saveSeat(t.Tx, t.Person.ID, seat{Told: s.Told, Done: true}), t.HushOne(verb, r.Number, "told", "remind"))
	if r.Answers == r.Invited {
		r = r.close(group)
		err = errors.Join(err, t.Hush(verb, r.Number, "closed"), t.Tell(r.Asker, verb, "closed", r.Number, f.NoAnswerPurpose, t.Now, time.Time{}))
	}
	return t.Say(w.Sent), errors.Join(err, r.save(t.Tx))
}
