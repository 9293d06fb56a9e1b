package feedback

import (
	"errors"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
)

// got is the message that there is feedback. What it says is not in it: one reads it when
// one wants to.
func got(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	if e.Sent.IsZero() || !e.Read.IsZero() {
		return chat.Reply{}, nil
	}
	return t.Aside(dialog.Says(words.In(t.W.Lang).Got.With(t.Called(e.GiverName)),
			dialog.Primary(t.W.Feedback.Read, do("read", e.Number)), dialog.Button(t.W.NotNow, do("later")))),
		t.Hush(skill, e.Number, "close")
}

// read shows the receiver what was given. From then on it is theirs: the giver can no
// longer call it back.
func read(t *dialog.Turn, e exchange, _ string) (r chat.Reply, err error) {
	if e.Sent.IsZero() {
		return t.NotThere(), nil
	}
	if e.Read.IsZero() {
		e.Read = t.Now
		t.Moved("read")
		err = errors.Join(e.save(t.Tx), t.Hush(skill, e.Number, "got", "close"))
	}
	f := words.In(t.W.Lang)
	c := chat.Card{Title: f.From.With(t.Called(e.GiverName)), Note: chat.Strip(t.W.Date(e.Sent))}
	if e.Question != "" {
		c.Body = append(c.Body, chat.Text(f.YouAsked.With(e.Question)))
	}
	c.Body = append(append(c.Body, dialog.Exact(e.Text)...), chat.Text(t.W.Feedback.TryAsk))
	c.Buttons = append(c.Buttons, t.TryOne())
	if e.Thanked.IsZero() && e.Giver != "" {
		c.Buttons = append(c.Buttons, dialog.Button(f.Thank, do("thank", e.Number)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.Delete, do("delete", e.Number)))
	return t.Fleeting(c), err
}

// thank lets the giver know, with one tap.
func thank(t *dialog.Turn, e exchange, _ string) (r chat.Reply, err error) {
	f := words.In(t.W.Lang)
	if e.Read.IsZero() || e.Giver == "" {
		return t.NotThere(), nil
	}
	if e.Thanked.IsZero() {
		e.Thanked = t.Now
		t.Moved("thanked")
		err = errors.Join(e.save(t.Tx), t.Tell(e.Giver, skill, "thanks", e.Number,
			words.Say(func(w *texts) string { return w.ThanksPurpose }), t.Now, time.Time{}))
	}
	return t.Show(chat.Card{
		Body:    []chat.Block{chat.Text(f.Thanked.With(t.Called(e.GiverName))), chat.Text(t.W.Feedback.TryAsk)},
		Buttons: []chat.Button{t.TryOne(), t.NotNow()},
	}), err
}

// remove takes a question back, or deletes what was received: for both, because it is
// the receiver's.
func remove(t *dialog.Turn, e exchange, _ string) (chat.Reply, error) {
	text := t.W.Feedback.NotAsked
	switch {
	case !e.Sent.IsZero():
		text = t.W.Feedback.Deleted
	case e.Asked.IsZero(): // it never was a question
		text = t.W.Fine
	}
	return t.Say(text), errors.Join(t.Hush(skill, e.Number, "told", "remind", "close", "got", "thanks"), e.delete(t.Tx))
}
