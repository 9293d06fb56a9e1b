package multirater

import (
	"errors"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/privacy"
)

// start asks whom to ask and about what.
func start(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	rs, err := of(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	for _, r := range rs {
		if r.Asker == t.Person.ID && r.waits(t.Now) {
			return t.Say(w.Runs.With(t.Until(r.Closes))), nil
		}
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	cs, err := t.Colleagues(t.Now.Add(keep))
	switch {
	case err != nil:
		return chat.Reply{}, err
	case len(t.Event.People) == 0 && t.Answer == "" && t.Event.Kind != chat.Filled:
		return form(t, "", group), nil
	case !group.May(len(cs)):
		return form(t, w.Few.With(t.W.Spelled(group.K())), group), nil
	}
	r := round{Asker: t.Person.ID, AskerName: dialog.NameOf(t.Event.From), Made: t.Now}
	for _, c := range cs {
		r.With = append(r.With, c.ID)
	}
	if r.Number, err = t.Tx.Next(roundBucket); err != nil {
		return chat.Reply{}, err
	}
	if err := errors.Join(r.save(t.Tx), r.saveSeat(t.Tx, r.Asker, seat{})); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind != chat.Filled {
		return topicForm(t, r, ""), nil
	}
	return takeTopic(t, r, t.Filled(1))
}

// form asks for the colleagues and the topic. What is typed is taken for the first.
func form(t *dialog.Turn, lead string, group privacy.Group) chat.Reply {
	f, w := t.W.Feedback, words.In(t.W.Lang)
	least := t.W.Spelled(group.K())
	if lead == "" {
		lead = w.Intro.With(least, t.W.Spelled(2*group.K()))
	}
	send, stop := dialog.Do(verb, "start"), chat.Action{Verb: dialog.Fine}
	return t.Form(chat.Card{Title: t.W.Rounds.Ask, Body: []chat.Block{
		chat.Text(lead),
		chat.Question{Field: dialog.Field(0), Prompt: w.Who.With(least), Hint: t.W.ForInstance.With(w.WhoHint), Need: true, Person: true, Many: true},
		chat.Question{Field: dialog.Field(1), Prompt: w.Topic[0], Hint: t.W.ForInstance.With(w.Topic[1]), Need: true}},
		Buttons: []chat.Button{dialog.Submit(f.AskSend, send), dialog.Button(t.W.NotNow, stop)}}, send, stop, stop)
}

func topicForm(t *dialog.Turn, r round, lead string) chat.Reply {
	f, w := t.W.Feedback, words.In(t.W.Lang)
	send, stop := dialog.Do(verb, "topic", r.Number), dialog.Do(verb, "delete", r.Number)
	c := chat.Card{Title: t.W.Rounds.Ask, Body: []chat.Block{
		chat.Question{Field: dialog.AnswerField, Prompt: w.Topic[0], Hint: t.W.ForInstance.With(w.Topic[1]), Need: true}},
		Buttons: []chat.Button{dialog.Submit(f.AskSend, send), dialog.Button(t.W.NotNow, stop)}}
	if lead != "" {
		c.Body = append([]chat.Block{chat.Text(lead)}, c.Body...)
	}
	return t.FormFor(c, send, stop, stop)
}

// topic takes what the round is about, as it was typed.
func topic(t *dialog.Turn, r round, _ string) (chat.Reply, error) { return takeTopic(t, r, t.Answer) }

// takeTopic takes what the round is about. What was filled in beside the colleagues is
// put at once; what was typed is shown first.
func takeTopic(t *dialog.Turn, r round, text string) (chat.Reply, error) {
	f, w := t.W.Feedback, words.In(t.W.Lang)
	text = strings.TrimRight(dialog.Plain(text), ".")
	switch {
	case !r.Asked.IsZero():
		return t.Say(f.Nothing), nil
	case text == "":
		return topicForm(t, r, ""), nil
	case dialog.Crisis(text):
		return t.HelpNow()
	case strings.Contains(text, "@"):
		return topicForm(t, r, f.AboutYou), nil
	case len([]rune(text)) > maxTopic:
		return topicForm(t, r, f.TooLong.With(maxTopic)), nil
	}
	r.Topic = text
	if err := r.save(t.Tx); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind == chat.Filled {
		return put(t, r, dialog.Mark(text))
	}
	c := chat.Card{Title: t.W.Rounds.Ask, Body: []chat.Block{chat.Code(text), chat.List{w.Question[0], w.Texts[0][0], w.Texts[1][0]}}, Buttons: []chat.Button{
		dialog.Primary(f.AskSend, dialog.Do(verb, "put", r.Number, dialog.Mark(text))), dialog.Button(f.Change, dialog.Do(verb, "topic", r.Number)),
		dialog.Button(t.W.NotNow, dialog.Do(verb, "delete", r.Number))}}
	return t.Show(c), nil
}

// put asks everyone who was chosen.
func put(t *dialog.Turn, r round, marked string) (chat.Reply, error) {
	f, w := t.W.Feedback, words.In(t.W.Lang)
	if !r.Asked.IsZero() || dialog.Mark(r.Topic) != marked {
		return t.Say(f.Nothing), nil
	}
	closes, err := t.Closes()
	if err != nil {
		return chat.Reply{}, err
	}
	with := r.With
	r.With, r.Asked, r.Closes, r.Invited = nil, t.Now, closes, len(with)
	err = errors.Join(r.save(t.Tx), t.Tell(r.Asker, verb, "closed", r.Number, f.NoAnswerPurpose, closes, time.Time{}))
	for _, id := range with {
		err = errors.Join(err, r.saveSeat(t.Tx, id, seat{}), t.Tell(id, verb, "told", r.Number, w.Purpose, t.Now, closes))
	}
	note(t, "asked")
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(w.Started.With(r.Invited, t.Until(closes)))},
		Buttons: []chat.Button{dialog.Button(f.TakeBack, dialog.Do(verb, "delete", r.Number))}}), err
}
