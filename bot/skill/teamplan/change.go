package teamplan

import (
	"errors"
	"strconv"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
)

// change offers what can be changed about a plan besides its actions.
func change(t *dialog.Turn, seq uint64) chat.Reply {
	w := words.In(t.W.Lang)
	return t.Own(chat.Card{Body: []chat.Block{chat.Text(w.ChangeAsk)}, Buttons: []chat.Button{
		dialog.Button(w.Remove, dialog.Do(verb, "which", seq)), dialog.Button(w.End, dialog.Do(verb, "end", seq)), dialog.Button(t.W.NotNow, chat.Action{Verb: dialog.Fine})}})
}

// askWhich asks which action to remove.
func askWhich(t *dialog.Turn, seq uint64, p plan) chat.Reply {
	q := chat.Question{Field: dialog.AnswerField, Prompt: words.In(t.W.Lang).Which, Need: true}
	for _, a := range p.Actions {
		q.Choices = append(q.Choices, chat.Choice{Value: strconv.Itoa(a.Number), Label: dialog.Fit(chat.Strip(a.What), chat.MaxLabel)})
	}
	if len(q.Choices) == 0 {
		return t.Say(words.In(t.W.Lang).NoActions)
	}
	return ask(t, chat.Card{Body: []chat.Block{q}}, words.In(t.W.Lang).Remove, dialog.Do(verb, "remove", seq))
}

// removeAction removes an action: its owner may, and who made the plan.
func removeAction(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	i := p.at(int(number(t.Answer)))
	if i < 0 {
		return askWhich(t, seq, p), nil
	}
	a := p.Actions[i]
	if !mayEnd(t, p) && t.Person.ID != a.Owner {
		return alone(t, words.In(t.W.Lang).NotYours.With(ownerOf(t, a))), nil
	}
	p.Actions = append(p.Actions[:i:i], p.Actions[i+1:]...)
	a.Done = true // nobody is reminded of it
	err := errors.Join(save(t.Tx, seq, p, t.Now), planReminder(t, seq, a))
	return public(show(t, seq, p, words.In(t.W.Lang).Removed.With(a.What))), err
}

// mayEnd reports whether the person made a plan; if its maker is gone, everyone may.
func mayEnd(t *dialog.Turn, p plan) bool {
	return p.Maker == "" || p.Maker == t.Person.ID
}

// end closes a plan, so that its channel can begin another.
func end(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	if !mayEnd(t, p) {
		return alone(t, words.In(t.W.Lang).NotMaker), nil
	}
	p.Ended = true
	err := save(t.Tx, seq, p, t.Now)
	if err == nil && p.In.Channel != "" {
		err = t.Tx.Delete(placeBucket, placeKey(p.In))
	}
	if err == nil && t.Agenda != nil {
		err = t.Agenda.Cancel(t.Tx, key(seq))
	}
	return public(t.Say(words.In(t.W.Lang).Ended)), err
}

// takeOver makes the person the owner of an action that has none any more.
func takeOver(t *dialog.Turn, seq uint64, p plan, i int) (chat.Reply, error) {
	a := &p.Actions[i]
	if a.Owner == "" {
		a.Owner, a.Name = t.Person.ID, t.Name(t.Event.From)
		a.Moves++ // its own reminder
		if err := errors.Join(save(t.Tx, seq, p, t.Now), planReminder(t, seq, *a)); err != nil {
			return chat.Reply{}, err
		}
	}
	return public(show(t, seq, p, "")), nil
}
