package words

// Report is what reports say. The keys of the maps are the ids of knowledge/cases and
// bot/insight/report.
type Report struct {
	CaseTitle     string // title of the case
	QuarterTitle  string // quarter, year
	Made          string // date
	Simulated     string
	ByWhom        string // sponsor, adviser
	NoPersons     string // k
	PercentPoints string

	AtLevel      string // level, sentence
	InShort      string
	Question     string
	Goal         string
	GoalLine     string // who, what, measure, from, when, to, when
	Source       string // source, how often
	DerivedFrom  string
	Serves       string
	InTheWay     string
	WhatWeDid    string
	TagCounts    string // work, together, formal
	Support      string
	PlanTitle    string
	PlanMade     string // date, rollout
	PlanNone     string
	NotAgreed    string
	VModel       string
	LevelTitle   string // level, name
	LevelNames   []string
	Pitfalls     []string
	NotMeasured  string
	Learning     string
	Business     string
	Change       string // name, from, when, to, when
	NoReading    string // name, value, date
	NoBaseline   string // name, value, date
	Nothing      string // name
	TargetLine   string // target, date, standing
	FromUse      string // name, value, n, at least so many people, period
	TooFew       string // name, k
	TooLittle    string
	Moments      string // name
	MissedWhy    string // why
	PlotSays     string // name, first, date, last, date
	PlotTarget   string // target
	PlotExpected string
	Isolation    string
	EffectLine   string // change, effect, method, sum
	EffectWorse  string // change, effect, method, sum
	Expected     string // value, date
	EstimateLine string // value, answered, of, sum, others
	NoEffect     string // reason
	Reasons      map[string]string
	Confidence   map[string]string
	Attribution  string // share, confidence
	Changed      string
	ChangedNone  string
	Return       string
	ReturnNone   string
	Benefit      string // sum, value
	BenefitSum   string // effect, per, times, per unit
	Cost         string
	CostLines    []string // making, delivering, users, anchoring, total
	ROI          string   // value, sum
	BCR          string   // value, sum
	Payback      string   // months, sum
	PhillipsROI  string
	ValueFrom    string // who in finance
	NotMoney     string
	Anchoring    string
	AnchorNone   string
	Review       string // months
	Timeline     string
	AsksApplied  string // days
	History      string
	PhaseMoved   string // from, to
	Columns      map[string]string
	Figures      string // name of the sheet with figures

	Benefits                     map[string]string // the seven
	Measures                     map[string]string // what a figure from use is of
	BenefitsTitle                string
	BenefitsLead                 string
	Experienced, ExperiencedLead string
	OnCourse                     string
	OnCourseNone                 string
	Delivered                    string
	DeliveredLine                string // title, number
	RecentGoals                  string // number, all
	TeamsOf                      string // number, all, share
	References                   string
	ReferenceNote                string
	Reference                    []Reference
}

// A Reference is a figure of a source document: never a norm.
type Reference struct{ Value, What, Origin string }

