package draft

import (
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/store"
)

// list shows an author the oldest proposal.
func list(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	for k, p := range proposals.All(t.Tx) {
		n := store.FromNum(k)
		c := preview(t, p)
		c.Body = append([]chat.Block{chat.Text(w.Waits)}, c.Body...)
		c.Buttons = []chat.Button{dialog.Primary(w.Approve, do("approve", n)),
			dialog.Button(w.Decline, do("decline", n))}
		return t.Show(c), nil
	}
	return t.Say(w.None), nil
}

// proposed makes the act of a proposal of somebody else.
func proposed(act func(*dialog.Turn, uint64, proposal) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		n := dialog.Seq(arg)
		p, ok, err := proposals.Load(t.Tx, store.Num(n))
		switch {
		case err != nil || !ok:
			return t.Say(words.In(t.W.Lang).None), err
		case t.Wrote(p.Writer) || p.By == t.Person.ID && p.By != "":
			return t.Say(words.In(t.W.Lang).NotOwn), nil
		}
		return act(t, n, p)
	}
}

// decline puts a proposal aside.
func decline(t *dialog.Turn, n uint64, _ proposal) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).Declined), proposals.Delete(t.Tx, store.Num(n))
}

// approve puts a proposal live, if it is an aid.
func approve(t *dialog.Turn, n uint64, p proposal) (chat.Reply, error) {
	w, a := words.In(t.W.Lang), aidFrom(t, p)
	var faults chat.List
	for _, f := range knowledge.Lint(a) {
		if f.Severity == knowledge.Error && len(faults) < chat.MaxItems {
			faults = append(faults, f.Text(t.Lang()))
		}
	}
	if len(faults) > 0 { // it keeps waiting
		return t.Show(chat.Card{Body: []chat.Block{chat.Text(w.Faults), faults},
			Buttons: []chat.Button{dialog.Button(w.Decline, do("decline", n))}}), nil
	}
	if p.By == "" && !t.Settles(&p.Writer) {
		return t.Say(w.OneMore), proposals.Save(t.Tx, store.Num(n), p)
	}
	if err := proposals.Delete(t.Tx, store.Num(n)); err != nil {
		return chat.Reply{}, err
	}
	return t.Say(w.Approved.With(a.Title)), t.Publish(a)
}

// aidFrom is the aid that a proposal becomes. What was not asked gets a value an author can improve on in the file.
func aidFrom(t *dialog.Turn, p proposal) *knowledge.Aid {
	title := dialog.Fit(text.Capital(strings.TrimRight(p.Answers[0], ".!? ")), 70)
	result := text.Capital(strings.TrimRight(p.Answers[4], ". "))
	task, when := dialog.LowerFirst(title), dialog.LowerFirst(dialog.Fit(p.Answers[1], 120))
	a := &knowledge.Aid{
		Slug: freeSlug(t, title), Lang: knowledge.Lang(p.Lang), Title: title, Type: knowledge.Steps,
		Moments: []knowledge.Moment{knowledge.Apply}, Timing: []string{"during"}, Audience: []string{"employee"},
		Task: title, Trigger: []string{dialog.Fit(p.Answers[1], 200)},
		Questions: []string{words.In(dialog.In(p.Lang).Lang).How.With(task), task, when},
		Minutes:   5, Box: knowledge.Glass, Result: dialog.Fit(result, 200), Risk: "low",
		Owner: t.Contact, Contact: t.Contact,
		Goal: p.Serves.Goal, Factor: p.Serves.Factor,
		Status: knowledge.Published, Version: "1.0.0", Reviewed: day(t.Now), ReviewBy: day(t.Now.AddDate(1, 0, 0)),
	}
	var quick strings.Builder
	for i, s := range stepLines(p.Answers[3]) {
		a.Steps = append(a.Steps, knowledge.Step{Text: s})
		if i < 7 {
			fmt.Fprintf(&quick, "%d. %s\n", i+1, dialog.Fit(s, 80))
		}
	}
	a.Quick = strings.TrimSpace(quick.String())
	return a
}

func day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// freeSlug makes a slug of a title that no aid has yet.
func freeSlug(t *dialog.Turn, title string) string {
	slug := knowledge.Slug(title, 50, false)
	if len(slug) < 3 {
		slug = "aid-" + slug
	}
	for n := 2; ; n++ {
		if _, taken := t.Lib.Lookup(slug, t.Lang()); !taken {
			return slug
		}
		slug = fmt.Sprintf("%s-%d", strings.TrimRight(slug, "-0123456789"), n)
	}
}
