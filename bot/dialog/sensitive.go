package dialog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog/confide"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/privacy"
)

// CrisisTopic is the topic of who may be about to harm themselves.
const CrisisTopic = "crisis"

// topics are what people say when it becomes personal: words or phrases, matched
// at the start of a word. They are kept few and plain: a question about work that is
// taken for a personal one costs an answer, the other way round costs trust.
var topics = []struct {
	topic string
	words []string
}{
	{CrisisTopic, []string{
		"zelfmoord", "zelfdoding", "suïcid", "mijzelf iets aandoen", "er een eind aan maken",
		"wil niet meer leven", "wil dood", "mezelf iets aandoen", "maak er een eind aan",
		"zie het niet meer zitten", "wil er niet meer zijn", "leven heeft geen zin", "geen zin meer in het leven",
		"einde aan mijn leven", "mezelf snijden", "snij mezelf",
		"suicid", "kill myself", "end my life", "want to die", "harm myself", "hurt myself", "cut myself",
		"don't want to live", "do not want to live", "no reason to live", "better off dead", "take my own life",
		"can't go on anymore",
	}},
	{"safety", []string{
		"seksuele intimidatie", "seksueel", "grensoverschrijdend", "huiselijk geweld", "ongewenst gedrag", "homofob",
		"homofoob", "seksis", "weggepest", "buitengesloten", "sluit mij buiten", "sluit me buiten",
		"sluiten mij buiten", "sluiten me buiten", "lacht me uit", "lachen me uit", "lacht mij uit",
		"valt me lastig", "valt mij lastig", "vallen me lastig", "gechanteerd", "geïntimideerd", "intimidatie op",
		"word gepest", "wordt gepest", "pesten", "pest me", "aangerand",
		"verkracht", "mishandel", "bedreigd", "bedreigt me", "stalk", "gediscrimineerd", "discriminatie", "racis",
		"onveilig bij mijn", "raakt me aan", "raakt mij aan", "raakt me ongewenst", "raakt mij ongewenst",
		"zat aan me", "handtastelijk", "betast", "vernedert me",
		"sexual harassment", "sexual", "domestic violence", "homophob", "sexis", "blackmail", "intimidated by",
		"harass", "bullied", "bullying", "bullies me", "assaulted", "raped", "abused",
		"threatens me", "threatened", "discriminated", "discrimination", "touched me", "touches me", "groped",
		"humiliates me",
	}},
	{"health", []string{
		"burn-out", "burnout", "burn out", "opgebrand", "overwerkt", "eetstoornis", "anorexia", "ptss", "trauma",
		"zelfbeschadig", "drinkt te veel", "te veel drink", "aan de drank", "alcoholproble", "alcoholis",
		"drankprobleem",
		"gokprobleem", "aan de drugs", "drugsgebruik", "ernstig ziek", "langdurig ziek", "chronisch ziek",
		"al weken ziek",
		"ben ziek", "ziek van mijn", "ziek door", "psychiat", "psychisch", "dementie", "depressi", "paniekaanval",
		"angststoornis", "zwanger", "miskraam", "mijn ziekte",
		"ik ben ziek", "ziek gemeld", "ziek melden", "kanker", "verslaafd", "verslaving", "psycholoog", "medicijn",
		"trek het niet meer", "kan niet meer slapen", "overspannen",
		"depress", "burned out", "burnt out", "burning out", "eating disorder", "ptsd", "self-harm",
		"drinks too much",
		"drinking too much", "drinking problem", "alcoholic", "alcoholism", "gambling problem", "gambles", "on drugs",
		"drug use", "seriously ill", "long-term sick", "chronic illness", "chronically ill", "terminally ill",
		"mental health", "mental breakdown", "panic attack", "pregnan", "miscarriage", "my illness", "i am sick",
		"i'm sick",
		"cancer", "addict", "therapist", "medication", "can't sleep", "breaking down",
	}},
	{"conflict", []string{
		"arbeidsconflict", "conflict met mijn", "ruzie met mijn", "klacht indienen over", "klacht tegen mijn",
		"ontslagen", "ontslag", "op staande voet", "klokkenluid",
		"conflict with my", "row with my", "complaint about my", "complaint against my", "i was fired", "being fired",
		"dismiss", "whistleblow",
	}},
	{"union", []string{
		"vakbond", "lid van de bond", "staken", "staking",
		"trade union", "union member", "go on strike",
	}},
}

// What somebody does to another, and what they do that is not right; each matched at the start of a word.
var (
	harms = []string{
		"pest", "treiter", "sart", "intimideer", "discrimineer", "bedreig", "chanteer", "verneder", "kleineer",
		"scheld",
		"schreeuwt", "slaat", "sloeg", "geslagen", "schopt", "duwt", "stalkt", "misbruik", "bespot", "betast",
		"bully", "bullies", "intimidat", "threaten", "humiliat", "belittl", "shouts", "shouted", "yells",
		"screams", "hits", "kicks", "beats", "gropes", "stalks", "exclud", "insults", "discriminat",
	}
	victims = strings.Fields("mij me ons hem haar iemand collega collega's me us him her someone colleague " +
		"colleagues coworker them team")
	wrongs = []string{
		"fraude", "steelt", "stelen", "gestolen", "diefstal", "sjoemel", "steekpenning", "smeergeld", "omkop",
		"omgekocht",
		"knoeit", "vervals", "verduister", "valse ", "liegt", "zwart ",
		"fraud", "steal", "stole", "theft", "embezzl", "bribe", "kickback", "falsif", "fakes", "cooks the books",
		"lies",
	}
	doers = strings.Fields("baas chef leidinggevende manager teamleider directeur collega collega's afdelingshoofd " +
		"boss supervisor director colleague colleagues coworker co-worker")
	strangers = []string{"klant", "cliënt", "patiënt", "bezoeker", "bewoner", "gast", "customer", "client", "patient",
		"visitor", "resident", "guest", "caller", "beller"}
)

