package words

// Casework is what is said while people work on a performance case in chat. What is
// missing in a case, and the names of its parts, are in [Cases].
type Casework struct {
	Title      string // of what is kept
	NotYours   string
	Gone       string
	None       string
	Mine       string
	New        string
	NewLead    string
	Question   [2]string // prompt and example
	Opened     string
	YourRole   string // role
	Roles      map[string]string
	Fill       string
	Go         string // phase
	Back       string // phase
	Else       string
	Report     string
	ReportMade string
	Add        string
	AddAsk     string
	Additions  []Reason // what can be added
	Tools      string
	ToolsFor   string // phase
	NoTools    string
	Made       string // heading of the job aids that were made for a case
	Write      string
	Asked      string // what people ask for
	AskedNote  string
	MostAsked  string
	OpenAsked  string
	OpenCount  string // number
	NoneAsked  string
	AskedKeep  string
	Still      string // number
	More       string // number
	Moved      string // phase
	MovedBack  string // phase
	NotBefore  string // phase
	Saved      string
	Facts      map[string]string
	NoGap      string
	Asks       map[string]string // the question about what is missing, by its code; what it is of is put behind it
	Nothing    string
	Examples   map[string]string // an example of an answer, by what is missing
	Value      string
	Date       string
	DateHint   string
	Changed    string // prompt
	NotNumber  string
	WrongUnit  string // unit
	NotChoice  string
	Future     string // date
	Goal       string // the indicator that is the goal's own figure
	Applied    string // the indicator that asks whether people apply it
	AppliedAsk string // its source
	Formal     string // why learning is not offered yet

	// Moments and reviews.
	Moment     map[string]string // message on a moment, by kind: indicator
	Purpose    string
	FillIn     string
	Absent     string
	AbsentSaid string
	AbsentWhy  string // what is kept as the reason
	Read       string // indicator, value
	Review     string // months, what
	Reviews    []Reason
	ReviewGood string
	ReviewBad  string

	// Working together.
	Invite     string
	InviteAsk  string // role
	InviteWho  string
	InviteSelf string
	Invited    string // name
	Offer      string // name, title, role
	OfferWhy   string
	Join       string
	Joined     string // role, title

	typed map[string][]string
}

