package teamplan

import (
	"errors"
	"strconv"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
)

// change offers what can be changed about a plan besides its actions.
func change(t *dialog.Turn, seq uint64, _ plan) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	return t.Show(dialog.Says(w.ChangeAsk, dialog.Button(w.Remove, dialog.Do("teamplan/which", seq)),
		dialog.Button(w.End, dialog.Do("teamplan/end", seq)), t.NotNow())), nil
}

// askWhich asks which action to remove.
func askWhich(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	q := chat.Question{Field: dialog.AnswerField, Prompt: w.Which, Need: true}
	for _, a := range p.Actions {
		label := dialog.Fit(chat.Strip(a.What), chat.MaxLabel)
		q.Choices = append(q.Choices, chat.Choice{Value: strconv.Itoa(a.Number), Label: label})
	}
	if len(q.Choices) == 0 {
		return t.Say(w.NoActions), nil
	}
	return ask(t, chat.Card{Body: []chat.Block{q}}, w.Remove, dialog.Do("teamplan/remove", seq)), nil
}

// removeAction removes an action.
func removeAction(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	i := p.at(dialog.Number(t.Answer))
	if i < 0 {
		return askWhich(t, seq, p)
	}
	a := p.Actions[i]
	if !mayChange(t, p, a) {
		return notYours(t, a), nil
	}
	p.Actions = append(p.Actions[:i:i], p.Actions[i+1:]...)
	a.Done = true // nobody is reminded of it
	err := errors.Join(save(t, seq, p), planReminder(t, seq, a))
	return public(showWith(t, seq, p, words.In(t.W.Lang).Removed.With(a.What))), err
}

// end closes a plan, so that its channel can begin another.
func end(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	if !mayChange(t, p, action{}) {
		return t.Alone(t.Say(words.In(t.W.Lang).NotMaker)), nil
	}
	p.Ended = true
	return public(t.Say(words.In(t.W.Lang).Ended)), errors.Join(save(t, seq, p), t.Agenda.Cancel(t.Tx, key(seq)))
}

// takeOver makes the person the owner of an action that has none any more.
func takeOver(t *dialog.Turn, seq uint64, p plan, i int) (_ chat.Reply, err error) {
	a := &p.Actions[i]
	if a.Owner == "" {
		a.Owner, a.Name = t.Person.ID, t.Name(t.Event.From)
		a.Moves++ // its own reminder
		err = errors.Join(save(t, seq, p), planReminder(t, seq, *a))
	}
	return public(showWith(t, seq, p, "")), err
}
