package buddy

import (
	"errors"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
)

// casesOf are the cases that a person takes part in, as one of the team or with a role,
// until they are closed.
func casesOf(t *dialog.Turn) ([]*cases.Case, error) {
	roles, err := cases.Of(t.Tx, string(t.Person.ID))
	if err != nil {
		return nil, err
	}
	all, err := cases.All(t.Tx)
	unit := t.Person.Unit()
	return slices.DeleteFunc(all, func(c *cases.Case) bool {
		role := slices.ContainsFunc(roles, func(r *cases.Case) bool { return r.ID == c.ID })
		team := unit != "" && (unit == c.Team || slices.Contains(people.UnitsBelow(t.Tx, c.Team), unit))
		return c.Phase == cases.Closed || !role && !team
	}), err
}

// maxRef is how many bytes of an action may name a case.
const maxRef = 24

// ask asks with whom, and within which case if there are more.
func ask(t *dialog.Turn) (chat.Reply, error) {
	w, f := words.In(t.W.Lang), t.W.Feedback
	mine, err := casesOf(t)
	if err != nil || len(mine) == 0 {
		return t.Say(w.NoCase), err
	}
	cs, err := t.Colleagues(t.Now.Add(awaits))
	switch n := len(t.Event.People); {
	case err != nil:
		return chat.Reply{}, err
	case n > 1:
		return form(t, f.OnlyOne), nil
	case n == 1 && len(cs) == 0:
		return form(t, f.Yourself), nil
	case n == 0 && (t.Answer != "" || t.Event.Kind == chat.Filled):
		return form(t, f.NoPerson), nil
	case n == 0:
		return form(t, ""), nil
	}
	p := pair{Who: [2]people.ID{t.Person.ID, cs[0].ID}, Names: [2]string{dialog.NameOf(t.Event.From), cs[0].Called}, Made: t.Now}
	if len(mine) == 1 {
		return request(t, p, mine[0])
	}
	if p, err = p.enter(t, t.Person.ID); err != nil {
		return chat.Reply{}, err
	}
	card := chat.Card{Title: w.Ask, Body: []chat.Block{chat.Text(w.Which)}}
	for _, c := range mine[:min(len(mine), chat.MaxButtons)] {
		card.Buttons = append(card.Buttons, dialog.Button(dialog.Fit(chat.Strip(c.Title), chat.MaxLabel), dialog.Do(verb, "in", p.Number, dialog.Ref(c.ID, maxRef))))
	}
	return t.Show(card), nil
}

// enter keeps p, so that these people find it.
func (p pair) enter(t *dialog.Turn, ids ...people.ID) (pair, error) {
	var err error
	if p.Number == 0 {
		if p.Number, err = t.Tx.Next(pairBucket); err != nil {
			return p, err
		}
	}
	for _, id := range ids {
		err = errors.Join(err, t.Tx.PutJSON(ofBucket, p.keyOf(id), struct{}{}))
	}
	return p, errors.Join(err, p.save(t.Tx))
}

// form asks for the colleague.
func form(t *dialog.Turn, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	if lead == "" {
		lead = w.Intro
	}
	next, stop := dialog.Do(verb, "ask"), chat.Action{Verb: dialog.Fine}
	return t.Form(chat.Card{Title: w.Ask, Body: []chat.Block{chat.Text(lead),
		chat.Question{Field: dialog.AnswerField, Prompt: w.Who[0], Hint: t.W.ForInstance.With(w.Who[1]), Need: true, Person: true}},
		Buttons: []chat.Button{dialog.Submit(t.W.Feedback.AskSend, next), dialog.Button(t.W.NotNow, stop)}}, next, stop, stop)
}

// inCase takes within which case it is.
func inCase(t *dialog.Turn, p pair, ref string) (chat.Reply, error) {
	mine, err := casesOf(t)
	i := slices.IndexFunc(mine, func(c *cases.Case) bool { return dialog.Ref(c.ID, maxRef) == ref })
	if err != nil || i < 0 || !p.Closes.IsZero() {
		return t.Say(words.In(t.W.Lang).Nothing), err
	}
	return request(t, p, mine[i])
}

