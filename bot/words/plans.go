package words

// Plans is what is said about a person's own plans, and about the plans of teams.
type Plans struct {
	// A plan of one's own, on one page.
	Title      string // of what is kept
	Mine       string
	Lead       string
	Goal       [2]string // prompt and example
	Support    [2]string
	When       [2]string
	Short      []string    // the names of goal, if, then, support and date in a summary
	Labels     [5][]string // words before a colon that name those in one typed message; if and then need none
	Typed      string
	NoDay      string
	PastDay    string
	Saved      string // date
	OnlyYou    string
	OnlyTwo    string // name
	DraftKept  string
	None       string
	Change     string
	Gone       string
	States     map[string]string
	GoOn       string
	SharedWith string

	// Looking back on its day.
	Review    string // goal
	Purpose   string
	HowIsIt   string
	Status    string
	Done      string
	Move      string
	Drop      string
	DoneSaid  string
	DropSaid  string
	MoveAsk   string
	MovedSaid string // date
	Closed    string // state, date

	// Sharing.
	Share       string
	ShareAsk    string
	ShareSend   string
	ShareWho    string
	ShareSelf   string
	Shared      string // name
	Unshare     string
	Unshared    string // name
	Offer       string // name
	OfferWhy    string
	Read        string
	FromOther   string // name
	NotShared   string
	SharedTitle string

	typed map[string][]string
}

var dutchPlans = Plans{
	Title:     "Plannen",
	Mine:      "Mijn plan",
	Lead:      "Een plan op één pagina, in twee minuten. Alleen jij ziet het.",
	Goal:      [2]string{"Wat wil je bereiken?", "Rustig blijven bij lastige klanten"},
	Support:   [2]string{"Wie of wat heb je daarbij nodig?", "Sanne luistert een gesprek mee"},
	When:      [2]string{"Wanneer kijk je terug?", "over 2 weken, vrijdag of 1 dec"},
	Short:     []string{"Doel", "Als", "Dan", "Nodig", "Terugkijken"},
	Labels:    [5][]string{{"doel"}, {"als"}, {"dan"}, {"nodig", "steun", "hulp"}, {"wanneer", "datum", "terugkijken"}},
	Typed:     "Alles in één bericht mag ook: doel: …; als: …; dan: …; nodig: …; wanneer: …",
	NoDay:     "Die dag begrijp ik niet. Typ bijvoorbeeld *vrijdag*, *over 2 weken* of *1 dec*.",
	PastDay:   "Die dag is al geweest. Kies er een die nog komt.",
	Saved:     "Bewaard. Op %s vraag ik hoe het ging.",
	OnlyYou:   "Alleen jij kunt dit lezen. Typ *mijn plannen* om het terug te zien.",
	OnlyTwo:   "Alleen jij en %s kunnen dit lezen.",
	DraftKept: "Oké. Wat je al had, staat bij *mijn plannen*.",
	None:      "Je hebt nog geen plan.",
	Change:    "Aanpassen", Gone: "Dat plan is er niet meer.",
	States: map[string]string{"draft": "nog niet af", "active": "loopt", "done": "gelukt", "dropped": "losgelaten"},
	GoOn:   "Maak af", SharedWith: "Gedeeld met",

	Review:  "Vandaag kijk je terug op je plan: *%s*.",
	Purpose: "Waarom ik dit vraag: een plan waar je op terugkijkt, doe je eerder.",
	HowIsIt: "Hoe staat het ermee?", Status: "Stand",
	Done: "Gelukt", Move: "Andere dag", Drop: "Laat los",
	DoneSaid:  "Mooi, dat is gelukt. Het plan blijft staan bij *mijn plannen*.",
	DropSaid:  "Prima, dit plan is losgelaten.",
	MoveAsk:   "Wanneer kijk je dan terug?",
	MovedSaid: "Oké, op %s vraag ik het weer.",
	Closed:    "%s op %s",

	Share:       "Deel met een collega",
	ShareAsk:    "Wie mag dit plan lezen? Eén collega, en je kunt het altijd terugnemen.",
	ShareSend:   "Deel",
	ShareWho:    "Noem één collega, bijvoorbeeld @sanne.",
	ShareSelf:   "Dat ben je zelf. Kies een collega.",
	Shared:      "%s mag dit plan nu lezen en krijgt daar bericht van zodra dat kan. Alleen lezen, en alleen dit plan.",
	Unshare:     "Niet meer delen",
	Unshared:    "%s kan dit plan niet meer openen. In een chat-app die ik niet beheer, kan het nog in dat gesprek staan.",
	Offer:       "%s deelt een plan met je.",
	OfferWhy:    "Je hoeft niets te doen. Vraag eens hoe het gaat, of waar je mee kunt helpen.",
	Read:        "Lees het plan",
	FromOther:   "Plan, met jou gedeeld door: %s",
	NotShared:   "Dit plan wordt niet meer met je gedeeld.",
	SharedTitle: "Gedeeld met jou",

	typed: map[string][]string{
		"plan list/1": {"mijn plannen", "mijn plan", "plannen", "persoonlijk plan"},
		"plan new":    {"maak een plan", "plan maken", "nieuw plan"},
	},
}

