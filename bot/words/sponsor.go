package words

// Sponsor is what is said to the sponsor of cases about how they stand.
type Sponsor struct {
	Title     Many   // of one case, of more; takes no number
	Phase     string // phase
	PhaseWas  string // phase, the one before
	InUse     string // number in use, of how many
	InUseMore string // number in use, of how many, how many more than last time
	NoneYet   string // no solutions
	Support   string
	Nobody    string
	Readings  string
	NotRead   string // what was not measured
	AllRead   string
	YouCan    string
	Ask       string // for a reading: which, of what, who gives it
	AskNoOne  string // the same, if it is not known who gives it
	Find      string // kind of support
	Answer    string // factor
	Keep      string // what slips away
	Open      string
	Others    Many // number of other cases
	Note      string
	Purpose   string
	None      string

	typed map[string][]string
}

var dutchSponsor = Sponsor{
	Title:     Many{"Hoe staat je vraagstuk?", "Hoe staan je vraagstukken?"},
	Phase:     "Fase: %s.",
	PhaseWas:  "Fase: %s (was: %s).",
	InUse:     "%d van %d in gebruik",
	InUseMore: "%d van %d in gebruik, %d meer dan de vorige keer",
	NoneYet:   "nog geen maatregelen",
	Support:   "Steun",
	Nobody:    "nog niemand",
	Readings:  "Metingen",
	NotRead:   "niet gemeten: %s",
	AllRead:   "geen gemist",
	YouCan:    "Je kunt nu",
	Ask:       "Vraag de %s van *%s* aan %s, of zeg dat die er niet komt",
	AskNoOne:  "Zoek uit wie de %s van *%s* levert, of zeg dat die er niet komt",
	Find:      "Spreek af wie zorgt voor steun: %s",
	Answer:    "Kies wat jullie doen aan *%s*",
	Keep:      "Bespreek hoe *%s* blijft",
	Open:      "Bekijk",
	Others:    Many{"Nog %d ander vraagstuk: typ *mijn vraagstukken*.", "Nog %d andere vraagstukken: typ *mijn vraagstukken*."},
	Note:      "Niet gemeten is geen nul. Cijfers van minder dan %d mensen staan er niet in.",
	Purpose:   "Je krijgt dit omdat je opdrachtgever bent, alleen als er iets veranderde, of na vier weken.",
	None:      "Je bent geen opdrachtgever van een open vraagstuk.",

	typed: map[string][]string{"steer cases": {"opdrachtgever", "opdrachtgeversbericht", "hoe staan mijn vraagstukken"}},
}

var englishSponsor = Sponsor{
	Title:     Many{"How does your case stand?", "How do your cases stand?"},
	Phase:     "Phase: %s.",
	PhaseWas:  "Phase: %s (was: %s).",
	InUse:     "%d of %d in use",
	InUseMore: "%d of %d in use, %d more than last time",
	NoneYet:   "no solutions yet",
	Support:   "Support",
	Nobody:    "nobody yet",
	Readings:  "Readings",
	NotRead:   "not measured: %s",
	AllRead:   "none missed",
	YouCan:    "You can now",
	Ask:       "Ask for the %s of *%s* from %s, or say that there will be none",
	AskNoOne:  "Find out who gives the %s of *%s*, or say that there will be none",
	Find:      "Agree on who takes care of support: %s",
	Answer:    "Choose what you do about *%s*",
	Keep:      "Talk about how *%s* stays",
	Open:      "See it",
	Others:    Many{"%d other case: type *my cases*.", "%d other cases: type *my cases*."},
	Note:      "Not measured is not zero. Figures of fewer than %d people are not in it.",
	Purpose:   "You get this as a sponsor, only when something changed, or after four weeks.",
	None:      "You are not the sponsor of an open case.",

	typed: map[string][]string{"steer cases": {"sponsor", "sponsor message", "how do my cases stand"}},
}