var dutchReport = Report{
	CaseTitle:     "Rapport: %s",
	QuarterTitle:  "Kwartaalrapport: %de kwartaal van %d",
	Made:          "Gemaakt op %s.",
	Simulated:     "Dit zijn gesimuleerde gegevens van een organisatie die niet bestaat.",
	ByWhom:        "Opdrachtgever: %s. L&D: %s.",
	NoPersons:     "Cijfers over mensen gaan over groepen van %d of meer. Er staat niets in over één persoon.",
	PercentPoints: "procentpunt",

	AtLevel:     "Niveau %d: %s",
	InShort:     "In het kort",
	Question:    "De vraag",
	Goal:        "Het doel",
	GoalLine:    "%s: %s. Het cijfer (%s) gaat van %s (%s) naar %s (%s).",
	Source:      "Bron van het cijfer: %s, %s.",
	DerivedFrom: "Afgeleid van: %s.",
	Serves:      "Draagt bij aan: %s.",
	InTheWay:    "Wat in de weg zat",
	WhatWeDid:   "Wat we deden",
	TagCounts:   "In het werk: %d, samen: %d, formeel: %d. Dit beschrijft wat er is; een verhouding is geen doel.",
	Support:     "Steun",
	PlanTitle:   "Meetplan",
	PlanMade:    "Gemaakt op %s, voor de start op %s.",
	PlanNone:    "Er is nog geen meetplan.",
	NotAgreed:   "Wat de bot bijhoudt op een niveau waarvoor dat niet in het meetplan staat, staat niet in dit rapport.",
	VModel:      "Behoefte, doel en uitkomst per niveau",
	LevelTitle:  "Niveau %d · %s",
	LevelNames:  []string{"Bereik", "Reactie", "Leren", "Toepassing", "Resultaat", "Rendement"},
	Pitfalls: []string{"Bereik is geen gebruik in het werk.", "Wie niet antwoordt, telt niet als geholpen.", "Dit is wat mensen over zichzelf zeggen.",
		"Een kaart openen of doorlopen is nog niet: het in het werk doen.", "Gebruik en cijfer naast elkaar bewijzen niets over de oorzaak.", "Alle keuzes zijn voorzichtig: één jaar, alle kosten, en wie niet antwoordt telt als nul."},
	NotMeasured:  "Niet gemeten.",
	Learning:     "Waarde voor het leren",
	Business:     "Waarde voor het werk",
	Change:       "%s: van %s (%s) naar %s (%s).",
	NoReading:    "%s: beginstand %s (%s). Daarna is niet gemeten.",
	NoBaseline:   "%s: %s (%s). Er is geen beginstand, dus er valt geen verandering te noemen.",
	Nothing:      "%s: niet gemeten.",
	TargetLine:   "Doel: %s op %s, %s.",
	FromUse:      "%s: %s (n = %d, minstens %d mensen, %s).",
	TooFew:       "%s: te weinig gegevens om te tonen zonder iemand herkenbaar te maken (minder dan %d mensen).",
	TooLittle:    "te weinig gegevens",
	Moments:      "Metingen van: %s",
	MissedWhy:    "niet gemeten: %s",
	PlotSays:     "%s: van %s (%s) naar %s (%s).",
	PlotTarget:   "De streeplijn is het doel: %s.",
	PlotExpected: "De stippellijn is wat er zonder aanpak was verwacht.",
	Isolation:    "Wat komt door de aanpak?",
	EffectLine:   "Van de verbetering van %s komt naar schatting %s door de aanpak. Manier: %s. Som: %s.",
	EffectWorse:  "De verandering was %s. Naar schatting is %s daarvan door de aanpak. Manier: %s. Som: %s.",
	Expected:     "Zonder aanpak was %s verwacht op %s.",
	EstimateLine: "Voorzichtige schatting: %s (%d van %d mensen, eigen schatting, gecorrigeerd voor aandeel en zekerheid: %s). De andere %d tellen als nul.",
	NoEffect:     "Er is geen effect vastgesteld, want %s.",
	Reasons:      map[string]string{"baseline": "er is geen beginstand", "reading": "er is na de start niet gemeten", "method": "er is geen manier gekozen om het effect te scheiden van de rest", "little": "er is te weinig om op te rekenen"},
	Confidence:   map[string]string{"comparison": "Zekerheid: redelijk tot sterk, als de groepen vooraf op elkaar leken.", "trend": "Zekerheid: redelijk, als er rond de start verder niets veranderde.", "estimate": "Zekerheid: beperkt. Mensen schatten zelf; daarom is naar beneden gerekend."},
	Attribution:  "Zij schrijven %s toe aan de aanpak en zijn daar %s zeker van.",
	Changed:      "Wat er verder veranderde",
	ChangedNone:  "Er is niets genoteerd. Dat betekent niet dat er niets veranderde.",
	Return:       "Kosten en opbrengst",
	ReturnNone:   "Niet uitgerekend: daarvoor is een effect, een waarde in geld en alle kosten nodig.",
	Benefit:      "Opbrengst in één jaar: %s = %s.",
	BenefitSum:   "%s %s × %s × %s",
	Cost:         "Kosten",
	CostLines:    []string{"Maken", "Invoeren", "Tijd van gebruikers", "Borgen", "Samen"},
	ROI:          "Rendement: %s. Som: %s.",
	BCR:          "Opbrengst per uitgegeven euro: %s. Som: %s.",
	Payback:      "Terugverdiend na %s maanden. Som: %s.",
	PhillipsROI:  "Bron van de formules: de ROI-methode van Phillips en Phillips.",
	ValueFrom:    "Waarde in geld volgens: %s.",
	NotMoney:     "Niet in geld uitgedrukt",
	Anchoring:    "Borgingsplan",
	AnchorNone:   "Er is nog geen borgingsplan.",
	Review:       "Terugblik na maand %d",
	Timeline:     "Tijdlijn",
	AsksApplied:  "Vraag of mensen het toepassen, na %d dagen",
	History:      "Wie veranderde wat",
	PhaseMoved:   "%s → %s",
	Columns: map[string]string{"what": "Wat", "category": "Soort", "severity": "Ernst (1‑3)", "owner": "Eigenaar", "response": "Afspraak", "state": "Stand", "kind": "Soort", "for": "Voor", "link": "Waar", "since": "Sinds", "date": "Datum", "moment": "Meting", "value": "Waarde", "level": "Niveau",
		"indicator": "Indicator", "baseline": "Begin", "latest": "Laatste", "target": "Doel", "source": "Bron", "who": "Rol", "changed": "Veranderd", "amount": "Bedrag", "signal": "Het zakt weg als", "benefit": "Voordeel", "n": "n", "people": "Mensen", "period": "Periode", "where": "Staat in", "goal": "Doel", "need": "Behoefte", "objective": "Doel", "outcome": "Uitkomst", "section": "Onderdeel", "measure": "Maat", "unit": "Eenheid", "method": "Manier", "note": "Opmerking"},
	Figures: "Cijfers",
	Benefits: map[string]string{"productivity": "Sneller en beter werken", "time-to-competency": "Eerder zelfstandig", "retention": "Beter onthouden", "consistent-output": "Gelijke kwaliteit", "performance-management": "Sturen op prestatie",
		"empowerment": "Zelf verder kunnen", "customers": "Klanten merken het"},
	Measures: map[string]string{"reach": "Deel van de groep dat in een week iets vroeg", "coverage": "Vragen waarop een hulpkaart was", "helped": "Zegt dat het hielp", "response": "Reageerde op een antwoord", "value": "Vindt het belangrijk", "room": "Ervaart ruimte om het werk beter te maken (mening)", "recall": "Wist de stappen nog na 30 dagen", "recalled": "Wist de stappen nog",
		"applied": "Zegt het toegepast te hebben", "finished": "Liep de kaart af", "minutes-saved": "Minuten gespaard, gecorrigeerd voor zekerheid", "days-to-competency": "Dagen tot het zonder hulp lukt (mediaan)", "current-version": "Gebruikte de nieuwste versie", "without-asking": "Loste het op zonder een collega te vragen", "goals-read": "Doelen met een recente meting",
		"median-minutes": "Tijd per hulpkaart (mediaan)", "proposals": "Eigen voorstellen", "reflection-time": "Teams met tijd voor reflectie", "feedback": "Vroeg of gaf feedback"},
	BenefitsTitle:   "De zeven voordelen",
	BenefitsLead:    "Per voordeel de maat, het niveau en hoeveel mensen. Wat niet gemeten is, staat er als niet gemeten.",
	Experienced:     "Zoals mensen het ervaren",
	ExperiencedLead: "Dit zeggen mensen zelf als de bot ernaar vraagt, van 1 tot 5; geteld is wie 4 of 5 geeft. Het is een mening van wie antwoordde, en geen effect. Lees het naast het bereik.",
	OnCourse:        "Op koers?",
	OnCourseNone:    "Er zijn geen vraagstukken met een meetplan.",
	Delivered:       "Opgeleverde maatregelen",
	DeliveredLine:   "%s: %d",
	RecentGoals:     "%d van %d doelen",
	TeamsOf:         "Niveau 0: in de laatste vier weken maakten minstens %d van de %d teams tijd voor reflectie (%s). Het gaat om teams die tijd maken, niet om wie iets schreef of zei.",
	References:      "Ter vergelijking",
	ReferenceNote:   "Dit zijn meningen van deelnemers of ondervraagden over organisaties of aanpakken, geen norm en geen doel voor mensen.",
	Reference: []Reference{
		{"80%", "leerde nieuwe manieren om een prestatievraag te analyseren", "mening van deelnemers aan één opleiding"},
		{"90%", "vond het waardevol om het direct te gebruiken", "mening van deelnemers aan één opleiding; dit is waardering, geen toepassing"},
		{"73%", "gebruikte nieuwe media of technologie", "schatting van ondervraagden over hun aanpakken"},
		{"47%", "vond die technologie (zeer) belangrijk", "ondervraagden over hun aanpak; onduidelijk is of dit over allen gaat of alleen over gebruikers"},
		{"< 50% → 90%", "had tijd voor reflectie, nu en gewenst", "beeld van ondervraagden over organisaties"},
		{"45%", "van de gevallen: mensen geven elkaar feedback", "beeld van ondervraagden over organisaties"},
	},
}

