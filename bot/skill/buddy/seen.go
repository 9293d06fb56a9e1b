package buddy

import (
	"errors"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// Limits of what an observer writes, in characters: together it must fit the card.
const (
	maxFacts    = 1000
	maxQuestion = 240
)

// when is the message that the days to look along have begun.
func when(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || l.Agreed.IsZero() || l.over(t.Today()) {
		return chat.Reply{}, nil
	}
	w := words.In(t.W.Lang)
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(w.LookWhen.With(t.Called(l.Names[0]), l.days(t))), chat.List(l.Points)}, Note: w.LookWillNote, Buttons: []chat.Button{
		dialog.Primary(w.Fill, dialog.Do(verbLook, "fill", l.Number)), dialog.Button(t.W.NotNow, dialog.Do(verb, "later")), dialog.Button(w.CallOff, dialog.Do(verbLook, "off", l.Number))}}), nil
}

// mayFill reports whether the observer may write what they saw; if not, r says why.
func mayFill(t *dialog.Turn, l look) (r chat.Reply, ok bool) {
	switch w := words.In(t.W.Lang); {
	case l.Agreed.IsZero() || l.over(t.Today()):
		return t.Say(w.Nothing), false
	case day(l.From).After(t.Today()):
		return t.Say(w.LookNotYet.With(t.W.Date(day(l.From)))), false
	}
	return chat.Reply{}, true
}

// fill asks the observer what they saw: facts, and one question.
func fill(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if r, ok := mayFill(t, l); !ok {
		return r, nil
	}
	n, err := l.note(t.Tx)
	return fillFrom(t, l, n, 0), err
}

// fillFrom asks from question i on. Who types answers them one by one.
func fillFrom(t *dialog.Turn, l look, n note, i int) chat.Reply {
	w := words.In(t.W.Lang)
	qs := []chat.Question{
		{Prompt: w.Facts[0], Hint: t.W.ForInstance.With(w.Facts[1]), Long: true, Need: true, Value: n.Facts},
		{Prompt: w.Question.With(t.Called(l.Names[0])), Hint: t.W.ForInstance.With(w.QuestionExample), Value: n.Question}}
	next, stop := dialog.Do(verbLook, []string{"facts", "question"}[i], l.Number), chat.Action{Verb: dialog.Fine}
	skip := stop
	c := chat.Card{Title: w.LookFor.With(t.Called(l.Names[0])), Note: w.LookToldNote.With(t.Called(l.Names[0])), Buttons: []chat.Button{dialog.Submit(t.W.Feedback.See, next)}}
	if i == 0 {
		c.Body, c.Buttons = []chat.Block{chat.List(l.Points)}, append(c.Buttons, dialog.Button(t.W.NotNow, stop))
	} else {
		skip = dialog.Do(verbLook, "question", l.Number, "skip")
		c.Buttons = append(c.Buttons, dialog.Button(t.W.Skip, skip))
	}
	for j, q := range qs[i:] {
		q.Field = dialog.Field(j)
		c.Body = append(c.Body, q)
	}
	r := t.FormFor(c, next, stop, skip)
	r.Fleeting = n != note{}
	return r
}

