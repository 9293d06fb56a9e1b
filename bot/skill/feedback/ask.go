package feedback

import (
	"errors"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// howTo is the aid about asking well, if the library has it.
const howTo = "feedback-vragen"

// ask asks whom to ask and what; then it makes the question, which is about the person
// who asks.
func ask(t *dialog.Turn) (chat.Reply, error) {
	cs, err := t.Colleagues(t.Now.Add(awaits))
	if err != nil {
		return chat.Reply{}, err
	}
	if lead := onlyOne(t, cs); lead != "" || len(cs) == 0 {
		return askForm(t, lead), nil
	}
	if lead, err := mayAsk(t, cs[0]); lead != "" || err != nil {
		return askForm(t, lead), err
	}
	e, err := begin(t.Tx, exchange{Asker: t.Person.ID, AskerName: dialog.NameOf(t.Event.From), Giver: cs[0].ID, GiverName: cs[0].Called, Made: t.Now}, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	text := t.Without(t.Answer)
	if t.Event.Kind == chat.Filled {
		text = t.Filled(1)
	}
	return take(t, e, text)
}

// onlyOne says what is wrong with who was picked; empty if nothing is, or nobody was.
func onlyOne(t *dialog.Turn, cs []dialog.Colleague) string {
	switch n := len(t.Event.People); {
	case n > 1:
		return t.W.Feedback.OnlyOne
	case n == 1 && len(cs) == 0:
		return t.W.Feedback.Yourself
	case n == 0 && (t.Answer != "" || t.Event.Kind == chat.Filled):
		return t.W.Feedback.NoPerson
	}
	return ""
}

// askForm asks for a colleague and a question. What is typed is taken for the first.
func askForm(t *dialog.Turn, lead string) chat.Reply {
	f := words.In(t.W.Lang)
	if lead == "" {
		lead = f.AskIntro
	}
	send := dialog.Do(verb, "ask")
	c := chat.Card{Title: f.Ask, Typed: f.AskTyped, Body: []chat.Block{
		chat.Text(lead),
		chat.Question{Field: dialog.Field(0), Prompt: f.AskWho[0], Hint: t.W.ForInstance.With(f.AskWho[1]), Need: true, Person: true},
		chat.Question{Field: dialog.Field(1), Prompt: f.AskWhat[0], Hint: t.W.ForInstance.With(f.AskWhat[1]), Need: true}},
		Buttons: []chat.Button{dialog.Submit(t.W.Feedback.AskSend, send)}}
	if a, ok := t.Aid(howTo); ok {
		c.Buttons = append(c.Buttons, dialog.Button(f.HowToAsk, dialog.On(dialog.Open, a)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.NotNow, chat.Action{Verb: dialog.Fine}))
	stop := chat.Action{Verb: dialog.Fine}
	return t.FormFor(c, send, stop, stop)
}

// mayAsk says why a person may not ask another one now; empty if they may. Declined
// questions count as open ones, so that it tells nothing.
func mayAsk(t *dialog.Turn, giver dialog.Colleague) (lead string, err error) {
	es, err := of(t.Tx, t.Person.ID)
	if err != nil {
		return "", err
	}
	open := 0
	for _, e := range es {
		if e.Asker != t.Person.ID {
			continue
		}
		if e.Asked.IsZero() && e.Sent.IsZero() { // begun before, and left
			if err := e.delete(t.Tx); err != nil {
				return "", err
			}
		}
		if e.waits(t.Now) {
			if open++; e.Giver == giver.ID {
				return words.In(t.W.Lang).Already.With(t.Called(giver.Called)), nil
			}
		}
	}
	if open >= maxOpen {
		return words.In(t.W.Lang).TooMany.With(open), nil
	}
	return "", nil
}

// question takes the question that was typed, or asks for it again.
func question(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	if !e.Asked.IsZero() || !e.Sent.IsZero() {
		return t.Say(t.W.Feedback.Nothing), nil
	}
	if len(t.Event.People) > 0 {
		return questionForm(t, e, t.W.Feedback.AboutYou, ""), nil
	}
	return take(t, e, t.Answer)
}

// take takes a question. What was filled in beside its colleague is put at once; what
// was typed is shown first.
func take(t *dialog.Turn, e exchange, text string) (chat.Reply, error) {
	text = dialog.Plain(text)
	switch {
	case text == "":
		return questionForm(t, e, "", e.Question), nil
	case dialog.Crisis(text):
		return t.HelpNow()
	case strings.Contains(text, "@"):
		return questionForm(t, e, t.W.Feedback.AboutYou, ""), nil
	case len([]rune(text)) > maxQuestion:
		return questionForm(t, e, t.W.Feedback.TooLong.With(maxQuestion), dialog.Fit(text, maxQuestion)), nil
	}
	e.Question = text
	if err := e.save(t.Tx); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind == chat.Filled {
		return put(t, e, dialog.Mark(text))
	}
	return t.OwnText(chat.Card{Body: append([]chat.Block{chat.Text(t.W.Feedback.AskCheck.With(t.Called(e.GiverName)))}, dialog.Exact(text)...), Buttons: []chat.Button{
		dialog.Primary(t.W.Feedback.AskSend, dialog.Do(verb, "put", e.Number, dialog.Mark(text))), dialog.Button(t.W.Feedback.Change, dialog.Do(verb, "ask", e.Number)), dialog.Button(t.W.NotNow, dialog.Do(verb, "delete", e.Number))}}), nil
}

// Ask puts a question of the person to a colleague for another skill, without a reminder.
// lead says why it cannot be put now; then nothing was.
func Ask(t *dialog.Turn, to dialog.Colleague, question string) (r chat.Reply, lead string, err error) {
	if lead, err = mayAsk(t, to); lead != "" || err != nil {
		return r, lead, err
	}
	e, err := begin(t.Tx, exchange{Asker: t.Person.ID, AskerName: dialog.NameOf(t.Event.From), Giver: to.ID, GiverName: to.Called,
		Question: dialog.Fit(dialog.Plain(question), maxQuestion), Once: true, Made: t.Now}, t.Person.ID)
	if err != nil {
		return r, "", err
	}
	r, err = put(t, e, dialog.Mark(e.Question))
	return r, "", err
}

// questionForm asks for the question alone.
func questionForm(t *dialog.Turn, e exchange, lead, value string) chat.Reply {
	f := words.In(t.W.Lang)
	send := dialog.Do(verb, "ask", e.Number)
	c := chat.Card{Title: f.Ask, Body: []chat.Block{
		chat.Question{Field: dialog.AnswerField, Prompt: f.AskWhat[0], Hint: t.W.ForInstance.With(f.AskWhat[1]), Need: true, Value: value}},
		Buttons: []chat.Button{dialog.Submit(t.W.Feedback.AskSend, send), dialog.Button(t.W.NotNow, dialog.Do(verb, "delete", e.Number))}}
	if lead != "" {
		c.Body = append([]chat.Block{chat.Text(lead)}, c.Body...)
	}
	stop := dialog.Do(verb, "delete", e.Number)
	return t.FormFor(c, send, stop, stop)
}

// put puts the question to the colleague, if it is the one that was shown.
func put(t *dialog.Turn, e exchange, marked string) (chat.Reply, error) {
	f := words.In(t.W.Lang)
	if !e.Asked.IsZero() || !e.Sent.IsZero() || dialog.Mark(e.Question) != marked {
		return t.Say(t.W.Feedback.Nothing), nil
	}
	if lead, err := mayPut(t); lead != "" || err != nil {
		return t.Say(lead), err
	}
	closes, err := t.Closes()
	if err != nil {
		return chat.Reply{}, err
	}
	e.Asked, e.Closes = t.Now, closes
	err = errors.Join(e.save(t.Tx), e.showTo(t.Tx, e.Giver),
		t.Tell(e.Giver, verb, "told", e.Number, f.ToldPurpose, t.Now, closes),
		t.Tell(e.Asker, verb, "close", e.Number, t.W.Feedback.NoAnswerPurpose, closes, time.Time{}))
	note(t, "asked")
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(f.Asked.With(t.Called(e.GiverName), t.Until(closes)))},
		Buttons: []chat.Button{dialog.Button(t.W.Feedback.TakeBack, dialog.Do(verb, "delete", e.Number))}}), err
}

