package dialog

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// others are who a text is about that names nobody, in both languages.
var others = []string{
	"mijn collega", "mijn baas", "mijn chef", "mijn leidinggevende", "mijn manager", "mijn teamleider", "mijn maatje",
	"onze baas", "onze chef", "onze leidinggevende", "onze manager", "onze teamleider", "die collega", "een collega",
	"hij", "hem", "zij", "haar",
	"my colleague", "my boss", "my manager", "my supervisor", "my team leader", "my buddy", "our boss", "our manager",
	"our supervisor", "our team leader", "that colleague", "a colleague",
	"he", "him", "his", "she", "her",
}

// Who speaks, and who is spoken to, in both languages.
var (
	oneself = strings.Fields("ik mij me mezelf mijzelf ikzelf i me myself i'm i've i'd i'll")
	reader  = strings.Fields("je jij jou jouw jezelf u uw jullie you your yours yourself you're you've you'd you'll")
)

// asksOfAnother reports whether a question that somebody puts to those called to is about a third person: it names one,
// or asks how somebody does who is neither the asker nor them.
func (t *Turn) asksOfAnother(said string, to ...string) bool {
	return t.namesAnother(said, to...) || refersTo(said, others) && !has(said, oneself)
}

// TellsOfAnother reports whether a text to somebody called to is about a third person: it names one, and does not speak
// to the reader.
func (t *Turn) TellsOfAnother(said, to string) bool {
	return t.namesAnother(said, to) && !has(said, reader)
}

// namesAnother reports whether a text names somebody besides the person and those called to.
func (t *Turn) namesAnother(said string, to ...string) bool {
	if strings.Contains(said, "@") {
		return true
	}
	known := privacy.NameWords(NameOf(t.Event.From))
	for _, name := range to {
		known = append(known, privacy.NameWords(name)...)
	}
	for _, name := range people.Scrubber(t.Tx, to...).Names(said) {
		words := privacy.NameWords(strings.TrimSuffix(strings.ReplaceAll(name, "’", "'"), "'s"))
		if slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(known, w) }) {
			return true
		}
	}
	return false
}

// OfOneself reports whether somebody speaks of themself in a text.
func OfOneself(said string) bool { return has(said, oneself) }

// has reports whether one of these words is in a text.
func has(said string, words []string) bool {
	return slices.ContainsFunc(wordsOf(said), func(w string) bool { return slices.Contains(words, w) })
}

// refersTo reports whether one of these phrases is in a text.
func refersTo(said string, phrases []string) bool {
	all := " " + strings.Join(wordsOf(said), " ") + " "
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(all, " "+p+" ") })
}

func wordsOf(said string) []string {
	return strings.FieldsFunc(text.Normal(said), func(r rune) bool { return strings.ContainsRune(" ,.?!:;()\"", r) })
}
