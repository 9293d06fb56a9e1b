package words

// Pairs is what the bot says about working in twos.
type Pairs struct {
	Title   string
	Nothing string
	Fine    string
	OK      string
	Closed  string

	// Linking.
	Ask           string
	Intro         string
	Who           [2]string // prompt and example
	NoCase        string
	Which         string
	Have          string // title, name
	Already       string // name
	TooMany       string // number
	Asked         string // name, title, date
	Told          string // name, title
	ToldNote      string
	ToldPurpose   string
	Last          string
	Yes           string
	No            string
	Declined      string
	Agreed        string // name, title
	AgreedPurpose string
	NoAnswer      string // name, title
	ClosePurpose  string

	// Being a pair.
	Are          string // name, title
	PairNote     string
	Draft        string
	DraftIntro   string    // name
	DraftWhat    [2]string // prompt and example
	DraftAsk     string    // what was asked
	ShownOnce    string    // name, title
	End          string
	YouEnded     string // title
	Ended        string // name, title
	EndedPurpose string

	// Looking along.
	Look              string
	LookIntro         string    // name
	LookPoints        [2]string // prompt and example
	LookDays          [2]string // prompt and example
	LookMany          string    // number
	LookNoDays        string    // weeks
	LookHave          string    // name
	LookCheck         string    // name, days
	LookNote          string    // name
	LookAsked         string    // name
	LookTold          string    // name, days
	LookToldNote      string    // name
	LookPurpose       string
	LookYes           string
	HowTo             string
	LookWill          string // name, days
	LookWillNote      string
	LookAgreed        string // name, days
	LookAgreedPurpose string
	LookWhen          string // name, days
	LookNotYet        string // date
	CallOff           string
	YouCalledOff      string
	CalledOff         string
	On                string // date
	Between           string // dates

	// What was seen.
	Fill       string
	LookFor    string    // name
	Facts      [2]string // prompt and example
	Question   [2]string // prompt, its argument a name; and example
	Asking     string    // question
	SendNote   string    // name
	Sent       string    // name
	Got        string    // name
	GotPurpose string
	SeenBy     string // name
	SeenNote   string

	// The list.
	None          string
	Pick          string
	ListNote      string
	Open          string
	LinePair      string // name, title
	LineAsked     string // name, title, date
	LineTold      string // name, title, date
	LineLookAsked string // name, days
	LineLookTold  string // name, days
	LineLooks     string // name, days
	LineLook      string // name, days
	LineSeen      string // name, date

	typed map[string][]string
}

