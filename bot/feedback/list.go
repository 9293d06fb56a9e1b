package feedback

import (
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/talk"
)

// perPage is how many lines of a person's own list are shown at a time: each has a button.
const perPage = 5

// A line is one thing of a person's own list.
type line struct {
	time time.Time
	text string
	do   chat.Button // its label is empty if there is nothing to do
}

// list shows a person what was asked, given and received, the newest first.
func list(t *talk.Turn, page int) (chat.Reply, error) {
	f := t.W.Feedback
	lines, err := lines(t)
	if err != nil {
		return chat.Reply{}, err
	}
	c := chat.Card{Title: f.Mine, Note: chat.Strip(f.MineNote)}
	from := min((max(page, 1)-1)*perPage, len(lines))
	shown := lines[from:min(from+perPage, len(lines))]
	steps := chat.Steps{Start: from + 1}
	tap := chat.Tap{Prompt: f.MinePick}
	for i, l := range shown {
		steps.Items = append(steps.Items, chat.Step{Text: l.text})
		if l.do.Label != "" {
			tap.Options = append(tap.Options, talk.Button(fmt.Sprintf("%d %s", from+i+1, l.do.Label), l.do.Action))
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
		c.Buttons = append(c.Buttons, talk.Button(t.W.More, talk.Do(verb, "list", max(page, 1)+1)))
	}
	c.Buttons = append(c.Buttons, talk.Button(f.Ask, talk.Do(verb, "ask")), talk.Button(f.Give, talk.Do(verb, "give")), talk.Button(f.Round, talk.Do(verbRound, "start")))
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// lines are the person's own list.
func lines(t *talk.Turn) (ls []line, err error) {
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
		if l.text != "" {
			l.time = e.last()
			ls = append(ls, l)
		}
	}
	rs, err := roundLines(t)
	ls = append(ls, rs...)
	slices.SortStableFunc(ls, func(a, b line) int { return b.time.Compare(a.time) })
	return ls, err
}

// receiverLine is an exchange as who asked and receives sees it.
func receiverLine(t *talk.Turn, e exchange) (line, error) {
	f, name := t.W.Feedback, shown(t, e.GiverName)
	do := func(label, what string) chat.Button { return talk.Button(label, talk.Do(verb, what, e.Number)) }
	switch {
	case !e.Read.IsZero():
		return line{text: fmt.Sprintf(f.LineRead, name, t.W.Date(e.Read)), do: do(f.ReadAgain, "read")}, nil
	case !e.Sent.IsZero():
		return line{text: string(sentence(f.LineNew, name)), do: do(f.Read, "read")}, nil
	case e.waits(t.Now):
		return line{text: fmt.Sprintf(f.LineOpen, name, until(t, e.Closes)), do: do(f.TakeBack, "delete")}, nil
	case !e.Asked.IsZero():
		return line{text: fmt.Sprintf(f.LineNone, name, until(t, e.Closes)), do: do(t.W.Delete, "delete")}, nil
	}
	return line{}, nil
}

// giverLine is an exchange as the giver sees it.
func giverLine(t *talk.Turn, e exchange) (line, error) {
	f, name := t.W.Feedback, shown(t, e.AskerName)
	do := func(label, what string) chat.Button { return talk.Button(label, talk.Do(verb, what, e.Number)) }
	d, err := e.draft(t.Tx)
	switch {
	case err != nil:
		return line{}, err
	case !e.Read.IsZero():
		return line{text: fmt.Sprintf(f.LineGiven, name, t.W.Date(e.Sent))}, nil
	case !e.Sent.IsZero():
		return line{text: fmt.Sprintf(f.LineSent, name, t.W.Date(e.Sent)), do: do(f.CallBack, "back")}, nil
	case d.Text != "":
		return line{text: fmt.Sprintf(f.LineDraft, name), do: do(f.GoOn, "check")}, nil
	case e.waits(t.Now):
		return line{text: string(sentence(f.LineAsked, name, until(t, e.Closes))), do: do(f.Answer, "write")}, nil
	}
	return line{}, nil
}
