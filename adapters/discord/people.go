package discord

import (
	"cmp"
	"regexp"
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
		u, called := known(id, users, locale)
		if !u.Bot {
			people = chat.AddPerson(people, u.who())
		}
		return "@" + called
	})
	return strings.TrimSpace(text), people
}

// pick adds the people with these ids, and returns what they are called.
func (a *answers) pick(ids []string) string {
	var names []string
	for _, id := range ids {
		if u, called := known(id, a.users, a.locale); snowflake(id) && !u.Bot {
			a.people = chat.AddPerson(a.people, u.who())
			names = append(names, called)
		}
	}
	return strings.Join(names, ", ")
}

// known is somebody as far as Discord tells of them, and what they are called.
func known(id string, users map[string]user, locale string) (u user, called string) {
	u = users[id]
	u.ID = id
	return u, cmp.Or(u.who().Name, Words.In(locale).Colleague)
}