var dutchPairs = Pairs{
	Title:   "Mijn maatjes",
	Nothing: "Dat is er niet, of niet meer.",
	Fine:    "Prima.",
	OK:      "Oké",
	Closed:  "Die vraag is intussen gesloten.",

	Ask:           "Vraag een maatje",
	Intro:         "Werk met z'n tweeën aan hetzelfde vraagstuk. Jullie kijken elk één keer naar een concept van de ander, en kunnen bij elkaar meekijken. Stoppen kan altijd.",
	Who:           [2]string{"Wie vraag je als maatje?", "iemand die aan hetzelfde werkt, zoals @sam"},
	NoCase:        "Een maatje hoort bij een vraagstuk of programma. Ik zie er geen waar jij nu aan meedoet.",
	Which:         "Waarbij?",
	Have:          "Bij *%s* heb je al een maatje: %s. Een ander kan als jullie stoppen; typ *mijn maatjes*.",
	Already:       "Je vraag aan %s staat nog open. Wacht even af.",
	TooMany:       "Je hebt al %d vragen openstaan. Wacht even af, of trek er een in bij *mijn maatjes*.",
	Asked:         "Oké, ik vraag het aan %s zodra het kan, voor *%s*. Antwoorden mag tot en met %s en hoeft niet. Terugvinden: typ *mijn maatjes*.",
	Told:          "%s vraagt of je een maatje wilt zijn bij *%s*. Jullie kijken elk één keer naar een concept van de ander, en kunnen bij elkaar meekijken.",
	ToldNote:      "Niet willen mag altijd; dat ziet niemand. Stoppen kan later ook, zonder reden.",
	ToldPurpose:   "Een collega vraagt je als maatje",
	Last:          "Hierna begin ik er niet meer over.",
	Yes:           "Ja, leuk",
	No:            "Liever niet",
	Declined:      "Prima. Dat ziet niemand, en ik begin er niet meer over. Bedenk je je? Typ *mijn maatjes*.",
	Agreed:        "%s zegt ja. Jullie zijn maatjes bij *%s*.",
	AgreedPurpose: "Een collega wil je maatje zijn",
	NoAnswer:      "Op je vraag aan %s om je maatje te zijn bij *%s* kwam geen antwoord. Dat zegt niets over jou: vaak is het druk, of kwam mijn bericht niet aan. Je kunt het ook zelf even vragen, of iemand anders.",
	ClosePurpose:  "Je vraag om een maatje sluit",

	Are:          "Jij en %s zijn maatjes bij *%s*. Wat wil je doen?",
	PairNote:     "Stoppen kan altijd; de ander hoort dan alleen dat jullie geen maatjes meer zijn.",
	Draft:        "Laat mijn concept zien",
	DraftIntro:   "Ik vraag %s één keer om feedback op je concept. Kies dus een goed moment.",
	DraftWhat:    [2]string{"Wat is er klaar, waar staat het, en wat wil je weten?", "de stappen voor terugbellen, in de teammap: waar haak je af?"},
	DraftAsk:     "Wil je als maatje naar mijn concept kijken? %s",
	ShownOnce:    "Je hebt %s bij *%s* al één keer om feedback op een concept gevraagd. Iets anders vragen kan altijd: typ *vraag feedback*.",
	End:          "Stop als maatjes",
	YouEnded:     "Oké. Jullie zijn geen maatjes meer bij *%s*. De ander hoort alleen dat het gestopt is.",
	Ended:        "Jij en %s zijn geen maatjes meer bij *%s*. Dat kan altijd, en er hoort geen reden bij.",
	EndedPurpose: "Een afspraak met een collega is gestopt",

	Look:              "Laat meekijken",
	LookIntro:         "%s kijkt een keer mee hoe jij werkt, op een moment dat %[1]s kiest. Jij bepaalt waarop, en alleen jij leest wat er te zien was.",
	LookPoints:        [2]string{"Waarop? Eén punt per regel, of de titel van een checklist.", "hoe ik een gesprek afrond; of ik laat uitpraten"},
	LookDays:          [2]string{"Tussen welke dagen?", "maandag tot en met vrijdag"},
	LookMany:          "Dat zijn er veel. Dit zijn de eerste %d; kies de punten die ertoe doen.",
	LookNoDays:        "Noem de eerste en de laatste dag, binnen %d weken vanaf nu.",
	LookHave:          "Er loopt al een afspraak met %s om mee te kijken. Zie *mijn maatjes*.",
	LookCheck:         "Ik vraag %s om één keer mee te kijken, %s, op deze punten:",
	LookNote:          "Het gaat door als %s ook ja zegt. Wat er te zien was, lees alleen jij.",
	LookAsked:         "Oké, ik vraag het aan %s zodra het kan. Terugvinden: typ *mijn maatjes*.",
	LookTold:          "%s, je maatje, vraagt je om één keer mee te kijken, %s, op een moment dat jij kiest. Let op:",
	LookToldNote:      "Alleen %s leest wat je zag. Let op deze punten en niet op andere dingen.",
	LookPurpose:       "Een maatje vraagt je om mee te kijken",
	LookYes:           "Ja, ik kijk mee",
	HowTo:             "Hoe doe je dat?",
	LookWill:          "Afgesproken: je kijkt één keer mee bij %s, %s. Jij kiest het moment.",
	LookWillNote:      "Schrijf op wat je ziet en hoort, zonder oordeel. Na het versturen blijft er bij jou niets van staan.",
	LookAgreed:        "%s kijkt één keer met je mee, %s. Het moment kiest je maatje.",
	LookAgreedPurpose: "Een maatje wil met je meekijken",
	LookWhen:          "Je sprak af om bij %s mee te kijken, %s. De punten:",
	LookNotYet:        "Jullie spraken af vanaf %s. Daarna kun je opschrijven wat je zag.",
	CallOff:           "Gaat niet door",
	YouCalledOff:      "Oké, het meekijken gaat niet door. De ander hoort alleen dat.",
	CalledOff:         "Het meekijken dat jij en je maatje afspraken, gaat niet door. Dat kan altijd, en er hoort geen reden bij.",
	On:                "op %s",
	Between:           "tussen %s en %s",

	Fill:       "Schrijf op wat je zag",
	LookFor:    "Meegekeken bij %s",
	Facts:      [2]string{"Wat zag en hoorde je? Feiten, geen oordeel.", "Je vroeg drie keer of het klopte. De klant werd rustiger."},
	Question:   [2]string{"Welke ene vraag heb je aan %s?", "Waarom vroeg je dat juist op dat moment?"},
	Asking:     "Vraag: %s",
	SendNote:   "Er is nog niets verstuurd. Na *Verstuur* heeft alleen %s het; terughalen kan dan niet.",
	Sent:       "Verstuurd. Alleen %s heeft het nu; bij jou blijft er niets van staan.",
	Got:        "%s keek met je mee en schreef op wat er te zien was. Lees rustig; je hoeft niet te reageren.",
	GotPurpose: "Een maatje keek met je mee",
	SeenBy:     "Wat %s zag",
	SeenNote:   "Alleen jij kunt dit lezen. Ik bewaar het een jaar, of tot je het verwijdert.",

	None:          "Je hebt nog geen maatje. Vraag iemand die aan hetzelfde vraagstuk of programma werkt.",
	Pick:          "Wat wil je doen?",
	ListNote:      "Alleen jij ziet deze lijst.",
	Open:          "Open",
	LinePair:      "Maatje van *%s* bij *%s*",
	LineAsked:     "Gevraagd aan *%s*, bij *%s*, open tot en met %s",
	LineTold:      "*%s* vraagt je als maatje bij *%s*, open tot en met %s",
	LineLookAsked: "Aan *%s* gevraagd om mee te kijken, %s",
	LineLookTold:  "*%s* vraagt je om mee te kijken, %s",
	LineLooks:     "*%s* kijkt met je mee, %s",
	LineLook:      "Je kijkt mee bij *%s*, %s",
	LineSeen:      "Wat *%s* zag, gekregen op %s",

	typed: map[string][]string{
		"pair ask":  {"vraag een maatje", "maatje vragen", "zoek een maatje", "vraag als maatje", "word maatjes", "maatje worden met"},
		"pair list": {"mijn maatjes", "mijn maatje", "maatje", "maatjes"},
	},
}

