package words

// Scan is what the bot says about scans: a few questions that a group is asked once.
type Scan struct {
	Title      string
	None       string
	NotYours   string
	Ready      string
	Open       string // until
	Over       string // since
	NotYet     string
	Look       string
	Back       string
	Start      string
	End        string
	AskStart   string // title, number of people, days, purpose
	SmallGroup string // k
	TooSoon    string // from when
	Started    string // until
	QuestionOf string // title, question, questions
	Scale      string
	Private    string
	Stop       string
	Stopped    string
	Thanks     string // until
	People     Many   // number of people
	Rest       string
	TooFew     string // k
	Note       string // k

	typed map[string][]string
}

var dutchScan = Scan{
	Title:      "Scans",
	None:       "Er zijn nog geen scans. Zet een bestand in de map scans van je bibliotheek; handvat campaigns check kijkt het na.",
	NotYours:   "Scans zijn er voor wie de hulpkaarten beheert.",
	Ready:      "niet gestart",
	Open:       "open tot %s",
	Over:       "gesloten op %s",
	NotYet:     "De antwoorden zie je als de scan is gesloten, niet eerder.",
	Look:       "Bekijk",
	Back:       "Terug",
	Start:      "Start",
	End:        "Sluit nu",
	AskStart:   "**%s** gaat naar %d mensen en staat %d dagen open. Zij lezen erbij: *%s* Ieders eigen grenzen gaan voor.",
	SmallGroup: "Deze scan is voor minder dan %d mensen die mij al kennen. Van zo'n groep kan ik geen antwoorden laten zien.",
	TooSoon:    "Deze scan kan opnieuw vanaf %s. Zo krijgt niemand twee keer kort na elkaar dezelfde vragen.",
	Started:    "De scan is gestart. De eerste vraag gaat de komende dagen uit. Na %s zie je hier de antwoorden.",
	QuestionOf: "%s (vraag %d van %d)",
	Scale:      "(1 = helemaal niet, 5 = helemaal wel)",
	Private:    "Ik tel alleen hoe vaak een antwoord is gegeven, en bewaar niet wie wat koos. Meedoen hoeft niet.",
	Stop:       "Liever niet",
	Stopped:    "Prima. Je krijgt van deze scan niets meer.",
	Thanks:     "Dank je wel. De scan sluit op %s.",
	People:     Many{"%d persoon", "%d mensen"},
	Rest:       "Een ander antwoord",
	TooFew:     "Te weinig antwoorden, of te weinig verschil, om te tonen zonder iemand herkenbaar te maken (minder dan %d mensen).",
	Note:       "Aantallen van %d of meer mensen. Kleinere zijn samengevoegd of weggelaten. Dit is wat mensen zeggen, geen meting van wat ze doen.",
	typed:      map[string][]string{"scan -/list": {"scans", "mijn scans"}},
}

var englishScan = Scan{
	Title:      "Scans",
	None:       "There are no scans yet. Put a file in the folder scans of your library; handvat campaigns check looks it over.",
	NotYours:   "Scans are for those who look after the job aids.",
	Ready:      "not started",
	Open:       "open until %s",
	Over:       "closed on %s",
	NotYet:     "You see the answers when the scan is closed, not before.",
	Look:       "Look",
	Back:       "Back",
	Start:      "Start",
	End:        "Close now",
	AskStart:   "**%s** goes to %d people and is open for %d days. With it they read: *%s* Everyone's own limits come first.",
	SmallGroup: "This scan is for fewer than %d people who know me. Of such a group I cannot show answers.",
	TooSoon:    "This scan can be started again from %s. So nobody gets the same questions twice in a short time.",
	Started:    "The scan has started. The first question goes out in the coming days. After %s you see the answers here.",
	QuestionOf: "%s (question %d of %d)",
	Scale:      "(1 = not at all, 5 = completely)",
	Private:    "I only count how often an answer was given, and do not keep who chose what. You need not take part.",
	Stop:       "Rather not",
	Stopped:    "Fine. You get nothing more of this scan.",
	Thanks:     "Thank you. The scan closes on %s.",
	People:     Many{"%d person", "%d people"},
	Rest:       "Another answer",
	TooFew:     "Too few answers, or too little difference, to show without making someone recognisable (fewer than %d people).",
	Note:       "Numbers of %d people or more. Smaller ones are put together or left out. This is what people say, no measurement of what they do.",
	typed:      map[string][]string{"scan -/list": {"scans", "scan", "my scans"}},
}