var englishPlans = Plans{
	Title:     "Plans",
	Mine:      "My plan",
	Lead:      "A plan on one page, in two minutes. Only you can see it.",
	Goal:      [2]string{"What do you want to achieve?", "Stay calm with difficult customers"},
	Support:   [2]string{"Who or what do you need for it?", "Sanne listens in on a call"},
	When:      [2]string{"When will you look back?", "in 2 weeks, Friday or 1 Dec"},
	Short:     []string{"Goal", "If", "Then", "Needed", "Looking back"},
	Labels:    [5][]string{{"goal"}, {"if"}, {"then"}, {"needed", "need", "support"}, {"when", "date", "looking back"}},
	Typed:     "One message will do as well: goal: …; if: …; then: …; needed: …; when: …",
	NoDay:     "I do not understand that day. Type for instance *Friday*, *in 2 weeks* or *1 Dec*.",
	PastDay:   "That day has passed. Choose one that is still to come.",
	Saved:     "Saved. On %s I will ask how it went.",
	OnlyYou:   "Only you can read this. Type *my plans* to see it again.",
	OnlyTwo:   "Only you and %s can read this.",
	DraftKept: "OK. What you had so far is under *my plans*.",
	None:      "You have no plan yet.",
	Change:    "Change", Gone: "That plan is no longer there.",
	States: map[string]string{"draft": "not finished", "active": "going on", "done": "done", "dropped": "let go"},
	GoOn:   "Finish it", SharedWith: "Shared with",

	Review:  "Today you look back on your plan: *%s*.",
	Purpose: "Why I ask: a plan you look back on is more likely to happen.",
	HowIsIt: "How does it stand?", Status: "Status",
	Done: "Done", Move: "Another day", Drop: "Let it go",
	DoneSaid:  "Well done. The plan stays under *my plans*.",
	DropSaid:  "Fine, this plan has been let go.",
	MoveAsk:   "When will you look back instead?",
	MovedSaid: "OK, on %s I will ask again.",
	Closed:    "%s on %s",

	Share:       "Share with a colleague",
	ShareAsk:    "Who may read this plan? One colleague, and you can take it back at any time.",
	ShareSend:   "Share",
	ShareWho:    "Name one colleague, for instance @sanne.",
	ShareSelf:   "That is you. Choose a colleague.",
	Shared:      "%s may read this plan now and will be told as soon as I can. Reading only, and only this plan.",
	Unshare:     "Stop sharing",
	Unshared:    "%s can no longer open this plan. In a chat app that I do not run, it may still be in that conversation.",
	Offer:       "%s shares a plan with you.",
	OfferWhy:    "You need not do anything. You could ask how it goes, or what you can help with.",
	Read:        "Read the plan",
	FromOther:   "Plan, shared with you by: %s",
	NotShared:   "This plan is no longer shared with you.",
	SharedTitle: "Shared with you",

	typed: map[string][]string{
		"plan list/1": {"my plans", "my plan", "plans", "individual plan"},
		"plan new":    {"make a plan", "new plan"},
	},
}
