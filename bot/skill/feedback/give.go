package feedback

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// give asks to whom one wants to say something that was not asked for. It goes to that
// colleague directly, with the giver's name: there is nobody else to send it to.
func give(t *dialog.Turn, _ string) (chat.Reply, error) {
	c, lead, err := t.Colleague(t.Now.Add(awaits))
	if err == nil && c.ID != "" {
		lead, err = mayGive(t, c)
	}
	if lead != "" || c.ID == "" || err != nil {
		return giveForm(t, lead), err
	}
	e, err := begin(t, exchange{Asker: c.ID, AskerName: c.Called, Given: true})
	if err != nil {
		return chat.Reply{}, err
	}
	return write(t, e, "")
}

// giveForm asks for the colleague.
func giveForm(t *dialog.Turn, lead string) chat.Reply {
	f := words.In(t.W.Lang)
	if lead == "" {
		lead = f.GiveIntro
	}
	r := t.AskFor(chat.Card{Title: f.Give}, lead, dialog.Submit(t.W.Next, do("give")), dialog.Do(dialog.Fine),
		chat.Question{Prompt: f.GiveWho[0], Hint: f.GiveWho[1], Need: true, Person: true})
	t.Session.Any = false // a question is none of it
	return r
}

// mayGive says why a person may not begin another message now; empty if they may.
func mayGive(t *dialog.Turn, to dialog.Colleague) (lead string, err error) {
	unread := 0
	for _, e := range own(t) {
		switch {
		case e.Giver != t.Person.ID || !e.Asked.IsZero() || !e.Read.IsZero():
		case e.Sent.IsZero() && e.Asker == to.ID: // begun before, and left
			err = errors.Join(err, e.delete(t.Tx))
		case e.Sent.IsZero():
		case e.Asker == to.ID:
			return words.In(t.W.Lang).GiveOpen.With(t.Called(to.Called)), err
		default:
			unread++
		}
	}
	if unread >= maxOpen {
		lead = words.In(t.W.Lang).GiveMany.With(unread)
	}
	return lead, err
}

// way returns a model by its key; without one it is a single question.
func way(t *dialog.Turn, e exchange, key string) Way {
	f := words.In(t.W.Lang)
	for _, w := range f.Ways {
		if w.Key == key {
			return w
		}
	}
	prompt := e.Question
	if prompt == "" {
		prompt = f.Write.With(t.Called(e.AskerName))
	}
	return Way{Asks: [][2]string{{prompt, f.WriteExample}}}
}

// write asks the giver for their feedback, by a model if more names one.
func write(t *dialog.Turn, e exchange, more string) (chat.Reply, error) {
	if r, ok := mayWrite(t, e); !ok {
		return r, nil
	}
	return writeFrom(t, e, way(t, e, more), 0), nil
}

// mayWrite reports whether there is something to write; if not, r says why.
func mayWrite(t *dialog.Turn, e exchange) (r chat.Reply, ok bool) {
	f := words.In(t.W.Lang)
	switch {
	case !e.Read.IsZero():
		return t.Say(text.Capital(f.AlreadyRead.With(t.Called(e.AskerName)))), false
	case !e.Sent.IsZero():
		return sentCard(t, e), false
	case !e.Asked.IsZero() && !e.waits(t.Now) && e.Draft.Text == "": // begun in time may be ended
		return t.Say(t.W.Feedback.Closed), false
	}
	return chat.Reply{}, true
}

// writeFrom asks the questions of a model from the i-th on. Who types answers them one by
// one.
func writeFrom(t *dialog.Turn, e exchange, w Way, i int) chat.Reply {
	next, stop := do("draft", e.Number, i, w.Key), dialog.Do(dialog.Fine)
	c := chat.Card{Title: t.W.Feedback.For.With(t.Called(e.AskerName))}
	c.Buttons = []chat.Button{dialog.Submit(t.W.Feedback.See, next)}
	var qs []chat.Question
	for _, q := range w.Asks[i:] {
		qs = append(qs, chat.Question{Prompt: q[0], Hint: q[1], Long: true, Need: len(w.Asks) == 1})
	}
	c.Body = t.Questions(qs...)
	if i == 0 {
		for _, o := range words.In(t.W.Lang).Ways {
			if o.Key != w.Key {
				c.Buttons = append(c.Buttons, dialog.Button(o.Name, do("write", e.Number, o.Key)))
			}
		}
	}
	skip := stop
	if len(w.Asks) > 1 {
		skip = do("draft", e.Number, i, w.Key, "skip")
		c.Buttons = append(c.Buttons, dialog.Button(t.W.Skip, skip))
	}
	return t.FormFor(c, next, stop, skip)
}