var englishReport = Report{
	CaseTitle:     "Report: %s",
	QuarterTitle:  "Quarterly report: quarter %d of %d",
	Made:          "Made on %s.",
	Simulated:     "These are simulated data of an organisation that does not exist.",
	ByWhom:        "Sponsor: %s. L&D: %s.",
	NoPersons:     "Figures about people are about groups of %d or more. Nothing here is about one person.",
	PercentPoints: "percentage points",

	AtLevel:     "Level %d: %s",
	InShort:     "In short",
	Question:    "The question",
	Goal:        "The goal",
	GoalLine:    "%s: %s. The figure (%s) goes from %s (%s) to %s (%s).",
	Source:      "Source of the figure: %s, %s.",
	DerivedFrom: "Derived from: %s.",
	Serves:      "Serves: %s.",
	InTheWay:    "What was in the way",
	WhatWeDid:   "What we did",
	TagCounts:   "In the work: %d, together: %d, formal: %d. This describes what there is; a ratio is no target.",
	Support:     "Support",
	PlanTitle:   "Measurement plan",
	PlanMade:    "Made on %s, before the start on %s.",
	PlanNone:    "There is no measurement plan yet.",
	NotAgreed:   "What the bot keeps at a level for which the measurement plan does not say so is not in this report.",
	VModel:      "Need, objective and outcome by level",
	LevelTitle:  "Level %d · %s",
	LevelNames:  []string{"Reach", "Reaction", "Learning", "Application", "Result", "Return"},
	Pitfalls: []string{"Reach is not use in the work.", "Who does not answer does not count as helped.", "This is what people say about themselves.",
		"Opening or finishing an aid is not yet doing it at work.", "Use and figure side by side prove nothing about the cause.", "All choices are conservative: one year, all costs, and who does not answer counts as zero."},
	NotMeasured:  "Not measured.",
	Learning:     "Learning value",
	Business:     "Business value",
	Change:       "%s: from %s (%s) to %s (%s).",
	NoReading:    "%s: baseline %s (%s). Nothing was measured after that.",
	NoBaseline:   "%s: %s (%s). There is no baseline, so there is no change to speak of.",
	Nothing:      "%s: not measured.",
	TargetLine:   "Target: %s on %s, %s.",
	FromUse:      "%s: %s (n = %d, at least %d people, %s).",
	TooFew:       "%s: too little to show without making someone recognisable (fewer than %d people).",
	TooLittle:    "too little data",
	Moments:      "Readings of: %s",
	MissedWhy:    "not measured: %s",
	PlotSays:     "%s: from %s (%s) to %s (%s).",
	PlotTarget:   "The dashed line is the target: %s.",
	PlotExpected: "The dotted line is what was expected without the approach.",
	Isolation:    "What comes from the approach?",
	EffectLine:   "Of the improvement of %s an estimated %s comes from the approach. Method: %s. Sum: %s.",
	EffectWorse:  "The change was %s. An estimated %s of it comes from the approach. Method: %s. Sum: %s.",
	Expected:     "Without the approach %s was expected on %s.",
	EstimateLine: "Conservative estimate: %s (%d of %d people, their own estimate, adjusted for share and confidence: %s). The other %d count as zero.",
	NoEffect:     "No effect was established, because %s.",
	Reasons:      map[string]string{"baseline": "there is no baseline", "reading": "nothing was measured after the start", "method": "no method was chosen to tell the effect from the rest", "little": "there is too little to reckon with"},
	Confidence:   map[string]string{"comparison": "Confidence: fair to strong, if the groups were alike beforehand.", "trend": "Confidence: fair, if nothing else changed around the start.", "estimate": "Confidence: limited. People estimate themselves; that is why it is reckoned downwards."},
	Attribution:  "They ascribe %s to the approach and are %s sure of that.",
	Changed:      "What else changed",
	ChangedNone:  "Nothing was noted. That does not mean that nothing changed.",
	Return:       "Costs and return",
	ReturnNone:   "Not reckoned: that takes an effect, a value in money and all costs.",
	Benefit:      "Benefit in one year: %s = %s.",
	BenefitSum:   "%s %s × %s × %s",
	Cost:         "Costs",
	CostLines:    []string{"Making", "Delivering", "Time of users", "Anchoring", "Together"},
	ROI:          "Return on investment: %s. Sum: %s.",
	BCR:          "Benefit for each euro spent: %s. Sum: %s.",
	Payback:      "Paid back after %s months. Sum: %s.",
	PhillipsROI:  "Source of the formulas: the ROI methodology of Phillips and Phillips.",
	ValueFrom:    "Value in money according to: %s.",
	NotMoney:     "Not put in money",
	Anchoring:    "Anchoring plan",
	AnchorNone:   "There is no anchoring plan yet.",
	Review:       "Review after month %d",
	Timeline:     "Timeline",
	AsksApplied:  "Question whether people apply it, after %d days",
	History:      "Who changed what",
	PhaseMoved:   "%s → %s",
	Columns: map[string]string{"what": "What", "category": "Kind", "severity": "Severity (1‑3)", "owner": "Owner", "response": "Agreed", "state": "State", "kind": "Kind", "for": "For", "link": "Where", "since": "Since", "date": "Date", "moment": "Reading", "value": "Value", "level": "Level",
		"indicator": "Indicator", "baseline": "Baseline", "latest": "Latest", "target": "Target", "source": "Source", "who": "Role", "changed": "Changed", "amount": "Amount", "signal": "It slips when", "benefit": "Benefit", "n": "n", "people": "People", "period": "Period", "where": "Lives in", "goal": "Goal", "need": "Need", "objective": "Objective", "outcome": "Outcome", "section": "Part", "measure": "Measure", "unit": "Unit", "method": "Method", "note": "Note"},
	Figures: "Figures",
	Benefits: map[string]string{"productivity": "Working faster and better", "time-to-competency": "Independent sooner", "retention": "Remembering better", "consistent-output": "Even quality", "performance-management": "Steering on performance",
		"empowerment": "Getting on by oneself", "customers": "Customers notice"},
	Measures: map[string]string{"reach": "Share of the group that asked something in a week", "coverage": "Questions for which there was an aid", "helped": "Say that it helped", "response": "Reacted to an answer", "value": "Find it important", "room": "Experience room to make the work better (opinion)", "recall": "Still knew the steps after 30 days", "recalled": "Still knew the steps",
		"applied": "Say that they applied it", "finished": "Finished the aid", "minutes-saved": "Minutes saved, adjusted for confidence", "days-to-competency": "Days until it works without help (median)", "current-version": "Used the newest version", "without-asking": "Solved it without asking a colleague", "goals-read": "Goals with a recent reading",
		"median-minutes": "Time per aid (median)", "proposals": "Own proposals", "reflection-time": "Teams with time for reflection", "feedback": "Asked for or gave feedback"},
	BenefitsTitle:   "The seven benefits",
	BenefitsLead:    "For each benefit its measure, the level and how many people. What was not measured is called not measured.",
	Experienced:     "As people experience it",
	ExperiencedLead: "This is what people say when the bot asks, from 1 to 5; counted is who says 4 or 5. It is the opinion of those who answered, and no effect. Read it beside the reach.",
	OnCourse:        "On course?",
	OnCourseNone:    "There are no cases with a measurement plan.",
	Delivered:       "Measures delivered",
	DeliveredLine:   "%s: %d",
	RecentGoals:     "%d of %d goals",
	TeamsOf:         "Level 0: in the last four weeks at least %d of the %d teams made time for reflection (%s). It is about teams that make time, not about who wrote or said something.",
	References:      "For comparison",
	ReferenceNote:   "These are opinions of participants or respondents about organisations or approaches: no norm, and no target for people.",
	Reference: []Reference{
		{"80%", "learned new methods to analyse a performance question", "opinion of participants in one course"},
		{"90%", "valued being able to use it straight away", "opinion of participants in one course; this is appreciation, not application"},
		{"73%", "used new media or technology", "estimate of respondents about their interventions"},
		{"47%", "found that technology (very) important", "respondents about their intervention; unclear whether this is of all or of users only"},
		{"< 50% → 90%", "had time for reflection, now and wished", "view of respondents about organisations"},
		{"45%", "of cases: people give each other feedback", "view of respondents about organisations"},
	},
}
