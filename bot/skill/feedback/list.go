package feedback

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// perPage is how many lines of a person's own list are shown at a time: each has a button.
const perPage = 5

// list shows a person what was asked, given and received, the newest first: a page of it.
func list(t *dialog.Turn, page string) (chat.Reply, error) {
	f, n := words.In(t.W.Lang), max(dialog.Number(page), 1)
	ls, err := t.Lines()
	if err != nil {
		return chat.Reply{}, err
	}
	from := min((n-1)*perPage, len(ls))
	c := chat.Card{Title: f.Mine}
	if shown := ls[from:min(from+perPage, len(ls))]; len(shown) > 0 {
		c.Body, c.Note = dialog.Numbers(shown, from+1, f.MinePick), chat.Strip(f.MineNote)
	} else {
		c.Body = []chat.Block{chat.Text(f.MineNone)}
	}
	if from+perPage < len(ls) {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.More, do("list", n+1)))
	}
	for _, b := range []chat.Button{dialog.Button(f.Ask, do("ask")), dialog.Button(f.Give, do("give")),
		dialog.Button(t.W.Rounds.Ask, dialog.Do(dialog.Round))} {
		if t.MayDo(b.Action.Verb) {
			c.Buttons = append(c.Buttons, b)
		}
	}
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// lines are a person's exchanges in that list.
func lines(t *dialog.Turn) (ls []dialog.Line, err error) {
	for _, e := range own(t) {
		side := receiverLine
		if e.Asker != t.Person.ID {
			side = giverLine
		}
		if l := side(t, e); l.Text != "" {
			l.Time = e.last()
			ls = append(ls, l)
		}
	}
	return ls, nil
}

// receiverLine is an exchange as who asked and receives sees it.
func receiverLine(t *dialog.Turn, e exchange) dialog.Line {
	f, who := words.In(t.W.Lang), t.Called(e.GiverName)
	do := func(label, act string) chat.Button { return dialog.Button(label, do(act, e.Number)) }
	switch {
	case !e.Read.IsZero():
		return dialog.Line{Text: f.LineRead.With(who, t.W.Date(e.Read)), Do: do(f.ReadAgain, "read")}
	case !e.Sent.IsZero():
		return dialog.Line{Text: text.Capital(f.LineNew.With(who)), Do: do(t.W.Feedback.Read, "read")}
	case e.waits(t.Now):
		return dialog.Line{Text: f.LineOpen.With(who, t.Until(e.Closes)), Do: do(t.W.Feedback.TakeBack, "delete")}
	case !e.Asked.IsZero():
		return dialog.Line{Text: f.LineNone.With(who, t.Until(e.Closes)), Do: do(t.W.Delete, "delete")}
	}
	return dialog.Line{}
}

// giverLine is an exchange as the giver sees it.
func giverLine(t *dialog.Turn, e exchange) dialog.Line {
	f, who := words.In(t.W.Lang), t.Called(e.AskerName)
	do := func(label, act string) chat.Button { return dialog.Button(label, do(act, e.Number)) }
	switch {
	case !e.Read.IsZero():
		return dialog.Line{Text: f.LineGiven.With(who, t.W.Date(e.Sent))}
	case !e.Sent.IsZero():
		return dialog.Line{Text: f.LineSent.With(who, t.W.Date(e.Sent)), Do: do(f.CallBack, "back")}
	case e.Draft.Text != "":
		return dialog.Line{Text: f.LineDraft.With(who), Do: do(f.GoOn, "check")}
	case e.waits(t.Now):
		return dialog.Line{Text: text.Capital(f.LineAsked.With(who, t.Until(e.Closes))), Do: do(f.Answer, "write")}
	}
	return dialog.Line{}
}
