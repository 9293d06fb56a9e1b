package feedback

import (
	"errors"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
)

// howTo is the aid about asking well, if the library has it.
const howTo = "feedback-vragen"

// ask asks whom to ask and what; then it makes the question, which is about the person
// who asks.
func ask(t *dialog.Turn, _ string) (chat.Reply, error) {
	c, lead, err := t.Colleague(t.Now.Add(awaits))
	if err == nil && c.ID != "" {
		lead, err = mayAsk(t, c)
	}
	if err != nil || lead != "" || c.ID == "" {
		return askForm(t, lead), err
	}
	e, err := begin(t, exchange{Giver: c.ID, GiverName: c.Called})
	if err != nil {
		return chat.Reply{}, err
	}
	text := t.Without(t.Answer)
	if t.Event.Kind == chat.Filled {
		text = t.Filled(1)
	}
	return take(t, e, text)
}

// askForm asks for a colleague and a question. What is typed is taken for the first.
func askForm(t *dialog.Turn, lead string) chat.Reply {
	f, stop := words.In(t.W.Lang), dialog.Do(dialog.Fine)
	if lead == "" {
		lead = f.AskIntro
	}
	c := chat.Card{Title: f.Ask, Typed: f.AskTyped}
	if a, ok := t.Aid(howTo); ok {
		c.Buttons = []chat.Button{dialog.Button(f.HowToAsk, dialog.On(dialog.Open, a))}
	}
	return t.AskFor(c, lead, dialog.Submit(t.W.Feedback.AskSend, do("ask")), stop,
		chat.Question{Prompt: f.AskWho[0], Hint: f.AskWho[1], Need: true, Person: true},
		chat.Question{Prompt: f.AskWhat[0], Hint: f.AskWhat[1], Need: true})
}

// mayAsk says why a person may not ask another one now; empty if they may.
func mayAsk(t *dialog.Turn, to dialog.Colleague) (lead string, err error) {
	for _, e := range own(t) {
		switch {
		case e.Asker != t.Person.ID:
		case e.Asked.IsZero() && e.Sent.IsZero(): // begun before, and left
			err = errors.Join(err, e.delete(t.Tx))
		case e.waits(t.Now) && e.Giver == to.ID:
			return words.In(t.W.Lang).Already.With(t.Called(to.Called)), err
		}
	}
	return tooMany(t), err
}

// tooMany says that a person has as many questions open as they may; empty if they have not. Declined ones count as
// open, so that it tells nothing.
func tooMany(t *dialog.Turn) string {
	open := 0
	for _, e := range own(t) {
		if e.Asker == t.Person.ID && e.waits(t.Now) {
			open++
		}
	}
	if open < maxOpen {
		return ""
	}
	return words.In(t.W.Lang).TooMany.With(open)
}

// question takes the question that was typed, or asks for it again.
func question(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	switch {
	case !e.Asked.IsZero() || !e.Sent.IsZero():
		return t.NotThere(), nil
	case len(t.Event.People) > 0:
		return questionForm(t, e, t.W.Feedback.AboutYou, ""), nil
	}
	return take(t, e, t.Answer)
}

// take takes a question. What was filled in beside its colleague is put at once; what
// was typed is shown first.
func take(t *dialog.Turn, e exchange, said string) (chat.Reply, error) {
	said = dialog.Plain(said)
	again := func(lead, value string) chat.Reply { return questionForm(t, e, lead, value) }
	if r, ok, err := t.AboutOneself(said, maxQuestion, again, e.GiverName); !ok {
		return r, err
	}
	e.Question = said
	if err := e.save(t.Tx); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind == chat.Filled {
		return put(t, e, dialog.Mark(said))
	}
	says := chat.Text(t.W.Feedback.AskCheck.With(t.Called(e.GiverName)))
	return t.CheckAsk(chat.Card{Body: append([]chat.Block{says}, dialog.Exact(said)...)},
		do("put", e.Number, dialog.Mark(said)), do("question", e.Number), do("delete", e.Number)), nil
}