var dutchCasework = Casework{
	Title:      "Prestatievraagstukken",
	NotYours:   "Aan een prestatievraagstuk werken een leidinggevende en een L&D-adviseur samen. Wil je er een openen? Vraag je leidinggevende of het L&D-team.",
	Gone:       "Dat vraagstuk is er niet meer, of het is niet van jou.",
	None:       "Je hebt nog geen vraagstuk.",
	Mine:       "Mijn vraagstukken",
	New:        "Nieuw vraagstuk",
	NewLead:    "Begin bij de vraag, niet bij de oplossing. De rest vul je later aan, in stukjes.",
	Question:   [2]string{"Aan welke prestatievraag werk je? Wat moet er in het werk beter?", "Waarom wachten klanten zo lang op ons telefoontje?"},
	Opened:     "Je vraagstuk is geopend.",
	YourRole:   "Jouw rol: %s.",
	Roles:      map[string]string{"sponsor": "opdrachtgever uit de lijn", "adviser": "L&D-adviseur"},
	Fill:       "Vul aan",
	Go:         "Naar %s",
	Back:       "Terug naar %s",
	Else:       "Of iets anders?",
	Report:     "Rapport",
	ReportMade: "Hier is het rapport, zoals het nu is. Je kunt het bewaren, printen of doorsturen.",
	Add:        "Toevoegen",
	AddAsk:     "Wat wil je toevoegen?",
	Additions:  []Reason{{"factor", "Wat zit in de weg"}, {"solution", "Maatregel"}, {"reading", "Meting"}, {"change", "Wat er veranderde"}, {"query", "Een vraag"}},
	Tools:      "Hulpkaarten",
	ToolsFor:   "Hulpkaarten voor %s",
	NoTools:    "Er zijn nog geen hulpkaarten voor deze fase.",
	Made:       "Voor dit vraagstuk gemaakt",
	Write:      "Nieuwe hulpkaart",
	Asked:      "Wat mensen vragen",
	AskedNote:  "Van de laatste weken, uit de weekberichten: alleen wat genoeg mensen vroegen, zonder namen. Vragen zonder hulpkaart zijn van de hele organisatie, want ik bewaar geen vragen per team.",
	MostAsked:  "Meest gevraagd in dit team",
	OpenAsked:  "Gevraagd, en er is nog geen hulpkaart",
	OpenCount:  "Vragen zonder hulpkaart in de organisatie: %d",
	NoneAsked:  "Daar kan ik nog niets over zeggen: te weinig mensen vroegen hetzelfde.",
	AskedKeep:  "Bewaar als gegevens",
	Still:      "Nog nodig: %d",
	More:       "en nog %d",
	Moved:      "Het vraagstuk is nu in de fase %s.",
	MovedBack:  "Het vraagstuk is terug in de fase %s. Wat er was, blijft bewaard.",
	NotBefore:  "Nog niet naar %s. Eerst is dit nodig:",
	Saved:      "Bewaard.",
	Facts:      map[string]string{"open": "Nog zonder maatregel", "phase": "Fase", "question": "Vraag", "goal": "Doel", "gap": "Kloof", "now": "Stand", "roles": "Samen met"},
	NoGap:      "Is er wel een kloof?",
	Nothing:    "Typ een paar woorden, of kies *niet nu*.",
	Asks: map[string]string{
		"question": "Wat moet er in het werk beter?", "sponsor": "Wie is de opdrachtgever uit de lijn? Noem de rol.", "adviser": "Wie is de L&D-adviseur? Noem de rol.",
		"goal-who": "Wie gaat er iets anders doen? Noem een groep, geen persoon.", "goal-what": "Wat zie je hen straks doen, of welk resultaat verandert?", "goal-measure": "Aan welk cijfer zie je dat? Liefst een cijfer dat er al is.",
		"goal-unit": "In welke eenheid is dat cijfer?", "goal-direction": "Wat is beter: hoger of lager?", "goal-source": "Waar komt dat cijfer vandaan, en hoe vaak is er een?",
		"current": "Wat is het cijfer nu, en van welke dag is het?", "target": "Welk cijfer wil je halen, en wanneer?", "gap": "Het cijfer van nu is al zo goed als het doel. Is er wel een kloof? Zo ja: wat is dan het doel, en wanneer?",
		"input-target-group": "Wat zegt de doelgroep er zelf over?", "input-management": "Wat zegt de leiding erover?", "input-data": "In welke gegevens zie je het?", "intake": "Wat is het antwoord op deze vraag?", "query": "Welke vraag heb je aan de opdrachtgever? Noem eerst wie het vraagt.",
		"factor": "Wat zit er in de weg?", "factor-category": "Wat voor iets is dit?", "factor-severity": "Hoe erg is dit? 3 is het ergst.", "factor-owner": "Wie is eigenaar van dit punt?", "factor-open": "Wat doen jullie hieraan?",
		"solution": "Welke maatregel nemen jullie?", "solution-kind": "Wat voor maatregel is dit?", "solution-owner": "Wie zorgt voor deze maatregel?", "aid": "Waartegen moet de nieuwe hulpkaart helpen?", "solution-link": "Waar kan iemand deze maatregel vinden?", "delivered": "Welke maatregel is in gebruik?",
		"application-goal": "Wat kunnen mensen straks in hun werk? Begin met: Ik kan …", "post": "Op welke dag begint de tijd na het leren?",
		"indicator": "Wat gaan jullie meten?", "plan-made": "Op welke dag is het meetplan gemaakt?", "rollout": "Op welke dag begint het?", "plan-late": "Het meetplan moet er zijn voordat het begint. Op welke dag begint het?",
		"baseline": "Wat is de beginstand, en van welke dag?", "indicator-source": "Waar komt dit cijfer vandaan?", "indicator-owner": "Wie levert dit cijfer?", "moment-baseline": "Op welke dag is de nulmeting?", "moment-interim": "Op welke dag is de tussenmeting?", "moment-end": "Op welke dag is de eindmeting?",
		"isolation": "Hoe zie je straks wat van jullie aanpak komt?", "reading": "Wat is het cijfer nu, en van welke dag?", "reading-interim": "Wat is het cijfer van de tussenmeting?", "reading-end": "Wat is het cijfer van de eindmeting?", "change": "Wat is er verder veranderd?",
		"anchor-start": "Op welke dag eindigt het project?", "anchor": "Wat moet er blijven?", "anchor-owner": "Wie in de lijn bewaakt dit?", "anchor-where": "Waar staat dit straks: in welk overleg of welke kaart?", "anchor-signal": "Waaraan merk je als eerste dat dit wegzakt?",
		"review-1": "Staat dit nog, na 1 maand?", "review-3": "Staat dit nog, na 3 maanden?", "review-6": "Staat dit nog, na 6 maanden?", "review-12": "Staat dit nog, na 12 maanden?",
	},
	Examples: map[string]string{"current": "71 op 31 okt", "target": "90 op 31 mrt", "baseline": "71 op 31 okt", "gap": "90 op 31 mrt", "goal-who": "De 14 medewerkers van Klantservice", "goal-what": "Klanten binnen 24 uur terugbellen", "goal-measure": "Deel van de verzoeken dat op tijd is gebeld",
		"goal-unit": "%, minuten of fouten per week", "goal-source": "Het rapport van het telefoonsysteem, elke week", "input-target-group": "Zes medewerkers: de lijst staat in drie systemen", "input-management": "De directie wil minder klachten", "input-data": "Het weekrapport van mei tot en met oktober",
		"query": "IT: mag iedereen notities in het CRM zetten?", "factor": "Niet iedereen kan in de CRM-notities", "factor-owner": "Teamleider Klantservice", "factor-open": "Recht op CRM-notities voor iedereen. Of typ: accepteren", "anchor": "Elke ochtend verdeelt één persoon de lijst", "anchor-signal": "Twee dagen geen naam op het rooster", "anchor-where": "De weekstart",
		"application-goal": "Ik kan in mijn werk een boze klant rustig terugbellen", "rollout": "over 2 weken", "solution": "Een hulpkaart voor lastige gesprekken"},
	Value:      "Het cijfer",
	Date:       "De datum",
	DateHint:   "31 okt; leeg is vandaag",
	Changed:    "Is er verder iets veranderd?",
	NotNumber:  "Daar zie ik geen getal in. Typ bijvoorbeeld *71 op 31 okt*.",
	WrongUnit:  "De eenheid is %s. Typ alleen het getal.",
	NotChoice:  "Kies een van de antwoorden.",
	Future:     "%s moet nog komen. Wanneer is er gemeten?",
	Goal:       "Het cijfer van het doel",
	Applied:    "Zegt het toe te passen, van wie antwoordt",
	AppliedAsk: "Vraag van de bot na 7, 30 en 90 dagen",
	Formal:     "Leren kun je kiezen als er eerst hulp tijdens het werk is.",

	Moment: map[string]string{"baseline": "Tijd voor de nulmeting van *%s*. Wat is het cijfer, en is er verder iets veranderd?", "interim": "Tijd voor de tussenmeting van *%s*. Wat is het cijfer, en is er verder iets veranderd?",
		"end": "Tijd voor de eindmeting van *%s*. Wat is het cijfer, en is er verder iets veranderd?"},
	Purpose:    "Waarom ik dit vraag: het staat zo in jullie meetplan.",
	FillIn:     "Invullen",
	Absent:     "Niet beschikbaar",
	AbsentSaid: "Goed, deze meting staat als niet gemeten. Er is geen nul ingevuld.",
	AbsentWhy:  "niet beschikbaar",
	Read:       "Genoteerd: %s is %s.",
	Review:     "Borging na maand %d: staat *%s* nog?",
	Reviews:    []Reason{{"yes", "Ja"}, {"now-and-then", "Af en toe"}, {"no", "Nee, help"}},
	ReviewGood: "Mooi, genoteerd.",
	ReviewBad:  "Genoteerd: het zakt weg. Kijk samen naar het teken en de eigenaar in je borgingsplan.",

	Invite:     "Nodig iemand uit",
	InviteAsk:  "Wie wordt de %s? Noem één collega.",
	InviteWho:  "Noem één collega, bijvoorbeeld @sanne.",
	InviteSelf: "Dat ben je zelf. Kies een collega.",
	Invited:    "%s krijgt bericht zodra dat kan, en kan dan meewerken.",
	Offer:      "%s vraagt je om mee te werken aan het vraagstuk *%s*, als %s.",
	OfferWhy:   "Je ziet en verandert hetzelfde vraagstuk. Nee zeggen mag.",
	Join:       "Doe mee",
	Joined:     "Je werkt nu mee als %s aan *%s*.",

	typed: map[string][]string{
		"case new":  {"nieuwe casus", "nieuw vraagstuk", "nieuw prestatievraagstuk", "casus openen", "open een casus"},
		"case list": {"casussen", "casus", "mijn casussen", "vraagstukken", "mijn vraagstukken", "prestatievraagstukken"},
	},
}

