package words

// TeamPlans is what is said about what a team agreed to do.
type TeamPlans struct {
	Title     string
	Lead      string
	Goal      [2]string // prompt and example
	Serves    [2]string
	Rhythm    string
	Rhythms   []Reason  // by number of weeks
	Direct    string    // where to make one
	Here      string    // make it all the same
	Ours      string    // of the list
	Fact      string    // in a person's own data
	ServesIs  string    // goal it serves
	NoActions string    // yet
	Of        string    // done, all
	Line      string    // action, owner, day
	CheckIs   string    // done-check
	NoOwner   string    // in place of an owner who is gone
	Add       string    // button
	What      [2]string // prompt and example
	Who       [2]string
	When      [2]string
	Check     [2]string
	Labels    [4][]string // words before a colon that name those in one typed message
	Me        []string    // words for oneself
	Typed     string
	NeedWhat  string
	NeedWho   string
	OneOwner  string
	NeedDay   string
	Added     string // action, owner, day
	Full      string
	NotYours  string // owner
	Ticked    string // action
	Remove    string
	Which     string
	Removed   string // action
	End       string
	Ended     string
	NotMaker  string
	Gone      string

	Review      string
	ReviewWhy   string
	Late        string // actions
	ReviewAsk   string
	AllDone     string
	Remind      string // action, goal of the plan
	RemindWhy   string
	RemindIs    string
	RemindMoved string // action, day
	TakeOver    string // action
	Link        string
	Linked      string
	Change      string
	ChangeAsk   string
	OurGoals    string
	Unlinked    string
	NoGoals     string

	typed map[string][]string
}

var dutchTeamPlans = TeamPlans{
	Title:  "Actieplan",
	Lead:   "Wat wil je als team bereiken? Daarna zet je er acties bij: elk met één persoon en een dag.",
	Goal:   [2]string{"Wat is het doel?", "Iedere klant binnen 24 uur terugbellen"},
	Serves: [2]string{"Welk doel van de organisatie of afdeling dient dit?", "terugbellen-24-uur"},
	Rhythm: "Hoe vaak kijken jullie ernaar?", Rhythms: []Reason{{"2", "Elke twee weken"}, {"1", "Elke week"}},
	Direct:   "Typ *actieplan* in het kanaal van je team. Dan staat het daar voor iedereen en kom ik er om de twee weken op terug. Heb je geen kanaal? Dan kan het ook hier.",
	Here:     "Maak het hier",
	Ours:     "Actieplannen waar je in staat",
	Fact:     "Acties in actieplannen",
	ServesIs: "Dient: %s", NoActions: "Er staan nog geen acties in.", Of: "%d van %d gedaan.",
	Line: "%s – %s, %s", CheckIs: "Klaar als: %s", NoOwner: "zoekt een eigenaar",
	Add:      "Actie toevoegen",
	What:     [2]string{"Wat gaat er gebeuren?", "Belscript bijwerken"},
	Who:      [2]string{"Wie doet het? Eén persoon.", "@ben"},
	When:     [2]string{"Wanneer is het af?", "vrijdag, over 2 weken of 1 dec"},
	Check:    [2]string{"Waaraan zie je dat het klaar is?", "Het nieuwe script staat in de kennisbank"},
	Labels:   [4][]string{{"actie", "wat"}, {"wie", "eigenaar"}, {"wanneer", "datum", "uiterlijk"}, {"klaar als", "klaar"}},
	Me:       []string{"ik", "ikzelf", "mij"},
	Typed:    "In één regel mag ook: actie: …; wie: @ben; wanneer: vrijdag; klaar als: …",
	NeedWhat: "Nog niet bewaard: wat gaat er gebeuren?",
	NeedWho:  "Nog niet bewaard: deze actie heeft nog geen eigenaar. Noem één collega, zoals @ben, of typ *ik*.",
	OneOwner: "Nog niet bewaard: een actie heeft precies één eigenaar. Wie is het?",
	NeedDay:  "Nog niet bewaard: deze actie heeft nog geen dag.",
	Added:    "Afgesproken: %s – %s, %s.",
	Full:     "Tien acties is genoeg voor één plan. Rond er eerst een af of haal er een weg.",
	NotYours: "Dit kan alleen %s afvinken, of wie het plan maakte.",
	Ticked:   "Afgevinkt: %s.",
	Remove:   "Actie weghalen", Which: "Welke actie haal je weg?", Removed: "Weggehaald: %s.",
	End: "Rond het plan af", Ended: "Het actieplan is afgerond. Typ *actieplan* om een nieuw te maken.",
	NotMaker: "Dit kan alleen wie het plan maakte.",
	Gone:     "Dat actieplan is er niet meer.",

	Review:    "Tijd om samen naar het actieplan te kijken (5 minuten).",
	ReviewWhy: "Waarom ik dit plaats: jullie spraken af hier geregeld naar te kijken.",
	Late:      "Over de dag: %s.",
	ReviewAsk: "Wat lukt, en wat moet anders?",
	AllDone:   "Alles is gedaan.",
	Remind:    "Vandaag zou klaar zijn: *%s* (actieplan *%s*).",
	RemindWhy: "Waarom ik dit stuur: jij hebt deze actie op je genomen.",
	RemindIs:  "Is het klaar?", RemindMoved: "Oké: %s, nu op %s.",
	TakeOver: "Ik neem over: %s", Link: "Mijn plan hierbij", Linked: "Hoort bij", Change: "Aanpassen", ChangeAsk: "Wat wil je aan dit plan veranderen?",
	OurGoals: "Welke doelen wij dienen", Unlinked: "Nog niet gekoppeld aan een doel van de organisatie",
	NoGoals: "Ik ken nog geen doel van je team. Typ *actieplan* in het kanaal van je team om er een te maken.",

	typed: map[string][]string{
		"teamplan show":  {"actieplan", "teamplan", "team plan", "teamactieplan", "ons actieplan"},
		"teamplan add":   {"actie toevoegen", "nieuwe actie"},
		"teamplan goals": {"welke doelen dienen wij", "welke doelen dienen we", "waar werken wij aan mee", "onze doelen"},
	},
}

