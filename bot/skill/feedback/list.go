package feedback

import (
	"fmt"
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// perPage is how many lines of a person's own list are shown at a time: each has a button.
const perPage = 5

// list shows a person what was asked, given and received, the newest first.
func list(t *dialog.Turn, page int, rounds Lister) (chat.Reply, error) {
	f := words.In(t.W.Lang)
	lines, err := lines(t, rounds)
	if err != nil {
		return chat.Reply{}, err
	}
	c := chat.Card{Title: f.Mine, Note: chat.Strip(f.MineNote)}
	from := min((max(page, 1)-1)*perPage, len(lines))
	shown := lines[from:min(from+perPage, len(lines))]
	steps := chat.Steps{Start: from + 1}
	tap := chat.Tap{Prompt: f.MinePick}
	for i, l := range shown {
		steps.Items = append(steps.Items, chat.Step{Text: l.Text})
		if l.Do.Label != "" {
			tap.Options = append(tap.Options, dialog.Button(fmt.Sprintf("%d %s", from+i+1, l.Do.Label), l.Do.Action))
		}
	}
	if len(shown) == 0 {
		c.Body, c.Note = []chat.Block{chat.Text(f.MineNone)}, ""
	} else {
		c.Body = []chat.Block{steps}
	}
	if len(tap.Options) > 0 {
		c.Body = append(c.Body, tap)
	}
	if from+perPage < len(lines) {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.More, dialog.Do(verb, "list", max(page, 1)+1)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(f.Ask, dialog.Do(verb, "ask")), dialog.Button(f.Give, dialog.Do(verb, "give")))
	if rounds != nil {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.Rounds.Ask, dialog.Do(dialog.Round, "start")))
	}
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// lines are the person's own list.
func lines(t *dialog.Turn, rounds Lister) (ls []dialog.Line, err error) {
	es, err := of(t.Tx, t.Person.ID)
	if err != nil {
		return nil, err
	}
	for _, e := range es {
		side := receiverLine
		if e.Asker != t.Person.ID {
			side = giverLine
		}
		l, err := side(t, e)
		if err != nil {
			return nil, err
		}
		if l.Text != "" {
			l.Time = e.last()
			ls = append(ls, l)
		}
	}
	if rounds != nil {
		more, err := rounds(t)
		if err != nil {
			return nil, err
		}
		ls = append(ls, more...)
	}
	slices.SortStableFunc(ls, func(a, b dialog.Line) int { return b.Time.Compare(a.Time) })
	return ls, nil
}

// receiverLine is an exchange as who asked and receives sees it.
func receiverLine(t *dialog.Turn, e exchange) (dialog.Line, error) {
	f, name := words.In(t.W.Lang), t.Called(e.GiverName)
	do := func(label, what string) chat.Button { return dialog.Button(label, dialog.Do(verb, what, e.Number)) }
	switch {
	case !e.Read.IsZero():
		return dialog.Line{Text: f.LineRead.With(name, t.W.Date(e.Read)), Do: do(f.ReadAgain, "read")}, nil
	case !e.Sent.IsZero():
		return dialog.Line{Text: text.Capital(f.LineNew.With(name)), Do: do(t.W.Feedback.Read, "read")}, nil
	case e.waits(t.Now):
		return dialog.Line{Text: f.LineOpen.With(name, t.Until(e.Closes)), Do: do(t.W.Feedback.TakeBack, "delete")}, nil
	case !e.Asked.IsZero():
		return dialog.Line{Text: f.LineNone.With(name, t.Until(e.Closes)), Do: do(t.W.Delete, "delete")}, nil
	}
	return dialog.Line{}, nil
}

// giverLine is an exchange as the giver sees it.
func giverLine(t *dialog.Turn, e exchange) (dialog.Line, error) {
	f, name := words.In(t.W.Lang), t.Called(e.AskerName)
	do := func(label, what string) chat.Button { return dialog.Button(label, dialog.Do(verb, what, e.Number)) }
	d, err := e.draft(t.Tx)
	switch {
	case err != nil:
		return dialog.Line{}, err
	case !e.Read.IsZero():
		return dialog.Line{Text: f.LineGiven.With(name, t.W.Date(e.Sent))}, nil
	case !e.Sent.IsZero():
		return dialog.Line{Text: f.LineSent.With(name, t.W.Date(e.Sent)), Do: do(f.CallBack, "back")}, nil
	case d.Text != "":
		return dialog.Line{Text: f.LineDraft.With(name), Do: do(f.GoOn, "check")}, nil
	case e.waits(t.Now):
		return dialog.Line{Text: text.Capital(f.LineAsked.With(name, t.Until(e.Closes))), Do: do(f.Answer, "write")}, nil
	}
	return dialog.Line{}, nil
}
