package dialog

import (
	"regexp"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// others are words for who a text is about that names nobody, in both languages.
var others = strings.Fields(`hij hem zij haar iemand he him his she her
	someone somebody stagiair stagiaire stagiairs collega collega's nieuweling baas chef leidinggevende
	manager teamleider teamleidster maatje buurman buurvrouw receptionist receptioniste uitzendkracht
	interns trainee newbie colleague colleagues coworker co-worker boss supervisor buddy neighbour
	neighbor teammate performer receptionist`)

// pointing is who a text is about in words that elsewhere stand before things: the new one, and not the new form.
var pointing = regexp.MustCompile(` (?:die (?:van|lange|kleine|ene|andere)|rest van het team|rest of the team|` +
	`de coach|` +
	`(?:de|die|onze|een) nieuwe (?:is|doet|bakt|kan|komt|werkt|heeft|snapt|het|er|op|in|aan|al|wel|niet|[.])|` +
	`(?:the|an|a|our|that|this|your) (?:intern|hire|new hire|new guy|guy|temp|person|coach|team lead|team leader)) `)

// workers are people by what they do, or are among others, as a question may be about them; a customer is not.
var workers = regexp.MustCompile(` (?:invaller|vervang(?:er|ster)|oudste|jongste|langste|kleinste|oudere|jongere|` +
	`senior|junior|jongen|jongens|dames?|heren|meid|meiden|meisjes?|mannen|vrouwen|lui|mensen|ploeg|` +
	`crew|lads?|guys?|girls?|` +
	`boys?|ladies|gentlemen|folks?|people|youngest|oldest|eldest|tallest|older ones?|younger ones?|early birds|` +
	`stand-in|replacement|temps|temp worker|freelancers?|apprentices?|parttimers?|part-timers?|agency workers?|` +
	`guards?|couriers?|cooks?|koks?|drivers?|cleaners?|employees?|workers?|helpers?|staff|personeel|volunteers?|` +
	`technicians?|mechanics?|nurses?|bookkeepers?|accountants?|planners?|pickers?|engineers?|sellers?|` +
	`\S*(?:kracht|krachten|hulp|hulpen|ploeg|werker|werkers|mensen|medewerkers?|jongen|dames|leerling(?:en)?|` +
	`vrijwilligers?|bezorgers?|beveiligers?|verkopers?|schoonmaa?k(?:er|ers|ster|sters)|monteurs?|chauffeurs?|` +
	`boekhouders?|koeriers?|verpleegkundigen?|verzorgenden?|technici|leidsters?)|(?:the|evening|night|day|late|` +
	`early|weekend|morning) shift|(?:which|welke|wie) (?:of the|van de) \S+) `)

// judging is what a question has that compares people, whoever they are.
var judging = regexp.MustCompile(` (?:(?:which|welke|who|wie) (?:of|van) (?:the|de|them|hen)|rank|rangschik) `)

// mineToOthers is what who asks did with somebody of a name: it is about them, and not about who was there.
var mineToOthers = regexp.MustCompile(
	` (?:(?:hoe|waarop|dat|wanneer|toen|waarmee|als|how|way|when|where|that) (?:ik|i)|` +
		`\. (?:was|ben|heb|had|deed|gaf|liet|legde|hielp|pakte|sprak|luister|begeleid|did|am|have) (?:ik|i)|` +
		`(?:mijn|my) \S+(?: (?:aan|met|tegen|voor|over|to|with|for|of|van))) `)

// turns is what goes from oneself on to another in a question.
var turns = regexp.MustCompile(
	` (?:of|die|who|whether|if|en hoe|and how|en wat|and what|is|has|heeft|doet|does|werkt|works|` +
		`ontslaan|fire|fired|beoordelen|beoordeel|rate|rank|promote|vertrouw|vertrouwen|trust) `)

// them are words for several, or for things that stand before them in a text.
var them = strings.Fields("ze hun hen they them their")

// Who speaks, and who is spoken to, in both languages.
var (
	oneself = strings.Fields("ik mij me mezelf mijzelf ikzelf i me myself i'm i've i'd i'll")
	reader  = strings.Fields("je jij jou jouw jezelf u uw jullie you your yours yourself you're you've you'd you'll")
	owner   = []string{"mijn", "m'n", "my"}
)

// leads are what people say before what they are on about: who speaks, or is spoken to, in it is not who that is.
var leads = []string{"je moet weten", "moet je weten", "weet je", "wist je", "ik wil weten", "ik wil graag weten",
	"ik vraag me af", "kun je me zeggen", "kun je me vertellen", "vertel me", "ik denk", "ik vind", "volgens mij",
	"you should know", "you must know", "did you know", "do you know", "i want to know", "i would like to know",
	"i wonder", "can you tell me", "tell me", "i think"}

// spelled is a name that is written letter by letter.
var spelled = regexp.MustCompile(`(^|\PL)\pL([-.]\pL){2,}(\PL|$)`)

// asksOfAnother reports whether a question that somebody puts to those called to is about a third person: it names one,
// or one is in it and the asker is not.
func (t *Turn) asksOfAnother(said string, to ...string) bool {
	said = without(said, leads)
	who := append(wordsOf(said), "")[0]
	whole := " . " + strings.Join(wordsOf(said), " ") + " "
	if at := mineToOthers.FindStringIndex(whole); at != nil && !t.namesAnother(whole[:at[0]], to...) &&
		!turns.MatchString(" "+whole[at[1]:]) && !strings.ContainsAny(said, "@,;") {
		return false
	}
	return t.namesAnother(said, to...) || judging.MatchString(whole) ||
		(aboutOthers(said) || workers.MatchString(whole) || who == "wie" || who == "who") && !has(said, oneself) &&
			!ofOnesOwn(said)
}

// TellsOfAnother reports whether a text to somebody called to is about a third person: one is in it, by name or not,
// and it does not speak to the reader.
func (t *Turn) TellsOfAnother(said, to string) bool {
	said = without(said, leads)
	return (t.namesAnother(said, to) || aboutOthers(said) && !has(said, oneself)) && !has(said, reader)
}

// aboutOthers reports whether somebody is in a text who is not named.
func aboutOthers(said string) bool {
	return has(said, others) || has(said, them) && !strings.ContainsAny(said, ",:") ||
		pointing.MatchString(" "+strings.Join(wordsOf(said), " ")+" . ")
}

// without is a text without some phrases.
func without(said string, phrases []string) string {
	for _, p := range phrases {
		if i := strings.Index(strings.ToLower(said), p+" "); i >= 0 && i+len(p) < len(said) {
			said = said[:i] + said[i+len(p):]
		}
	}
	return said
}

// ofOnesOwn reports whether a text is about what somebody did or made, "my explanation", rather than whom they know.
func ofOnesOwn(said string) bool {
	ws := wordsOf(said)
	for i, w := range ws {
		behind := strings.Join(ws[i+1:min(i+3, len(ws))], " ")
		if slices.Contains(owner, w) && !has(behind, others) && !workers.MatchString(" "+behind+" ") {
			return true
		}
	}
	return false
}

// namesAnother reports whether a text names somebody besides the person and those called to.
func (t *Turn) namesAnother(said string, to ...string) bool {
	if strings.Contains(said, "@") || spelled.MatchString(said) {
		return true
	}
	known := privacy.NameWords(NameOf(t.Event.From))
	for _, name := range to {
		known = append(known, privacy.NameWords(name)...)
	}
	scrubber, ws := people.Scrubber(t.Tx, to...), wordsOf(said)
	for i, w := range ws { // where only a name stands, also without a capital
		behind := i == 0 && len(ws) > 1 || i > 0 && slices.Contains(beforeNames, ws[i-1])
		if behind && scrubber.Known(w) && !slices.Contains(alsoWords, w) && !slices.Contains(known, w) {
			return true
		}
	}
	for _, name := range scrubber.Names(said) {
		words := privacy.NameWords(strings.TrimSuffix(strings.ReplaceAll(name, "’", "'"), "'s"))
		if slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(known, w) }) {
			return true
		}
	}
	return false
}

// Words behind which names stand, and names that are words to begin with.
var (
	beforeNames = strings.Fields("van met over aan vind doet is of on about with rate does how's what's")
	alsoWords   = strings.Fields("wil will may kan can hoe wat how what")
)

// OfOneself reports whether somebody speaks of themself in a text.
func OfOneself(said string) bool { return has(said, oneself) }

// has reports whether one of these words is in a text.
func has(said string, words []string) bool {
	return slices.ContainsFunc(wordsOf(said), func(w string) bool { return slices.Contains(words, w) })
}

func wordsOf(said string) []string {
	return strings.FieldsFunc(text.Normal(said), func(r rune) bool { return strings.ContainsRune(" ,.?!:;()\"", r) })
}
