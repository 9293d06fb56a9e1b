package feedback

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/talk"
	"github.com/handvat/handvat/bot/words"
)

// questions is how many a round has: one on a scale, and the texts.
const questions = 3

// toldRound is the message that asks somebody to join, and once more some days later.
func toldRound(t *talk.Turn, r round, s seat, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || !r.waits(t.Now) || s.Declined || s.Done || s.Told > 1 {
		return chat.Reply{}, nil
	}
	f, name := t.W.Feedback, shown(t, r.AskerName)
	if s.Told++; s.Told == 1 {
		note(t, "sent")
		again, err := t.Agenda.Workday(t.Tx, t.Person.ID, t.Now, remindAfter)
		if err == nil {
			err = tell(t, t.Person.ID, verbRound, "remind", r.Number, f.RoundPurpose, again, r.Closes)
		}
		if err != nil {
			return chat.Reply{}, err
		}
	}
	c := chat.Card{Body: []chat.Block{sentence(f.RoundTold, name, r.Invited-1, r.Topic)}, Note: string(sentence(f.RoundToldNote, name)), Buttons: []chat.Button{
		talk.Primary(f.RoundJoin, talk.Do(verbRound, "join", r.Number)), talk.Button(t.W.NotNow, talk.Do(verbRound, "no", r.Number))}}
	if s.Told > 1 {
		c.Body = append(c.Body, chat.Text(f.RoundLast))
	}
	return t.Aside(c), r.saveSeat(t.Tx, t.Person.ID, s)
}

// leaveRound ends it for one of the group. Nobody is told.
func leaveRound(t *talk.Turn, r round, s seat, _ string) (chat.Reply, error) {
	if r.waits(t.Now) && !s.Declined && !s.Done {
		s = seat{Told: s.Told, Declined: true}
		note(t, "declined")
		if err := errors.Join(r.saveSeat(t.Tx, t.Person.ID, s), hushOne(t, r)); err != nil {
			return chat.Reply{}, err
		}
	}
	return t.Say(t.W.Feedback.Declined), nil
}

// hushOne takes the messages to this person about r off the agenda.
func hushOne(t *talk.Turn, r round) error {
	own := "/" + string(t.Person.ID) + "/"
	return errors.Join(t.Agenda.Cancel(t.Tx, fmt.Sprintf("%s/%d/told%s", verbRound, r.Number, own)), t.Agenda.Cancel(t.Tx, fmt.Sprintf("%s/%d/remind%s", verbRound, r.Number, own)))
}

// join asks the three questions.
func join(t *talk.Turn, r round, s seat, _ string) (chat.Reply, error) {
	switch {
	case s.Done:
		return t.Say(t.W.Feedback.RoundSent), nil
	case !r.waits(t.Now):
		return t.Say(t.W.Feedback.Closed), nil
	}
	return askFrom(t, r, s, 0), nil
}

// askFrom asks the questions from the i-th on. Who types answers them one by one.
func askFrom(t *talk.Turn, r round, s seat, i int) chat.Reply {
	f := t.W.Feedback
	scale := chat.Question{Prompt: f.RoundScale[0], Hint: f.RoundScale[1], Need: true}
	for n, label := range f.Scale {
		scale.Choices = append(scale.Choices, chat.Choice{Value: strconv.Itoa(n + 1), Label: label})
	}
	if s.Scale > 0 {
		scale.Value = strconv.Itoa(s.Scale)
	}
	qs := []chat.Question{scale}
	for n, q := range f.RoundTexts {
		qs = append(qs, chat.Question{Prompt: q[0], Hint: fmt.Sprintf(t.W.ForInstance, q[1]), Long: true, Value: s.Texts[n]})
	}
	next, stop := talk.Do(verbRound, "answer", r.Number, i), chat.Action{Verb: talk.Fine}
	skip := stop
	c := chat.Card{Title: fmt.Sprintf(f.For, shown(t, r.AskerName)), Body: []chat.Block{chat.Quote(r.Topic)}, Buttons: []chat.Button{talk.Submit(f.See, next)}, Note: string(sentence(f.RoundToldNote, shown(t, r.AskerName)))}
	for j, q := range qs[i:] {
		q.Field = talk.Field(j)
		c.Body = append(c.Body, q)
	}
	if i > 0 {
		skip = talk.Do(verbRound, "answer", r.Number, i, "skip")
		c.Buttons = append(c.Buttons, talk.Button(t.W.Skip, skip))
	}
	a := t.FormFor(c, next, stop, skip)
	a.Fleeting = s.Texts != [2]string{}
	return a
}

