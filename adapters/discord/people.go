package discord

import (
	"regexp"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
)

// marker is a mention of a person, a role or a channel, or a custom emoji.
var marker = regexp.MustCompile(`<(@!?|@&|#|a?:\w{1,32}:)(\d{1,20})>`)

// said is the text of a message without the mention of the bot, and with names instead
// of other mentions and of custom emoji; and the people it mentions. users are those
// that Discord tells of.
func said(content, self string, users map[string]user, locale string) (text string, people []chat.Person) {
	text = marker.ReplaceAllStringFunc(content, func(s string) string {
		mark, id := marker.FindStringSubmatch(s)[1], marker.FindStringSubmatch(s)[2]
		switch {
		case strings.HasSuffix(mark, ":"):
			return strings.TrimPrefix(mark, "a")
		case mark == "@&" || mark == "#":
			return mark[:1]
		case id == self:
			return ""
		}
		u, known := users[id]
		if !known {
			u = user{ID: id, Global: Words.In(locale).Colleague}
		}
		if !u.Bot {
			people = add(people, u, known)
		}
		return "@" + u.who().Name
	})
	return strings.TrimSpace(text), people
}

// pick adds the people with these ids, and returns what they are called.
func (a *answers) pick(ids []string) string {
	var names []string
	for _, id := range ids {
		u, known := a.users[id]
		if !known {
			u = user{ID: id, Global: Words.In(a.locale).Colleague}
		}
		if !snowflake(id) || u.Bot {
			continue
		}
		a.people = add(a.people, u, known)
		names = append(names, u.who().Name)
	}
	return strings.Join(names, ", ")
}

// add adds u to people, unless they are among them or there are enough. A name that is
// not known is none.
func add(people []chat.Person, u user, known bool) []chat.Person {
	p := u.who()
	if !known {
		p.Name = ""
	}
	if len(people) == chat.MaxPeople || slices.ContainsFunc(people, func(other chat.Person) bool { return other.ID == p.ID }) {
		return people
	}
	return append(people, p)
}