var englishCasework = Casework{
	Title:      "Performance cases",
	NotYours:   "A line manager and an L&D adviser work on a performance case together. Want to open one? Ask your manager or the L&D team.",
	Gone:       "That case is no longer there, or it is not yours.",
	None:       "You have no case yet.",
	Mine:       "My cases",
	New:        "New case",
	NewLead:    "Begin with the question, not with the solution. You add the rest later, bit by bit.",
	Question:   [2]string{"Which performance question are you working on? What must get better in the work?", "Why do customers wait so long for our call?"},
	Opened:     "Your case is open.",
	YourRole:   "Your role: %s.",
	Roles:      map[string]string{"sponsor": "sponsor from the line", "adviser": "L&D adviser"},
	Fill:       "Go on",
	Go:         "On to %s",
	Back:       "Back to %s",
	Else:       "Or something else?",
	Report:     "Report",
	ReportMade: "Here is the report as it is now. You can keep it, print it or pass it on.",
	Add:        "Add",
	AddAsk:     "What do you want to add?",
	Additions:  []Reason{{"factor", "What is in the way"}, {"solution", "Measure"}, {"reading", "Reading"}, {"change", "What changed"}, {"query", "A question"}},
	Tools:      "Job aids",
	ToolsFor:   "Job aids for %s",
	NoTools:    "There are no job aids for this phase yet.",
	Made:       "Made for this case",
	Write:      "New job aid",
	Asked:      "What people ask",
	AskedNote:  "Of the last weeks, from the weekly messages: only what enough people asked, without names. Questions without a job aid are of the whole organisation, because I keep no questions by team.",
	MostAsked:  "Asked most in this team",
	OpenAsked:  "Asked, and there is no job aid yet",
	OpenCount:  "Questions without a job aid in the organisation: %d",
	NoneAsked:  "I cannot say anything about that yet: too few people asked the same.",
	AskedKeep:  "Keep as data",
	Still:      "Still needed: %d",
	More:       "and %d more",
	Moved:      "The case is now in the phase %s.",
	MovedBack:  "The case is back in the phase %s. What was there is kept.",
	NotBefore:  "Not to %s yet. This is needed first:",
	Saved:      "Saved.",
	Facts:      map[string]string{"open": "No measure yet", "phase": "Phase", "question": "Question", "goal": "Goal", "gap": "Gap", "now": "Standing", "roles": "Together with"},
	NoGap:      "Is there a gap at all?",
	Nothing:    "Type a few words, or choose *not now*.",
	Asks: map[string]string{
		"question": "What must get better in the work?", "sponsor": "Who is the sponsor from the line? Name the role.", "adviser": "Who is the L&D adviser? Name the role.",
		"goal-who": "Who will do something differently? Name a group, not a person.", "goal-what": "What will you see them do, or which result changes?", "goal-measure": "Which figure shows it? Preferably one that is there already.",
		"goal-unit": "In which unit is that figure?", "goal-direction": "What is better: higher or lower?", "goal-source": "Where does that figure come from, and how often is there one?",
		"current": "What is the figure now, and of which day is it?", "target": "Which figure do you want, and when?", "gap": "The figure now is as good as the target. Is there a gap at all? If so: what is the target, and when?",
		"input-target-group": "What does the target group itself say about it?", "input-management": "What does management say about it?", "input-data": "In which data do you see it?", "intake": "What is the answer to this question?", "query": "Which question do you have for the sponsor? Name first who asks it.",
		"factor": "What is in the way?", "factor-category": "What kind of thing is this?", "factor-severity": "How bad is this? 3 is the worst.", "factor-owner": "Who owns this point?", "factor-open": "What do you do about this?",
		"solution": "Which measure do you take?", "solution-kind": "What kind of measure is this?", "solution-owner": "Who takes care of this measure?", "aid": "What must the new job aid help against?", "solution-link": "Where can someone find this measure?", "delivered": "Which measure is in use?",
		"application-goal": "What will people be able to do in their work? Begin with: I can …", "post": "On which day does the time after learning begin?",
		"indicator": "What will you measure?", "plan-made": "On which day was the measurement plan made?", "rollout": "On which day does it begin?", "plan-late": "The measurement plan must be there before it begins. On which day does it begin?",
		"baseline": "What is the baseline, and of which day?", "indicator-source": "Where does this figure come from?", "indicator-owner": "Who gives this figure?", "moment-baseline": "On which day is the baseline reading?", "moment-interim": "On which day is the interim reading?", "moment-end": "On which day is the end reading?",
		"isolation": "How will you see what comes from your approach?", "reading": "What is the figure now, and of which day?", "reading-interim": "What is the figure of the interim reading?", "reading-end": "What is the figure of the end reading?", "change": "What else changed?",
		"anchor-start": "On which day does the project end?", "anchor": "What must stay?", "anchor-owner": "Who in the line looks after this?", "anchor-where": "Where will this live: in which meeting or job aid?", "anchor-signal": "What is the first sign that this slips?",
		"review-1": "Is this still there, after 1 month?", "review-3": "Is this still there, after 3 months?", "review-6": "Is this still there, after 6 months?", "review-12": "Is this still there, after 12 months?",
	},
	Examples: map[string]string{"current": "71 on 31 Oct", "target": "90 on 31 Mar", "baseline": "71 on 31 Oct", "gap": "90 on 31 Mar", "goal-who": "The 14 people of Customer Service", "goal-what": "Call customers back within 24 hours", "goal-measure": "Share of requests that were called on time",
		"goal-unit": "%, minutes or errors a week", "goal-source": "The report of the phone system, every week", "input-target-group": "Six people: the list is in three systems", "input-management": "The board wants fewer complaints", "input-data": "The weekly report from May to October",
		"query": "IT: may everyone write notes in the CRM?", "factor": "Not everyone can open the CRM notes", "factor-owner": "Team lead Customer Service", "factor-open": "Right to CRM notes for everyone. Or type: accept", "anchor": "Every morning one person divides the list", "anchor-signal": "Two days without a name on the roster", "anchor-where": "The week start",
		"application-goal": "I can calmly call back an angry customer in my work", "rollout": "in 2 weeks", "solution": "A job aid for difficult calls"},
	Value:      "The figure",
	Date:       "The date",
	DateHint:   "31 Oct; empty is today",
	Changed:    "Did anything else change?",
	NotNumber:  "I see no number in that. Type for instance *71 on 31 Oct*.",
	WrongUnit:  "The unit is %s. Type the number only.",
	NotChoice:  "Choose one of the answers.",
	Future:     "%s is still to come. When was it measured?",
	Goal:       "The figure of the goal",
	Applied:    "Say they apply it, of those who answer",
	AppliedAsk: "Question by the bot after 7, 30 and 90 days",
	Formal:     "You can choose learning once there is help during the work.",

	Moment: map[string]string{"baseline": "Time for the baseline reading of *%s*. What is the figure, and did anything else change?", "interim": "Time for the interim reading of *%s*. What is the figure, and did anything else change?",
		"end": "Time for the end reading of *%s*. What is the figure, and did anything else change?"},
	Purpose:    "Why I ask: it is in your measurement plan.",
	FillIn:     "Fill in",
	Absent:     "Not available",
	AbsentSaid: "All right, this reading stands as not measured. No zero was filled in.",
	AbsentWhy:  "not available",
	Read:       "Noted: %s is %s.",
	Review:     "Anchoring after month %d: is *%s* still there?",
	Reviews:    []Reason{{"yes", "Yes"}, {"now-and-then", "Now and then"}, {"no", "No, help"}},
	ReviewGood: "Good, noted.",
	ReviewBad:  "Noted: it is slipping. Look together at the sign and the owner in your anchoring plan.",

	Invite:     "Invite someone",
	InviteAsk:  "Who will be the %s? Name one colleague.",
	InviteWho:  "Name one colleague, such as @sanne.",
	InviteSelf: "That is you. Choose a colleague.",
	Invited:    "%s gets a message as soon as I can, and can then work on it.",
	Offer:      "%s asks you to work on the case *%s*, as %s.",
	OfferWhy:   "You see and change the same case. You may say no.",
	Join:       "Join",
	Joined:     "You now work on it as %s: *%s*.",

	typed: map[string][]string{
		"case new":  {"new case", "open a case", "new performance case"},
		"case list": {"cases", "case", "my cases", "performance cases"},
	},
}
