package feedback

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/talk"
	"github.com/handvat/handvat/knowledge/people"
)

// howTo is the aid about asking well, if the library has it.
const howTo = "feedback-vragen"

// ask asks whom to ask and what; then it makes the question, which is about the person
// who asks.
func ask(t *talk.Turn) (chat.Reply, error) {
	ps, names, unknown, err := colleagues(t)
	if err != nil {
		return chat.Reply{}, err
	}
	if lead := onlyOne(t, ps, unknown); lead != "" || len(ps) == 0 {
		return askForm(t, lead), nil
	}
	if lead, err := mayAsk(t, ps[0].ID, names[0]); lead != "" || err != nil {
		return askForm(t, lead), err
	}
	e, err := begin(t.Tx, exchange{Asker: t.Person.ID, AskerName: nameOf(t.Event.From), Giver: ps[0].ID, GiverName: names[0], Made: t.Now}, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	text := spoken(t)
	if t.Event.Kind == chat.Filled {
		text = t.Filled(1)
	}
	return take(t, e, text)
}

// onlyOne says what is wrong with who was picked; empty if nothing is, or nobody was.
func onlyOne(t *talk.Turn, ps []people.Profile, unknown []string) string {
	f := t.W.Feedback
	switch n := len(t.Event.People); {
	case n > 1:
		return f.OnlyOne
	case len(unknown) == 1:
		return fmt.Sprintf(f.NoHome, shown(t, unknown[0]))
	case n == 1 && len(ps) == 0:
		return f.Yourself
	case n == 0 && (t.Answer != "" || t.Event.Kind == chat.Filled):
		return f.NoPerson
	}
	return ""
}

// askForm asks for a colleague and a question. What is typed is taken for the first.
func askForm(t *talk.Turn, lead string) chat.Reply {
	f := t.W.Feedback
	if lead == "" {
		lead = f.AskIntro
	}
	send := talk.Do(verb, "ask")
	c := chat.Card{Title: f.Ask, Typed: f.AskTyped, Body: []chat.Block{
		chat.Text(lead),
		chat.Question{Field: talk.Field(0), Prompt: f.AskWho[0], Hint: fmt.Sprintf(t.W.ForInstance, f.AskWho[1]), Need: true, Person: true},
		chat.Question{Field: talk.Field(1), Prompt: f.AskWhat[0], Hint: fmt.Sprintf(t.W.ForInstance, f.AskWhat[1]), Need: true}},
		Buttons: []chat.Button{talk.Submit(f.AskSend, send)}}
	if a, ok := t.Aid(howTo); ok {
		c.Buttons = append(c.Buttons, talk.Button(f.HowToAsk, talk.On(talk.Open, a)))
	}
	c.Buttons = append(c.Buttons, talk.Button(t.W.NotNow, chat.Action{Verb: talk.Fine}))
	stop := chat.Action{Verb: talk.Fine}
	return t.FormFor(c, send, stop, stop)
}

// mayAsk says why a person may not ask another one now; empty if they may. Declined
// questions count as open ones, so that it tells nothing.
func mayAsk(t *talk.Turn, giver people.ID, name string) (lead string, err error) {
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
			if open++; e.Giver == giver {
				return fmt.Sprintf(t.W.Feedback.Already, shown(t, name)), nil
			}
		}
	}
	if open >= maxOpen {
		return fmt.Sprintf(t.W.Feedback.TooMany, open), nil
	}
	return "", nil
}

