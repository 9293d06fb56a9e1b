package text

import (
	"strings"

	"github.com/handvat/handvat/knowledge"
)

// IsStop reports whether token is a function word of lang, or a word with which
// people begin any question. Such words are kept, at a fraction of their weight.
func IsStop(token string, lang knowledge.Lang) bool {
	_, ok := stopWords[lang][token]
	return ok
}

// stopWords holds the function words of each language.
var stopWords = map[knowledge.Lang]map[string]struct{}{
	knowledge.Dutch:   set(dutchStop),
	knowledge.English: set(englishStop),
}

func set(words string) map[string]struct{} {
	m := map[string]struct{}{}
	for _, w := range strings.Fields(words) {
		m[w] = struct{}{}
	}
	return m
}

const dutchStop = `
de het een t n en of maar want dus als dan dat die dit deze wie wat waar wanneer waarom hoe welke welk
ik jij je u hij zij ze wij we jullie hen hun hem haar mij me mijn m'n jouw uw zijn ons onze zich zelf
in op aan bij van voor met naar uit over onder tot door om te er daar hier tegen tussen per via zonder sinds na
is ben bent was waren wordt word worden werd werden geweest heb hebt heeft had hadden hebben
kan kun kunt kunnen kon konden wil wilt willen wou wilde zou zouden zal zult zullen mag mogen moet moeten moest
hoeft hoef niet geen wel ook nog al alle alles iets niets iemand niemand ander andere anderen veel meer minder zo zoals
toch even maar eens ga gaat gaan doe doet doen graag alsjeblieft aub svp hallo hoi dag bedankt welkom
eigenlijk gewoon steeds altijd nu toen straks ervoor ervan erop eruit erin daarvoor hiervoor hiervan
`

const englishStop = `
the a an and or but if then than that this these those who what where when why how which whose
i you he she it we they me him her us them my your his its our their mine yours im ive id ill youre
in on at by of for with to from out over under until through about against between per via without since after into onto
off up down is am are was were be been being has have had having do does did doing dont doesnt didnt
can could will would shall should may might must cannot cant wont
not no nor also too very all any some each every other another such only just same so as
let lets please hello hi hey thanks thank there here want need like get got go going tell know
whats hows wheres whos thats theres isnt arent
`
