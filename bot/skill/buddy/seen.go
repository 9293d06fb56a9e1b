package buddy

import (
	"errors"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// Limits of what an observer writes, in characters: together it must fit the card.
const (
	maxFacts    = 1000
	maxQuestion = 240
)

// A seen is what an observer sent. It is the observed's alone.
type seen struct {
	Number uint64    // of the look
	By     people.ID `json:",omitempty"` // who wrote it; empty once they deleted their data
	Name   string    `json:",omitempty"`
	Points []string
	Text   string
	Sent   time.Time
}

// seens are each person's own, by the number of the look. They stay without who saw it.
var seens = store.Table[seen]{
	Bucket: "buddy.seen", Was: "pairs.seen", Class: store.Personal, Keep: keep,
	Since:   func(s seen) time.Time { return s.Sent },
	Owners:  func(s seen) []string { return []string{string(s.By)} },
	Without: func(s *seen, _ string) bool { s.By, s.Name = "", ""; return true },
	Export:  seen.view,
}

// view is s as its owner may read it.
func (s seen) view(string) any {
	return struct {
		By     string    `json:"seen_by,omitempty"`
		Points []string  `json:"points"`
		Text   string    `json:"text"`
		Sent   time.Time `json:"sent"`
	}{s.Name, s.Points, s.Text, s.Sent}
}

// when is the message that the days to look along have begun.
func when(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if l.Agreed.IsZero() || l.over(t.Today()) {
		return chat.Reply{}, nil
	}
	w := words.In(t.W.Lang)
	return t.Aside(chat.Card{
		Body: []chat.Block{chat.Text(w.LookWhen.With(t.Called(l.Names[0]), l.days(t))), chat.List(l.Points)},
		Note: w.LookWillNote,
		Buttons: []chat.Button{dialog.Primary(w.Fill, do("fill", l.Number)), dialog.Button(t.W.NotNow, do("later")),
			dialog.Button(w.CallOff, do("look-off", l.Number))},
	}), nil
}

// mayFill reports whether the observer may write what they saw; if not, r says why.
func mayFill(t *dialog.Turn, l look) (r chat.Reply, ok bool) {
	switch w := words.In(t.W.Lang); {
	case l.Agreed.IsZero() || l.over(t.Today()):
		return t.NotThere(), false
	case dialog.Day(l.From).After(t.Today()):
		return t.Say(w.LookNotYet.With(t.W.Date(dialog.Day(l.From)))), false
	}
	return chat.Reply{}, true
}

// fill asks the observer what they saw: facts, and one question.
func fill(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if r, ok := mayFill(t, l); !ok {
		return r, nil
	}
	return fillFrom(t, l, 0), nil
}

// fillFrom asks from question i on. Who types answers them one by one.
func fillFrom(t *dialog.Turn, l look, i int) chat.Reply {
	w, name := words.In(t.W.Lang), t.Called(l.Names[0])
	qs := []chat.Question{
		{Prompt: w.Facts[0], Hint: w.Facts[1], Long: true, Need: true, Value: l.Note.Facts},
		{Prompt: w.Question.With(name), Hint: w.QuestionExample, Value: l.Note.Question}}
	next, stop := do([]string{"facts", "question"}[i], l.Number), dialog.Do(dialog.Fine)
	skip, last := stop, dialog.Button(t.W.NotNow, stop)
	c := chat.Card{Title: w.LookFor.With(name), Note: w.LookToldNote.With(name)}
	if i == 0 {
		c.Body = []chat.Block{chat.List(l.Points)}
	} else {
		skip = do("question", l.Number, "skip")
		last = dialog.Button(t.W.Skip, skip)
	}
	c.Body = append(c.Body, t.Questions(qs[i:]...)...)
	c.Buttons = []chat.Button{dialog.Submit(t.W.Feedback.See, next), last}
	r := t.FormFor(c, next, stop, skip)
	r.Fleeting = l.Note != note{}
	return r
}

// takeFacts takes what the observer saw, and their question if that was filled in too.
func takeFacts(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if r, ok := mayFill(t, l); !ok {
		return r, nil
	}
	facts := t.Filled(0)
	switch {
	case dialog.Crisis(facts) || dialog.Crisis(t.Filled(1)):
		return t.HelpNow()
	case facts == "":
		return fillFrom(t, l, 0), nil
	}
	l.Note.Facts, l.Note.Time = dialog.Fit(facts, maxFacts), t.Now
	if t.Event.Kind == chat.Filled {
		l.Note.Question = dialog.Fit(dialog.Plain(t.Filled(1)), maxQuestion)
	}
	if err := errors.Join(t.Conceal(), l.save(t.Tx)); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind != chat.Filled {
		return fillFrom(t, l, 1), nil
	}
	return check(t, l), nil
}

// takeQuestion takes the observer's question, or none if more is "skip".
func takeQuestion(t *dialog.Turn, l look, more string) (chat.Reply, error) {
	if r, ok := mayFill(t, l); !ok {
		return r, nil
	}
	asked := t.Filled(0)
	switch {
	case l.Note.Facts == "":
		return fillFrom(t, l, 0), nil
	case dialog.Crisis(asked):
		return t.HelpNow()
	case more == "skip":
		asked = ""
	}
	l.Note.Question = dialog.Fit(dialog.Plain(asked), maxQuestion)
	return check(t, l), errors.Join(t.Conceal(), l.save(t.Tx))
}

// check shows exactly what would be sent.
func check(t *dialog.Turn, l look) chat.Reply {
	w, name := words.In(t.W.Lang), t.Called(l.Names[0])
	says := l.Note.text(w.Asking)
	return t.CheckSend(name, says, w.SendNote.With(name),
		do("send", l.Number, dialog.Mark(says)), do("fill", l.Number), do("toss", l.Number))
}

// toss throws away what the observer wrote.
func toss(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	l.Note = note{}
	return t.Say(t.W.Feedback.Dropped), l.save(t.Tx)
}

// send gives the observed the text that the observer was shown, and no other. Nothing of it
// stays with the observer.
func send(t *dialog.Turn, l look, marked string) (chat.Reply, error) {
	if r, ok := mayFill(t, l); !ok {
		return r, nil
	}
	w := words.In(t.W.Lang)
	text := l.Note.text(w.Asking)
	switch {
	case l.Note.Facts == "":
		return fillFrom(t, l, 0), nil
	case dialog.Mark(text) != marked: // it was changed since
		return check(t, l), nil
	}
	s := seen{Number: l.Number, By: l.Observer, Name: l.Names[1], Points: l.Points, Text: text, Sent: t.Now}
	return t.Say(w.Sent.With(t.Called(l.Names[0]))), errors.Join(seens.Save(t.Tx, store.Own(l.Observed, l.Number), s),
		t.Hush(skill, l.Number, "look-agreed", "when"), l.delete(t.Tx),
		t.Tell(l.Observed, skill, "got", l.Number, words.Say(func(w *texts) string { return w.GotPurpose }), t.Now,
			t.Now.Add(keep)))
}

// got is the message that there is something to read.
func got(t *dialog.Turn, s seen, _ string) (chat.Reply, error) {
	return t.Aside(dialog.Says(text.Capital(words.In(t.W.Lang).Got.With(t.Called(s.Name))),
		dialog.Primary(t.W.Feedback.Read, do("read", s.Number)), dialog.Button(t.W.NotNow, do("later")))), nil
}

// read shows a person what was seen of them. Of others there is nothing to be found.
func read(t *dialog.Turn, s seen, _ string) (chat.Reply, error) {
	w, f := words.In(t.W.Lang), t.W.Feedback
	c := chat.Card{Title: w.SeenBy.With(t.Called(s.Name)), Note: w.SeenNote, Body: []chat.Block{chat.List(s.Points)}}
	c.Body = append(append(c.Body, dialog.Exact(s.Text)...), chat.Text(f.TryAsk))
	c.Buttons = []chat.Button{t.TryOne(), dialog.Button(t.W.Delete, do("delete", s.Number))}
	return t.Fleeting(c), t.Hush(skill, s.Number, "got")
}

// remove deletes what was seen.
func remove(t *dialog.Turn, s seen, _ string) (chat.Reply, error) {
	return t.Say(t.W.Feedback.Deleted), errors.Join(t.Hush(skill, s.Number, "got"),
		seens.Delete(t.Tx, store.Own(t.Person.ID, s.Number)))
}

// seenLines are what was seen of a person, in their own list.
func seenLines(t *dialog.Turn) (ls []dialog.Line) {
	for _, s := range seens.OfDown(t.Tx, string(t.Person.ID)) {
		ls = append(ls, dialog.Line{
			Time: s.Sent, Text: words.In(t.W.Lang).LineSeen.With(t.Called(s.Name), t.W.Date(s.Sent)),
			Do: dialog.Button(t.W.Feedback.Read, do("read", s.Number)),
		})
	}
	return ls
}
