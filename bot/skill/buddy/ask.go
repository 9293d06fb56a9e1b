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
func casesOf(t *dialog.Turn) []*cases.Case {
	roles, unit := cases.Of(t.Tx, string(t.Person.ID)), t.Person.Unit()
	return slices.DeleteFunc(cases.All(t.Tx), func(c *cases.Case) bool {
		role := slices.ContainsFunc(roles, func(r *cases.Case) bool { return r.ID == c.ID })
		team := unit != "" && (unit == c.Team || slices.Contains(people.UnitsBelow(t.Tx, c.Team), unit))
		return c.Phase == cases.Closed || !role && !team
	})
}

// ask asks with whom, and within which case if there are more.
func ask(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	mine := casesOf(t)
	if len(mine) == 0 {
		return t.Say(w.NoCase), nil
	}
	other, lead, err := t.Colleague(t.Now.Add(awaits))
	if err != nil || other.ID == "" {
		return form(t, lead), err
	}
	p := pair{Made: t.Now, Who: [2]people.ID{t.Person.ID, other.ID},
		Names: [2]string{dialog.NameOf(t.Event.From), other.Called}}
	if len(mine) == 1 {
		return request(t, p, mine[0])
	}
	if p, err = p.enter(t); err != nil {
		return chat.Reply{}, err
	}
	card := chat.Card{Title: w.Ask, Body: []chat.Block{chat.Text(w.Which)}}
	for _, c := range mine[:min(len(mine), chat.MaxButtons)] {
		label := dialog.Fit(chat.Strip(c.Title), chat.MaxLabel)
		card.Buttons = append(card.Buttons, dialog.Button(label, do("in", p.Number, dialog.CaseRef(c.ID))))
	}
	return t.Show(card), nil
}

// enter keeps p, with a number if it has none yet.
func (p pair) enter(t *dialog.Turn) (_ pair, err error) {
	if p.Number == 0 {
		p.Number, err = pairs.Add(t.Tx, p)
	}
	return p, errors.Join(err, p.save(t.Tx))
}

// form asks for the colleague.
func form(t *dialog.Turn, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	if lead == "" {
		lead = w.Intro
	}
	send := dialog.Submit(t.W.Feedback.AskSend, do("ask"))
	r := t.AskFor(chat.Card{Title: w.Ask}, lead, send, dialog.Do(dialog.Fine),
		chat.Question{Prompt: w.Who[0], Hint: w.Who[1], Need: true, Person: true})
	t.Session.Any = false // a question names nobody
	return r
}

// inCase takes within which case it is.
func inCase(t *dialog.Turn, p pair, ref string) (chat.Reply, error) {
	mine := casesOf(t)
	i := slices.IndexFunc(mine, func(c *cases.Case) bool { return dialog.CaseRef(c.ID) == ref })
	if i < 0 || !p.Closes.IsZero() {
		return t.NotThere(), nil
	}
	return request(t, p, mine[i])
}

// request asks the other to be a pair within a case. If the other asked the same, both
// said yes.
func request(t *dialog.Turn, p pair, c *cases.Case) (r chat.Reply, err error) {
	w, name := words.In(t.W.Lang), t.Called(p.Names[1])
	title, open := chat.Strip(c.Title), 0
	for _, o := range pairs.OfDown(t.Tx, string(t.Person.ID)) {
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
			err = errors.Join(err, o.delete(t))
		}
	}
	if open >= maxOpen {
		return t.Say(w.TooMany.With(open)), err
	}
	closes, bad := t.Closes()
	p.Case, p.Title, p.Closes = c.ID, title, closes
	p, bad2 := p.enter(t)
	err = errors.Join(err, bad, bad2,
		t.Tell(p.Who[1], skill, "told", p.Number, words.Say(func(w *texts) string { return w.ToldPurpose }), t.Now,
			p.Closes),
		t.Tell(p.Who[0], skill, "close", p.Number, words.Say(func(w *texts) string { return w.ClosePurpose }), p.Closes,
			time.Time{}))
	return t.Show(dialog.Says(w.Asked.With(name, title, t.Until(p.Closes)),
		dialog.Button(t.W.Feedback.TakeBack, do("drop", p.Number)))), err
}

// takeBack ends a request of one's own that has no answer.
func takeBack(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if !p.Agreed.IsZero() || !p.Ended.IsZero() {
		return t.NotThere(), nil
	}
	return t.Say(t.W.Feedback.NotAsked), errors.Join(t.Hush(skill, p.Number, "told", "remind", "close"), p.delete(t))
}

// told is the message that asks to be a pair, and once more some days later.
func told(t *dialog.Turn, p pair, _ string) (r chat.Reply, err error) {
	if !p.waits(t.Now) || p.Declined || p.Told > 1 || !t.May(people.TakePart) {
		return r, nil
	}
	p.Told++
	w := words.In(t.W.Lang)
	r, err = t.Invite(dialog.Noted(text.Capital(w.Told.With(t.Called(p.Names[0]), p.Title)), w.ToldNote,
		dialog.Primary(w.Yes, do("yes", p.Number)), dialog.Button(w.No, do("no", p.Number))), p.Told, skill, "remind",
		p.Number, words.Say(func(w *texts) string { return w.ToldPurpose }), p.Closes)
	return r, errors.Join(err, p.save(t.Tx))
}

// decline ends it for who was asked. Nobody is told: for who asked, nothing changes.
func decline(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if !p.waits(t.Now) {
		return t.NotThere(), nil
	}
	p.Declined = true
	return t.Say(words.In(t.W.Lang).Declined), errors.Join(p.save(t.Tx), t.Hush(skill, p.Number, "told", "remind"))
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
		for _, o := range pairs.OfDown(t.Tx, string(id)) {
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
	err := errors.Join(p.save(t.Tx), t.Hush(skill, p.Number, "told", "remind", "close"),
		t.Tell(p.Who[0], skill, "agreed", p.Number, words.Say(func(w *texts) string { return w.AgreedPurpose }), t.Now,
			time.Time{}))
	if err != nil {
		return chat.Reply{}, err
	}
	return open(t, p, "")
}

// agreed is the message that the other said yes.
func agreed(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if !p.holds() {
		return chat.Reply{}, nil
	}
	return t.News(card(t, p, text.Capital(words.In(t.W.Lang).Agreed.With(t.Called(p.Names[1]), p.Title))))
}

// closing is the message that no answer came, whatever the reason.
func closing(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if p.waits(t.Now) || !p.Agreed.IsZero() || !p.Ended.IsZero() {
		return chat.Reply{}, nil
	}
	w := words.In(t.W.Lang)
	return t.Aside(dialog.Says(w.NoAnswer.With(t.Called(p.Names[1]), p.Title), dialog.Button(w.Ask, do("ask")),
		dialog.Button(t.W.NotNow, do("later")))), nil
}