// request asks the other to be a pair within a case. If the other asked the same, both
// said yes.
func request(t *dialog.Turn, p pair, c *cases.Case) (chat.Reply, error) {
	w, name := words.In(t.W.Lang), t.Called(p.Names[1])
	ps, err := of(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	title, open := chat.Strip(c.Title), 0
	for _, o := range ps {
		same := o.Case == c.ID && o.side(p.Who[1]) >= 0
		mine := o.side(t.Person.ID) == 0
		switch {
		case o.Number == p.Number || o.Closes.IsZero():
		case o.Case == c.ID && o.holds():
			return t.Say(w.Have.With(title, t.Called(o.other(t.Person.ID).Called))), nil
		case o.waits(t.Now) && same && !mine:
			return accept(t, o, "")
		case o.waits(t.Now) && same:
			return t.Say(w.Already.With(name)), nil
		case o.waits(t.Now) && mine:
			open++
		case same: // they were a pair before, or it was asked before: once per case holds
			p.Shown = o.Shown
			if !mine {
				p.Shown = [2]bool{o.Shown[1], o.Shown[0]}
			}
			if err := o.delete(t.Tx); err != nil {
				return chat.Reply{}, err
			}
		}
	}
	if open >= maxOpen {
		return t.Say(w.TooMany.With(open)), nil
	}
	p.Case, p.Title = c.ID, title
	if p.Closes, err = t.Closes(); err != nil {
		return chat.Reply{}, err
	}
	if p, err = p.enter(t, p.Who[0], p.Who[1]); err != nil {
		return chat.Reply{}, err
	}
	err = errors.Join(t.Tell(p.Who[1], verb, "told", p.Number, w.ToldPurpose, t.Now, p.Closes),
		t.Tell(p.Who[0], verb, "close", p.Number, w.ClosePurpose, p.Closes, time.Time{}))
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(w.Asked.With(name, title, t.Until(p.Closes)))},
		Buttons: []chat.Button{dialog.Button(t.W.Feedback.TakeBack, dialog.Do(verb, "drop", p.Number))}}), err
}

// takeBack ends a request of one's own that has no answer.
func takeBack(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if !p.Agreed.IsZero() || !p.Ended.IsZero() {
		return t.Say(words.In(t.W.Lang).Nothing), nil
	}
	return t.Say(t.W.Feedback.NotAsked), errors.Join(t.Hush(verb, p.Number, "told", "remind", "close"), p.delete(t.Tx))
}

// told is the message that asks to be a pair, and once more some days later.
func told(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || !p.waits(t.Now) || p.Declined || p.Told > 1 {
		return chat.Reply{}, nil
	}
	w := words.In(t.W.Lang)
	c := chat.Card{Body: []chat.Block{chat.Text(text.Capital(w.Told.With(t.Called(p.Names[0]), p.Title)))}, Note: w.ToldNote, Buttons: []chat.Button{
		dialog.Primary(w.Yes, dialog.Do(verb, "yes", p.Number)), dialog.Button(w.No, dialog.Do(verb, "no", p.Number))}}
	if p.Told++; p.Told == 1 {
		again, err := t.Agenda.Workday(t.Tx, t.Person.ID, t.Now, dialog.RemindAfter)
		if err == nil {
			err = t.Tell(t.Person.ID, verb, "remind", p.Number, w.ToldPurpose, again, p.Closes)
		}
		if err != nil {
			return chat.Reply{}, err
		}
	} else {
		c.Body = append(c.Body, chat.Text(w.Last))
	}
	return t.Aside(c), p.save(t.Tx)
}

// decline ends it for who was asked. Nobody is told: for who asked, nothing changes.
func decline(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if !p.waits(t.Now) {
		return t.Say(words.In(t.W.Lang).Nothing), nil
	}
	p.Declined = true
	return t.Say(words.In(t.W.Lang).Declined), errors.Join(p.save(t.Tx), t.Hush(verb, p.Number, "told", "remind"))
}

// accept makes the two a pair.
func accept(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if p.holds() {
		return open(t, p, "")
	}
	if !p.waits(t.Now) {
		return t.Say(w.Closed), nil
	}
	for i, id := range p.Who { // one of them may have found another one since
		ps, err := of(t.Tx, id)
		if err != nil {
			return chat.Reply{}, err
		}
		for _, o := range ps {
			switch {
			case o.Case != p.Case || !o.holds():
			case i == 0:
				return t.Say(w.Closed), nil
			default:
				return t.Say(w.Have.With(p.Title, t.Called(o.other(id).Called))), nil
			}
		}
	}
	p.Agreed, p.Declined = t.Now, false
	err := errors.Join(p.save(t.Tx), t.Hush(verb, p.Number, "told", "remind", "close"),
		t.Tell(p.Who[0], verb, "agreed", p.Number, w.AgreedPurpose, t.Now, time.Time{}))
	if err != nil {
		return chat.Reply{}, err
	}
	return open(t, p, "")
}

// agreed is the message that the other said yes.
func agreed(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || !p.holds() {
		return chat.Reply{}, nil
	}
	return t.Aside(card(t, p, text.Capital(words.In(t.W.Lang).Agreed.With(t.Called(p.Names[1]), p.Title)))), nil
}

// closing is the message that no answer came, whatever the reason.
func closing(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || p.waits(t.Now) || !p.Agreed.IsZero() || !p.Ended.IsZero() {
		return chat.Reply{}, nil
	}
	w := words.In(t.W.Lang)
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(w.NoAnswer.With(t.Called(p.Names[1]), p.Title))},
		Buttons: []chat.Button{dialog.Button(w.Ask, dialog.Do(verb, "ask")), dialog.Button(t.W.NotNow, dialog.Do(verb, "later"))}}), nil
}
