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
func start(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	for _, r := range rounds.Of(t.Tx, string(t.Person.ID)) {
		if r.waits(t.Now) {
			return t.Say(w.Runs.With(t.Until(r.Closes))), nil
		}
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	least := t.W.Spelled(group.K())
	t.TakeNames()
	cs, err := t.Colleagues(t.Now.Add(keep))
	switch {
	case err != nil:
		return chat.Reply{}, err
	case len(t.Event.People) == 0 && t.Answer == "" && t.Event.Kind != chat.Filled:
		return form(t, w.Intro.With(least, t.W.Spelled(2*group.K())), least), nil
	case !group.May(len(cs)):
		return form(t, w.Few.With(least), least), nil
	}
	r := round{Asker: t.Person.ID, AskerName: dialog.NameOf(t.Event.From), Made: t.Now}
	for _, c := range cs {
		r.With = append(r.With, c.ID)
	}
	if r.Number, err = rounds.Add(t.Tx, r); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind != chat.Filled {
		return topicForm(t, r, ""), r.save(t.Tx)
	}
	return takeTopic(t, r, t.Filled(1))
}

// form asks for the colleagues and the topic. What is typed is taken for the first.
func form(t *dialog.Turn, lead, least string) chat.Reply {
	w := words.In(t.W.Lang)
	send := dialog.Submit(t.W.Feedback.AskSend, do("start"))
	r := t.AskFor(chat.Card{Title: t.W.Rounds.Ask}, lead, send, dialog.Do(dialog.Fine),
		chat.Question{Prompt: w.Who.With(least), Hint: w.WhoHint, Need: true, Person: true, Many: true},
		chat.Question{Prompt: w.Topic[0], Hint: w.Topic[1], Need: true})
	t.Session.Any = false // a question names nobody
	return r
}

func topicForm(t *dialog.Turn, r round, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	asks := t.AskFor(chat.Card{Title: t.W.Rounds.Ask}, lead, dialog.Submit(t.W.Feedback.AskSend, do("topic", r.Number)),
		do("delete", r.Number), chat.Question{Prompt: w.Topic[0], Hint: w.Topic[1], Need: true})
	t.Session.Asks = true
	return asks
}

// topic takes what the round is about, as it was typed.
func topic(t *dialog.Turn, r round, _ string) (chat.Reply, error) { return takeTopic(t, r, t.Answer) }

// takeTopic takes what the round is about. What was filled in beside the colleagues is
// put at once; what was typed is shown first.
func takeTopic(t *dialog.Turn, r round, said string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	said = strings.TrimRight(dialog.Plain(said), ".")
	if !r.Asked.IsZero() {
		return t.NotThere(), nil
	}
	again := func(lead, _ string) chat.Reply { return topicForm(t, r, lead) }
	if a, ok, err := t.AboutOneself(said, maxTopic, again); !ok {
		return a, errors.Join(err, r.save(t.Tx))
	}
	r.Topic = said
	if t.Event.Kind == chat.Filled {
		return put(t, r, dialog.Mark(said))
	}
	return t.CheckAsk(chat.Card{
		Title: t.W.Rounds.Ask,
		Body:  []chat.Block{chat.Code(said), chat.List{w.Question[0], w.Texts[0][0], w.Texts[1][0]}},
	}, do("put", r.Number, dialog.Mark(said)), do("topic", r.Number), do("delete", r.Number)), r.save(t.Tx)
}

// put asks everyone who was chosen.
func put(t *dialog.Turn, r round, marked string) (chat.Reply, error) {
	f, w := t.W.Feedback, words.In(t.W.Lang)
	if !r.Asked.IsZero() || dialog.Mark(r.Topic) != marked {
		return t.NotThere(), nil
	}
	closes, err := t.Closes()
	if err != nil {
		return chat.Reply{}, err
	}
	with := r.With
	r.With, r.Asked, r.Closes, r.Invited = nil, t.Now, closes, len(with)
	err = errors.Join(r.save(t.Tx),
		t.Tell(r.Asker, skill, "closed", r.Number, dialog.WhyNoAnswer(), closes, time.Time{}))
	for _, id := range with {
		err = errors.Join(err, r.seat(t.Tx, id, part{}),
			t.Tell(id, skill, "told", r.Number, words.Say(func(w *texts) string { return w.Purpose }), t.Now, closes))
	}
	t.Moved("asked")
	return t.Show(dialog.Says(w.Started.With(r.Invited, t.Until(closes)),
		dialog.Button(f.TakeBack, do("delete", r.Number)))), err
}

// remove takes a round back, or deletes what came of it.
func remove(t *dialog.Turn, r round, _ string) (chat.Reply, error) {
	text := t.W.Feedback.NotAsked
	switch {
	case r.Closed:
		text = t.W.Feedback.Deleted
	case r.Asked.IsZero(): // it never was one
		text = t.W.Fine
	}
	return t.Say(text), errors.Join(t.Hush(skill, r.Number, "told", "remind", "closed"), r.delete(t.Tx))
}