var englishTeamPlans = TeamPlans{
	Title:  "Action plan",
	Lead:   "What do you want to achieve as a team? Then you add actions: each with one person and a day.",
	Goal:   [2]string{"What is the goal?", "Call every customer back within 24 hours"},
	Serves: [2]string{"Which goal of the organisation or department does this serve?", "call-back-24-hours"},
	Rhythm: "How often will you look at it?", Rhythms: []Reason{{"2", "Every two weeks"}, {"1", "Every week"}},
	Direct:   "Type *action plan* in your team's channel. Then it is there for everyone, and I come back to it every two weeks. No channel? Then you can make it here.",
	Here:     "Make it here",
	Ours:     "Action plans you are in",
	Fact:     "Actions in action plans",
	ServesIs: "Serves: %s", NoActions: "There are no actions in it yet.", Of: "%d of %d done.",
	Line: "%s – %s, %s", CheckIs: "Done when: %s", NoOwner: "needs an owner",
	Add:      "Add an action",
	What:     [2]string{"What will happen?", "Update the call script"},
	Who:      [2]string{"Who does it? One person.", "@ben"},
	When:     [2]string{"When is it done?", "Friday, in 2 weeks or 1 Dec"},
	Check:    [2]string{"How will you see that it is done?", "The new script is in the knowledge base"},
	Labels:   [4][]string{{"action", "what"}, {"who", "owner"}, {"when", "date", "by"}, {"done when", "done"}},
	Me:       []string{"me", "i", "myself"},
	Typed:    "One line will do as well: action: …; who: @ben; when: Friday; done when: …",
	NeedWhat: "Not saved yet: what will happen?",
	NeedWho:  "Not saved yet: this action has no owner. Name one colleague, such as @ben, or type *me*.",
	OneOwner: "Not saved yet: an action has exactly one owner. Who is it?",
	NeedDay:  "Not saved yet: this action has no day.",
	Added:    "Agreed: %s – %s, %s.",
	Full:     "Ten actions are enough for one plan. Finish one or remove one first.",
	NotYours: "Only %s can tick this off, or who made the plan.",
	Ticked:   "Ticked off: %s.",
	Remove:   "Remove an action", Which: "Which action do you remove?", Removed: "Removed: %s.",
	End: "Close the plan", Ended: "The action plan is closed. Type *action plan* to make a new one.",
	NotMaker: "Only who made the plan can do this.",
	Gone:     "That action plan is no longer there.",

	Review:    "Time to look at the action plan together (5 minutes).",
	ReviewWhy: "Why I post this: you agreed to look at it regularly.",
	Late:      "Past its day: %s.",
	ReviewAsk: "What works, and what must change?",
	AllDone:   "Everything is done.",
	Remind:    "To be done today: *%s* (action plan *%s*).",
	RemindWhy: "Why I send this: you took this action on.",
	RemindIs:  "Is it done?", RemindMoved: "OK: %s, now on %s.",
	TakeOver: "I take over: %s", Link: "My plan for this", Linked: "Belongs to", Change: "Change", ChangeAsk: "What do you want to change about this plan?",
	OurGoals: "Which goals we serve", Unlinked: "Not linked to a goal of the organisation yet",
	NoGoals: "I do not know a goal of your team yet. Type *action plan* in the channel of your team to make one.",

	typed: map[string][]string{
		"teamplan show":  {"action plan", "team plan", "team action plan", "our action plan"},
		"teamplan add":   {"add an action", "new action"},
		"teamplan goals": {"which goals do we serve", "what goals do we serve", "our goals"},
	},
}
