package words

// Programme is what the bot says to who goes through a programme of their team.
type Programme struct {
	Title      string // of what is kept
	Purpose    string // title
	Why        string
	Start      string    // date
	Reason     string    // label
	Afterwards string    // label
	Ask        [2]string // prompt and example
	MyGoal     string
	Private    string
	Nothing    string
	Kept       string
	Stopped    string // title
	Lead       string // title, date
	Before     string // date, touchpoint, title of the aid
	After      string // date, touchpoint
	WasThere   string
	NotThere   string
	TakeAway   string
	Later      string
	Next       string
	Nothings   string // nothing comes
	Prepare    string // title of the aid
	AskedAt    string // number of days

	typed map[string][]string
}

var programmeNL = Programme{
	Title:      "Eigen doelen bij programma's",
	Purpose:    "Programma %s, want wat je voorbereidt en gebruikt blijft hangen",
	Why:        "Waarom ik dit stuur: dit hoort bij het programma van je team. Stoppen mag altijd.",
	Start:      "Op %s begint dit programma voor jouw team.",
	Reason:     "Waarom",
	Afterwards: "Daarna kun je zeggen",
	Ask:        [2]string{"Wat wil jij ermee kunnen in je werk?", "Ik kan rustig blijven als een klant boos is"},
	MyGoal:     "Mijn doel",
	Private:    "Wat je hier opschrijft, lees alleen jij.",
	Nothing:    "Typ een paar woorden, of kies *niet nu*.",
	Kept:       "Bewaard. Alleen jij leest dit. Ik laat het je weer zien als je terugkijkt.",
	Stopped:    "Goed, over *%s* stuur ik je niets meer. Met *wat komt er* zie je nog wel wat er gepland is.",
	Lead:       "*%s* begint voor je team op %s. Praat er vooraf kort over: wat verwacht je daarna in het werk?",
	Before:     "Op %s is *%s*. Voorbereiden kan met *%s*.",
	After:      "Op %s was *%s*. Was je erbij?",
	WasThere:   "Ik was erbij",
	NotThere:   "Ik was er niet",
	TakeAway:   "Wat neem je mee naar je werk? Schrijf het in een paar zinnen op.",
	Later:      "Dit was de laatste keer. Na 30, 90 en 180 dagen vraag ik of je het gebruikt.",
	Next:       "Wat komt er",
	Nothings:   "Er staat nu geen programma voor je klaar.",
	Prepare:    "Vooraf: *%s*.",
	AskedAt:    "Na %s dagen: ik vraag of je het gebruikt, als je erbij was",

	typed: map[string][]string{
		"programme next": {"wat komt er", "wat komt er aan", "wat staat er voor mij klaar", "mijn programma"},
	},
}

var programmeEN = Programme{
	Title:      "Own goals with programmes",
	Purpose:    "Programme %s, because what you prepare and use stays with you",
	Why:        "Why I send this: it belongs to the programme of your team. You can always stop.",
	Start:      "This programme begins for your team on %s.",
	Reason:     "Why",
	Afterwards: "Afterwards you can say",
	Ask:        [2]string{"What do you want to be able to do with it in your work?", "I can stay calm when a customer is angry"},
	MyGoal:     "My goal",
	Private:    "Only you read what you write here.",
	Nothing:    "Type a few words, or choose *not now*.",
	Kept:       "Saved. Only you read this. I show it to you again when you look back.",
	Stopped:    "All right, I send you nothing more about *%s*. With *what is next* you still see what is planned.",
	Lead:       "*%s* begins for your team on %s. Talk about it briefly before: what do you expect in the work afterwards?",
	Before:     "On %s there is *%s*. You can prepare with *%s*.",
	After:      "On %s there was *%s*. Were you there?",
	WasThere:   "I was there",
	NotThere:   "I was not there",
	TakeAway:   "What do you take with you to your work? Write it down in a few sentences.",
	Later:      "This was the last time. After 30, 90 and 180 days I ask whether you use it.",
	Next:       "What is next",
	Nothings:   "There is no programme ahead of you now.",
	Prepare:    "Before it: *%s*.",
	AskedAt:    "After %s days: I ask whether you use it, if you were there",

	typed: map[string][]string{
		"programme next": {"what is next", "what's next", "what is next for me", "my programme"},
	},
}
