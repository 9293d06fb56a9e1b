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
	someone somebody anyone anybody sommigen enkelen stagiair stagiaire stagiairs
	collega collega's nieuweling baas chef leidinggevende manager
	teamleider teamleidster maatje buurman buurvrouw receptionist receptioniste uitzendkracht
	interns trainee newbie colleague colleagues coworker co-worker boss supervisor buddy neighbour
	neighbor teammate performer receptionist`)

// pointing is who a text is about in words that elsewhere stand before things: the new one, and not the new form.
var pointing = regexp.MustCompile(` (?:die (?:van|lange|kleine|ene|andere)|rest van het team|rest of the team|` +
	`de coach|` +
	`(?:de|die|onze|een) nieuwe (?:is|doet|bakt|kan|komt|werkt|heeft|snapt|loopt|maakt|zit|gaat|moet|wil|zegt|vindt|` +
	`vergeet|staat|laat|praat|luistert|de|het|een|zijn|haar|er|op|in|aan|al|te|zo|ook|nog|vaak|altijd|nooit|steeds|` +
	`wel|niet|weer|lui|traag|slordig|aardig|irritant|vervelend|geschikt|ongeschikt|goed|met|voor|bij|van|beter|[.])|` +
	`(?:the|an|a|our|that|this|your) (?:intern|hire|new (?:hire|guy|girl|one|kid|person|starter|joiner|recruit)|guy|` +
	`temp|person|coach|team lead|team leader)) `)

// band is people together, with what stands before them, in Dutch, or in English with what follows where they are no
// part of a longer word, as in "the team day".
const band = `(?:(?:de|het|ons|onze|jullie|je|jouw|mijn|die|dat|welke?) (?:\S+ )?` +
	`(?:\S*team|\S*ploeg|\S+dienst|dienst|\S*afdeling|\S*groep|club) |` +
	`(?:the|our|your|my|that|this|which) (?:\S+ )?(?:team|crew|shift|department|group|squad|gang) ` +
	`(?:is|are|was|were|do|does|did|has|have|had|can|will|would|should|always|never|ever|often|still|really|actually|` +
	`just|by|on|at|in|to|too|so|good|well|late|lazy|slow|any|(?:do|pull|work|keep|be|gett|perform|slack)ing|` +
	`(?:keep|stick|work|pull|get|make|leave|take|perform|know|want|need|think|find)s?|[.]) )`

// Groups are who a text is about where they do something, or are judged: theirs may be a thing that it is about.
var (
	bandAny    = regexp.MustCompile(` ` + band)
	bandActs   = regexp.MustCompile(`^ \. ((?:[\pL']+ ){0,3}?)` + band)
	bandJudged = regexp.MustCompile(` (?:vind\S*|vond\S*|denk\S*|oordeel|mening|indruk|think|thought|make|opinion|` +
		`verdict|view|impression|find) (?:(?:[\pL']+ ){0,3}(?:van|over|of|about|on) )?` + band +
		`| (?:van|over) ` + band + `(?:vindt?|denkt?) `)
)

// workers are people by what they do, or are among others, as a question may be about them; a customer is not.
var workers = regexp.MustCompile(` (?:invaller|\S*vervang(?:er|ster)s?|deput(?:y|ies)|assistants?|` +
	`(?:de|die|the|those)(?: twee| drie| two| three) (?:van|bij|in|uit|at|from|of|on)|some (?:in|at|from)|` +
	`oudste|jongste|langste|kleinste|oudere|jongere|` +
	`senior|junior|jongen|jongens|dames?|heren|meid|meiden|meisjes?|mannen|vrouwen|lui van|gasten van|mensen|` +
	`lads?|guys?|girls?|mates?|(?:the|that|this) (?:lady|man|woman|bloke|gentleman)|teamlid|teamleden|` +
	`boys?|ladies|gentlemen|folks?|people|youngest|oldest|eldest|tallest|older ones?|younger ones?|early birds|` +
	`stand-in|replacement|temps|temp worker|freelancers?|apprentices?|parttimers?|part-timers?|agency workers?|` +
	`guards?|couriers?|cooks?|koks?|drivers?|cleaners?|employees?|workers?|helpers?|staff|personeel|volunteers?|` +
	`technicians?|mechanics?|nurses?|bookkeepers?|accountants?|planners?|pickers?|engineers?|sellers?|` +
	`waiters?|waitress|clerks?|cashiers?|secretar(?:y|ies|esse)|janitors?|operators?|team (?:lead|leader|member)s?|` +
	`\S+kracht(?:en)?|\S{3,}hulp(?:en)?|\S*(?:werker|werkers|mensen|medewerkers?|jongen|dames|leerling(?:en)?|` +
	`vrijwilligers?|bezorgers?|beveiligers?|verkopers?|schoonmaa?k(?:er|ers|ster|sters)|monteurs?|chauffeurs?|` +
	`boekhouders?|koeriers?|verpleegkundigen?|verzorgenden?|technici|leid(?:er|sters?)|managers?|assistente?n?|` +
	`adviseurs?|specialist(?:en)?|analist(?:en)?|beheerders?|inkopers?|kapiteins?|bazen|chefs?|hoofden|directeur|` +
	`bakkers?|slagers?|kappers?|obers?|lassers?|schilders?|programmeurs?|ontwerpers?|metselaars?|portiers?|` +
	`docent(?:en)?)|` +
	`bakers?|butchers?|welders?|painters?|plumbers?|teachers?|doctors?|programmers?|developers?|designers?|baristas?|` +
	`hostess|gastvrouw|gastheer|conciërge|(?:which|welke|wie) (?:of the|van de) \S+) `)

// judging is what a question has that compares people, whoever they are.
var judging = regexp.MustCompile(` (?:(?:which|welke|who|wie) (?:of|van) (?:the|de|them|hen)|rank|rangschik|` +
	`(?:zet|put|sort|sorteer|score|rate|beoordeel|vergelijk|compare) (?:the|het|de|ons|our|my|mijn|iedereen|everyone|` +
	`each|every|all) (?:team|ploeg|crew|group|groep|teamlid|teamleden|collega's|colleagues|member)) `)

// whoever asks for one of several, by what they do.
var whoever = regexp.MustCompile(` \. (?:wie|who) | (?:who|wie) (?:\S+ ){0,3}(?:te|too|most|least|best|worst|beste|` +
	`slechtste?|minste?|meeste?|lui|lazy|fouten|mistakes) `)

// turns is what goes from oneself on to another in a question, or has oneself be who judges them.
var turns = regexp.MustCompile(` (?:die|who|whether|if|en hoe|and how|en wat|and what|is|has|heeft|doet|does|werkt|` +
	`works|dan|than|ontslaan|fire|fired|beoordelen|beoordeel|rate|rank|promote|vertrouw|vertrouwen|trust|vinden) `)

// framed is what people say before what they are on about, in which somebody sees or thinks it.
var framed = regexp.MustCompile(`(?i)^((?:[\pL']+ ){0,3}(?:je|jij|u|jullie|ik|you|i) (?:[\pL']+ ){0,2}?)?` +
	`(?:vind|vond|denk|dacht|zag|zie|hoor|hoorde|gehoord|gezien|gemerkt|merk|merkte|weet|wist|geloof|think|thought|` +
	`see|saw|seen|hear|heard|notice|noticed|feel|know|believe)( je| jij| u| you| ook| niet){0,3} (?:dat|hoe|that|how) `)

// them are words for several, or for things that stand before them in a text.
var them = strings.Fields("ze hun hen they them their")

// Who speaks, and who is spoken to, in both languages.
var (
	oneself = strings.Fields("ik mij me mezelf mijzelf ikzelf i me myself i'm i've i'd i'll")
	reader  = strings.Fields("je jij jou jouw jezelf u uw jullie you your yours yourself you're you've you'd you'll")
	owner   = []string{"mijn", "m'n", "my"}
	asker   = strings.Fields("ik 'k i i'm i've i'd i'll")
	theirs  = strings.Fields("jou jouw your yours jezelf yourself") // the reader, who does nothing in these
	owned   = strings.Fields("je jouw uw jullie your")
)

// Words that tell who of those is spoken of: behind which somebody does something, or a thing is for somebody, those
// that no thing of somebody's begins with, and those for one person.
var (
	clauses = strings.Fields(`dat als toen hoe omdat doordat wat terwijl zodat that when if how because what while
		since`)
	aims  = strings.Fields("voor van met over naast tussen aan bij for about of with from to between at")
	loose = strings.Fields(`en de het een te niet and the a at in op over all so too to when als dat omdat because
		back rug`)
	single = strings.Fields(`stagiair stagiaire nieuweling baas chef leidinggevende teamleider manager buurman buurvrouw
		receptionist intern trainee newbie coworker co-worker boss supervisor neighbour neighbor`)
)

// What is for the reader, a group of somebody's own, and what begins a clause to a reader who is not in it.
var (
	forReader = regexp.MustCompile(` (?:voor|for) (?:jou|je|jullie|you) `)
	bands     = regexp.MustCompile(` (?:\S*team|\S*ploeg|\S*afdeling|crew|shift|department|squad|mates?) `)
	thanks    = regexp.MustCompile(`^ \. (?:(?:heel erg |many )?(?:bedankt|dank|complimenten|compliments|` +
		`thanks|thank you) (?:voor|for)|probeer|try|(?:goed|mooi|knap|netjes|well|nicely) (?:gedaan|` +
		`done|werk)|(?:good|great|nice) (?:job|work)|daardoor|hierdoor|dat (?:hielp|gaf|maakte)|` +
		`because of (?:that|this)|(?:that|this) (?:helped|calmed|made|gave)) `)
)

// leads are what people say before what they are on about: who speaks, or is spoken to, in it is not who that is.
var leads = []string{"geef me", "geef mij", "give me", "je moet weten", "moet je weten", "weet je", "wist je",
	"ik wil weten", "ik wil graag weten", "ik vraag me af",
	"kun je me zeggen", "kun je me vertellen", "vertel me", "ik denk", "ik vind", "volgens mij",
	"you should know", "you must know", "did you know", "do you know", "i want to know", "i would like to know",
	"i wonder", "can you tell me", "tell me", "i think"}

// fates is what may become of somebody: they go, stay, rise or are trusted with something.
var fates = regexp.MustCompile(` (?:ontslaan|ontslagen|wegsturen|eruit (?:gooien|zetten)|` +
	`(?:should|could|must|can|to|i|we|be|get|was) fired?|kick out|sack|get rid of|dismiss|let go|demote|promote|` +
	`promoveren|toevertrouwen|entrust|trust \S+ with|nog een kans|(?:another|second) chance|aanhouden|` +
	`(?:kan|can) (?:ik|i|we|wij) (?:.* )?(?:laten|overlaten|let|leave)|keep (?:(?:the|my|our) )?\S+(?: on)? [.]|` +
	`(?:moet|zal|zou|kan) (?:ik|we|wij|je) (?:(?:de|het|mijn|onze|die) )?\S+ houden) `)

// gossip is what people are asked to have said of who asks.
var gossip = regexp.MustCompile(`^ \. (?:\S+ ){0,2}(?:wie|who|iemand|anyone|anybody|someone|somebody) .*` +
	`(?:over|achter|tegen|about|behind|against) (?:mij|me|mijn|my) `)

// spelled is a name that is written letter by letter.
var spelled = regexp.MustCompile(`(^|\PL)\pL([-.]\pL){2,}(\PL|$)`)

// asksOfAnother reports whether a question that somebody puts to those called to is about a third person: one is in it,
// by name or not, before the asker is, or is who the asker goes on to.
func (t *Turn) asksOfAnother(said string, to ...string) bool {
	said = unframed(said)
	whole := sentence(said)
	if gossip.MatchString(whole) || fates.MatchString(whole) && t.third(said, to...) {
		return true
	}
	before, after, ok := askerIn(said)
	if ok && !strings.ContainsAny(said, "@,;") && !turns.MatchString(sentence(after)) && !t.third(before, to...) {
		return false
	}
	return t.namesAnother(said, to...) || judging.MatchString(whole) || !has(said, oneself) && !ofOnesOwn(said) &&
		(unnamed(said) && !forReader.MatchString(whole) || whoever.MatchString(whole))
}

// third reports whether a third person or a group is in a text, by name or not.
func (t *Turn) third(said string, to ...string) bool {
	return t.namesAnother(said, to...) || unnamed(said)
}

// unnamed reports whether people are in a text who are not named.
func unnamed(said string) bool {
	whole := sentence(said)
	if has(said, others) || has(said, them) && !strings.ContainsAny(said, ",:") ||
		pointing.MatchString(whole) || workers.MatchString(whole) {
		return true
	}
	acts := bandActs.FindStringSubmatch(whole)
	return acts != nil && !has(acts[1], aims) || bandJudged.MatchString(whole)
}

// sentence is the words of a text between two points.
func sentence(said string) string { return " . " + strings.Join(wordsOf(said), " ") + " . " }

// askerIn is what stands before and behind the asker, or what they did or made, in a text.
func askerIn(said string) (before, after string, ok bool) {
	ws := strings.Fields(said)
	low := make([]string, len(ws))
	for i, w := range ws {
		low[i] = strings.Trim(text.Normal(w), ",.?!:;()\"")
	}
	for i, w := range low {
		mine := slices.Contains(owner, w) && !personAt(low, i+1)
		aimed := slices.Contains(oneself, w) && i > 0 && slices.Contains(aims, low[i-1])
		if slices.Contains(asker, w) || mine || aimed {
			return strings.Join(ws[:i], " "), strings.Join(ws[i+1:], " "), true
		}
	}
	return "", "", false
}

// personAt reports whether one of the two words from i on is somebody, as in "my new manager".
func personAt(ws []string, i int) bool {
	behind := strings.Join(ws[min(i, len(ws)):min(i+2, len(ws))], " ")
	return has(behind, others) || workers.MatchString(" "+behind+" ") || bands.MatchString(" "+behind+" ") ||
		pointing.MatchString(" the "+behind+" ")
}

// unframed is a text without what people say before what they are on about.
func unframed(said string) string {
	said = without(said, leads)
	if rest := framed.ReplaceAllString(said, ""); rest != "" {
		return rest
	}
	return said
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
		if slices.Contains(owner, w) && !personAt(ws, i+1) {
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
		behind := i == 0 || slices.Contains(beforeNames, ws[i-1])
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