// takeFacts takes what the observer saw, and their question if that was filled in too.
func takeFacts(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if r, ok := mayFill(t, l); !ok {
		return r, nil
	}
	n, err := l.note(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	facts := t.Filled(0)
	switch {
	case dialog.Crisis(facts) || dialog.Crisis(t.Filled(1)):
		return t.HelpNow()
	case facts == "":
		return fillFrom(t, l, n, 0), nil
	}
	n.Facts, n.Time = dialog.Fit(facts, maxFacts), t.Now
	if t.Event.Kind == chat.Filled {
		n.Question = dialog.Fit(dialog.Plain(t.Filled(1)), maxQuestion)
	}
	if err := errors.Join(t.Conceal(), l.saveNote(t.Tx, n)); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind != chat.Filled {
		return fillFrom(t, l, n, 1), nil
	}
	return check(t, l, n), nil
}

// takeQuestion takes the observer's question, or none if more is "skip".
func takeQuestion(t *dialog.Turn, l look, more string) (chat.Reply, error) {
	if r, ok := mayFill(t, l); !ok {
		return r, nil
	}
	n, err := l.note(t.Tx)
	if err != nil || n.Facts == "" {
		return fillFrom(t, l, n, 0), err
	}
	if dialog.Crisis(t.Filled(0)) {
		return t.HelpNow()
	}
	if n.Question = dialog.Fit(dialog.Plain(t.Filled(0)), maxQuestion); more == "skip" {
		n.Question = ""
	}
	return check(t, l, n), errors.Join(t.Conceal(), l.saveNote(t.Tx, n))
}

// check shows exactly what would be sent.
func check(t *dialog.Turn, l look, n note) chat.Reply {
	w, f, name := words.In(t.W.Lang), t.W.Feedback, t.Called(l.Names[0])
	says := n.text(w.Asking)
	return t.OwnText(chat.Card{Title: f.DraftTitle.With(name), Body: dialog.Exact(says), Note: chat.Strip(w.SendNote.With(name)), Buttons: []chat.Button{
		dialog.Primary(f.Send, dialog.Do(verbLook, "send", l.Number, dialog.Mark(says))),
		dialog.Button(f.Change, dialog.Do(verbLook, "fill", l.Number)), dialog.Button(f.Drop, dialog.Do(verbLook, "toss", l.Number))}})
}

// toss throws away what the observer wrote.
func toss(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	return t.Say(t.W.Feedback.Dropped), l.saveNote(t.Tx, note{})
}

// send gives the observed the text that the observer was shown, and no other. Nothing of it
// stays with the observer.
func send(t *dialog.Turn, l look, marked string) (chat.Reply, error) {
	if r, ok := mayFill(t, l); !ok {
		return r, nil
	}
	w := words.In(t.W.Lang)
	n, err := l.note(t.Tx)
	switch text := n.text(w.Asking); {
	case err != nil || n.Facts == "":
		return fillFrom(t, l, n, 0), err
	case dialog.Mark(text) != marked: // it was changed since
		return check(t, l, n), nil
	default:
		s := seen{By: l.Observer, Name: l.Names[1], Points: l.Points, Text: text, Sent: t.Now}
		return t.Say(w.Sent.With(t.Called(l.Names[0]))), errors.Join(t.Tx.PutJSON(seenBucket, l.keyOf(l.Observed), s), t.Hush(verbLook, l.Number, "agreed", "when"),
			l.delete(t.Tx), t.Tell(l.Observed, verbLook, "got", l.Number, w.GotPurpose, t.Now, t.Now.Add(keep)))
	}
}

// ofOneself is what a person does with what was seen of them. Of others there is nothing to
// be found.
func ofOneself(t *dialog.Turn, what string, number uint64) (chat.Reply, error) {
	w, key := words.In(t.W.Lang), look{Number: number}.keyOf(t.Person.ID)
	var s seen
	ok, err := t.Tx.GetJSON(seenBucket, key, &s)
	switch {
	case err != nil:
		return chat.Reply{}, err
	case !ok && t.Event.Kind == chat.Due:
		return chat.Reply{}, nil
	case !ok:
		return t.Say(w.Nothing), nil
	case what == "delete":
		return t.Say(t.W.Feedback.Deleted), errors.Join(t.Hush(verbLook, number, "got"), t.Tx.Delete(seenBucket, key))
	case what == "got" && t.Event.Kind == chat.Due:
		return t.Aside(chat.Card{Body: []chat.Block{chat.Text(text.Capital(w.Got.With(t.Called(s.Name))))}, Buttons: []chat.Button{
			dialog.Primary(t.W.Feedback.Read, dialog.Do(verbLook, "read", number)), dialog.Button(t.W.NotNow, dialog.Do(verb, "later"))}}), nil
	}
	c := chat.Card{Title: w.SeenBy.With(t.Called(s.Name)), Note: w.SeenNote, Body: []chat.Block{chat.List(s.Points)}}
	c.Body = append(append(c.Body, dialog.Exact(s.Text)...), chat.Text(t.W.Feedback.TryAsk))
	c.Buttons = []chat.Button{dialog.Primary(t.W.Feedback.Try, dialog.Do(dialog.PlanNew)), dialog.Button(t.W.Delete, dialog.Do(verbLook, "delete", number))}
	return t.OwnText(c), t.Hush(verbLook, number, "got")
}

// lookLines are what a person agreed to look at, or has to read, in their own list.
func lookLines(t *dialog.Turn) (ls []dialog.Line, err error) {
	w := words.In(t.W.Lang)
	all, err := looksOf(t.Tx, t.Person.ID)
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		do := func(label, what string) chat.Button { return dialog.Button(label, dialog.Do(verbLook, what, l.Number)) }
		line := dialog.Line{Time: l.Asked}
		switch mine := l.Observed == t.Person.ID; {
		case l.Asked.IsZero() || l.over(t.Today()):
			continue
		case mine && l.Agreed.IsZero():
			line.Text, line.Do = w.LineLookAsked.With(t.Called(l.Names[1]), l.days(t)), do(t.W.Feedback.TakeBack, "drop")
		case mine:
			line.Text, line.Do = text.Capital(w.LineLooks.With(t.Called(l.Names[1]), l.days(t))), do(w.CallOff, "off")
		case l.Agreed.IsZero():
			line.Text, line.Do = text.Capital(w.LineLookTold.With(t.Called(l.Names[0]), l.days(t))), do(w.LookYes, "yes")
		default:
			line.Text, line.Do = w.LineLook.With(t.Called(l.Names[0]), l.days(t)), do(w.Fill, "fill")
		}
		ls = append(ls, line)
	}
	numbers, seens, err := seenOf(t.Tx, t.Person.ID)
	for i, s := range seens {
		ls = append(ls, dialog.Line{Time: s.Sent, Text: w.LineSeen.With(t.Called(s.Name), t.W.Date(s.Sent)),
			Do: dialog.Button(t.W.Feedback.Read, dialog.Do(verbLook, "read", numbers[i]))})
	}
	return ls, err
}