// takeDraft takes answers to a model: "I/WAY" to the I-th, or "I/WAY/skip" for none.
func takeDraft(t *dialog.Turn, e exchange, more string) (chat.Reply, error) {
	if r, ok := mayWrite(t, e); !ok {
		return r, nil
	}
	number, rest := dialog.Cut(more)
	key, skipped := dialog.Cut(rest)
	w, i, d := way(t, e, key), max(dialog.Number(number), 0), &e.Draft
	if d.Way != w.Key || len(d.Parts) != len(w.Asks) || i == 0 {
		*d = draft{Way: w.Key, Parts: make([]string, len(w.Asks)), Text: d.Text}
	}
	for j := i; j < len(w.Asks) && skipped == ""; j++ {
		if v := t.Filled(j - i); dialog.Crisis(v) {
			return t.HelpNow()
		} else if v != "" {
			d.Parts[j] = v
		}
	}
	d.Time = t.Now
	last := i+1 >= len(w.Asks) || t.Event.Kind == chat.Filled
	if text := strings.Join(given(d.Parts), "\n"); last && text != "" {
		*d = draft{Text: dialog.Fit(text, maxText), Time: t.Now}
	}
	if err := errors.Join(t.Conceal(), e.save(t.Tx)); err != nil {
		return chat.Reply{}, err
	}
	switch {
	case !last:
		return writeFrom(t, e, w, i+1), nil
	case d.Text == "" || len(d.Parts) > 0: // nothing was written
		return writeFrom(t, e, w, 0), nil
	}
	return check(t, e, "")
}

// given are the parts that are not empty.
func given(parts []string) []string {
	return slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return p == "" })
}

// check shows the giver exactly what would be sent. Nothing is sent before they say so.
func check(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	if e.Draft.Text == "" || !e.Sent.IsZero() {
		return t.NotThere(), nil
	}
	who := t.Called(e.AskerName)
	return t.CheckSend(who, e.Draft.Text, words.In(t.W.Lang).DraftNote.With(who),
		do("send", e.Number, dialog.Mark(e.Draft.Text)), do("change", e.Number), do("drop", e.Number)), nil
}

// change lets the giver edit their draft.
func change(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	if e.Draft.Text == "" || !e.Sent.IsZero() {
		return t.NotThere(), nil
	}
	next, stop := do("draft", e.Number, 0), do("check", e.Number)
	r := t.FormFor(chat.Card{
		Title: t.W.Feedback.DraftTitle.With(t.Called(e.AskerName)),
		Body: t.Questions(chat.Question{
			Prompt: way(t, e, "").Asks[0][0], Long: true, Need: true, Value: e.Draft.Text,
		}),
		Buttons: []chat.Button{dialog.Submit(t.W.Feedback.See, next)},
	}, next, stop, stop)
	r.Fleeting = true
	return r, nil
}

// drop throws the giver's draft away. A question they were asked stays open.
func drop(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	switch {
	case !e.Sent.IsZero():
		return t.NotThere(), nil
	case e.Asked.IsZero():
		return t.Say(t.W.Feedback.Dropped), e.delete(t.Tx)
	}
	e.Draft = draft{}
	return t.Say(t.W.Feedback.Dropped), e.save(t.Tx)
}

// send gives the receiver the text that the giver was shown, and no other.
func send(t *dialog.Turn, e exchange, marked string) (chat.Reply, error) {
	switch {
	case !e.Sent.IsZero():
		return t.NotThere(), nil
	case e.Draft.Text == "" || dialog.Mark(e.Draft.Text) != marked || // it was changed since
		t.TellsOfAnother(e.Draft.Text, t.Called(e.AskerName)):
		return check(t, e, "")
	}
	switch {
	case e.EverSent:
	case e.Asked.IsZero():
		t.Moved("given")
	default:
		t.Moved("answered")
	}
	e.Text, e.Sent, e.EverSent, e.Declined, e.Draft = e.Draft.Text, t.Now, true, false, draft{}
	return sentCard(t, e), errors.Join(e.save(t.Tx), t.Hush(skill, e.Number, "told", "remind"),
		t.Tell(e.Asker, skill, "got", e.Number, words.Say(func(w *texts) string { return w.GotPurpose }), t.Now,
			t.Now.Add(keep)))
}

// sentCard says that feedback was sent, and offers to call it back.
func sentCard(t *dialog.Turn, e exchange) chat.Reply {
	f := words.In(t.W.Lang)
	return t.Show(dialog.Says(f.Sent.With(t.Called(e.AskerName)), dialog.Button(f.CallBack, do("back", e.Number))))
}

// callBack makes what was sent the giver's draft again, as long as it was not read.
func callBack(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	f, who := words.In(t.W.Lang), t.Called(e.AskerName)
	switch {
	case e.Sent.IsZero():
		return t.NotThere(), nil
	case !e.Read.IsZero():
		return t.Say(text.Capital(f.AlreadyRead.With(who))), nil
	}
	e.Draft, e.Text, e.Sent = draft{Text: e.Text, Time: t.Now}, "", time.Time{}
	return t.Show(dialog.Says(f.CalledBack.With(who), dialog.Primary(f.GoOn, do("check", e.Number)),
			dialog.Button(t.W.Feedback.Drop, do("drop", e.Number)))),
		errors.Join(e.save(t.Tx), t.Hush(skill, e.Number, "got"))
}

// thanks is the message that the receiver says thank you.
func thanks(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	f := words.In(t.W.Lang)
	return t.News(dialog.Says(text.Capital(f.Thanks.With(t.Called(e.AskerName))), dialog.Button(f.Welcome, do("ok"))))
}
