package terminal

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/chart"
)

// A Style is how text looks in a terminal.
type Style struct {
	Color bool // the terminal shows bold and colours
	Width int  // columns; lines are wrapped at spaces; 0 means not at all

	optional string // said of a question that may be left empty; in the language of the reply
}

func (s Style) sgr(code, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s Style) bold(t string) string   { return s.sgr("1", t) }
func (s Style) dim(t string) string    { return s.sgr("2", t) }
func (s Style) accent(t string) string { return s.sgr("36", t) }

func (s Style) prompt() string { return s.accent("> ") }

// Reply is r as it is printed. Control characters in it are left out, so that no
// text can steer the terminal.
func (s Style) Reply(r chat.Reply) string {
	var b strings.Builder
	s.optional = "(" + Words.In(cmp.Or(r.Lang, "nl")).Optional + ")"
	if r.Card == nil {
		b.WriteString(s.wrap(s.inline(r.Text), 0) + "\n")
	} else {
		s.card(&b, *r.Card)
	}
	if f := r.File; f != nil {
		b.WriteString("\n" + plain(string(f.Data)) + "\n")
	}
	return b.String()
}

func (s Style) card(b *strings.Builder, c chat.Card) {
	gap := ""
	add := func(text string) {
		if text != "" {
			b.WriteString(gap + text + "\n")
			gap = "\n"
		}
	}
	add(s.bold(plain(c.Title)))
	c = numbered(c)
	for _, bl := range c.Body {
		add(s.block(bl))
	}
	var labels []string
	for _, bt := range c.Buttons {
		label := plain(bt.Label)
		if bt.URL != "" {
			label += " " + plain(bt.URL)
		}
		labels = append(labels, s.accent("["+label+"]"))
	}
	if len(labels) > 0 && len(strings.Join(labels, " ")) > 160 {
		add(strings.Join(labels, "\n"))
	} else {
		add(strings.Join(labels, " "))
	}
	add(s.dim(s.wrap(plain(c.Note), 0)))
}

// numbered is a card whose labels begin with what one types for them, where they are too long to type themselves.
func numbered(c chat.Card) chat.Card {
	if len(c.Buttons) < 2 || !c.Long() {
		return c
	}
	numbers := c.Numbers()
	count := func(bs []chat.Button) []chat.Button {
		bs = slices.Clone(bs)
		for i, n := range numbers[:len(bs)] {
			if sign := strconv.Itoa(n); n > 0 && !strings.HasPrefix(bs[i].Label, sign) {
				bs[i].Label = sign + " " + bs[i].Label
			}
		}
		numbers = numbers[len(bs):]
		return bs
	}
	c.Body = slices.Clone(c.Body)
	for i, b := range c.Body {
		if t, ok := b.(chat.Tap); ok {
			t.Options = count(t.Options)
			c.Body[i] = t
		}
	}
	c.Buttons = count(c.Buttons)
	return c
}

