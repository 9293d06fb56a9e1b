package words

// Moments is what the bot says about moments of a team: looking back together, an
// after-action review, a challenge.
type Moments struct {
	InChannel   string
	NotYours    string
	Title       string
	AskDay      string
	Weekdays    []Reason
	AskTime     string
	AskEvery    string
	Every       []Reason
	NoTime      string
	Planned     string // weekday, time
	Fortnight   string // weekday, time
	TellPurpose string
	Stop        string
	Stopped     string
	Purpose     string
	Questions   []string
	Done        string
	NotDone     string
	Another     string
	WellDone    string // done, of the last
	FirstDone   string
	NextTime    string

	ReviewTitle string // step, steps
	Review      []string
	ReviewEnd   string
	MakePlan    string

	Challenge       string
	AskGoal         string
	AskGoalHint     string
	AskWeeks        string
	WeekChoices     []Reason
	AskAid          string
	AskAidHint      string
	ChallengeOn     string // goal, weeks
	ChallengeWeek   string // week, weeks
	ChallengeAsk    string
	DidIt           string
	NotYet          string
	ShowAid         string
	Counted         string // how many
	CountedFew      string
	CountedNone     string
	ChallengeOver   string // goal
	ChallengeThanks string
	GoOn            string
	ChallengePlan   string

	typed map[string][]string
}

var momentsNL = Moments{
	InChannel:   "Dit is er voor een team. Typ het in het kanaal van je team, dan weet ik voor wie het is.",
	NotYours:    "Een vast moment voor het team stelt je leidinggevende in. Een nabespreking of een uitdaging kun je zelf starten: typ *start nabespreking* of *start uitdaging*.",
	Title:       "Een vast moment om terug te kijken",
	AskDay:      "Op welke dag?",
	Weekdays:    []Reason{{"mon", "Maandag"}, {"tue", "Dinsdag"}, {"wed", "Woensdag"}, {"thu", "Donderdag"}, {"fri", "Vrijdag"}},
	AskTime:     "Hoe laat? Bijvoorbeeld 10:00, vlak voor of in jullie overleg.",
	AskEvery:    "Hoe vaak?",
	Every:       []Reason{{"1", "Elke week"}, {"2", "Om de week"}},
	NoTime:      "Dat herken ik niet als tijd tussen 8:30 en 17:30. Schrijf het als 10:00.",
	Planned:     "Afgesproken: elke %s om %s stel ik hier één vraag voor tien minuten. Ik houd alleen bij of het gelukt is, niet wat er gezegd wordt.",
	Fortnight:   "Afgesproken: om de week op %s om %s stel ik hier één vraag voor tien minuten. Ik houd alleen bij of het gelukt is, niet wat er gezegd wordt.",
	TellPurpose: "Een vast moment om als team terug te kijken.",
	Stop:        "Stop dit moment",
	Stopped:     "Oké, ik stel de vraag hier niet meer.",
	Purpose:     "Tien minuten samen terugkijken, zodat goed werk blijft hangen. Ik bewaar niet wat jullie zeggen.",
	Questions: []string{
		"Wat ging deze week beter dan we dachten, en hoe kwam dat?",
		"Wanneer lukte het wel, en wat deden we toen anders?",
		"Wat zat deze week in de weg, en wat kunnen we daar zelf aan doen?",
		"Welke ene stap maken we volgende week anders?",
		"Wat leerde je deze week van een collega?",
		"Waar verspilden we tijd, en wat laten we voortaan weg?",
		"Wat merkte een klant of collega van ons werk deze week?",
		"Wat durven we nog niet te vragen of te zeggen, en wie begint?",
	},
	Done:      "Gedaan",
	NotDone:   "Deze keer niet",
	Another:   "Andere vraag",
	WellDone:  "Mooi. Gelukt in %d van de laatste %d keer.",
	FirstDone: "Mooi, het begin is er.",
	NextTime:  "Oké, volgende keer weer.",

	ReviewTitle: "Nabespreking, vraag %d van %d",
	Review: []string{
		"Wat was de bedoeling? Zeg het in één zin.",
		"Wat gebeurde er echt? Alleen wat iemand zag of hoorde.",
		"Waardoor kwam het verschil, of juist niet? Zoek oorzaken in het werk, geen schuldigen.",
		"Wat houden we, en wat doen we de volgende keer anders? Wie doet wat, en wanneer?",
	},
	ReviewEnd: "Klaar. Ik bewaar niets van wat jullie zeiden. Leg de acties vast, elk met één eigenaar.",
	MakePlan:  "Maak een actieplan",

	Challenge:   "Start een uitdaging",
	AskGoal:     "Wat proberen jullie?",
	AskGoalHint: "Bijvoorbeeld: *elk gesprek afsluiten met een samenvatting*",
	AskWeeks:    "Hoeveel weken?",
	WeekChoices: []Reason{{"1", "1 week"}, {"2", "2 weken"}, {"3", "3 weken"}, {"4", "4 weken"}},
	AskAid:      "Welke hulpkaart hoort erbij?",
	AskAidHint:  "Een paar woorden van de titel zijn genoeg; leeg mag ook",

	ChallengeOn:     "Daar gaan we: **%s**, %s. Elke week vraag ik hier of het lukte. Ik tel het team, niemand apart.",
	ChallengeWeek:   "Uitdaging, week %d van %d",
	ChallengeAsk:    "Lukte het jou deze week?",
	DidIt:           "Gedaan",
	NotYet:          "Nog niet",
	ShowAid:         "Laat de kaart zien",
	Counted:         "Vorige week deden %d mensen mee.",
	CountedFew:      "Vorige week is er een begin gemaakt.",
	CountedNone:     "Vorige week lukte het nog niet. Wat zou het makkelijker maken?",
	ChallengeOver:   "De uitdaging *%s* is klaar. Wat houden jullie ervan over? Een goede vraag voor het overleg.",
	ChallengeThanks: "Dank je, het telt mee voor het team.",
	GoOn:            "Oké. Volgende week weer een kans.",
	ChallengePlan:   "Een uitdaging die het team zelf startte.",

	typed: map[string][]string{
		"moment set":       {"reflectiemoment", "vast moment", "teammoment", "plan reflectiemoment"},
		"moment review/0":  {"start nabespreking", "nabespreking starten", "start aar"},
		"moment challenge": {"start uitdaging", "uitdaging starten", "uitdaging"},
	},
}

