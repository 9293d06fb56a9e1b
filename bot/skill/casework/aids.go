package casework

import (
	"slices"
	"strconv"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
)

// maxTools is how many job aids have a button beside the one that makes a new one.
const maxTools = 2

// tools shows the job aids that were made for a case, those for the phase it is in, and
// the way to a new one.
func tools(t *dialog.Turn, c *cases.Case, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	var made, fits []*knowledge.Aid
	for _, a := range t.Lib.All() {
		if shown, ok := t.Lib.Lookup(a.Slug, t.Lang()); !ok || shown.Key() != a.Key() {
			continue // once, in the language of the person if it is there
		}
		switch {
		case madeFor(c, a):
			made = append(made, a)
		case a.Phase == string(c.Phase):
			fits = append(fits, a)
		}
	}
	var card chat.Card
	if len(made) > 0 {
		card.Body = []chat.Block{chat.Heading(w.Made), madeList(c, made)}
	}
	if len(fits) > 0 {
		card.Body = append(card.Body, chat.Text(w.ToolsFor.With(terms.Words.In(t.W.Lang).Phases[string(c.Phase)])))
	}
	if len(card.Body) == 0 {
		card.Body = []chat.Block{chat.Text(w.NoTools)}
	}
	all := append(made, fits...)
	for _, a := range all[:min(maxTools, len(all))] {
		card.Buttons = append(card.Buttons,
			dialog.Button(dialog.Fit(a.Title, chat.MaxLabel), dialog.On(dialog.Open, a)))
	}
	if len(c.Factors) > 0 {
		card.Buttons = append(card.Buttons, dialog.Button(w.Write, do("ask", ref(c.ID), "aid")))
	}
	return t.Show(card), nil
}

// madeFor reports whether an aid was made for a case: it serves its goal, or says against
// which of its factors it helps.
func madeFor(c *cases.Case, a *knowledge.Aid) bool {
	if a.Goal != "" {
		return a.Goal == c.ID
	}
	return slices.ContainsFunc(c.Factors, func(f cases.Factor) bool { return a.Factor == f.ID })
}

// madeList names the aids that were made for a case, each with what it helps against.
func madeList(c *cases.Case, made []*knowledge.Aid) (list chat.List) {
	for _, a := range made[:min(chat.MaxItems, len(made))] {
		says := a.Title
		for _, f := range c.Factors {
			if f.ID == a.Factor {
				says += " (" + chat.Strip(f.Text) + ")"
			}
		}
		list = append(list, says)
	}
	return list
}

// against are the factors of a case that a new aid can help against: those that nothing
// is done about yet come first.
func against(_ *dialog.Words, c *cases.Case) (list []text.Choice) {
	open := c.Unanswered()
	isOpen := func(f cases.Factor) bool {
		return slices.ContainsFunc(open, func(o cases.Factor) bool { return o.ID == f.ID })
	}
	for _, first := range []bool{true, false} {
		for n, f := range c.Factors {
			if isOpen(f) == first {
				list = append(list, text.Choice{Key: strconv.Itoa(n), Label: chat.Strip(f.Text)})
			}
		}
	}
	return list
}

// write begins the proposal of a job aid against a factor. The aid that it becomes keeps
// the factor, and the case as its goal.
func write(t *dialog.Turn, c *cases.Case, n int) (chat.Reply, error) {
	if n < 0 || n >= len(c.Factors) {
		return show(t, c, "")
	}
	f := c.Factors[n]
	t.Session.Serves = dialog.Serves{Goal: c.ID, Factor: f.ID, Text: f.Text}
	return t.Do(dialog.Do(dialog.WriteFor))
}