var englishPairs = Pairs{
	Title:   "My buddies",
	Nothing: "That is not there, or no longer.",
	Fine:    "Fine.",
	OK:      "OK",
	Closed:  "That question has closed.",

	Ask:           "Ask a buddy",
	Intro:         "Work on the same question in twos. Each of you looks once at a draft of the other, and you can look along with each other. You can stop at any time.",
	Who:           [2]string{"Whom do you ask as your buddy?", "someone who works on the same, such as @sam"},
	NoCase:        "A buddy goes with a case or a programme. I see none that you take part in now.",
	Which:         "For which one?",
	Have:          "For *%s* you have a buddy already: %s. You can ask another one when you two stop; type *my buddies*.",
	Already:       "Your question to %s is still open. Wait a while.",
	TooMany:       "You have %d open questions already. Wait a while, or take one back under *my buddies*.",
	Asked:         "OK, I'll ask %s as soon as I can, for *%s*. An answer is welcome until %s, and not needed. To find it again, type *my buddies*.",
	Told:          "%s asks whether you would be a buddy for *%s*. Each of you looks once at a draft of the other, and you can look along with each other.",
	ToldNote:      "You need not; nobody sees that. You can also stop later, without a reason.",
	ToldPurpose:   "A colleague asks you as a buddy",
	Last:          "I won't bring it up again.",
	Yes:           "Yes, gladly",
	No:            "Rather not",
	Declined:      "Fine. Nobody sees that, and I won't bring it up again. Changed your mind? Type *my buddies*.",
	Agreed:        "%s says yes. You are buddies for *%s*.",
	AgreedPurpose: "A colleague would be your buddy",
	NoAnswer:      "No answer came to your question to %s to be your buddy for *%s*. That says nothing about you: often people are busy, or my message did not reach them. You could ask in person, or ask someone else.",
	ClosePurpose:  "Your question for a buddy closes",

	Are:          "You and %s are buddies for *%s*. What would you like to do?",
	PairNote:     "You can stop at any time; the other then only hears that you are no longer buddies.",
	Draft:        "Show my draft",
	DraftIntro:   "I ask %s once for feedback on your draft. So choose a good moment.",
	DraftWhat:    [2]string{"What is ready, where is it, and what would you like to know?", "the steps for calling back, in the team folder: where do you get lost?"},
	DraftAsk:     "As my buddy, would you look at my draft? %s",
	ShownOnce:    "You have asked %s once for feedback on a draft for *%s*. You can always ask something else: type *ask for feedback*.",
	End:          "Stop as buddies",
	YouEnded:     "All right. You are no longer buddies for *%s*. The other only hears that it ended.",
	Ended:        "You and %s are no longer buddies for *%s*. That is always fine, and needs no reason.",
	EndedPurpose: "Something agreed with a colleague ended",

	Look:              "Have them look along",
	LookIntro:         "%s looks along once while you work, at a moment that %[1]s chooses. You decide at what, and only you read what there was to see.",
	LookPoints:        [2]string{"At what? One point a line, or the title of a checklist.", "how I close a call; whether I let people finish"},
	LookDays:          [2]string{"Between which days?", "Monday to Friday"},
	LookMany:          "Those are many. These are the first %d; choose the points that matter.",
	LookNoDays:        "Name the first and the last day, within %d weeks from now.",
	LookHave:          "There is an agreement with %s to look along already. See *my buddies*.",
	LookCheck:         "I ask %s to look along once, %s, at these points:",
	LookNote:          "It is on when %s says yes too. Only you read what there was to see.",
	LookAsked:         "OK, I'll ask %s as soon as I can. To find it again, type *my buddies*.",
	LookTold:          "%s, your buddy, asks you to look along once, %s, at a moment that you choose. Look at:",
	LookToldNote:      "Only %s reads what you saw. Look at these points, and not at other things.",
	LookPurpose:       "A buddy asks you to look along",
	LookYes:           "Yes, I look along",
	HowTo:             "How is that done?",
	LookWill:          "Agreed: you look along with %s once, %s. You choose the moment.",
	LookWillNote:      "Write down what you see and hear, without judging. After sending nothing of it stays with you.",
	LookAgreed:        "%s looks along with you once, %s. Your buddy chooses the moment.",
	LookAgreedPurpose: "A buddy will look along with you",
	LookWhen:          "You agreed to look along with %s, %s. The points:",
	LookNotYet:        "You agreed on from %s on. After that you can write down what you saw.",
	CallOff:           "Call it off",
	YouCalledOff:      "All right, the looking along is off. The other only hears that.",
	CalledOff:         "The looking along that you and your buddy agreed on is off. That is always fine, and needs no reason.",
	On:                "on %s",
	Between:           "between %s and %s",

	Fill:       "Write what you saw",
	LookFor:    "Looked along with %s",
	Facts:      [2]string{"What did you see and hear? Facts, no judgement.", "You asked three times whether it was right. The customer became calmer."},
	Question:   [2]string{"Which one question do you have for %s?", "Why did you ask that at that very moment?"},
	Asking:     "Question: %s",
	SendNote:   "Nothing has been sent yet. After *Send* only %s has it; it can't be called back then.",
	Sent:       "Sent. Only %s has it now; nothing of it stays with you.",
	Got:        "%s looked along with you and wrote down what there was to see. Take your time; you need not reply.",
	GotPurpose: "A buddy looked along with you",
	SeenBy:     "What %s saw",
	SeenNote:   "Only you can read this. I keep it for a year, or until you delete it.",

	None:          "You have no buddy yet. Ask someone who works on the same case or programme.",
	Pick:          "What would you like to do?",
	ListNote:      "Only you see this list.",
	Open:          "Open",
	LinePair:      "Buddy of *%s* for *%s*",
	LineAsked:     "Asked of *%s*, for *%s*, open until %s",
	LineTold:      "*%s* asks you as a buddy for *%s*, open until %s",
	LineLookAsked: "Asked *%s* to look along, %s",
	LineLookTold:  "*%s* asks you to look along, %s",
	LineLooks:     "*%s* looks along with you, %s",
	LineLook:      "You look along with *%s*, %s",
	LineSeen:      "What *%s* saw, received on %s",

	typed: map[string][]string{
		"pair ask":  {"ask a buddy", "find a buddy", "ask as a buddy", "become buddies", "be buddies with", "pair up with"},
		"pair list": {"my buddies", "my buddy", "buddy", "buddies"},
	},
}
