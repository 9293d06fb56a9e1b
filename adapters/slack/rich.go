package slack

import (
	"github.com/slack-go/slack"

	"github.com/handvat/handvat/bot/chat"
)

// plain is s as plain text, in which Slack makes no emoji of ":smile:".
func plain(s string) *slack.TextBlockObject {
	no := false
	return &slack.TextBlockObject{Type: slack.PlainTextType, Text: s, Emoji: &no}
}

// rich is one block of rich text.
func rich(es ...slack.RichTextElement) slack.Block {
	return &slack.RichTextBlock{Type: slack.MBTRichText, Elements: es}
}

// section is a run of rich text, with a space if there is nothing in it: Slack
// refuses an empty one.
func section(es []slack.RichTextSectionElement) *slack.RichTextSection {
	if len(es) == 0 {
		es = literal(" ")
	}
	return &slack.RichTextSection{Type: slack.RTESection, Elements: es}
}

// list is a list at a depth; the number of its first item is after plus one.
func list(style slack.RichTextListElementType, depth, after int, items ...string) *slack.RichTextList {
	l := &slack.RichTextList{Type: slack.RTEList, Style: style, Indent: depth, Offset: after}
	for _, it := range items {
		l.Elements = append(l.Elements, section(spans(it)))
	}
	return l
}

// literal is s as it stands; nothing if it is empty, which Slack refuses.
func literal(s string) []slack.RichTextSectionElement { return styled(s, nil) }

// bold is s as it stands, in bold.
func bold(s string) []slack.RichTextSectionElement {
	return styled(s, &slack.RichTextSectionTextStyle{Bold: true})
}

func styled(s string, look *slack.RichTextSectionTextStyle) []slack.RichTextSectionElement {
	if s == "" {
		return nil
	}
	return []slack.RichTextSectionElement{&slack.RichTextSectionTextElement{Type: slack.RTSEText, Text: s, Style: look}}
}

// spans is s with the looks of its marks.
func spans(s string) (out []slack.RichTextSectionElement) {
	for _, sp := range chat.Spans(s) {
		var look *slack.RichTextSectionTextStyle
		if sp.Bold || sp.Italic || sp.Code {
			look = &slack.RichTextSectionTextStyle{Bold: sp.Bold, Italic: sp.Italic, Code: sp.Code}
		}
		if sp.URL != "" {
			out = append(out, &slack.RichTextSectionLinkElement{Type: slack.RTSELink, URL: sp.URL,
				Text: sp.Text, Style: look})
			continue
		}
		out = append(out, styled(sp.Text, look)...)
	}
	return out
}

// lineBreak goes between lines: it is empty before the first.
func lineBreak(i int) string {
	if i == 0 {
		return ""
	}
	return "\n"
}
