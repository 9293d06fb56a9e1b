package discord

import (
	"regexp"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
)

// Discord draws a subset of Markdown. What an author or a person wrote is text, so
// each character that could begin markup, a mention or a link is escaped. A bare
// address stays as it is: Discord makes it a link by itself.
var (
	address = regexp.MustCompile(`https?://[^\s<>]+`)
	special = strings.NewReplacer(`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `~`, `\~`, `|`, `\|`, `[`, `\[`, `]`,
		`\]`, `<`, `\<`, `>`, `\>`, `@`, `\@`)
	lineStart = regexp.MustCompile(`(?m)^([ \t]*)([#+-]|\d+[.)])`)
)

// escape is s as text that means nothing to Discord.
func escape(s string) string {
	var b strings.Builder
	from := 0
	for _, at := range address.FindAllStringIndex(s, -1) {
		b.WriteString(special.Replace(s[from:at[0]]))
		b.WriteString(s[at[0]:at[1]])
		from = at[1]
	}
	b.WriteString(special.Replace(s[from:]))
	return lineStart.ReplaceAllStringFunc(b.String(), func(m string) string {
		last := len(m) - 1
		return m[:last] + `\` + m[last:]
	})
}

// line is s escaped, on one line.
func line(s string) string { return escape(strings.Join(strings.Fields(s), " ")) }

// inline is text with its inline marks in Discord's. Marks are opened and closed only
// where the look changes, because Discord cannot read "**a ****b**".
func inline(text string) string {
	var b strings.Builder
	var open []string // marks, outermost first
	addr := ""
	change := func(to chat.Span) {
		wanted := map[string]bool{"**": to.Bold, "*": to.Italic}
		keep := 0
		for addr == to.URL && keep < len(open) && wanted[open[keep]] {
			keep++
		}
		for i := len(open) - 1; i >= keep; i-- {
			b.WriteString(open[i])
		}
		open = open[:keep]
		if addr != to.URL && addr != "" {
			b.WriteString("](<" + addr + ">)")
		}
		if addr != to.URL && to.URL != "" {
			b.WriteString("[")
		}
		addr = to.URL
		for _, m := range []string{"**", "*"} {
			if wanted[m] && !slices.Contains(open, m) {
				b.WriteString(m)
				open = append(open, m)
			}
		}
	}
	for _, sp := range chat.Spans(text) {
		change(sp)
		switch {
		case sp.Code:
			b.WriteString("`" + sp.Text + "`") // it holds no backtick: that would have ended it
		case sp.URL != "": // a bare address inside a link would be a link in a link
			b.WriteString(special.Replace(sp.Text))
		default:
			b.WriteString(escape(sp.Text))
		}
	}
	change(chat.Span{})
	return b.String()
}

// codeBlock is s to copy exactly. Three backticks in a row would end the block, so
// a space of no width comes between them.
func codeBlock(s string) string {
	s = strings.ReplaceAll(s, "```", "`\u200b`\u200b`")
	return "```\n" + strings.TrimSuffix(s, "\n") + "\n```"
}

// small is s as small print.
func small(s string) string {
	return chat.Lines(strings.Split(strings.TrimSpace(s), "\n"), func(_ int, l string) string {
		return "-# " + line(l)
	})
}

// quoted is marked-up text as a quotation.
func quoted(s string) string { return "> " + strings.ReplaceAll(s, "\n", "\n> ") }

// below is marked-up text under a list item: its later lines are indented.
func below(s string) string { return strings.ReplaceAll(s, "\n", "\n  ") }
