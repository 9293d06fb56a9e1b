package privacy

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What is known of words: a word to a line, in order, as fold makes them. Where they come from is in words/README.md.
var (
	//go:embed words/given.txt
	givenWords string // given names that are no words
	//go:embed words/given-soft.txt
	softWords string // given names that are words, or months, too
	//go:embed words/surnames.txt
	surnameWords string
	//go:embed words/places.txt
	placeWords string
	//go:embed words/things.txt
	thingWords string // products, firms, thinkers whose models are used, holidays, languages, days
	//go:embed words/ordinary.txt
	ordinaryWords string // Dutch and English words
	//go:embed words/sayings.txt
	sayingLines string
	//go:embed words/cues.txt
	cueWords string
)

// listed reports whether a word stands in a list of words in order, a line each. It looks halfway, and again.
func listed(list, word string) bool {
	for len(list) > 0 {
		mid := len(list) / 2
		from := strings.LastIndexByte(list[:mid], '\n') + 1
		to := from + strings.IndexByte(list[from:], '\n')
		switch line := list[from:to]; {
		case line == word:
			return true
		case line < word:
			list = list[to+1:]
		default:
			list = list[:from]
		}
	}
	return false
}

// IsGiven reports whether a word is a given name, and no other word.
func IsGiven(word string) bool { return listed(givenWords, fold(word)) }

// A cue says what the words are that stand around names. A word can be several.
type cue uint64

const (
	title cue = 1 << iota
	relation
	greeting
	greetingMore
	closing
	with
	withSure
	withAddress
	verb
	verbSure
	article
	and
	pronoun
	part
	particle
	particleIn
	particleOf
	thingBefore
	thingOf
	thingAfter
	placeAfter
	month
	anyone
	verbLike
	saint
	function
	conj
	department
	told
	owned
	trade
	mineToo
	verbDoes
	talk
	says
	asksDutch
	abbreviation
	adjective
	eponym
	bare
	gives
	feels
	kin
	heard
	thinks
	filler
	matter
	placeBefore
	placeBehind
	parting
	pairOf
	against
	seldom
	ailment
	firm
)

// cueNames are the cues as words/cues.txt names them, in their order.
var cueNames = strings.Fields("title relation greeting greeting-more closing with with-sure with-address verb " +
	"verb-sure article and pronoun part particle particle-in particle-of thing-before thing-of thing-after " +
	"place-after " +
	"month anyone verb-like saint function conj department told owned trade mine-too verb-does talk says asks-dutch " +
	"abbreviation adjective eponym bare gives feels kin heard thinks filler matter " +
	"place-before place-behind parting pair-of against seldom ailment firm")

// cues tells what a word is, by what fold makes of it.
var cues = sync.OnceValue(func() map[string]cue {
	all := map[string]cue{}
	for line := range strings.Lines(cueWords) {
		name, words, _ := strings.Cut(line, ":")
		for i, n := range cueNames {
			if n == name {
				for w := range strings.FieldsSeq(words) {
					all[w] |= 1 << i
				}
			}
		}
	}
	return all
})

// letters are those that are no letter and a mark over it.
var letters = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ı", "i", "æ", "ae", "œ", "oe",
	"ð", "d", "þ", "th", "’", "'", "‘", "'", "ʼ", "'")

// fold is a word in lower case, without accents, and with a straight apostrophe.
func fold(word string) string {
	low := strings.ToLower(word)
	for i := range len(low) {
		if low[i] >= 0x80 {
			return letters.Replace(strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return r
			}, norm.NFD.String(low)))
		}
	}
	return low
}

// thingEndings are endings that rules, systems, parts of organisations and papers have, and no names do.
var thingEndings = strings.Fields("" +
	"wet portaal portal systeem system afdeling regeling formulier beleid protocol training dienst nummer " +
	"lijst overleg team commissie cursus register bureau centrum instituut verzekering contract akkoord " +
	"kosten gegevens beheer preventie loket ruimte software manager management academie methode model " +
	"wetboek besluit kalender rooster dossier vergoeding verlof rapport rapportage plein club")

// isCompoundWord reports whether a folded word, which is in no list, is made of two Dutch or English ones.
func isCompoundWord(word string) bool {
	if len(word) < 9 || len(word) > 40 || strings.ContainsAny(word, "'-") {
		return false
	}
	if slices.ContainsFunc(thingEndings, func(e string) bool { return strings.HasSuffix(word, e) }) {
		return true
	}
	for i := 3; i <= len(word)-3; i++ {
		if head, tail := word[:i], word[i:]; listed(ordinaryWords, tail) && (listed(ordinaryWords, head) ||
			len(head) > 4 && head[len(head)-1] == 's' && listed(ordinaryWords, head[:len(head)-1])) {
			return true
		}
	}
	return false
}
