package casework

import (
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/knowledge/cases"
)

// asked shows what people asked, as input for the analysis.
func asked(t *dialog.Turn, c *cases.Case, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	most, open, err := weekly.Asked(t, c.Team)
	if err != nil {
		return chat.Reply{}, err
	}
	back := dialog.Button(t.W.NotNow, do("show", ref(c.ID)))
	if len(most)+len(open) == 0 {
		return t.Show(dialog.Says(w.NoneAsked, back)), nil
	}
	card := chat.Card{Title: w.Asked, Note: w.AskedNote}
	if len(most) > 0 {
		card.Body = append(card.Body, chat.Heading(w.MostAsked), chat.List(most))
	}
	if len(open) > 0 {
		card.Body = append(card.Body, chat.Heading(w.OpenAsked), chat.List(open))
	}
	if c.Phase == cases.Precisie {
		card.Buttons = append(card.Buttons, dialog.Primary(w.AskedKeep, do("keep", ref(c.ID))))
	}
	card.Buttons = append(card.Buttons, back)
	return t.Show(card), nil
}

// keep keeps what people asked as input for the analysis, while the question is made precise. What is kept has no
// questions: those go when the journal lets go of them.
func keep(t *dialog.Turn, c *cases.Case, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if c.Phase != cases.Precisie {
		return show(t, c, "")
	}
	most, open, err := weekly.Asked(t, c.Team)
	if err != nil || len(most)+len(open) == 0 {
		return t.Say(w.NoneAsked), err
	}
	var says []string
	if len(most) > 0 {
		says = append(says, w.MostAsked+": "+strings.Join(most, "; "))
	}
	if len(open) > 0 {
		says = append(says, w.OpenCount.With(len(open)))
	}
	text := dialog.Fit(strings.Join(says, ". "), 400)
	c.Inputs = append(c.Inputs, cases.Input{From: cases.FromData, Text: text, Date: today(t)})
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	return show(t, c, w.Saved)
}
