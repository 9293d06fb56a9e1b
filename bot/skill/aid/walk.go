package aid

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// walk takes a person through an aid, from where they were if they had begun.
func walk(t *dialog.Turn, ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	r, ok, err := runOf(t, a.Slug)
	if err != nil {
		return chat.Reply{}, err
	}
	if ok && r.Version == a.Version && r.Step > 1 && r.Step <= length(a) {
		return offerResume(t, a, r), nil
	}
	return start(t, a)
}

// length is how many steps, items or questions an aid is walked in.
func length(a *knowledge.Aid) int {
	switch a.Type {
	case knowledge.Worksheet:
		return len(a.Fields)
	case knowledge.DecisionTree:
		return len(a.Tree)
	case knowledge.DecisionTable:
		if a.Table != nil {
			return a.Table.Conditions
		}
		return 0
	}
	return len(a.Steps)
}

// offerResume asks whether to go on where the person was.
func offerResume(t *dialog.Turn, a *knowledge.Aid, r run) chat.Reply {
	resume := dialog.On(verbResume, a)
	rep := t.Show(dialog.Says(words.In(t.W.Lang).Resume.With(r.Step, a.Title), dialog.Primary(t.W.Yes, resume),
		dialog.Button(words.In(t.W.Lang).Restart, dialog.On(verbRestart, a)), t.NotNow()))
	t.Offer("ja", resume)
	t.Offer("yes", resume)
	t.OfferPress("next", resume)
	t.OfferPress("stop", dialog.On(verbStop, a))
	say(t, "steps", resume)
	offerParts(t, a)
	return rep
}

// resume goes on where the person was.
func resume(t *dialog.Turn, ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok || length(a) == 0 {
		return t.Say(t.W.Gone), nil
	}
	r, err := resumed(t, a)
	if err != nil {
		return chat.Reply{}, err
	}
	switch a.Type {
	case knowledge.Worksheet:
		return askField(t, a, r, max(r.Step, 1))
	case knowledge.DecisionTable:
		return askColumn(t, a, r)
	case knowledge.DecisionTree:
		return askNode(t, a, r, max(r.Step, 1)-1)
	case knowledge.Checklist:
		return showList(t, a, r, chat.Ref{})
	}
	return showStep(t, a, r, min(max(r.Step, 1), len(a.Steps)))
}

// restart walks an aid from its beginning, whatever there was.
func restart(t *dialog.Turn, ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	if err := dropRun(t, a.Slug); err != nil {
		return chat.Reply{}, err
	}
	return start(t, a)
}

// start begins a new run of an aid in the way of its type.
func start(t *dialog.Turn, a *knowledge.Aid) (chat.Reply, error) {
	if length(a) == 0 {
		return answer(t, a)
	}
	t.NoteAid(journal.RunStarted, a, 0, "")
	r := newRun(t, a)
	if err := saveRun(t, r); err != nil {
		return chat.Reply{}, err
	}
	switch a.Type {
	case knowledge.Worksheet:
		return askField(t, a, r, 1)
	case knowledge.DecisionTable:
		return askColumn(t, a, r)
	case knowledge.DecisionTree:
		return askNode(t, a, r, 0)
	}
	return showStep(t, a, r, 1)
}

func newRun(t *dialog.Turn, a *knowledge.Aid) run {
	return run{Slug: a.Slug, Lang: string(a.Lang), Version: a.Version, Step: 1, Started: t.Now}
}

// resumed returns the run of an aid, a new one if there is none that fits it still.
func resumed(t *dialog.Turn, a *knowledge.Aid) (run, error) {
	r, ok, err := runOf(t, a.Slug)
	if err != nil {
		return r, err
	}
	if !ok || r.Version != a.Version {
		t.NoteAid(journal.RunStarted, a, 0, "")
		return newRun(t, a), nil
	}
	if t.Now.Sub(r.Touched) > resumeGap {
		t.NoteAid(journal.RunResumed, a, r.Step, "")
	}
	return r, nil
}

// step shows a step: "AID/3". One past the last ends the walk.
func step(t *dialog.Turn, arg string) (chat.Reply, error) {
	ref, rest := dialog.Cut(arg)
	a, ok := t.Aid(ref)
	if !ok || len(a.Steps) == 0 {
		return t.Say(t.W.Gone), nil
	}
	r, err := resumed(t, a)
	if err != nil {
		return chat.Reply{}, err
	}
	n := max(dialog.Number(rest), 1)
	if n > len(a.Steps) {
		return finish(t, a)
	}
	if a.Type == knowledge.Checklist && n > r.Step { // "next" on an item means it is done
		r.Ticks = ticked(r.Ticks, len(a.Steps), n-1, true)
	}
	return showStep(t, a, r, n)
}

// showStep shows step n of a run.
func showStep(t *dialog.Turn, a *knowledge.Aid, r run, n int) (chat.Reply, error) {
	r.Step = n
	if err := saveRun(t, r); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.StepShown, a, n, "")
	s := a.Steps[n-1]
	title := words.In(t.W.Lang).StepOf
	if a.Type == knowledge.Checklist {
		title = words.In(t.W.Lang).ItemOf
	}
	c := chat.Card{Title: title.With(n, len(a.Steps))}
	if n == 1 {
		c.Body = append(c.Body, t.Warnings(a)...)
	}
	c.Body = append(c.Body, chat.Steps{Start: n, Items: []chat.Step{stepOf(t, s)}})
	if t.Person.Why == people.WhyAlways && s.Why != "" && !t.Short {
		c.Body = append(c.Body, chat.Heading(words.In(t.W.Lang).Why), chat.Text(s.Why))
	}
	c.Buttons = stepButtons(t, a, n)
	rep := t.Show(c)
	t.OfferPress("stop", dialog.On(verbStop, a))
	offerWhy(t, a, n)
	t.Session.View = dialog.On(verbStep, a, n)
	return rep, nil
}

