package buddy

import (
	"errors"
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
		return t.NotThere(), nil
	}
	says := words.In(t.W.Lang).Are.With(t.Called(p.other(t.Person.ID).Called), p.Title)
	return t.Show(card(t, p, says)), t.HushOne(skill, p.Number, "agreed")
}

// card is a pair with what can be done in it.
func card(t *dialog.Turn, p pair, says string) chat.Card {
	w := words.In(t.W.Lang)
	c := dialog.Noted(says, w.PairNote)
	if !p.Shown[p.side(t.Person.ID)] {
		c.Buttons = append(c.Buttons, dialog.Primary(w.Draft, do("draft", p.Number)))
	}
	c.Buttons = append(c.Buttons,
		dialog.Button(w.Look, do("look", p.Number)), dialog.Button(w.End, do("end", p.Number)))
	return c
}

// draft takes what the person wants to ask about their draft, or asks for it.
func draft(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	w, i := words.In(t.W.Lang), p.side(t.Person.ID)
	said, name := dialog.Plain(t.Answer), t.Called(p.other(t.Person.ID).Called)
	switch {
	case !p.holds():
		return t.NotThere(), nil
	case p.Shown[i]:
		return t.Say(w.ShownOnce.With(name, p.Title)), nil
	case said != "" && len(t.Event.People) > 0:
		return draftForm(t, p, t.W.Feedback.AboutYou, ""), nil
	}
	again := func(lead, value string) chat.Reply { return draftForm(t, p, lead, value) }
	if r, ok, err := t.AboutOneself(said, maxAsk, again, p.other(t.Person.ID).Called); !ok {
		return r, err
	}
	said = text.Capital(said)
	p.Asks[i] = said
	says := chat.Text(t.W.Feedback.AskCheck.With(name))
	return t.CheckAsk(chat.Card{Body: append([]chat.Block{says}, dialog.Exact(w.DraftAsk.With(said))...)},
		do("put", p.Number, dialog.Mark(said)), do("draft", p.Number), dialog.Do(dialog.Fine)), p.save(t.Tx)
}

// draftForm asks what is ready and what to look at.
func draftForm(t *dialog.Turn, p pair, lead, value string) chat.Reply {
	w := words.In(t.W.Lang)
	if lead == "" {
		lead, value = w.DraftIntro.With(t.Called(p.other(t.Person.ID).Called)), p.Asks[p.side(t.Person.ID)]
	}
	send := dialog.Submit(t.W.Feedback.See, do("draft", p.Number))
	return t.AskFor(chat.Card{Title: w.Draft}, lead, send, dialog.Do(dialog.Fine),
		chat.Question{Prompt: w.DraftWhat[0], Hint: w.DraftWhat[1], Need: true, Long: true, Value: value})
}

// put asks the other for feedback on the draft, if it is the question that was shown: once
// per case.
func put(t *dialog.Turn, p pair, marked string) (chat.Reply, error) {
	w, i, other := words.In(t.W.Lang), p.side(t.Person.ID), p.other(t.Person.ID)
	switch {
	case p.holds() && p.Shown[i]:
		return t.Say(w.ShownOnce.With(t.Called(other.Called), p.Title)), nil
	case !p.holds() || p.Asks[i] == "" || dialog.Mark(p.Asks[i]) != marked:
		return t.NotThere(), nil
	}
	r, lead, err := t.AskColleague(other, w.DraftAsk.With(p.Asks[i]))
	if err != nil || lead != "" {
		return t.Say(lead), err
	}
	p.Asks[i], p.Shown[i] = "", true
	return r, errors.Join(p.save(t.Tx), t.Hush(skill, p.Number, "agreed"))
}

// end ends the pair at once, whoever of the two wants it. No reason is asked or told.
func end(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	w, other := words.In(t.W.Lang), p.other(t.Person.ID)
	if !p.holds() {
		return t.NotThere(), nil
	}
	p.Ended, p.Asks = t.Now, [2]string{}
	return t.Say(w.YouEnded.With(p.Title)), errors.Join(p.dropLooks(t), p.save(t.Tx), t.Hush(skill, p.Number, "agreed"),
		t.Tell(other.ID, skill, "ended", p.Number, words.Say(func(w *texts) string { return w.EndedPurpose }), t.Now,
			time.Time{}))
}

// ended is the message that the pair ended.
func ended(t *dialog.Turn, p pair, _ string) (chat.Reply, error) {
	if p.Ended.IsZero() {
		return chat.Reply{}, nil
	}
	w := words.In(t.W.Lang)
	return t.News(dialog.Says(w.Ended.With(t.Called(p.other(t.Person.ID).Called), p.Title),
		dialog.Button(w.OK, do("fine"))))
}

// pairLines are the pairs of a person's own list.
func pairLines(t *dialog.Turn) (ls []dialog.Line) {
	w := words.In(t.W.Lang)
	for _, p := range pairs.OfDown(t.Tx, string(t.Person.ID)) {
		name := t.Called(p.other(t.Person.ID).Called)
		add := func(says, label, act string) {
			do := dialog.Button(label, do(act, p.Number))
			ls = append(ls, dialog.Line{Time: p.last(), Text: text.Capital(says), Do: do})
		}
		switch mine := p.side(t.Person.ID) == 0; {
		case p.holds():
			add(w.LinePair.With(name, p.Title), w.Open, "open")
		case p.waits(t.Now) && mine:
			add(w.LineAsked.With(name, p.Title, t.Until(p.Closes)), t.W.Feedback.TakeBack, "drop")
		case p.waits(t.Now):
			add(w.LineTold.With(name, p.Title, t.Until(p.Closes)), w.Yes, "yes")
		}
	}
	return ls
}
