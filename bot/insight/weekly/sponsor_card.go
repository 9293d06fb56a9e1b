package weekly

import (
	"fmt"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/privacy"
)

const (
	maxCases   = 3 // that one message tells of
	maxActions = 3 // that one message proposes
)

// sponsorCard shows how cases stand, and what their sponsor can do now.
func sponsorCard(t *dialog.Turn, cs []*cases.Case) (chat.Card, error) {
	w, today := words.In(t.W.Lang), today(t)
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Card{}, err
	}
	card := chat.Card{Title: w.Title.With(len(cs)), Note: w.Note.With(group.K())}
	phases := terms.Words.In(t.W.Lang).Phases
	var actions []chat.Step
	for n, c := range cs[:min(len(cs), maxCases)] {
		was, ok, err := standings.Load(t.Tx, []byte(c.ID))
		if err != nil {
			return card, err
		}
		if !ok {
			was.Standing = standingOf(c, today, group)
		}
		phase := w.Phase.With(phases[string(c.Phase)])
		if was.Standing.Phase != c.Phase {
			phase = w.PhaseWas.With(phases[string(c.Phase)], phases[string(was.Standing.Phase)])
		}
		card.Body = append(card.Body, chat.Heading(dialog.Fit(chat.Strip(c.Title), chat.MaxTitle)), chat.Text(phase),
			caseLines(t.W, c, was.Standing, today, group))
		label, about := w.Open, []string(nil)
		if len(cs) > 1 {
			label, about = fmt.Sprintf("%s %d", w.Open, n+1), []string{chat.Strip(c.Title)}
		}
		for _, a := range sponsorActions(t.W, c, today) {
			actions = append(actions, chat.Step{Text: a, Lines: about})
		}
		card.Buttons = append(card.Buttons, dialog.Button(label, dialog.Do(dialog.Case, dialog.CaseRef(c.ID))))
	}
	if len(actions) > 0 {
		card.Body = append(card.Body, chat.Heading(w.YouCan),
			chat.Steps{Items: actions[:min(len(actions), maxActions)]})
	}
	if more := len(cs) - maxCases; more > 0 {
		card.Body = append(card.Body, chat.Text(w.Others.With(more)))
	}
	return card, nil
}

// caseLines are the lines of one case: the goal, the solutions, each kind of support, and
// what was not measured.
func caseLines(w *dialog.Words, c *cases.Case, was standing, today cases.Day, group privacy.Group) (fs chat.Facts) {
	own, said := words.In(w.Lang), terms.Words.In(w.Lang)
	add := func(label, value string) {
		label = dialog.Fit(chat.Strip(label), chat.MaxLabel)
		fs = append(fs, chat.Fact{Label: label, Value: text.Capital(chat.Strip(value))})
	}
	for _, i := range c.Plan.Indicators {
		i = i.Told(group)
		if last, ok := i.Latest(); ok && i.Business() {
			add(i.Name, w.Amount(last.Value, i.Unit, 2)+", "+said.States[string(i.Standing())])
		}
	}
	n, of := len(c.Delivered()), len(c.Solutions)
	switch more := n - was.Delivered; {
	case of == 0:
		add(said.Solutions, own.NoneYet)
	case more > 0:
		add(said.Solutions, own.InUseMore.With(n, of, more))
	default:
		add(said.Solutions, own.InUse.With(n, of))
	}
	for kind, b := range c.Support.All {
		says := own.Nobody
		if b.Owner != "" {
			says = strings.TrimSuffix(b.Owner+", "+said.States[string(b.State)], ", ")
		}
		add(own.Support+" ("+said.Kinds[kind]+")", says)
	}
	var gaps []string
	for _, g := range missed(c, today) {
		says := said.Kinds[string(g.kind)] + " " + g.of.Name
		if g.why != "" {
			says += " (" + g.why + ")"
		}
		gaps = append(gaps, says)
	}
	if len(gaps) > 0 {
		add(own.Readings, own.NotRead.With(strings.Join(gaps, "; ")))
	} else {
		add(own.Readings, own.AllRead)
	}
	return fs[max(0, len(fs)-chat.MaxItems):]
}

// sponsorActions are what the sponsor of a case can do now, the most pressing first.
func sponsorActions(w *dialog.Words, c *cases.Case, today cases.Day) (as []string) {
	own, said := words.In(w.Lang), terms.Words.In(w.Lang)
	for _, g := range missed(c, today) {
		kind := said.Kinds[string(g.kind)]
		switch {
		case g.why != "": // it was said that there is none
		case g.of.Owner == "":
			as = append(as, own.AskNoOne.With(kind, chat.Strip(g.of.Name)))
		default:
			as = append(as, own.Ask.With(kind, chat.Strip(g.of.Name), chat.Strip(g.of.Owner)))
		}
	}
	for _, a := range slipping(c, today) {
		as = append(as, own.Keep.With(chat.Strip(a.What)))
	}
	if c.Phase != cases.Precisie && c.Phase != cases.Anchored {
		for _, kind := range c.Support.Empty() {
			as = append(as, own.Find.With(said.Kinds[kind]))
		}
	}
	for _, f := range c.Unanswered() {
		as = append(as, own.Answer.With(chat.Strip(f.Text)))
	}
	return as
}
