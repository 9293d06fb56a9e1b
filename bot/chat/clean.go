package chat

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/handvat/handvat/bot/text/unseen"
)

// Clean is what someone typed as valid UTF-8 with plain line ends, without control
// characters and other characters that nobody sees, such as the marks that turn the direction
// of the text around them.
func Clean(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return unseen.Out(strings.Map(func(r rune) rune {
		if unseen.Is(r) {
			return -1
		}
		return r
	}, s))
}

// Composed is an event whose text, answers and names are [Clean] and have each letter with its accent as one character,
// as some keyboards send two. What tells who somebody is stays as it came, and a sign for kelvin in a name is no k.
func Composed(e Event) Event {
	composed := func(s string) string { return norm.NFC.String(Clean(s)) }
	e.Text, e.Fields, e.People = composed(e.Text), maps.Clone(e.Fields), slices.Clone(e.People)
	e.From.Name = Clean(e.From.Name)
	for field, said := range e.Fields {
		e.Fields[field] = composed(said)
	}
	for i := range e.People {
		if name := &e.People[i].Name; strings.ContainsRune(*name, '\u212a') {
			*name = Clean(*name)
		} else {
			*name = composed(*name)
		}
	}
	return e
}
