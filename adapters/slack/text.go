package slack

import (
	"strings"
	"unicode/utf8"

	"github.com/handvat/handvat/bot/chat"
)

// heard is what someone of a team said, as they typed it, without the mention of the
// bot self; named reports whether there was one. The mentions of people stay as
// "<@ID>", for [Adapter.callByName] to name them.
func heard(s, team, self string) (text string, people []chat.Person, named bool) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "<")
		b.WriteString(unescape(before))
		if !ok {
			break
		}
		inner, after, ok := strings.Cut(rest, ">")
		if !ok { // Slack escapes every other "<"
			b.WriteString("<" + unescape(rest))
			break
		}
		s = after
		if id, isUser := strings.CutPrefix(inner, "@"); isUser {
			id, label, _ := strings.Cut(id, "|")
			if id == self && self != "" {
				named = true
				continue
			}
			if len(people) < chat.MaxPeople && checkIDs(id) == nil {
				p := who(team, id)
				p.Name = clean(label)
				people = chat.AddPerson(people, p)
				b.WriteString(token(id))
				continue
			}
		}
		b.WriteString(unescape(shown(inner)))
	}
	return clean(b.String()), people, named
}

// token stands for a person until their name is known.
func token(user string) string { return "<@" + user + ">" }

// shown is what one sees of "<inner>": the label of a link, the name of a channel.
func shown(inner string) string {
	target, label, labelled := strings.Cut(inner, "|")
	if target == "" {
		return label
	}
	switch target[0] {
	case '@', '#':
		if labelled {
			return target[:1] + strings.TrimPrefix(label, target[:1])
		}
		return target[:1]
	case '!':
		if labelled {
			return label
		}
		name, _, _ := strings.Cut(target[1:], "^")
		return "@" + name
	}
	if labelled && label != "" {
		return label
	}
	return target
}

// unescape turns Slack's three entities back.
func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

// escape keeps Slack from finding links and mentions in the text of a message, which
// notifications and screen readers use.
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// clean is s as valid UTF-8 with plain line ends, of at most maxSaid characters,
// without control characters and the marks that turn the direction of text.
func clean(s string) string {
	s = strings.TrimSpace(chat.Clean(s))
	if utf8.RuneCountInString(s) > maxSaid {
		s = string([]rune(s)[:maxSaid])
	}
	return s
}