// askFor puts a question of the person to a colleague for another skill, without a reminder.
func askFor(t *dialog.Turn, to dialog.Colleague, question string) (r chat.Reply, lead string, err error) {
	if lead, err = mayAsk(t, to); lead != "" || err != nil {
		return r, lead, err
	}
	e, err := begin(t, exchange{Giver: to.ID, GiverName: to.Called, Once: true,
		Question: dialog.Fit(dialog.Plain(question), maxQuestion)})
	if err != nil {
		return r, "", err
	}
	r, err = put(t, e, dialog.Mark(e.Question))
	return r, "", err
}

// questionForm asks for the question alone.
func questionForm(t *dialog.Turn, e exchange, lead, value string) chat.Reply {
	f := words.In(t.W.Lang)
	if lead == "" {
		value = e.Question
	}
	r := t.AskFor(chat.Card{Title: f.Ask}, lead, dialog.Submit(t.W.Feedback.AskSend, do("question", e.Number)),
		do("delete", e.Number), chat.Question{Prompt: f.AskWhat[0], Hint: f.AskWhat[1], Need: true, Value: value})
	t.Session.Asks = true
	return r
}

// put puts the question to the colleague, if it is the one that was shown.
func put(t *dialog.Turn, e exchange, marked string) (chat.Reply, error) {
	f := words.In(t.W.Lang)
	if !e.Asked.IsZero() || !e.Sent.IsZero() || dialog.Mark(e.Question) != marked {
		return t.NotThere(), nil
	}
	if lead := tooMany(t); lead != "" {
		return t.Say(lead), nil
	}
	closes, err := t.Closes()
	if err != nil {
		return chat.Reply{}, err
	}
	e.Asked, e.Closes = t.Now, closes
	err = errors.Join(e.save(t.Tx),
		t.Tell(e.Giver, skill, "told", e.Number, words.Say(func(w *texts) string { return w.ToldPurpose }), t.Now,
			closes),
		t.Tell(e.Asker, skill, "close", e.Number, dialog.WhyNoAnswer(), closes, time.Time{}))
	t.Moved("asked")
	return t.Show(dialog.Says(f.Asked.With(t.Called(e.GiverName), t.Until(closes)),
		dialog.Button(t.W.Feedback.TakeBack, do("delete", e.Number)))), err
}

// told is the message that asks the giver, and once more some days later.
func told(t *dialog.Turn, e exchange, _ string) (r chat.Reply, err error) {
	if !e.waits(t.Now) || e.Declined || !t.May(people.TakePart) {
		return r, nil
	}
	f, who := words.In(t.W.Lang), t.Called(e.AskerName)
	says := f.ToldAgain
	if e.Told++; e.Told == 1 {
		says = f.Told
		if t.Moved("sent"); !e.Once {
			err = t.Remind(skill, "remind", e.Number, words.Say(func(w *texts) string { return w.ToldPurpose }),
				e.Closes)
		}
	}
	t.Takes(do("draft", e.Number, 0, way(t, e, "").Key))
	return t.Aside(dialog.Noted(text.Capital(says.With(who, ended(e.Question))), f.ToldNote.With(who),
			dialog.Primary(f.Answer, do("write", e.Number)),
			dialog.Button(f.Ways[0].Name, do("write", e.Number, f.Ways[0].Key)),
			dialog.Button(t.W.NotNow, do("no", e.Number)))),
		errors.Join(err, e.save(t.Tx))
}

// decline ends it for the giver. Nobody is told: for who asked, nothing changes.
func decline(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	if !e.waits(t.Now) || e.Declined {
		return t.Say(t.W.Feedback.Declined), nil
	}
	e.Declined = true
	t.Moved("declined")
	return t.Say(t.W.Feedback.Declined), errors.Join(e.save(t.Tx), t.Hush(skill, e.Number, "told", "remind"))
}

// closing is the message that no answer came, whatever the reason.
func closing(t *dialog.Turn, e exchange, more string) (chat.Reply, error) {
	f := words.In(t.W.Lang)
	switch {
	case e.waits(t.Now):
		return chat.Reply{}, nil
	case !e.Sent.IsZero():
		return got(t, e, more)
	}
	return t.Aside(dialog.Says(f.NoAnswer.With(t.Called(e.GiverName)), dialog.Button(f.Ask, do("ask")),
		dialog.Button(t.W.NotNow, do("later")))), nil
}