// mayPut says why a question cannot be put any more.
func mayPut(t *dialog.Turn) (lead string, err error) {
	es, err := of(t.Tx, t.Person.ID)
	if err != nil {
		return "", err
	}
	open := 0
	for _, o := range es {
		if o.Asker == t.Person.ID && o.waits(t.Now) {
			open++
		}
	}
	if open >= maxOpen {
		return words.In(t.W.Lang).TooMany.With(open), nil
	}
	return "", nil
}

// told is the message that asks the giver, and once more some days later.
func told(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || !e.waits(t.Now) || e.Declined {
		return chat.Reply{}, nil
	}
	f := words.In(t.W.Lang)
	says := f.Told
	if e.Told++; e.Told == 1 {
		note(t, "sent")
		if err := remind(t, e); err != nil {
			return chat.Reply{}, err
		}
	} else {
		says = f.ToldAgain
	}
	name := t.Called(e.AskerName)
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(text.Capital(says.With(name, ended(e.Question))))}, Note: f.ToldNote.With(name), Buttons: []chat.Button{
		dialog.Primary(f.Answer, dialog.Do(verb, "write", e.Number)), dialog.Button(f.Ways[0].Name, dialog.Do(verb, "write", e.Number, f.Ways[0].Key)),
		dialog.Button(t.W.NotNow, dialog.Do(verb, "no", e.Number))}}), e.save(t.Tx)
}

// remind plans to ask the giver once more.
func remind(t *dialog.Turn, e exchange) error {
	if e.Once {
		return nil
	}
	again, err := t.Agenda.Workday(t.Tx, e.Giver, t.Now, dialog.RemindAfter)
	if err != nil {
		return err
	}
	return t.Tell(e.Giver, verb, "remind", e.Number, words.In(t.W.Lang).ToldPurpose, again, e.Closes)
}

// decline ends it for the giver. Nobody is told: for who asked, nothing changes.
func decline(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	if e.waits(t.Now) && !e.Declined {
		e.Declined = true
		note(t, "declined")
		if err := errors.Join(e.save(t.Tx), t.Hush(verb, e.Number, "told", "remind")); err != nil {
			return chat.Reply{}, err
		}
	}
	return t.Say(t.W.Feedback.Declined), nil
}

// closing is the message that no answer came, whatever the reason.
func closing(t *dialog.Turn, e exchange, more string) (chat.Reply, error) {
	f := words.In(t.W.Lang)
	switch {
	case t.Event.Kind != chat.Due || e.waits(t.Now):
		return chat.Reply{}, nil
	case !e.Sent.IsZero():
		return got(t, e, more)
	}
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(f.NoAnswer.With(t.Called(e.GiverName)))}, Buttons: []chat.Button{
		dialog.Button(f.Ask, dialog.Do(verb, "ask")), dialog.Button(t.W.NotNow, dialog.Do(verb, "later"))}}), nil
}