var momentsEN = Moments{
	InChannel:   "This is for a team. Type it in your team's channel, so that I know who it is for.",
	NotYours:    "A fixed moment for the team is set by your manager. You can start a review or a challenge yourself: type *start review* or *start challenge*.",
	Title:       "A fixed moment to look back",
	AskDay:      "On which day?",
	Weekdays:    []Reason{{"mon", "Monday"}, {"tue", "Tuesday"}, {"wed", "Wednesday"}, {"thu", "Thursday"}, {"fri", "Friday"}},
	AskTime:     "At what time? For example 10:00, just before or in your meeting.",
	AskEvery:    "How often?",
	Every:       []Reason{{"1", "Every week"}, {"2", "Every two weeks"}},
	NoTime:      "I do not read that as a time between 8:30 and 17:30. Write it as 10:00.",
	Planned:     "Agreed: every %s at %s I ask one question here, for ten minutes. I only keep whether it happened, not what is said.",
	Fortnight:   "Agreed: every two weeks on %s at %s I ask one question here, for ten minutes. I only keep whether it happened, not what is said.",
	TellPurpose: "A fixed moment to look back as a team.",
	Stop:        "Stop this moment",
	Stopped:     "All right, I no longer ask here.",
	Purpose:     "Ten minutes to look back together, so that good work sticks. I do not keep what you say.",
	Questions: []string{
		"What went better this week than we thought, and why?",
		"When did it work, and what did we do differently then?",
		"What was in the way this week, and what can we do about it ourselves?",
		"Which one step do we take differently next week?",
		"What did you learn from a colleague this week?",
		"Where did we waste time, and what do we leave out from now on?",
		"What did a customer or colleague notice of our work this week?",
		"What do we not dare to ask or say yet, and who starts?",
	},
	Done:      "Done",
	NotDone:   "Not this time",
	Another:   "Another question",
	WellDone:  "Good. It happened %d of the last %d times.",
	FirstDone: "Good, a start is made.",
	NextTime:  "All right, next time again.",

	ReviewTitle: "After-action review, question %d of %d",
	Review: []string{
		"What was supposed to happen? Say it in one sentence.",
		"What really happened? Only what someone saw or heard.",
		"What made the difference, or why was there none? Look for causes in the work, not for someone to blame.",
		"What do we keep, and what do we do differently next time? Who does what, and when?",
	},
	ReviewEnd: "Done. I keep nothing of what you said. Write the actions down, each with one owner.",
	MakePlan:  "Make an action plan",

	Challenge:   "Start a challenge",
	AskGoal:     "What will you try?",
	AskGoalHint: "For example: *end every talk with a summary*",
	AskWeeks:    "For how many weeks?",
	WeekChoices: []Reason{{"1", "1 week"}, {"2", "2 weeks"}, {"3", "3 weeks"}, {"4", "4 weeks"}},
	AskAid:      "Which job aid goes with it?",
	AskAidHint:  "A few words of its title will do; you may leave it empty",

	ChallengeOn:     "Here we go: **%s**, %s. Every week I ask here whether it worked. I count the team, nobody apart.",
	ChallengeWeek:   "Challenge, week %d of %d",
	ChallengeAsk:    "Did it work for you this week?",
	DidIt:           "Done",
	NotYet:          "Not yet",
	ShowAid:         "Show the card",
	Counted:         "Last week %d people took part.",
	CountedFew:      "Last week a start was made.",
	CountedNone:     "Last week it did not work yet. What would make it easier?",
	ChallengeOver:   "The challenge *%s* is over. What will you keep of it? A good question for your meeting.",
	ChallengeThanks: "Thank you, it counts for the team.",
	GoOn:            "All right. Next week is another chance.",
	ChallengePlan:   "A challenge that the team started itself.",

	typed: map[string][]string{
		"moment set":       {"reflection moment", "fixed moment", "team moment"},
		"moment review/0":  {"start review", "start after-action review", "start aar"},
		"moment challenge": {"start challenge", "challenge"},
	},
}
