package feedback

import (
	"errors"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// give asks to whom one wants to say something that was not asked for. It goes to that
// colleague directly, with the giver's name: there is nobody else to send it to.
func give(t *dialog.Turn) (chat.Reply, error) {
	cs, err := t.Colleagues(t.Now.Add(awaits))
	if err != nil {
		return chat.Reply{}, err
	}
	lead := onlyOne(t, cs)
	if lead == "" && len(cs) == 1 {
		lead, err = mayGive(t, cs[0])
	}
	if lead != "" || len(cs) == 0 || err != nil {
		return giveForm(t, lead), err
	}
	e, err := begin(t.Tx, exchange{Asker: cs[0].ID, AskerName: cs[0].Called, Giver: t.Person.ID, GiverName: dialog.NameOf(t.Event.From), Made: t.Now}, t.Person.ID)
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
	next := dialog.Do(verb, "give")
	stop := chat.Action{Verb: dialog.Fine}
	return t.Form(chat.Card{Title: f.Give, Body: []chat.Block{
		chat.Text(lead),
		chat.Question{Field: dialog.AnswerField, Prompt: f.GiveWho[0], Hint: t.W.ForInstance.With(f.GiveWho[1]), Need: true, Person: true}},
		Buttons: []chat.Button{dialog.Submit(t.W.Next, next), dialog.Button(t.W.NotNow, stop)}}, next, stop, stop)
}

// mayGive says why a person may not begin another message now; empty if they may.
func mayGive(t *dialog.Turn, to dialog.Colleague) (lead string, err error) {
	es, err := of(t.Tx, t.Person.ID)
	if err != nil {
		return "", err
	}
	unread := 0
	for _, e := range es {
		switch {
		case e.Giver != t.Person.ID || !e.Asked.IsZero() || !e.Read.IsZero():
		case e.Sent.IsZero() && e.Asker == to.ID: // begun before, and left
			if err := e.delete(t.Tx); err != nil {
				return "", err
			}
		case e.Sent.IsZero():
		case e.Asker == to.ID:
			return words.In(t.W.Lang).GiveOpen.With(t.Called(to.Called)), nil
		default:
			unread++
		}
	}
	if unread >= maxOpen {
		return words.In(t.W.Lang).GiveMany.With(unread), nil
	}
	return "", nil
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
	if r, ok, err := mayWrite(t, e); !ok {
		return r, err
	}
	return writeFrom(t, e, way(t, e, more), 0), nil
}

// mayWrite reports whether there is something to write; if not, r says why.
func mayWrite(t *dialog.Turn, e exchange) (r chat.Reply, ok bool, err error) {
	f := words.In(t.W.Lang)
	switch {
	case !e.Read.IsZero():
		return t.Say(text.Capital(f.AlreadyRead.With(t.Called(e.AskerName)))), false, nil
	case !e.Sent.IsZero():
		return sentCard(t, e), false, nil
	case !e.Asked.IsZero() && !e.waits(t.Now):
		if d, err := e.draft(t.Tx); err != nil || d.Text == "" { // begun in time may be ended
			return t.Say(t.W.Feedback.Closed), false, err
		}
	}
	return chat.Reply{}, true, nil
}

// writeFrom asks the questions of a model from the i-th on. Who types answers them one by
// one.
func writeFrom(t *dialog.Turn, e exchange, w Way, i int) chat.Reply {
	f := words.In(t.W.Lang)
	next := dialog.Do(verb, "draft", e.Number, i, w.Key)
	c := chat.Card{Title: t.W.Feedback.For.With(t.Called(e.AskerName))}
	for j, q := range w.Asks[i:] {
		c.Body = append(c.Body, chat.Question{Field: dialog.Field(j), Prompt: q[0], Hint: t.W.ForInstance.With(q[1]), Long: true, Need: len(w.Asks) == 1})
	}
	c.Buttons = []chat.Button{dialog.Submit(t.W.Feedback.See, next)}
	if i == 0 {
		for _, o := range f.Ways {
			if o.Key != w.Key {
				c.Buttons = append(c.Buttons, dialog.Button(o.Name, dialog.Do(verb, "write", e.Number, o.Key)))
			}
		}
	}
	stop := chat.Action{Verb: dialog.Fine}
	if len(w.Asks) == 1 {
		return t.FormFor(c, next, stop, stop)
	}
	skip := dialog.Do(verb, "draft", e.Number, i, w.Key, "skip")
	c.Buttons = append(c.Buttons, dialog.Button(t.W.Skip, skip))
	return t.FormFor(c, next, stop, skip)
}

// takeDraft takes answers to a model: "I/WAY" to the I-th, or "I/WAY/skip" for none.
func takeDraft(t *dialog.Turn, e exchange, more string) (chat.Reply, error) {
	if r, ok, err := mayWrite(t, e); !ok {
		return r, err
	}
	number, rest := dialog.Cut(more)
	key, skipped := dialog.Cut(rest)
	w, i := way(t, e, key), max(dialog.Number(number), 0)
	d, err := e.draft(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	if d.Way != w.Key || len(d.Parts) != len(w.Asks) || i == 0 {
		d = draft{Way: w.Key, Parts: make([]string, len(w.Asks)), Text: d.Text}
	}
	for j := i; j < len(w.Asks) && skipped == ""; j++ {
		if v := t.Filled(j - i); dialog.Crisis(v) {
			return t.HelpNow()
		} else if v != "" {
			d.Parts[j] = v
		}
	}
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	d.Time = t.Now
	last := i+1 >= len(w.Asks) || t.Event.Kind == chat.Filled
	if text := strings.Join(given(d.Parts), "\n"); last && text != "" {
		d = draft{Text: dialog.Fit(text, maxText), Time: t.Now}
	}
	if err := e.saveDraft(t.Tx, d); err != nil {
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
func given(parts []string) (out []string) {
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

// check shows the giver exactly what would be sent. Nothing is sent before they say so.
func check(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	d, err := e.draft(t.Tx)
	if err != nil || d.Text == "" || !e.Sent.IsZero() {
		return t.Say(t.W.Feedback.Nothing), err
	}
	f, name := words.In(t.W.Lang), t.Called(e.AskerName)
	return t.OwnText(chat.Card{Title: t.W.Feedback.DraftTitle.With(name), Body: dialog.Exact(d.Text), Note: chat.Strip(f.DraftNote.With(name)), Buttons: []chat.Button{
		dialog.Primary(t.W.Feedback.Send, dialog.Do(verb, "send", e.Number, dialog.Mark(d.Text))),
		dialog.Button(t.W.Feedback.Change, dialog.Do(verb, "change", e.Number)), dialog.Button(t.W.Feedback.Drop, dialog.Do(verb, "drop", e.Number))}}), nil
}

// change lets the giver edit their draft.
func change(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	d, err := e.draft(t.Tx)
	if err != nil || d.Text == "" || !e.Sent.IsZero() {
		return t.Say(t.W.Feedback.Nothing), err
	}
	next, stop := dialog.Do(verb, "draft", e.Number, 0), dialog.Do(verb, "check", e.Number)
	r := t.FormFor(chat.Card{Title: t.W.Feedback.DraftTitle.With(t.Called(e.AskerName)), Body: []chat.Block{
		chat.Question{Field: dialog.AnswerField, Prompt: way(t, e, "").Asks[0][0], Long: true, Need: true, Value: d.Text}},
		Buttons: []chat.Button{dialog.Submit(t.W.Feedback.See, next)}}, next, stop, stop)
	r.Fleeting = true
	return r, nil
}

// drop throws the giver's draft away. A question they were asked stays open.
func drop(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	if !e.Sent.IsZero() {
		return t.Say(t.W.Feedback.Nothing), nil
	}
	if e.Asked.IsZero() {
		return t.Say(t.W.Feedback.Dropped), e.delete(t.Tx)
	}
	return t.Say(t.W.Feedback.Dropped), e.saveDraft(t.Tx, draft{})
}

// send gives the receiver the text that the giver was shown, and no other.
func send(t *dialog.Turn, e exchange, marked string) (chat.Reply, error) {
	f := words.In(t.W.Lang)
	d, err := e.draft(t.Tx)
	switch {
	case err != nil:
		return chat.Reply{}, err
	case !e.Sent.IsZero():
		return t.Say(t.W.Feedback.Nothing), nil
	case d.Text == "" || dialog.Mark(d.Text) != marked: // it was changed since
		return check(t, e, "")
	}
	detail := "given"
	if !e.Asked.IsZero() {
		detail = "answered"
	}
	if !e.EverSent {
		note(t, detail)
	}
	e.Text, e.Sent, e.EverSent, e.Declined = d.Text, t.Now, true, false
	err = errors.Join(e.save(t.Tx), e.saveDraft(t.Tx, draft{}), e.showTo(t.Tx, e.Asker), t.Hush(verb, e.Number, "told", "remind"),
		t.Tell(e.Asker, verb, "got", e.Number, f.GotPurpose, t.Now, t.Now.Add(keep)))
	return sentCard(t, e), err
}

// sentCard says that feedback was sent, and offers to call it back.
func sentCard(t *dialog.Turn, e exchange) chat.Reply {
	f := words.In(t.W.Lang)
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(f.Sent.With(t.Called(e.AskerName)))},
		Buttons: []chat.Button{dialog.Button(f.CallBack, dialog.Do(verb, "back", e.Number))}})
}

// callBack makes what was sent the giver's draft again, as long as it was not read.
func callBack(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	f, name := words.In(t.W.Lang), t.Called(e.AskerName)
	switch {
	case e.Sent.IsZero():
		return t.Say(t.W.Feedback.Nothing), nil
	case !e.Read.IsZero():
		return t.Say(text.Capital(f.AlreadyRead.With(name))), nil
	}
	err := errors.Join(e.saveDraft(t.Tx, draft{Text: e.Text, Time: t.Now}), t.Hush(verb, e.Number, "got"))
	e.Text, e.Sent = "", time.Time{}
	if e.Asked.IsZero() {
		err = errors.Join(err, e.hideFrom(t.Tx, e.Asker))
	}
	if err = errors.Join(err, e.save(t.Tx)); err != nil {
		return chat.Reply{}, err
	}
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(f.CalledBack.With(name))}, Buttons: []chat.Button{
		dialog.Primary(f.GoOn, dialog.Do(verb, "check", e.Number)), dialog.Button(t.W.Feedback.Drop, dialog.Do(verb, "drop", e.Number))}}), nil
}

// thanks is the message that the receiver says thank you.
func thanks(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due {
		return t.Say(t.W.Feedback.Nothing), nil
	}
	f := words.In(t.W.Lang)
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(text.Capital(f.Thanks.With(t.Called(e.AskerName))))},
		Buttons: []chat.Button{dialog.Button(f.Welcome, dialog.Do(verb, "ok"))}}), nil
}
