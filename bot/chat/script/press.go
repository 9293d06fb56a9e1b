package script

import (
	"slices"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/chat"
)

// press finds what a label does on the first of some cards that has it.
func press(cards []chat.Reply, label string) (chat.Action, error) {
	var shown strings.Builder
	for _, r := range cards {
		if a, ok := pressOn(r, label); ok {
			return a, nil
		}
		shown.WriteString(show(r))
	}
	if len(cards) == 0 {
		return chat.Action{}, Words.Say(func(w *texts) string { return w.NoCard.With(label) })
	}
	return chat.Action{}, Words.Say(func(w *texts) string { return w.NoButton.With(label, shown.String()) })
}

func pressOn(r chat.Reply, label string) (chat.Action, bool) {
	if r.Card == nil {
		return chat.Action{}, false
	}
	if n, err := strconv.Atoi(label); err == nil && n > 0 {
		for _, b := range r.Card.Body {
			if items, ok := b.(chat.Checklist); ok && n <= len(items) {
				return items[n-1].Toggle, true
			}
		}
	}
	for _, b := range r.Card.Offers() {
		if b.Label == label && b.URL == "" {
			return b.Action, true
		}
	}
	return chat.Action{}, false
}

// submit finds the first question of the first of some cards that asks one, its question for a colleague if it has
// one, and the action that submits it.
func submit(cards []chat.Reply) (field, person string, a chat.Action, err error) {
	for _, r := range cards {
		questions := r.Card.Questions()
		if len(questions) == 0 {
			continue
		}
		field, person = questions[0].Field, ""
		if i := slices.IndexFunc(questions, func(q chat.Question) bool { return q.Person }); i >= 0 {
			person = questions[i].Field
		}
		for _, b := range r.Card.Buttons {
			if b.Submit {
				return field, person, b.Action, nil
			}
		}
	}
	return "", "", a, Words.Say(func(w *texts) string { return w.NoForm })
}