// stepOf is a step as a card shows it; in fewer words, only what to do.
func stepOf(t *dialog.Turn, s knowledge.Step) chat.Step {
	out := chat.Step{Text: s.Text}
	if s.Actor != "" {
		out.Text = "**" + s.Actor + "**: " + s.Text
	}
	if t.Short {
		return out
	}
	out.Say = unquote(s.Say)
	if s.Detail != "" {
		out.Lines = append(out.Lines, s.Detail)
	}
	if s.Check != "" {
		out.Lines = append(out.Lines, words.In(t.W.Lang).Check.With(s.Check))
	}
	return out
}

// stepButtons are next, why, back and stop, as far as they apply.
func stepButtons(t *dialog.Turn, a *knowledge.Aid, n int) []chat.Button {
	bs := []chat.Button{dialog.Primary(t.W.Next, dialog.On(verbStep, a, n+1))}
	if n == len(a.Steps) {
		bs[0].Label = words.In(t.W.Lang).Ready
	}
	if a.Steps[n-1].Why != "" && volunteersWhy(t, a) && t.Person.Why != people.WhyAlways {
		bs = append(bs, dialog.Button(words.In(t.W.Lang).WhyShort, dialog.On(verbWhy, a, n)))
	}
	if n > 1 {
		bs = append(bs, dialog.Button(t.W.Back, dialog.On(verbStep, a, n-1)))
	}
	return append(bs, dialog.Button(t.W.Stop, dialog.On(verbStop, a)))
}

// offerWhy lets a person ask why, and go on, by typing, also where no button says so.
func offerWhy(t *dialog.Turn, a *knowledge.Aid, n int) {
	say(t, "why", dialog.On(verbWhy, a, n))
	t.OfferPress("next", dialog.On(verbStep, a, n+1))
	if n > 1 {
		t.OfferPress("back", dialog.On(verbStep, a, n-1))
	}
	offerParts(t, a)
}

// offerNumbers lets a person type the step to go to. The items of a checklist are not
// gone to, because the next one means that those before it are done.
func offerNumbers(t *dialog.Turn, a *knowledge.Aid) {
	if a.Type == knowledge.Checklist || !a.IsRecipe() {
		return
	}
	for n := range a.Steps {
		t.Offer(t.W.StepNumber.With(n+1), dialog.On(verbStep, a, n+1))
	}
}

// whyStep explains step n, and returns to it.
func whyStep(t *dialog.Turn, a *knowledge.Aid, n int) (chat.Reply, error) {
	if n > length(a) {
		return t.Say(t.W.Gone), nil
	}
	t.NoteAid(journal.WhyShown, a, n, "")
	why := whyOf(a, n)
	if why == "" {
		why = words.In(t.W.Lang).NoWhy
	}
	c := chat.Card{Title: words.In(t.W.Lang).WhyShort, Body: []chat.Block{chat.Text(why)}}
	back := dialog.Button(t.W.Back, dialog.On(verbResume, a))
	if a.Type != knowledge.DecisionTable && a.Type != knowledge.DecisionTree && a.Type != knowledge.Worksheet {
		next := dialog.Primary(t.W.Next, dialog.On(verbStep, a, n+1))
		if n == len(a.Steps) {
			next.Label = words.In(t.W.Lang).Ready
		}
		back = dialog.Button(t.W.BackToStep.With(n), dialog.On(verbStep, a, n))
		c.Buttons = []chat.Button{next, back}
	} else {
		c.Buttons = []chat.Button{dialog.Primary(back.Label, back.Action)}
	}
	rep := t.Show(c)
	t.OfferPress("back", back.Action)
	t.OfferPress("stop", dialog.On(verbStop, a))
	if len(c.Buttons) > 1 {
		offerWhy(t, a, n)
	}
	return rep, nil
}

// whyOf is the reason for step, column or question n.
func whyOf(a *knowledge.Aid, n int) string {
	switch {
	case a.Type == knowledge.DecisionTree:
		return a.Tree[n-1].Why
	case a.Type == knowledge.Worksheet:
		return a.Fields[n-1].Why
	case n <= len(a.Steps):
		return a.Steps[n-1].Why
	}
	return ""
}

// finish ends a walk: it says how one sees that it is done, and asks whether it
// helped.
func finish(t *dialog.Turn, a *knowledge.Aid) (chat.Reply, error) {
	if err := dropRun(t, a.Slug); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.RunFinished, a, length(a), "")
	done := words.In(t.W.Lang).FinishedWith.With(dialog.LowerFirst(a.Result))
	c := chat.Card{Body: []chat.Block{chat.Text("**" + done + "**"), tap(t, a)}}
	if a.Plan != "" && !t.Short {
		c.Buttons = append(c.Buttons, dialog.Button(words.In(t.W.Lang).Plan, dialog.On(verbPlan, a)))
	}
	t.Session.View = chat.Action{}
	return used(t, a, t.Show(c))
}

// stop stops a walk and remembers where.
func stop(t *dialog.Turn, ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Fine), nil
	}
	r, _, err := runOf(t, a.Slug)
	if err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.RunStopped, a, r.Step, "")
	t.Session.View = chat.Action{}
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).Stopped.With(a.Title)), tap(t, a)}}), nil
}

// unquote takes off the quotation marks that authors put around a sample sentence.
func unquote(s string) string {
	r := []rune(s)
	if len(r) > 1 && isQuote(r[0]) && isQuote(r[len(r)-1]) {
		return string(r[1 : len(r)-1])
	}
	return s
}

func isQuote(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '„' || r == '\'' }
