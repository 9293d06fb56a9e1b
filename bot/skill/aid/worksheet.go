package aid

import (
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
)

// field asks a question of a worksheet: "AID/2". One past the last gives the filled
// summary.
func field(t *dialog.Turn, arg string) (chat.Reply, error) {
	a, r, n, ok, err := worksheet(t, arg)
	if !ok || err != nil {
		return t.Say(t.W.Gone), err
	}
	return askField(t, a, r, n)
}

// fill takes the answer to a question of a worksheet, and asks the next. No answer
// leaves the question open.
func fill(t *dialog.Turn, arg string) (chat.Reply, error) {
	a, r, n, ok, err := worksheet(t, arg)
	if !ok || err != nil || n > len(a.Fields) {
		return t.Say(t.W.Gone), err
	}
	for len(r.Answers) < n {
		r.Answers = append(r.Answers, "")
	}
	r.Answers[n-1] = dialog.Fit(t.Answer, maxAnswer)
	return askField(t, a, r, n+1)
}

// maxAnswer is the longest answer to one question of a worksheet, in characters, so
// that the summary of all of them fits a card.
const maxAnswer = 300

// worksheet reads "AID/N".
func worksheet(t *dialog.Turn, arg string) (a *knowledge.Aid, r run, n int, ok bool, err error) {
	ref, rest := dialog.Cut(arg)
	a, ok = t.Aid(ref)
	n = dialog.Number(rest)
	if !ok || len(a.Fields) == 0 || n < 1 {
		return nil, run{}, 0, false, nil
	}
	r, err = resumed(t, a)
	return a, r, n, true, err
}

// askField asks question n, or shows the summary after the last.
func askField(t *dialog.Turn, a *knowledge.Aid, r run, n int) (chat.Reply, error) {
	if n > len(a.Fields) {
		return summary(t, a, r)
	}
	r.Step = n
	if err := saveRun(t, r); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.StepShown, a, n, "")
	f := a.Fields[n-1]
	q := chat.Question{Field: dialog.AnswerField, Prompt: "**" + f.Label + "**", Value: at(r.Answers, n-1), Long: true}
	if f.Prompt != "" {
		q.Prompt += ": " + f.Prompt
	}
	if f.Detail != "" && !t.Short {
		q.Hint = f.Detail
	}
	if f.Example != "" {
		q.Hint = strings.TrimSpace(q.Hint + "\n" + t.W.ForInstance.With(unquote(f.Example)))
	}
	c := chat.Card{Title: words.In(t.W.Lang).QuestionOf.With(n, len(a.Fields))}
	if n == 1 {
		c.Body = append(c.Body, t.Warnings(a)...)
	}
	c.Body = append(c.Body, q)
	send := dialog.Primary(t.W.Next, dialog.On(verbFill, a, n))
	send.Submit = true
	c.Buttons = []chat.Button{send, dialog.Button(t.W.Skip, dialog.On(verbField, a, n+1))}
	if n > 1 {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.Back, dialog.On(verbField, a, n-1)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.Stop, dialog.On(verbStop, a)))
	rep := t.Show(c)
	t.Session.Awaits, t.Session.View = dialog.On(verbFill, a, n), dialog.On(verbField, a, n)
	if f.Why != "" { // asked for, never volunteered: the form is busy enough
		say(t, "why", dialog.On(verbWhy, a, n))
	}
	t.OfferPress("skip", dialog.On(verbField, a, n+1))
	if n > 1 {
		t.OfferPress("back", dialog.On(verbField, a, n-1))
	}
	t.OfferPress("stop", dialog.On(verbStop, a))
	return rep, nil
}

// summary shows what was filled in, to copy, and asks whether it helped.
func summary(t *dialog.Turn, a *knowledge.Aid, r run) (chat.Reply, error) {
	if err := dropRun(t, a.Slug); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.FilledIn, a, 0, "")
	t.NoteAid(journal.RunFinished, a, len(a.Fields), "")
	var b strings.Builder
	b.WriteString(a.Title + "\n")
	for i, f := range a.Fields {
		v := at(r.Answers, i)
		if v == "" {
			v = t.W.Empty
		}
		b.WriteString("\n" + chat.Leading(f.Label) + v)
	}
	c := chat.Card{Title: dialog.Fit(words.In(t.W.Lang).Filled.With(a.Title), chat.MaxTitle)}
	for _, s := range dialog.WrapLines(b.String(), chat.MaxText) {
		c.Body = append(c.Body, chat.Code(s))
	}
	c.Body = append(c.Body, chat.Text(words.In(t.W.Lang).Check.With(dialog.LowerFirst(a.Result))), tap(t, a))
	c.Buttons = []chat.Button{dialog.Button(words.In(t.W.Lang).Restart, dialog.On(verbRestart, a))}
	if a.Plan != "" && !t.Short {
		c.Buttons = append(c.Buttons, dialog.Button(words.In(t.W.Lang).Plan, dialog.On(verbPlan, a)))
	}
	t.Session.View = chat.Action{}
	return used(t, a, t.Show(c))
}
