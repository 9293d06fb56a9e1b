package knowledge

import (
	"slices"
	"strings"
)

// How a text begins, as far as its first word tells.
const (
	maybeVerb     = iota // a verb, or a word we do not know
	perhapsNoVerb        // looks like something else
	noVerb               // an article, a pronoun or a question word: never a verb
)

// beginning judges the first word of s. Dutch and English imperatives have no form
// of their own, so it looks for what is certainly or probably not one.
func beginning(s string, lang Lang) int {
	words := strings.Fields(strings.ToLower(strings.Trim(s, "*_\"'“”‘’ ")))
	if len(words) == 0 {
		return maybeVerb
	}
	first := strings.Trim(words[0], "*_\"'“”‘’,.:;!?()")
	last := strings.Trim(words[len(words)-1], "*_\"'“”‘’,.:;!?()")
	w := firstWords[lang]
	switch {
	case slices.Contains(w.never, first):
		return noVerb
	case slices.Contains(w.seldom, first):
		return perhapsNoVerb
	case slices.Contains(w.verbs, first):
		return maybeVerb
	case lang == Dutch && len(words) > 1 && slices.Contains(infinitives, last): // "Feedback geven"
		return perhapsNoVerb
	}
	for _, end := range w.nounEnds {
		if strings.HasSuffix(first, end) && length(first) > length(end)+2 {
			return perhapsNoVerb
		}
	}
	return maybeVerb
}

// firstWords tells, for a language, what first words say: those that are never a
// verb in the imperative, those that seldom are, the verbs that look like something else,
// and the endings of nouns.
var firstWords = map[Lang]struct{ never, seldom, verbs, nounEnds []string }{
	Dutch: {
		never: strings.Fields(
			"de het een deze dit die dat je jij jouw u uw ik mijn we wij ons onze jullie hun hij zij ze er hoe wat " +
				"wie welke welk waarom wanneer alle iedere elke geen"),
		seldom: strings.Fields(
			"als voor na voordat nadat zodra wil om bij met van in op aan door tijdens zonder tips informatie uitleg " +
				"overzicht stappenplan checklist niet nooit altijd"),
		verbs:    strings.Fields("breng dring dwing spring zing wring leer laat help ga kom blijf begin durf"),
		nounEnds: []string{"ing", "heid", "teit", "schap", "atie", "isme"},
	},
	English: {
		never: strings.Fields(
			"the a an this these those that your you i my we our they their he she it how what who which why when " +
				"where there all every each no"),
		seldom: strings.Fields(
			"if before after once while by with from in on during without tips information explanation overview " +
				"checklist not never always"),
		verbs: strings.Fields(
			"bring fling harness witness ring sing sling spring sting string swing wring question mention position " +
				"condition station function transition section"),
		nounEnds: []string{"ing", "ness", "tion", "ity", "ism", "ship"},
	},
}

// infinitives are Dutch verbs that end a title written as a noun.
var infinitives = strings.Fields(
	"geven vragen maken houden voeren schrijven doen bespreken aanvragen invullen boeken melden kiezen plannen " +
		"gebruiken controleren regelen opstellen ontvangen begeleiden coachen meten analyseren bepalen berekenen lezen")