// Sensitive returns the topic of a text that sounds personal; empty if it does not. It is about the wellbeing of who
// writes it or of a colleague, or about what somebody they work with does wrong; what customers do is work. The text
// must be as text.Normal makes it.
func Sensitive(text string) string {
	text = together(text)
	told := sceneOf(text)
	if isCrisis(text, told) {
		return CrisisTopic
	}
	if asksRule(text) {
		return ""
	}
	for _, t := range topics[1:] {
		if startsAny(text, t.words) {
			return t.topic
		}
	}
	if startsAny(text, strangers) || !has(text, doers) || !startsAny(text, wrongs) &&
		!(startsAny(text, harms) && hasOther(text)) {
		return cmp.Or(heavy(text), told.told(false), confide.Topic(text))
	}
	return "safety"
}

// rules are what an organisation has written down, and those whom somebody has to do with by their work.
var (
	rules = []string{
		"protocol", "beleid", "procedure", "regeling", "meldcode", "reglement", "handboek", "gedragscode", "richtlijn",
		"klokkenluidersregeling", "pestprotocol", "policy", "policies", "regulation", "handbook", "guideline",
		"code of conduct", "reporting code",
	}
	charges = []string{
		"medewerker", "werknemer", "employee", "staff", "klant", "cliënt", "patiënt", "leerling", "bewoner", "beller",
		"customer", "client", "patient", "pupil", "student", "resident", "caller", "in mijn team", "in my team",
	}
	ownCase = phrases(`(mij|me|mezelf|mijzelf|myself|ik (ben|heb|word|werd|was|voel))\b`,
		`(i am|i'm|i have|i've|i feel|i was|(dat|als|omdat) ik|(that|if|because) i)\b`,
		`(mijn|m'n|my) (baas|leidinggevende|manager|teamleider|chef|boss|man|vrouw|partner|ex|husband|wife)\b`)
	howTo = phrases(`(hoe|wat|waar|wie|welke?|how|what|where|who|which|is there|is er|do we|hebben we)\b`)
)

// asksRule reports whether somebody asks what is written down about something that is hard, or how to do what is their
// work in it, and tells nothing of their own or of who they work with.
func asksRule(text string) bool {
	return !ownCase.MatchString(text) && !has(text, doers) && (startsAny(text, rules) ||
		howTo.MatchString(strings.SplitN(text, " ", 2)[0]) && startsAny(text, charges))
}

// Confides returns the topic of a text that is meant for a job aid or a case, but tells of who writes it or of somebody
// by name what sounds personal; empty if it does not.
func Confides(said string) string {
	said = text.Normal(said)
	if !has(said, confiding) && !slices.ContainsFunc(wordsOf(said), privacy.IsGiven) {
		return ""
	}
	return Sensitive(said)
}

// confiding are the words by which somebody tells of themself.
var confiding = strings.Fields("ik mij me mijn m'n wij ons onze i i'm i've my we us our")

// startsAny reports whether a word of a text starts with one of these words or phrases.
func startsAny(text string, with []string) bool {
	return slices.ContainsFunc(with, func(w string) bool { return strings.Contains(" "+text, " "+w) })
}

// hasOther reports whether a text has a victim besides one who does it.
func hasOther(text string) bool {
	ws := wordsOf(text)
	at := slices.IndexFunc(ws, func(w string) bool { return slices.Contains(doers, w) })
	return slices.ContainsFunc(slices.Delete(ws, at, at+1), func(w string) bool { return slices.Contains(victims, w) })
}

// Crisis reports whether a text is a cry for help, which is answered and not kept.
func Crisis(said string) bool {
	said = together(text.Normal(said))
	return isCrisis(said, sceneOf(said))
}

func isCrisis(text string, tells scene) bool {
	return startsAny(text, topics[0].words) || tells.told(true) != "" || confide.Topic(text) == CrisisTopic
}

// HelpNow answers a cry for help.
func (t *Turn) HelpNow() (chat.Reply, error) {
	return t.Do(chat.Action{Verb: Personal, Arg: CrisisTopic})
}

// rude are words that people swear at the bot with.
var rude = []string{
	"kut", "klote", "bagger", "dom", "stom", "stomme", "domme", "sukkel", "idioot", "eikel", "klootzak", "trut",
	"debiel", "achterlijk", "tyfus", "tering", "waardeloos", "waardeloze", "onzin", "rot op", "lul", "nutteloos",
	"nutteloze",
	"fuck", "fucking", "shit", "bullshit", "stupid", "dumb", "idiot", "moron", "useless", "worthless", "you suck",
	"this sucks", "crap", "asshole", "bastard", "shut up", "nonsense",
}

// Rude reports whether a text is no more than swearing: a few words, one of which is a
// swear word. The text must be as text.Normal makes it. Where an aid is found for such a
// text, it is a question.
func Rude(text string) bool {
	said := " " + text + " "
	return len(strings.Fields(text)) <= 5 &&
		slices.ContainsFunc(rude, func(w string) bool { return strings.Contains(said, " "+w+" ") })
}