// takeAnswer takes answers from question I on: "I", or "I/skip" for none.
func takeAnswer(t *talk.Turn, r round, s seat, more string) (chat.Reply, error) {
	if s.Done || !r.waits(t.Now) {
		return join(t, r, s, "")
	}
	number, skipped := talk.Cut(more)
	first := min(max(talk.Number(number), 0), questions-1)
	last := first + 1
	if t.Event.Kind == chat.Filled {
		last = questions
	}
	for i := first; i < last; i++ {
		v := t.Filled(i - first)
		switch {
		case crisis(v):
			return helpNow(t)
		case i == 0:
			s.Scale = onScale(t, v)
		case skipped != "":
			s.Texts[i-1] = ""
		default:
			s.Texts[i-1] = talk.Fit(plain(v), maxQuestion)
		}
	}
	s.Time = t.Now
	if err := errors.Join(t.Conceal(), r.saveSeat(t.Tx, t.Person.ID, s)); err != nil {
		return chat.Reply{}, err
	}
	switch {
	case s.Scale == 0:
		return askFrom(t, r, s, 0), nil
	case last < questions:
		return askFrom(t, r, s, last), nil
	}
	return checkAnswer(t, r, s), nil
}

// onScale reads an answer on the scale: its number, alone or before its label; 0 if it
// is none.
func onScale(t *talk.Turn, v string) int {
	v = words.Normal(v)
	for i, label := range t.W.Feedback.Scale {
		if n := strconv.Itoa(i + 1); v == n || v == words.Normal(label) {
			return i + 1
		}
	}
	return 0
}

// marked tells this answer from another.
func (s seat) marked() string { return mark(fmt.Sprintln(s.Scale, s.Texts[0], "\x00", s.Texts[1])) }

// checkAnswer shows exactly what would be sent.
func checkAnswer(t *talk.Turn, r round, s seat) chat.Reply {
	f := t.W.Feedback
	c := chat.Card{Title: f.RoundCheck, Body: []chat.Block{chat.Text("*" + f.RoundScale[0] + "* " + f.Scale[s.Scale-1])}, Note: f.RoundNote, Buttons: []chat.Button{
		talk.Primary(f.Send, talk.Do(verbRound, "send", r.Number, s.marked())), talk.Button(f.Change, talk.Do(verbRound, "join", r.Number)),
		talk.Button(t.W.NotNow, talk.Do(verbRound, "no", r.Number))}}
	for i, text := range s.Texts {
		if text != "" {
			c.Body = append(append(c.Body, chat.Heading(f.RoundSaid[i])), chat.Code(text))
		}
	}
	return t.OwnText(c)
}

// sendAnswer adds the answer that was shown to the others, and no other. When everyone
// has answered the round is over.
func sendAnswer(t *talk.Turn, r round, s seat, marked string) (chat.Reply, error) {
	f := t.W.Feedback
	switch {
	case s.Done || !r.waits(t.Now):
		return join(t, r, s, "")
	case s.Scale == 0:
		return askFrom(t, r, s, 0), nil
	case s.marked() != marked:
		return checkAnswer(t, r, s), nil
	}
	r = r.add(s)
	note(t, "answered")
	err := errors.Join(r.saveSeat(t.Tx, t.Person.ID, seat{Told: s.Told, Done: true}), hushOne(t, r))
	if r.Answers == r.Invited {
		r = r.close()
		err = errors.Join(err, hush(t, verbRound, r.Number, "closed"), tell(t, r.Asker, verbRound, "closed", r.Number, f.NoAnswerPurpose, t.Now, time.Time{}))
	}
	return t.Say(f.RoundSent), errors.Join(err, r.save(t.Tx))
}