// question takes the question that was typed, or asks for it again.
func question(t *talk.Turn, e exchange, _ string) (chat.Reply, error) {
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
func take(t *talk.Turn, e exchange, text string) (chat.Reply, error) {
	f := t.W.Feedback
	text = plain(text)
	switch {
	case text == "":
		return questionForm(t, e, "", e.Question), nil
	case crisis(text):
		return helpNow(t)
	case strings.Contains(text, "@"):
		return questionForm(t, e, f.AboutYou, ""), nil
	case len([]rune(text)) > maxQuestion:
		return questionForm(t, e, fmt.Sprintf(f.TooLong, maxQuestion), talk.Fit(text, maxQuestion)), nil
	}
	e.Question = text
	if err := e.save(t.Tx); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind == chat.Filled {
		return put(t, e, mark(text))
	}
	return t.OwnText(chat.Card{Body: append([]chat.Block{chat.Text(fmt.Sprintf(f.AskCheck, shown(t, e.GiverName)))}, exact(text)...), Buttons: []chat.Button{
		talk.Primary(f.AskSend, talk.Do(verb, "put", e.Number, mark(text))), talk.Button(f.Change, talk.Do(verb, "ask", e.Number)), talk.Button(t.W.NotNow, talk.Do(verb, "delete", e.Number))}}), nil
}

// questionForm asks for the question alone.
func questionForm(t *talk.Turn, e exchange, lead, value string) chat.Reply {
	f := t.W.Feedback
	send := talk.Do(verb, "ask", e.Number)
	c := chat.Card{Title: f.Ask, Body: []chat.Block{
		chat.Question{Field: talk.AnswerField, Prompt: f.AskWhat[0], Hint: fmt.Sprintf(t.W.ForInstance, f.AskWhat[1]), Need: true, Value: value}},
		Buttons: []chat.Button{talk.Submit(f.AskSend, send), talk.Button(t.W.NotNow, talk.Do(verb, "delete", e.Number))}}
	if lead != "" {
		c.Body = append([]chat.Block{chat.Text(lead)}, c.Body...)
	}
	stop := talk.Do(verb, "delete", e.Number)
	return t.FormFor(c, send, stop, stop)
}

// put puts the question to the colleague, if it is the one that was shown.
func put(t *talk.Turn, e exchange, marked string) (chat.Reply, error) {
	f := t.W.Feedback
	if !e.Asked.IsZero() || !e.Sent.IsZero() || mark(e.Question) != marked {
		return t.Say(f.Nothing), nil
	}
	if lead, err := mayPut(t, e); lead != "" || err != nil {
		return t.Say(lead), err
	}
	closes, err := closesAt(t, e.Asker)
	if err != nil {
		return chat.Reply{}, err
	}
	e.Asked, e.Closes = t.Now, closes
	err = errors.Join(e.save(t.Tx), e.showTo(t.Tx, e.Giver),
		tell(t, e.Giver, verb, "told", e.Number, f.ToldPurpose, t.Now, closes),
		tell(t, e.Asker, verb, "close", e.Number, f.NoAnswerPurpose, closes, time.Time{}))
	note(t, "asked")
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(fmt.Sprintf(f.Asked, shown(t, e.GiverName), until(t, closes)))},
		Buttons: []chat.Button{talk.Button(f.TakeBack, talk.Do(verb, "delete", e.Number))}}), err
}

// mayPut says why a question cannot be put any more.
func mayPut(t *talk.Turn, e exchange) (lead string, err error) {
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
	p, ok, err := people.ByID(t.Tx, e.Giver)
	switch {
	case open >= maxOpen:
		return fmt.Sprintf(t.W.Feedback.TooMany, open), err
	case !ok || p.Left || p.Home.IsZero():
		return fmt.Sprintf(t.W.Feedback.NoHome, shown(t, e.GiverName)), err
	}
	return "", err
}

// closesAt is the end of the last day on which an answer to a question of a person put
// now may come.
func closesAt(t *talk.Turn, asker people.ID) (time.Time, error) {
	last, err := t.Agenda.Workday(t.Tx, asker, t.Now, closeAfter)
	y, m, d := last.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, last.Location()), err
}

// until is the last day before something closes.
func until(t *talk.Turn, closes time.Time) string { return t.W.Date(closes.Add(-time.Second)) }

// told is the message that asks the giver, and once more some days later.
func told(t *talk.Turn, e exchange, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || !e.waits(t.Now) || e.Declined {
		return chat.Reply{}, nil
	}
	f := t.W.Feedback
	text := f.Told
	if e.Told++; e.Told == 1 {
		note(t, "sent")
		again, err := t.Agenda.Workday(t.Tx, e.Giver, t.Now, remindAfter)
		if err == nil {
			err = tell(t, e.Giver, verb, "remind", e.Number, f.ToldPurpose, again, e.Closes)
		}
		if err != nil {
			return chat.Reply{}, err
		}
	} else {
		text = f.ToldAgain
	}
	name := shown(t, e.AskerName)
	return t.Aside(chat.Card{Body: []chat.Block{sentence(text, name, ended(e.Question), name)}, Note: fmt.Sprintf(f.ToldNote, name), Buttons: []chat.Button{
		talk.Primary(f.Answer, talk.Do(verb, "write", e.Number)), talk.Button(f.Ways[0].Name, talk.Do(verb, "write", e.Number, f.Ways[0].Key)),
		talk.Button(t.W.NotNow, talk.Do(verb, "no", e.Number))}}), e.save(t.Tx)
}

// decline ends it for the giver. Nobody is told: for who asked, nothing changes.
func decline(t *talk.Turn, e exchange, _ string) (chat.Reply, error) {
	if e.waits(t.Now) && !e.Declined {
		e.Declined = true
		note(t, "declined")
		if err := errors.Join(e.save(t.Tx), hush(t, verb, e.Number, "told", "remind")); err != nil {
			return chat.Reply{}, err
		}
	}
	return t.Say(t.W.Feedback.Declined), nil
}

// closing is the message that no answer came, whatever the reason.
func closing(t *talk.Turn, e exchange, more string) (chat.Reply, error) {
	f := t.W.Feedback
	switch {
	case t.Event.Kind != chat.Due || e.waits(t.Now):
		return chat.Reply{}, nil
	case !e.Sent.IsZero():
		return got(t, e, more)
	}
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(fmt.Sprintf(f.NoAnswer, shown(t, e.GiverName)))}, Buttons: []chat.Button{
		talk.Button(f.Ask, talk.Do(verb, "ask")), talk.Button(t.W.NotNow, talk.Do(verb, "later"))}}), nil
}
