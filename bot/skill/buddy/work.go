package buddy

import (
	"errors"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// maxAsk is how long what is asked about a draft may be, in characters.
const maxAsk = 240

// open shows a pair to one of the two.
func open(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if !p.holds() {
		return t.Say(words.In(t.W.Lang).Nothing), nil
	}
	return t.Show(card(t, p, words.In(t.W.Lang).Are.With(t.Called(p.other(t.Person.ID).Called), p.Title))), t.HushOne(verb, p.Number, "agreed")
}

// card is a pair with what can be done in it.
func card(t *dialog.Turn, p pair, says string) chat.Card {
	w := words.In(t.W.Lang)
	c := chat.Card{Body: []chat.Block{chat.Text(says)}, Note: w.PairNote}
	if !p.Shown[p.side(t.Person.ID)] {
		c.Buttons = append(c.Buttons, dialog.Primary(w.Draft, dialog.Do(verb, "draft", p.Number)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(w.Look, dialog.Do(verb, "look", p.Number)), dialog.Button(w.End, dialog.Do(verb, "end", p.Number)))
	return c
}

// draft takes what the person wants to ask about their draft, or asks for it.
func draft(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	w, i := words.In(t.W.Lang), p.side(t.Person.ID)
	said, name := dialog.Plain(t.Answer), t.Called(p.other(t.Person.ID).Called)
	switch {
	case !p.holds():
		return t.Say(w.Nothing), nil
	case p.Shown[i]:
		return t.Say(w.ShownOnce.With(name, p.Title)), nil
	case said == "":
		return draftForm(t, p, "", p.Asks[i]), nil
	case dialog.Crisis(said):
		return t.HelpNow()
	case len(t.Event.People) > 0 || strings.Contains(said, "@"):
		return draftForm(t, p, t.W.Feedback.AboutYou, ""), nil
	case len([]rune(said)) > maxAsk:
		return draftForm(t, p, t.W.Feedback.TooLong.With(maxAsk), dialog.Fit(said, maxAsk)), nil
	}
	said = text.Capital(said)
	p.Asks[i] = said
	return t.Show(chat.Card{Body: append([]chat.Block{chat.Text(t.W.Feedback.AskCheck.With(name))}, dialog.Exact(w.DraftAsk.With(said))...), Buttons: []chat.Button{
		dialog.Primary(t.W.Feedback.AskSend, dialog.Do(verb, "put", p.Number, dialog.Mark(said))), dialog.Button(t.W.Feedback.Change, dialog.Do(verb, "draft", p.Number)),
		dialog.Button(t.W.NotNow, chat.Action{Verb: dialog.Fine})}}), p.save(t.Tx)
}

// draftForm asks what is ready and what to look at.
func draftForm(t *dialog.Turn, p pair, lead, value string) chat.Reply {
	w := words.In(t.W.Lang)
	if lead == "" {
		lead = w.DraftIntro.With(t.Called(p.other(t.Person.ID).Called))
	}
	next, stop := dialog.Do(verb, "draft", p.Number), chat.Action{Verb: dialog.Fine}
	return t.FormFor(chat.Card{Title: w.Draft, Body: []chat.Block{chat.Text(lead),
		chat.Question{Field: dialog.AnswerField, Prompt: w.DraftWhat[0], Hint: t.W.ForInstance.With(w.DraftWhat[1]), Need: true, Long: true, Value: value}},
		Buttons: []chat.Button{dialog.Submit(t.W.Feedback.See, next), dialog.Button(t.W.NotNow, stop)}}, next, stop, stop)
}

// put asks the other for feedback on the draft, if it is the question that was shown: once
// per case.
func put(t *dialog.Turn, p pair, marked string) (chat.Reply, error) {
	w, i, other := words.In(t.W.Lang), p.side(t.Person.ID), p.other(t.Person.ID)
	switch {
	case p.holds() && p.Shown[i]:
		return t.Say(w.ShownOnce.With(t.Called(other.Called), p.Title)), nil
	case !p.holds() || p.Asks[i] == "" || dialog.Mark(p.Asks[i]) != marked:
		return t.Say(w.Nothing), nil
	}
	r, lead, err := t.AskColleague(other, w.DraftAsk.With(p.Asks[i]))
	if err != nil || lead != "" {
		return t.Say(lead), err
	}
	p.Asks[i], p.Shown[i] = "", true
	return r, errors.Join(p.save(t.Tx), t.Hush(verb, p.Number, "agreed"))
}

// end ends the pair at once, whoever of the two wants it. No reason is asked or told.
func end(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	w, other := words.In(t.W.Lang), p.other(t.Person.ID)
	if !p.holds() {
		return t.Say(w.Nothing), nil
	}
	p.Ended, p.Asks = t.Now, [2]string{}
	err := errors.Join(hushLooks(t, p.Number), dropLooks(t.Tx, p.Number), p.save(t.Tx), t.Hush(verb, p.Number, "agreed"),
		t.Tell(other.ID, verb, "ended", p.Number, w.EndedPurpose, t.Now, time.Time{}))
	return t.Say(w.YouEnded.With(p.Title)), err
}

// ended is the message that the pair ended.
func ended(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || p.Ended.IsZero() {
		return chat.Reply{}, nil
	}
	w := words.In(t.W.Lang)
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(w.Ended.With(t.Called(p.other(t.Person.ID).Called), p.Title))},
		Buttons: []chat.Button{dialog.Button(w.OK, dialog.Do(verb, "fine"))}}), nil
}

// pairLines are the pairs of a person's own list.
func pairLines(t *dialog.Turn) (ls []dialog.Line, err error) {
	w := words.In(t.W.Lang)
	ps, err := of(t.Tx, t.Person.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range ps {
		do := func(label, what string) chat.Button { return dialog.Button(label, dialog.Do(verb, what, p.Number)) }
		name, mine := t.Called(p.other(t.Person.ID).Called), p.side(t.Person.ID) == 0
		l := dialog.Line{Time: p.last()}
		switch {
		case p.holds():
			l.Text, l.Do = w.LinePair.With(name, p.Title), do(w.Open, "open")
		case p.waits(t.Now) && mine:
			l.Text, l.Do = w.LineAsked.With(name, p.Title, t.Until(p.Closes)), do(t.W.Feedback.TakeBack, "drop")
		case p.waits(t.Now):
			l.Text, l.Do = text.Capital(w.LineTold.With(name, p.Title, t.Until(p.Closes))), do(w.Yes, "yes")
		default:
			continue
		}
		ls = append(ls, l)
	}
	return ls, nil
}
