package multirater

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// questions is how many a round has: one on a scale, and the texts.
const questions = 3

// told is the message that asks somebody to join, and once more some days later.
func told(t *dialog.Turn, r round, s seat, _ string) (a chat.Reply, err error) {
	if !r.waits(t.Now) || s.Declined || s.Done || s.Told > 1 || !t.May(people.TakePart) {
		return a, nil
	}
	if s.Told++; s.Told == 1 {
		t.Moved("sent")
	}
	note, err := promise(t, r)
	if err != nil {
		return a, err
	}
	w := words.In(t.W.Lang)
	says := text.Capital(w.Told.With(t.Called(r.AskerName), r.Invited-1, r.Topic))
	a, err = t.Invite(dialog.Noted(says, note, dialog.Primary(w.Join, do("join", r.Number)),
		dialog.Button(t.W.NotNow, do("no", r.Number))), s.Told, skill, "remind", r.Number,
		words.Say(func(w *texts) string { return w.Purpose }), r.Closes)
	return a, errors.Join(err, r.seat(t.Tx, t.Person.ID, s.part))
}

// leave ends it for one of the group. Nobody is told.
func leave(t *dialog.Turn, r round, s seat, _ string) (a chat.Reply, err error) {
	if r.waits(t.Now) && !s.Declined && !s.Done {
		t.Moved("declined")
		err = errors.Join(r.seat(t.Tx, t.Person.ID, part{Told: s.Told, Declined: true}),
			t.HushOne(skill, r.Number, "told", "remind"))
	}
	return t.Say(t.W.Feedback.Declined), err
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

// promise says what who asked will see.
func promise(t *dialog.Turn, r round) (string, error) {
	group, err := privacy.Load(t.Tx)
	return text.Capital(words.In(t.W.Lang).ToldNote.With(t.Called(r.AskerName), t.W.Spelled(group.K()))), err
}

// askFrom asks the questions from the i-th on. Who types answers them one by one.
func askFrom(t *dialog.Turn, r round, s seat, i int) (chat.Reply, error) {
	note, err := promise(t, r)
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
		qs = append(qs, chat.Question{Prompt: q[0], Hint: q[1], Long: true, Value: s.Texts[n]})
	}
	next, stop := do("answer", r.Number, i), dialog.Do(dialog.Fine)
	skip := stop
	c := chat.Card{Title: f.For.With(t.Called(r.AskerName)), Note: note,
		Body:    append([]chat.Block{chat.Quote(r.Topic)}, t.Questions(qs[i:]...)...),
		Buttons: []chat.Button{dialog.Submit(f.See, next)}}
	if i > 0 {
		skip = do("answer", r.Number, i, "skip")
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
			s.Texts[i-1] = dialog.Fit(t.Scrub(dialog.Plain(v)).String(), maxAnswer)
		}
	}
	s.Time = t.Now
	if err := errors.Join(t.Conceal(), r.seat(t.Tx, t.Person.ID, s.part)); err != nil {
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
	c := chat.Card{Title: w.Check, Note: w.Note,
		Body: []chat.Block{chat.Text("*" + w.Question[0] + "* " + w.Scale[s.Scale-1])},
		Buttons: []chat.Button{dialog.Primary(f.Send, do("send", r.Number, s.marked())),
			dialog.Button(f.Change, do("join", r.Number)), dialog.Button(t.W.NotNow, do("no", r.Number))}}
	for i, text := range s.Texts {
		if text != "" {
			c.Body = append(c.Body, chat.Heading(w.Said[i]), chat.Code(text))
		}
	}
	return t.Fleeting(c)
}

// sendAnswer adds the answer that was shown to the others, and no other. When everyone
// has answered the round is over.
func sendAnswer(t *dialog.Turn, r round, s seat, marked string) (chat.Reply, error) {
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
	r = r.add(s.part)
	t.Moved("answered")
	err = errors.Join(r.seat(t.Tx, t.Person.ID, part{Told: s.Told, Done: true}),
		t.HushOne(skill, r.Number, "told", "remind"))
	if r.Answers == r.Invited {
		r = r.close(group)
		err = errors.Join(err, t.Hush(skill, r.Number, "closed"),
			t.Tell(r.Asker, skill, "closed", r.Number, dialog.WhyNoAnswer(), t.Now, time.Time{}))
	}
	return t.Say(words.In(t.W.Lang).Sent), errors.Join(err, r.save(t.Tx))
}
