package multirater

import (
	"strconv"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/privacy"
)

// howGood tells what was answered on the scale, as far as it may be told.
func (r round) howGood(w *texts, group privacy.Group) chat.Block {
	labels := [5]string{0: w.Scale[0] + " – " + w.Scale[1], 2: w.Scale[2], 4: w.Scale[3] + " – " + w.Scale[4]}
	var counts chat.Facts
	for i, n := range r.Counts {
		if n > 0 {
			counts = append(counts, chat.Fact{Label: labels[i], Value: strconv.Itoa(n)})
		}
	}
	switch {
	case len(counts) > 0:
		return counts
	case r.Good == privacy.Most:
		return chat.Text(w.MostGood.With(labels[4]))
	case r.Good == privacy.Few:
		return chat.Text(w.FewGood.With(labels[4]))
	}
	return chat.Text(w.Unclear.With(2 * group.K()))
}

// closed is the message that a round is over.
func closed(t *dialog.Turn, r round, _ string) (chat.Reply, error) {
	if r.waits(t.Now) {
		return chat.Reply{}, nil
	}
	return t.Aside(dialog.Says(words.In(t.W.Lang).End.With(r.Topic),
		dialog.Primary(t.W.Feedback.See, do("see", r.Number)), dialog.Button(t.W.NotNow, do("later")))), nil
}

// see shows what came of a round that is over: the numbers, or with "0" or "1" what was
// written.
func see(t *dialog.Turn, r round, more string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if r.Asked.IsZero() || r.waits(t.Now) {
		return t.NotThere(), nil
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	r = r.close(group) // again if it was, because a group may have become larger
	if err := r.save(t.Tx); err != nil {
		return chat.Reply{}, err
	}
	c := chat.Card{Title: text.Capital(r.Topic)}
	drop := dialog.Button(t.W.Delete, do("delete", r.Number))
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
		t.Moved("read")
		c.Body = append(c.Body, chat.Text(w.Result.With(group.Round(r.Answers))), chat.Text("**"+w.Question[0]+"**"),
			r.howGood(w, group))
	}
	for i, label := range w.Said {
		if i != shown {
			c.Buttons = append(c.Buttons, dialog.Button(label, do("see", r.Number, i)))
		}
	}
	c.Buttons = append(c.Buttons, drop)
	return t.Fleeting(c), nil
}
