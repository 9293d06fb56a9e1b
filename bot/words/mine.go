package words

// Mine is what the bot says when somebody asks how they are doing.
type Mine struct {
	Title         string
	Since         string // date
	Nothing       string
	Used          string
	UsedOf        string // aids, times
	Helped        string
	HelpedOf      string // times, answers
	Applied       string
	AppliedOf     string // times, answers
	Plans         string
	PlansOf       string // made, done
	Kept          string
	Feedback      string
	FeedbackOf    string // asked, given, read
	Aids          string
	AidTimes      string // title, times
	AidApplied    string // title, times, times applied
	Idea          string
	Because       string // reason
	Failed        Idea   // title
	Wider         Idea
	PlanIt        Idea // title
	AskOne        Idea
	LookBack      Idea // title
	Begin         Idea
	ReadAgain     Idea
	LookUp        string
	Refused       string
	RefusedButton string

	typed map[string][]string
}

// An Idea is one thing to do, with the reason and the button. Text is a format if its
// comment names arguments.
type Idea struct{ Text, Because, Button string }

var dutchMine = Mine{
	Title:      "Hoe gaat het met mij?",
	Since:      "Dit hield ik bij sinds %s. Alleen jij ziet dit.",
	Nothing:    "Ik heb nog niets van je bijgehouden.",
	Used:       "Hulpkaarten",
	UsedOf:     "%d, samen %d× gebruikt",
	Helped:     "Hielp",
	HelpedOf:   "%d van %d keer",
	Applied:    "Toegepast in je werk",
	AppliedOf:  "%d van %d keer",
	Plans:      "Plannen",
	PlansOf:    "%d gemaakt, %d gedaan",
	Kept:       "Bewaard",
	Feedback:   "Feedback",
	FeedbackOf: "%d× gevraagd, %d× gegeven, %d× gekregen",
	Aids:       "Meest gebruikt",
	AidTimes:   "%s: %d× gebruikt",
	AidApplied: "%s: %d× gebruikt, %d× toegepast",
	Idea:       "Eén idee",
	Because:    "Waarom dit idee: %s",
	Failed:     Idea{"Vraag iemand om mee te denken over de kaart *%s*.", "je zei dat het in je werk niet lukte.", "Wie kan helpen?"},
	Wider:      Idea{"Bespreek eens met je leidinggevende of je taak wat breder kan. Ik stuur zelf niets.", "je zei van twee kaarten of meer dat je het nu zonder kunt.", "Mijn plannen"},
	PlanIt:     Idea{"Maak een als-dan-plan met de kaart *%s*.", "je gebruikte deze kaart vaker, en je hebt er nog geen plan bij.", "Maak een plan"},
	AskOne:     Idea{"Vraag één collega wat die zag.", "er hielp je iets, en je vroeg de laatste twee maanden niemand om feedback.", "Vraag feedback"},
	LookBack:   Idea{"Schrijf één zin over wat werkte bij de kaart *%s*.", "wat je opschrijft, blijft beter hangen, en je schreef de laatste maand niets op.", "Schrijf"},
	Begin:      Idea{"Stel een vraag over iets waar je nu mee bezig bent.", "hier staat nog weinig.", "Bladeren"},
	ReadAgain:  Idea{"Lees eens terug wat je opschreef.", "je gebruikt kaarten, kijkt terug en vraagt feedback; teruglezen laat zien wat er veranderde.", "Mijn reflecties"},
	LookUp:     "Terugkijken: typ mijn plannen, mijn reflecties of mijn feedback.",
	Refused:    "Dit overzicht kan iemand alleen over zichzelf vragen. Niemand anders krijgt het: een leidinggevende niet, en een beheerder ook niet.",

	RefusedButton: "Mijn eigen overzicht",

	typed: map[string][]string{
		"mine me":    {"hoe gaat het met mij", "hoe gaat het met me", "hoe doe ik het", "hoe sta ik ervoor", "mijn overzicht"},
		"mine other": {"hoe gaat het met", "hoe doet het", "hoe staat ervoor", "overzicht van"},
	},
}

var englishMine = Mine{
	Title:      "How am I doing?",
	Since:      "This is what I kept since %s. Only you see it.",
	Nothing:    "I have kept nothing of you yet.",
	Used:       "Job aids",
	UsedOf:     "%d, used %d× in all",
	Helped:     "Helped",
	HelpedOf:   "%d of %d",
	Applied:    "Applied at work",
	AppliedOf:  "%d of %d",
	Plans:      "Plans",
	PlansOf:    "%d made, %d done",
	Kept:       "Kept",
	Feedback:   "Feedback",
	FeedbackOf: "%d× asked, %d× given, %d× received",
	Aids:       "Used most",
	AidTimes:   "%s: used %d×",
	AidApplied: "%s: used %d×, applied %d×",
	Idea:       "One idea",
	Because:    "Why this idea: %s",
	Failed:     Idea{"Ask someone to think along about the card *%s*.", "you said that it did not work out at work.", "Who can help?"},
	Wider:      Idea{"Talk with your manager about a somewhat wider task. I send nothing myself.", "you said of two cards or more that you can do without them now.", "My plans"},
	PlanIt:     Idea{"Make an if-then plan with the card *%s*.", "you used this card more than once, and have no plan with it yet.", "Make a plan"},
	AskOne:     Idea{"Ask one colleague what they saw.", "something helped you, and you asked nobody for feedback in the last two months.", "Ask for feedback"},
	LookBack:   Idea{"Write one sentence about what worked with the card *%s*.", "what you write down stays with you better, and you wrote nothing in the last month.", "Write"},
	Begin:      Idea{"Ask a question about something you are busy with now.", "there is little here yet.", "Browse"},
	ReadAgain:  Idea{"Read again what you wrote down.", "you use cards, look back and ask for feedback; reading again shows what changed.", "My reflections"},
	LookUp:     "To look back, type my plans, my reflections or my feedback.",
	Refused:    "Everyone can ask for this overview about themselves only. Nobody else gets it: not a manager, and not an administrator.",

	RefusedButton: "My own overview",

	typed: map[string][]string{
		"mine me":    {"how am i doing", "how am i doing at work", "my overview"},
		"mine other": {"how is doing", "how's doing", "how is", "overview of"},
	},
}
