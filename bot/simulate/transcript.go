package simulate

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// Write writes one exchange of a transcript in Markdown: what a person said, or that the
// bot began, and what the bot said.
func Write(w io.Writer, at time.Time, e chat.Event, r chat.Reply) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\n`%s`", at.Format("Mon 2 Jan 2006 15:04"))
	switch e.Kind {
	case chat.Said:
		fmt.Fprintf(&b, " **%s:** %s\n", e.From.Name, e.Text)
	case chat.Pressed:
		fmt.Fprintf(&b, " **%s:** [%s]\n", e.From.Name, e.Text)
	case chat.Filled:
		fmt.Fprintf(&b, " **%s:** [%s]", e.From.Name, e.Text)
		for _, q := range []string{"answer", "answer1", "answer2", "answer3", "answer4"} {
			if v := e.Fields[q]; v != "" {
				fmt.Fprintf(&b, " “%s”", v)
			}
		}
		b.WriteString("\n")
	default:
		b.WriteString("\n")
	}
	b.WriteString("\n")
	for line := range strings.Lines(shown(r)) {
		b.WriteString(strings.TrimRight("> "+strings.TrimRight(line, "\n"), " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shown is a reply as one reads it: its text, and its buttons in brackets.
func shown(r chat.Reply) string {
	if r.IsZero() {
		return "(…)"
	}
	if r.Card == nil {
		return r.Text
	}
	c := *r.Card
	c.Typed = ""
	text := c.Plain()
	if len(c.Buttons) > 0 {
		text += "\n\n"
		for _, b := range c.Buttons {
			text += "[" + b.Label + "] "
		}
	}
	return strings.TrimSpace(text)
}
