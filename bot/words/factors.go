package words

// Factors is what is said about what blocks work and what helps it. How people say what
// blocks is in [Digest.Factors].
type Factors struct {
	Title     string
	Ask       string
	AskAid    string // aid
	And       string
	AskHelps  string
	Helps     map[string]string // as people say what helps
	ToHelps   string
	ToBlocks  string
	Thanks    string
	NoUnit    string
	Unseen    string
	TakeBack  string
	TakenBack string
	Note      string // small print after a reason that counts as a factor
	More      string

	Seen     string // unit
	Whole    string
	Blocks   string
	Good     string
	AtLeast  string // factor, people
	ByAid    string // aids
	None     string
	Limits   string
	NoCourse string
	NoRoster string
	Below    string
	States   map[string]string // agreed (response, owner, day), gone, accepted

	Agree     string // factor
	Responses []Reason
	HowTo     string // factor, people
	Owner     string
	What      [2]string
	When      [2]string
	NeedOwner string
	Agreed    string // owner, day
	IsGone    string // factor
	Purpose   string
	Gone      string
	NotYet    string
	GoneSaid  string
	LaterSaid string // day
	Accepted  string
	TooFew    string
	NotYours  string
	Nobody    string

	typed map[string][]string
}

var dutchFactors = Factors{
	Title:    "Wat ik meldde over mijn werk",
	Ask:      "Wat zit in de weg?",
	AskAid:   "Wat zit in de weg bij *%s*?",
	And:      "Of:",
	AskHelps: "Wat helpt juist?",
	Helps: map[string]string{"expectation": "Het is duidelijk wat er verwacht wordt", "resources": "Ik heb de middelen en rechten die ik nodig heb", "process": "Onze werkwijze werkt",
		"capacity": "Ik heb er tijd voor", "incentive": "Het loont als ik het doe", "skill": "Ik weet hoe het moet", "leadership": "Ik krijg er steun bij"},
	ToHelps: "Wat helpt juist?", ToBlocks: "Wat zit in de weg?",
	Thanks:   "Dank je. Niemand ziet dat jij dit zei: het telt mee zodra vijf mensen van je team het zeggen, en bij tijd of steun tien.",
	NoUnit:   "Dank je. Ik weet niet bij welk team je hoort, dus het telt alleen mee voor de makers van de kaarten.",
	Unseen:   "Dank je. Je vraagt anoniem, dus ik tel het niet mee: dan zou ik moeten onthouden wie het zei.",
	TakeBack: "Neem terug", TakenBack: "Teruggenomen: het telt niet meer mee.",
	Note: "Dit telt ook mee bij wat het werk in de weg zit, zonder je naam en vanaf vijf mensen.",
	More: "Het zit in het werk",

	Seen:   "Wat het werk raakt: %s",
	Whole:  "de hele organisatie",
	Blocks: "Zit in de weg", Good: "Helpt: houd dit zo",
	AtLeast: "%s: minstens %d mensen", ByAid: "vooral bij %s",
	None:     "Er is niets dat genoeg mensen melden om te laten zien. Dat kan ook betekenen dat het goed gaat.",
	Limits:   "Groepen van vijf mensen of meer, bij tijd en steun tien; naar beneden afgerond, tot en met vorige week.",
	NoCourse: "Het meeste zit in het werk zelf. Een cursus lost dat waarschijnlijk niet op.",
	NoRoster: "Ik weet niet bij welk team je hoort. Je beheerder kan je toevoegen.",
	Below:    "Kijk verder",
	States:   map[string]string{"agreed": "afgesproken: %s, door %s, terugkijken op %s", "gone": "opgelost", "accepted": "hier leven we mee"},

	Agree:     "Spreek iets af: %s",
	Responses: []Reason{{"remove", "Weghalen"}, {"reduce", "Verminderen"}, {"work-around", "Eromheen werken"}, {"accept", "Accepteren"}},
	HowTo:     "*%s* (minstens %d mensen). Wat spreken jullie af?",
	Owner:     "Wie zorgt ervoor? Eén persoon.",
	What:      [2]string{"Wat gaat er gebeuren?", "IT geeft iedereen schrijfrechten in het CRM"},
	When:      [2]string{"Wanneer kijk je of het weg is?", "over 4 weken of 1 dec"},
	NeedOwner: "Nog niet bewaard: een afspraak heeft precies één eigenaar. Noem één collega, zoals @ben, of typ *ik*.",
	Agreed:    "Afgesproken. Ik vraag %s op %s of het weg is.",
	IsGone:    "Jij zorgt voor: *%s*. Is het weg?",
	Purpose:   "Waarom ik dit vraag: je nam op je om hier iets aan te doen.",
	Gone:      "Het is weg", NotYet: "Nog niet",
	GoneSaid:  "Mooi. Wie het weer merkt, kan het opnieuw melden.",
	LaterSaid: "Oké, op %s vraag ik het weer.",
	Accepted:  "Oké, hier leven jullie mee. Zeg ook in het team waarom.",
	TooFew:    "Hierover melden te weinig mensen iets om er iets over af te spreken.",
	NotYours:  "Dit kan alleen wie deze groep leidt, of een adviseur leren en ontwikkelen.",
	Nobody:    "niemand meer",

	typed: map[string][]string{
		"factor blocks": {"wat zit in de weg", "wat zit er in de weg", "wat zit mij in de weg"},
		"factor helps":  {"wat helpt", "wat helpt mij", "wat gaat goed"},
		"factor list":   {"factoren", "wat zit ons in de weg", "wat raakt ons werk"},
	},
}