func (s Style) block(b chat.Block) string {
	switch b := b.(type) {
	case chat.Text:
		return s.wrap(s.inline(string(b)), 0)
	case chat.Heading:
		return s.bold(plain(string(b)))
	case chat.List:
		return chat.Lines(b, func(_ int, it string) string { return "• " + s.wrap(s.inline(it), 2) })
	case chat.Steps:
		return chat.Lines(b.Items, func(i int, it chat.Step) string { return s.step(max(b.Start, 1)+i, it) })
	case chat.Checklist:
		return chat.Lines(b, s.item)
	case chat.Facts:
		return chat.Lines(b, func(_ int, f chat.Fact) string {
			return s.bold(plain(f.Label)+":") + " " + s.wrap(s.inline(f.Value), 2)
		})
	case chat.Table:
		return chat.Lines(b.Rows, func(_ int, row []string) string {
			return "• " + chat.Lines(row, func(i int, cell string) string {
				pad := ""
				if i > 0 {
					pad = "  "
				}
				return pad + s.bold(plain(b.Header[i])+":") + " " + s.wrap(s.inline(cell), 4)
			})
		})
	case chat.Plot:
		out := s.bold(plain(b.Title)) + "\n" + s.wrap(s.inline(b.Says), 0)
		if bars := plain(chart.Bars(b)); bars != "" {
			out += "\n" + s.wrap(bars, 0)
		}
		return out
	case chat.Quote:
		return chat.Lines(strings.Split(s.wrap(s.inline(string(b)), 2), "\n"), func(_ int, l string) string {
			return "│ " + strings.TrimSpace(l)
		})
	case chat.Code:
		return chat.Lines(strings.Split(plain(string(b)), "\n"), func(_ int, l string) string { return "    " + l })
	case chat.Question:
		out := s.wrap(s.inline(b.Prompt), 0)
		if !b.Need && len(b.Choices) == 0 {
			out += " " + s.dim(s.optional)
		}
		if b.Hint != "" {
			out += "\n" + s.dim(s.wrap(s.inline(b.Hint), 0))
		}
		for i, ch := range b.Choices {
			out += fmt.Sprintf("\n%d) %s", i+1, plain(ch.Label))
		}
		return out
	case chat.Tap:
		out := s.inline(b.Prompt)
		for _, o := range b.Options {
			out += " " + s.accent("["+plain(o.Label)+"]")
		}
		return s.wrap(out, 0)
	}
	return ""
}

// step is a step, with all that belongs to it below its text.
func (s Style) step(i int, it chat.Step) string {
	n := fmt.Sprintf("%d. ", i)
	pad := "\n" + strings.Repeat(" ", len(n))
	out := s.bold(n) + s.wrap(s.inline(it.Text), len(n))
	for _, l := range it.Lines {
		out += pad + s.wrap(s.inline(l), len(n))
	}
	if it.Say != "" {
		out += pad + s.accent(s.wrap("“"+plain(chat.Strip(it.Say))+"”", len(n)))
	}
	return out
}

// item is an item of a checklist.
func (s Style) item(i int, it chat.Item) string {
	box := "[ ]"
	if it.Done {
		box = "[x]"
	}
	out := fmt.Sprintf("%s %d %s", box, i+1, s.wrap(s.inline(it.Text), 6))
	if it.Detail != "" {
		out += "\n      " + s.dim(s.wrap(s.inline(it.Detail), 6))
	}
	return out
}

// inline shows the marks of s.
func (s Style) inline(text string) string {
	var b strings.Builder
	for _, sp := range chat.Spans(text) {
		t := plain(sp.Text)
		switch {
		case sp.Bold:
			t = s.bold(t)
		case sp.Italic:
			t = s.sgr("3", t)
		case sp.Code:
			t = s.accent(t)
		}
		if sp.URL != "" && sp.URL != sp.Text {
			t += " (" + plain(sp.URL) + ")"
		}
		b.WriteString(t)
	}
	return b.String()
}

// plain leaves out control characters, but for ends of lines.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}

// wrap breaks s at spaces so that it fits the width; lines after the first are
// indented.
func (s Style) wrap(text string, indent int) string {
	pad := strings.Repeat(" ", indent)
	return chat.Lines(strings.Split(text, "\n"), func(i int, line string) string {
		if i > 0 {
			line = pad + line
		}
		if s.Width <= 0 {
			return line
		}
		out, used := "", indent
		for j, w := range strings.Split(line, " ") {
			n := visible(w)
			if j > 0 && used+1+n > s.Width {
				out, used = out+"\n"+pad, indent
			} else if j > 0 {
				out, used = out+" ", used+1
			}
			out, used = out+w, used+n
		}
		return out
	})
}

// visible is how many columns a word takes, without the codes for its looks.
func visible(w string) (n int) {
	code := false
	for _, r := range w {
		switch {
		case r == '\x1b':
			code = true
		case code:
			code = r != 'm'
		default:
			n++
		}
	}
	return n
}
