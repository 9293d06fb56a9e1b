package bot

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// walk takes a person through an aid, from where they were if they had begun.
func (t *turn) walk(ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	r, ok, err := t.run(a.Slug)
	if err != nil {
		return chat.Reply{}, err
	}
	if ok && r.Version == a.Version && r.Step > 1 && r.Step <= length(a) {
		return t.offerResume(a, r), nil
	}
	return t.start(a)
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
func (t *turn) offerResume(a *knowledge.Aid, r run) chat.Reply {
	resume := dialog.On(verbResume, a)
	rep := t.Show(chat.Card{
		Body: []chat.Block{chat.Text(words.In(t.W.Lang).Resume.With(r.Step, a.Title))},
		Buttons: []chat.Button{
			dialog.Primary(t.W.Yes, resume),
			dialog.Button(words.In(t.W.Lang).Restart, dialog.On(verbRestart, a)),
			dialog.Button(t.W.NotNow, chat.Action{Verb: verbFine}),
		},
	})
	t.Offer("ja", resume)
	t.Offer("yes", resume)
	return rep
}

// resume goes on where the person was.
func (t *turn) resume(ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok || length(a) == 0 {
		return t.Say(t.W.Gone), nil
	}
	r, err := t.resumed(a)
	if err != nil {
		return chat.Reply{}, err
	}
	switch a.Type {
	case knowledge.Worksheet:
		return t.askField(a, r, max(r.Step, 1))
	case knowledge.DecisionTable:
		return t.askColumn(a, r)
	case knowledge.DecisionTree:
		return t.askNode(a, r, max(r.Step, 1)-1)
	case knowledge.Checklist:
		return t.showList(a, r, chat.Ref{})
	}
	return t.showStep(a, r, min(max(r.Step, 1), len(a.Steps)))
}

// restart walks an aid from its beginning, whatever there was.
func (t *turn) restart(ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	if err := t.dropRun(a.Slug); err != nil {
		return chat.Reply{}, err
	}
	return t.start(a)
}

// start begins a new run of an aid in the way of its type.
func (t *turn) start(a *knowledge.Aid) (chat.Reply, error) {
	if length(a) == 0 {
		return t.answer(a)
	}
	t.NoteAid(journal.RunStarted, a, 0, "")
	r := newRun(a, t)
	if err := t.saveRun(r); err != nil {
		return chat.Reply{}, err
	}
	switch a.Type {
	case knowledge.Worksheet:
		return t.askField(a, r, 1)
	case knowledge.DecisionTable:
		return t.askColumn(a, r)
	case knowledge.DecisionTree:
		return t.askNode(a, r, 0)
	}
	return t.showStep(a, r, 1)
}

func newRun(a *knowledge.Aid, t *turn) run {
	return run{Slug: a.Slug, Lang: string(a.Lang), Version: a.Version, Step: 1, Started: t.Now}
}

// resumed returns the run of an aid, a new one if there is none that fits it still.
func (t *turn) resumed(a *knowledge.Aid) (run, error) {
	r, ok, err := t.run(a.Slug)
	if err != nil {
		return r, err
	}
	if !ok || r.Version != a.Version {
		t.NoteAid(journal.RunStarted, a, 0, "")
		return newRun(a, t), nil
	}
	if t.Now.Sub(r.Touched) > resumeGap {
		t.NoteAid(journal.RunResumed, a, r.Step, "")
	}
	return r, nil
}

// step shows a step: "AID/3". One past the last ends the walk.
func (t *turn) step(arg string) (chat.Reply, error) {
	ref, rest := dialog.Cut(arg)
	a, ok := t.Aid(ref)
	if !ok || len(a.Steps) == 0 {
		return t.Say(t.W.Gone), nil
	}
	r, err := t.resumed(a)
	if err != nil {
		return chat.Reply{}, err
	}
	n := max(dialog.Number(rest), 1)
	if n > len(a.Steps) {
		return t.finish(a)
	}
	if a.Type == knowledge.Checklist && n > r.Step { // "next" on an item means it is done
		r.Ticks = ticked(r.Ticks, len(a.Steps), n-1, true)
	}
	return t.showStep(a, r, n)
}

// showStep shows step n of a run.
func (t *turn) showStep(a *knowledge.Aid, r run, n int) (chat.Reply, error) {
	r.Step = n
	if err := t.saveRun(r); err != nil {
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
	c.Body = append(c.Body, chat.Steps{Start: n, Items: []chat.Step{t.stepOf(s)}})
	if t.Person.Why == people.WhyAlways && s.Why != "" && !t.short {
		c.Body = append(c.Body, chat.Heading(words.In(t.W.Lang).Why), chat.Text(s.Why))
	}
	c.Buttons = t.stepButtons(a, n)
	rep := t.Show(c)
	t.offerWhy(a, n)
	t.Session.View = dialog.On(verbStep, a, n)
	return rep, nil
}

// stepOf is a step as a card shows it; in fewer words, only what to do.
func (t *turn) stepOf(s knowledge.Step) chat.Step {
	out := chat.Step{Text: s.Text}
	if s.Actor != "" {
		out.Text = "**" + s.Actor + "**: " + s.Text
	}
	if t.short {
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
func (t *turn) stepButtons(a *knowledge.Aid, n int) []chat.Button {
	bs := []chat.Button{dialog.Primary(t.W.Next, dialog.On(verbStep, a, n+1))}
	if n == len(a.Steps) {
		bs[0].Label = words.In(t.W.Lang).Ready
	}
	if a.Steps[n-1].Why != "" && t.volunteersWhy(a) && t.Person.Why != people.WhyAlways {
		bs = append(bs, dialog.Button(words.In(t.W.Lang).WhyShort, dialog.On(verbWhy, a, n)))
	}
	if n > 1 {
		bs = append(bs, dialog.Button(t.W.Back, dialog.On(verbStep, a, n-1)))
	}
	return append(bs, dialog.Button(t.W.Stop, dialog.On(verbStop, a)))
}

// offerWhy lets a person ask why, and go on, by typing, also where no button says so.
func (t *turn) offerWhy(a *knowledge.Aid, n int) {
	for _, w := range t.typed(verbWhy) {
		t.Offer(w, dialog.On(verbWhy, a, n))
	}
	for _, w := range t.typed("step-next") {
		t.Offer(w, dialog.On(verbStep, a, n+1))
	}
	if n > 1 {
		for _, w := range t.typed("step-back") {
			t.Offer(w, dialog.On(verbStep, a, n-1))
		}
	}
	t.offerParts(a)
}

// offerNumbers lets a person type the step to go to. The items of a checklist are not
// gone to, because the next one means that those before it are done.
func (t *turn) offerNumbers(a *knowledge.Aid) {
	if a.Type == knowledge.Checklist || !a.IsRecipe() {
		return
	}
	for n := range a.Steps {
		t.Offer(words.In(t.W.Lang).StepNumber.With(n+1), dialog.On(verbStep, a, n+1))
	}
}

// whyStep explains step n, and returns to it.
func (t *turn) whyStep(a *knowledge.Aid, n int) (chat.Reply, error) {
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
	for _, w := range t.typed("step-back") {
		t.Offer(w, back.Action)
	}
	if len(c.Buttons) > 1 {
		t.offerWhy(a, n)
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
func (t *turn) finish(a *knowledge.Aid) (chat.Reply, error) {
	if err := t.dropRun(a.Slug); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.RunFinished, a, length(a), "")
	c := chat.Card{Body: []chat.Block{chat.Text("**" + words.In(t.W.Lang).FinishedWith.With(dialog.LowerFirst(a.Result)) + "**"), t.tap(a)}}
	if a.Plan != "" && !t.short {
		c.Buttons = append(c.Buttons, dialog.Button(words.In(t.W.Lang).Plan, dialog.On(verbPart, a, "plan")))
	}
	t.Session.View = chat.Action{}
	return t.used(a, t.Show(c))
}

// stop stops a walk and remembers where.
func (t *turn) stop(ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Fine), nil
	}
	r, _, err := t.run(a.Slug)
	if err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.RunStopped, a, r.Step, "")
	t.Session.View = chat.Action{}
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).Stopped.With(a.Title)), t.tap(a)}}), nil
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