var englishFactors = Factors{
	Title:    "What I reported about my work",
	Ask:      "What is in the way?",
	AskAid:   "What is in the way with *%s*?",
	And:      "Or:",
	AskHelps: "And what helps?",
	Helps: map[string]string{"expectation": "It is clear what is expected", "resources": "I have the tools and rights I need", "process": "Our way of working works",
		"capacity": "I have the time for it", "incentive": "It pays when I do it", "skill": "I know how to do it", "leadership": "I get support with it"},
	ToHelps: "What helps?", ToBlocks: "What is in the way?",
	Thanks:   "Thanks. Nobody sees that you said this: it counts once five people of your team say so, and ten for time or support.",
	NoUnit:   "Thanks. I do not know your team, so it counts for the authors of the aids only.",
	Unseen:   "Thanks. You ask anonymously, so I do not count it: I would have to remember who said it.",
	TakeBack: "Take it back", TakenBack: "Taken back: it does not count any more.",
	Note: "This also counts as something in the way of the work, without your name and from five people on.",
	More: "It is in the work",

	Seen:   "What affects the work: %s",
	Whole:  "the whole organisation",
	Blocks: "In the way", Good: "Helps: keep it so",
	AtLeast: "%s: at least %d people", ByAid: "mostly with %s",
	None:     "There is nothing that enough people report to show it. That may also mean that things go well.",
	Limits:   "Groups of five people or more, ten for time and support; rounded down, up to last week.",
	NoCourse: "Most of this is in the work itself. A course will probably not solve it.",
	NoRoster: "I do not know which team you are in. Your administrator can add you.",
	Below:    "Look further",
	States:   map[string]string{"agreed": "agreed: %s, by %s, looking back on %s", "gone": "solved", "accepted": "we live with this"},

	Agree:     "Agree on something: %s",
	Responses: []Reason{{"remove", "Remove it"}, {"reduce", "Reduce it"}, {"work-around", "Work around it"}, {"accept", "Accept it"}},
	HowTo:     "*%s* (at least %d people). What do you agree on?",
	Owner:     "Who sees to it? One person.",
	What:      [2]string{"What will happen?", "IT gives everyone write access to the CRM"},
	When:      [2]string{"When will you see whether it is gone?", "in 4 weeks or 1 Dec"},
	NeedOwner: "Not saved yet: an agreement has exactly one owner. Name one colleague, such as @ben, or type *me*.",
	Agreed:    "Agreed. I will ask %s on %s whether it is gone.",
	IsGone:    "You see to this: *%s*. Is it gone?",
	Purpose:   "Why I ask: you took it on to do something about this.",
	Gone:      "It is gone", NotYet: "Not yet",
	GoneSaid:  "Well done. Who notices it again can report it again.",
	LaterSaid: "OK, on %s I will ask again.",
	Accepted:  "OK, you live with this. Tell the team why, too.",
	TooFew:    "Too few people report this to agree on anything about it.",
	NotYours:  "Only who leads this group can do this, or an adviser of learning and development.",
	Nobody:    "nobody any more",

	typed: map[string][]string{
		"factor blocks": {"what is in the way", "what's in the way", "what is in my way"},
		"factor helps":  {"what helps", "what helps me", "what goes well"},
		"factor list":   {"factors", "what is in our way", "what affects our work"},
	},
}
