package multirater

import (
	"errors"
	"strconv"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/privacy"
)

// remove takes a round back, or deletes what came of it.
func remove(t *dialog.Turn, r round, _ string) (chat.Reply, error) {
	text := t.W.Feedback.NotAsked
	switch {
	case r.Closed:
		text = t.W.Feedback.Deleted
	case r.Asked.IsZero(): // it never was one
		text = t.W.Fine
	}
	return t.Say(text), errors.Join(t.Hush(verb, r.Number, "told", "remind", "closed"), r.delete(t.Tx))
}

// closed is the message that a round is over.
func closed(t *dialog.Turn, r round, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || r.waits(t.Now) {
		return chat.Reply{}, nil
	}
	f, w := t.W.Feedback, words.In(t.W.Lang)
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(w.End.With(r.Topic))}, Buttons: []chat.Button{
		dialog.Primary(f.See, dialog.Do(verb, "see", r.Number)), dialog.Button(t.W.NotNow, dialog.Do(verb, "later"))}}), nil
}

// see shows what came of a round that is over: the numbers, or with "0" or "1" what was
// written.
func see(t *dialog.Turn, r round, more string) (chat.Reply, error) {
	f, w := t.W.Feedback, words.In(t.W.Lang)
	if r.Asked.IsZero() || r.waits(t.Now) {
		return t.Say(f.Nothing), nil
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	if !r.Closed {
		r = r.close(group)
		if err := r.save(t.Tx); err != nil {
			return chat.Reply{}, err
		}
	}
	c := chat.Card{Title: text.Capital(r.Topic)}
	drop := dialog.Button(t.W.Delete, dialog.Do(verb, "delete", r.Number))
	if !group.May(r.Answers) {
		c.Body, c.Buttons = []chat.Block{chat.Text(w.TooFew.With(t.W.Spelled(group.K())))}, []chat.Button{drop}
		return t.Show(c), nil
	}
	shown := -1
	if more != "" {
		shown = min(max(dialog.Number(more), 0), len(r.Texts)-1)
		c.Body = append(c.Body, chat.Heading(w.Said[shown]))
		if len(r.Texts[shown]) == 0 {
			c.Body = append(c.Body, chat.Text(w.FewTexts))
		} else {
			c.Body = append(c.Body, chat.List(r.Texts[shown]))
		}
	} else {
		note(t, "read")
		var counts chat.Facts
		for i, n := range r.Counts {
			counts = append(counts, chat.Fact{Label: w.Scale[i], Value: strconv.Itoa(n)})
		}
		c.Body = append(c.Body, chat.Text(w.Result.With(r.Answers)), chat.Text("**"+w.Question[0]+"**"), counts)
	}
	for i, label := range w.Said {
		if i != shown {
			c.Buttons = append(c.Buttons, dialog.Button(label, dialog.Do(verb, "see", r.Number, i)))
		}
	}
	c.Buttons = append(c.Buttons, drop)
	return t.OwnText(c), nil
}
