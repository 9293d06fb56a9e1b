package words

// Rounds is what the bot says about three questions to a group.
type Rounds struct {
	Title    string // of what is kept
	Ask      string
	Intro    string
	Who      [2]string
	Topic    [2]string
	Few      string
	Runs     string // date
	Started  string // number, date
	Told     string // name, number of others, topic
	ToldNote string // name
	Purpose  string
	Last     string
	Join     string
	Question [2]string   // prompt and help
	Scale    []string    // from 1
	Texts    [][2]string // prompts of the texts
	Check    string
	Note     string
	Sent     string
	End      string // topic
	Result   string // number
	TooFew   string
	FewTexts string
	Said     []string // headings of the texts
	LineOpen string   // topic, date
	LineEnd  string   // topic, date
	LineSeat string   // name, date

	typed map[string][]string
}

var dutchRounds = Rounds{
	Title:    "Feedbackrondes",
	Ask:      "Vraag een groep",
	Intro:    "Drie vaste vragen aan vijf tot tien collega's. Je ziet alleen alles bij elkaar, zonder namen, en pas vanaf vijf antwoorden.",
	Who:      [2]string{"Aan wie? Kies er minstens vijf.", "@sam, @ines, @noor, @wim, @lea"},
	Topic:    [2]string{"Waarover? Eén ding dat jij doet.", "hoe ik het werkoverleg leid"},
	Few:      "Kies minstens vijf collega's; met minder is te raden wie wat schreef.",
	Runs:     "Je hebt al een ronde lopen, tot en met %s. Daarna kan er weer een.",
	Started:  "Oké, ik vraag het aan %d collega's zodra het kan. Na %s, of als iedereen antwoordde, zie je alles bij elkaar.",
	Told:     "%s vraagt jou en %d anderen om drie korte antwoorden over: *%s*. Twee minuten.",
	ToldNote: "%s ziet alleen alles bij elkaar, vanaf vijf antwoorden, zonder namen. Niet meedoen mag; dat ziet niemand.",
	Purpose:  "Een collega vraagt een groep om feedback",
	Last:     "Hierna begin ik er niet meer over.",
	Join:     "Doe mee",
	Question: [2]string{"Hoe goed gaat dit?", "Typen mag ook, als nummer."},
	Scale:    []string{"Gaat nog niet", "Gaat soms goed", "Gaat redelijk", "Gaat goed", "Gaat heel goed"},
	Texts: [][2]string{
		{"Wat gaat goed en mag zo blijven?", "De agenda is er altijd op tijd."},
		{"Wat kan anders?", "Laat iedereen één keer aan het woord komen."}},
	Check:    "Dit gaat zonder je naam bij de andere antwoorden",
	Note:     "Er is nog niets verstuurd. Daarna weet ik niet meer welk antwoord van jou is; terughalen kan dan niet.",
	Sent:     "Verstuurd, zonder je naam. Dank je.",
	End:      "Je ronde over *%s* is klaar.",
	Result:   "%d collega's antwoordden.",
	TooFew:   "Er kwamen te weinig antwoorden: minder dan vijf. Wat er geschreven was is weggegooid, want anders was te raden van wie het is.",
	FewTexts: "Te weinig mensen schreven hier iets om het te laten zien.",
	Said:     []string{"Wat mag blijven", "Wat kan anders"},
	LineOpen: "Je ronde over *%s*, open tot en met %s",
	LineEnd:  "Je ronde over *%s*, gesloten op %s",
	LineSeat: "*%s* vraagt een groep om feedback, open tot en met %s",

	typed: map[string][]string{
		"round start": {"feedbackronde", "feedback ronde", "start feedbackronde", "vraag een groep", "vraag een groep om feedback"},
	},
}

var englishRounds = Rounds{
	Title:    "Feedback rounds",
	Ask:      "Ask a group",
	Intro:    "Three fixed questions to five to ten colleagues. You only see everything together, without names, and only from five answers.",
	Who:      [2]string{"Whom? Choose at least five.", "@sam, @ines, @noor, @wim, @lea"},
	Topic:    [2]string{"What about? One thing you do.", "how I run the team meeting"},
	Few:      "Choose at least five colleagues; with fewer one could guess who wrote what.",
	Runs:     "You have a round running already, until %s. After that there can be another.",
	Started:  "OK, I'll ask %d colleagues as soon as I can. After %s, or when everyone has answered, you see everything together.",
	Told:     "%s asks you and %d others for three short answers about: *%s*. Two minutes.",
	ToldNote: "%s only sees everything together, from five answers, without names. You need not join; nobody sees that.",
	Purpose:  "A colleague asks a group for feedback",
	Last:     "I won't bring it up again.",
	Join:     "Join",
	Question: [2]string{"How well does this go?", "You can type the number too."},
	Scale:    []string{"Not yet", "Sometimes well", "Fairly well", "Well", "Very well"},
	Texts: [][2]string{
		{"What goes well and may stay?", "The agenda is always there in time."},
		{"What could be different?", "Let everyone speak once."}},
	Check:    "This goes to the other answers without your name",
	Note:     "Nothing has been sent yet. After that I no longer know which answer is yours, so it can't be called back.",
	Sent:     "Sent, without your name. Thank you.",
	End:      "Your round about *%s* is done.",
	Result:   "%d colleagues answered.",
	TooFew:   "Too few answers came: fewer than five. What was written has been thrown away, because one could guess whose it is.",
	FewTexts: "Too few people wrote something here to show it.",
	Said:     []string{"What may stay", "What could be different"},
	LineOpen: "Your round about *%s*, open until %s",
	LineEnd:  "Your round about *%s*, closed on %s",
	LineSeat: "*%s* asks a group for feedback, open until %s",

	typed: map[string][]string{
		"round start": {"feedback round", "start feedback round", "ask a group", "ask a group for feedback"},
	},
}
