package script

import (
	"strings"

	"github.com/handvat/handvat/bot/chat"
)

// show is a reply as a script shows it: its text, and its buttons in brackets.
func show(r chat.Reply) string {
	if r.IsZero() {
		return "< (silence)\n"
	}
	var b strings.Builder
	text := r.Text
	if r.Card != nil {
		c := *r.Card
		c.Typed = ""
		text = c.Plain()
	}
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight("< "+strings.TrimRight(line, "\n"), " ") + "\n")
	}
	if r.Card != nil && len(r.Card.Buttons) > 0 {
		b.WriteString("<")
		for _, bt := range r.Card.Buttons {
			b.WriteString(" [" + bt.Label + "]")
		}
		b.WriteString("\n")
	}
	if r.File != nil {
		b.WriteString("< (file " + r.File.Name + ")\n")
	}
	if r.Private {
		b.WriteString("< (only the person sees this)\n")
	}
	if !r.Replace.IsZero() {
		b.WriteString("< (in place of the last card)\n")
	}
	return b.String()
}
