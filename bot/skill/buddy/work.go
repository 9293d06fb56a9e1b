package buddy

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/words"
)

// maxAsk is how long what is asked about a draft may be, in characters.
const maxAsk = 240

// open shows a pair to one of the two.
func open(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if !p.holds() {
		return t.Say(t.W.Pairs.Nothing), nil
	}
	return t.Show(card(t, p, fmt.Sprintf(t.W.Pairs.Are, t.Called(p.other(t.Person.ID).Called), p.Title))), t.HushOne(verb, p.Number, "agreed")
}

// card is a pair with what can be done in it.
func card(t *dialog.Turn, p pair, says string) chat.Card {
	w := t.W.Pairs
	c := chat.Card{Body: []chat.Block{chat.Text(says)}, Note: w.PairNote}
	if !p.Shown[p.side(t.Person.ID)] {
		c.Buttons = append(c.Buttons, dialog.Primary(w.Draft, dialog.Do(verb, "draft", p.Number)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(w.Look, dialog.Do(verb, "look", p.Number)), dialog.Button(w.End, dialog.Do(verb, "end", p.Number)))
	return c
}

// draft takes what the person wants to ask about their draft, or asks for it.
func draft(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	w, i := t.W.Pairs, p.side(t.Person.ID)
	text, name := dialog.Plain(t.Answer), t.Called(p.other(t.Person.ID).Called)
	switch {
	case !p.holds():
		return t.Say(w.Nothing), nil
	case p.Shown[i]:
		return t.Say(fmt.Sprintf(w.ShownOnce, name, p.Title)), nil
	case text == "":
		return draftForm(t, p, "", p.Asks[i]), nil
	case dialog.Crisis(text):
		return t.HelpNow()
	case len(t.Event.People) > 0 || strings.Contains(text, "@"):
		return draftForm(t, p, t.W.Feedback.AboutYou, ""), nil
	case len([]rune(text)) > maxAsk:
		return draftForm(t, p, fmt.Sprintf(t.W.Feedback.TooLong, maxAsk), dialog.Fit(text, maxAsk)), nil
	}
	text = words.Capital(text)
	p.Asks[i] = text
	return t.Show(chat.Card{Body: append([]chat.Block{chat.Text(fmt.Sprintf(t.W.Feedback.AskCheck, name))}, dialog.Exact(fmt.Sprintf(w.DraftAsk, text))...), Buttons: []chat.Button{
		dialog.Primary(t.W.Feedback.AskSend, dialog.Do(verb, "put", p.Number, dialog.Mark(text))), dialog.Button(t.W.Feedback.Change, dialog.Do(verb, "draft", p.Number)),
		dialog.Button(t.W.NotNow, chat.Action{Verb: dialog.Fine})}}), p.save(t.Tx)
}

// draftForm asks what is ready and what to look at.
func draftForm(t *dialog.Turn, p pair, lead, value string) chat.Reply {
	w := t.W.Pairs
	if lead == "" {
		lead = fmt.Sprintf(w.DraftIntro, t.Called(p.other(t.Person.ID).Called))
	}
	next, stop := dialog.Do(verb, "draft", p.Number), chat.Action{Verb: dialog.Fine}
	return t.FormFor(chat.Card{Title: w.Draft, Body: []chat.Block{chat.Text(lead),
		chat.Question{Field: dialog.AnswerField, Prompt: w.DraftWhat[0], Hint: fmt.Sprintf(t.W.ForInstance, w.DraftWhat[1]), Need: true, Long: true, Value: value}},
		Buttons: []chat.Button{dialog.Submit(t.W.Feedback.See, next), dialog.Button(t.W.NotNow, stop)}}, next, stop, stop)
}

// put asks the other for feedback on the draft, if it is the question that was shown: once
// per case.
func put(t *dialog.Turn, p pair, marked string, asker Asker) (chat.Reply, error) {
	w, i, other := t.W.Pairs, p.side(t.Person.ID), p.other(t.Person.ID)
	switch {
	case p.holds() && p.Shown[i]:
		return t.Say(fmt.Sprintf(w.ShownOnce, t.Called(other.Called), p.Title)), nil
	case !p.holds() || p.Asks[i] == "" || dialog.Mark(p.Asks[i]) != marked:
		return t.Say(w.Nothing), nil
	}
	r, lead, err := asker(t, other, fmt.Sprintf(w.DraftAsk, p.Asks[i]))
	if err != nil || lead != "" {
		return t.Say(lead), err
	}
	p.Asks[i], p.Shown[i] = "", true
	return r, errors.Join(p.save(t.Tx), t.Hush(verb, p.Number, "agreed"))
}

// end ends the pair at once, whoever of the two wants it. No reason is asked or told.
func end(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	w, other := t.W.Pairs, p.other(t.Person.ID)
	if !p.holds() {
		return t.Say(w.Nothing), nil
	}
	p.Ended, p.Asks = t.Now, [2]string{}
	err := errors.Join(hushLooks(t, p.Number), dropLooks(t.Tx, p.Number), p.save(t.Tx), t.Hush(verb, p.Number, "agreed"),
		t.Tell(other.ID, verb, "ended", p.Number, w.EndedPurpose, t.Now, time.Time{}))
	return t.Say(fmt.Sprintf(w.YouEnded, p.Title)), err
}

// ended is the message that the pair ended.
func ended(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || p.Ended.IsZero() {
		return chat.Reply{}, nil
	}
	w := t.W.Pairs
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(fmt.Sprintf(w.Ended, t.Called(p.other(t.Person.ID).Called), p.Title))},
		Buttons: []chat.Button{dialog.Button(w.OK, dialog.Do(verb, "fine"))}}), nil
}

// pairLines are the pairs of a person's own list.
func pairLines(t *dialog.Turn) (ls []dialog.Line, err error) {
	w := t.W.Pairs
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
			l.Text, l.Do = fmt.Sprintf(w.LinePair, name, p.Title), do(w.Open, "open")
		case p.waits(t.Now) && mine:
			l.Text, l.Do = fmt.Sprintf(w.LineAsked, name, p.Title, t.Until(p.Closes)), do(t.W.Feedback.TakeBack, "drop")
		case p.waits(t.Now):
			l.Text, l.Do = dialog.Sentence(w.LineTold, name, p.Title, t.Until(p.Closes)), do(w.Yes, "yes")
		default:
			continue
		}
		ls = append(ls, l)
	}
	return ls, nil
}
