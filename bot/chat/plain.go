package chat

import (
	"fmt"
	"strings"
)

// Plain is the whole of c as plain text: what a platform without cards shows, and
// what [Reply.Text] says when the card is all there is to say. Buttons are not part
// of it, because c.Typed says what one can type.
func (c *Card) Plain() string {
	var b strings.Builder
	para := func(s string) {
		if s == "" {
			return
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(s)
	}
	para(c.Title)
	for _, bl := range c.Body {
		para(plainBlock(bl))
	}
	para(c.Typed)
	para(c.Note)
	return b.String()
}

// plainBlock is one block as plain text, without an end of line.
func plainBlock(b Block) string {
	switch b := b.(type) {
	case Text:
		return Strip(string(b))
	case Heading:
		return string(b)
	case List:
		return Lines(b, func(_ int, s string) string { return "- " + indent(Strip(s), 2) })
	case Steps:
		return Lines(b.Items, func(i int, s Step) string { return plainStep(max(b.Start, 1)+i, s) })
	case Checklist:
		return Lines(b, plainItem)
	case Facts:
		return Lines(b, func(_ int, f Fact) string { return Leading(f.Label) + Strip(f.Value) })
	case Table: // row by row: a text has no columns
		return Lines(b.Rows, func(_ int, row []string) string {
			cells := Lines(row, func(i int, cell string) string { return b.Header[i] + ": " + Strip(cell) })
			return "- " + indent(cells, 2)
		})
	case Plot:
		return b.Title + "\n" + Strip(b.Says)
	case Quote:
		return "“" + Strip(string(b)) + "”"
	case Code:
		return string(b)
	case Question:
		out := Strip(b.Prompt)
		if b.Hint != "" {
			out += "\n" + Strip(b.Hint)
		}
		for i, ch := range b.Choices {
			out += fmt.Sprintf("\n%d) %s", i+1, ch.Label)
		}
		return out
	case Tap:
		out := Strip(b.Prompt)
		for _, o := range b.Options {
			out += " [" + o.Label + "]"
		}
		return out
	}
	return ""
}

// plainStep is a step, with all that belongs to it below its text.
func plainStep(n int, s Step) string {
	number := fmt.Sprintf("%d. ", n)
	parts := []string{Strip(s.Text)}
	for _, l := range s.Lines {
		parts = append(parts, Strip(l))
	}
	if s.Say != "" {
		parts = append(parts, "“"+Strip(s.Say)+"”")
	}
	return number + indent(strings.Join(parts, "\n"), len(number))
}

// plainItem is an item of a checklist.
func plainItem(i int, it Item) string {
	box := "[ ]"
	if it.Done {
		box = "[x]"
	}
	out := fmt.Sprintf("%s %d %s", box, i+1, Strip(it.Text))
	if it.Detail != "" {
		out += "\n      " + indent(Strip(it.Detail), 6)
	}
	return out
}

// Lines joins what f makes of each element of a block, one to a line.
func Lines[T any](s []T, f func(i int, v T) string) string {
	out := make([]string, len(s))
	for i, v := range s {
		out[i] = f(i, v)
	}
	return strings.Join(out, "\n")
}

// indent puts n spaces before every line of s but the first.
func indent(s string, n int) string {
	return strings.ReplaceAll(s, "\n", "\n"+strings.Repeat(" ", n))
}

// Leading is a label with what follows it still to come: a sentence does not end there.
func Leading(label string) string { return strings.TrimSuffix(label, ".") + ": " }
