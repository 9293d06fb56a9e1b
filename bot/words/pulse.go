package words

// Pulse is what the bot says when it asks, seldom, what its help is worth and how work
// is experienced.
type Pulse struct {
	Title      string
	Purpose    string
	Note       string
	Value      string // title of an aid
	ValueAsk   string
	Room       string
	Minutes    string
	MinutesAsk string
	Amounts    []Reason // minutes
	ShareAsk   string
	SureAsk    string
	Sure       []Reason // per cent
	StopThese  string

	Thanks      string
	ThanksRoom  string
	InTheWay    string
	ThanksValue string
	ThanksSaved string
	Answered    string
	Off         string
	On          string

	WriteOne     string
	QuoteAsk     string
	QuoteHint    string
	QuoteNote    string
	QuoteShow    string
	QuoteTerms   string
	QuoteShare   string
	QuoteAgain   string
	QuoteDrop    string
	QuoteKept    string
	QuoteGone    string
	QuoteTold    string
	QuoteNone    string
	QuotePrivate string

	typed map[string][]string
}

var pulseNL = Pulse{
	Title:      "Korte vragen",
	Purpose:    "Waarom ik dit vraag: om de hulp en het werk beter te maken.",
	Note:       "Hooguit één zo'n vraag per maand. Ik vertel er alleen groepscijfers van, vanaf 5 mensen.",
	Value:      "Kort geleden gebruikte je de kaart *%s*.",
	ValueAsk:   "Hoe belangrijk was die hulp voor je taak? 1 is niet, 5 is heel belangrijk.",
	Room:       "Is er bij jullie ruimte om het werk beter te maken? 1 is geen ruimte, 5 is veel.",
	Minutes:    "Je gebruikte de laatste tijd hulpkaarten.",
	MinutesAsk: "Hoeveel tijd spaarde je dat vorige week? Een schatting is goed, nul ook.",
	Amounts:    []Reason{{"0", "Geen"}, {"10", "10 min"}, {"30", "30 min"}, {"60", "1 uur"}, {"120", "2 uur"}},
	ShareAsk:   "Welk deel daarvan kwam echt door de hulpkaarten?",
	SureAsk:    "En hoe zeker ben je van je schatting?",
	Sure:       []Reason{{"30", "Een gok"}, {"60", "Redelijk"}, {"90", "Zeker"}},
	StopThese:  "Niet meer vragen",

	Thanks:      "Dank je.",
	ThanksRoom:  "Dank je. Wil je zeggen wat in de weg zit? Dat hoeft niet.",
	InTheWay:    "Zeg wat in de weg zit",
	ThanksValue: "Dank je. Wil je er één zin bij schrijven die je team mag lezen? Dat hoeft niet.",
	ThanksSaved: "Dank je. Ik tel het voorzichtig: wie niets zegt, telt als nul.",
	Answered:    "Die vraag is al voorbij. Dank je.",
	Off:         "Oké, deze korte vragen stel ik je niet meer. Bedenk je je: typ *korte vragen aan*.",
	On:          "Goed. Hooguit één keer per maand stel ik je een korte vraag.",

	WriteOne:     "Schrijf een zin",
	QuoteAsk:     "Wat maakte de hulp voor jou uit? Schrijf één zin. Noem geen namen.",
	QuoteHint:    "Ik wist meteen hoe ik het gesprek moest beginnen.",
	QuoteNote:    "Ik deel niets voordat jij hebt gezien hoe het er komt te staan.",
	QuoteShow:    "Zo komt het er te staan:",
	QuoteTerms:   "Zonder je naam, in een weekbericht dat je team en je leidinggevende lezen. Alleen als ten minste 10 mensen het geschreven kunnen hebben. Tot het verstuurd is, kun je het terugtrekken: typ *trek mijn zin terug*.",
	QuoteShare:   "Dit mag gedeeld worden",
	QuoteAgain:   "Anders schrijven",
	QuoteDrop:    "Niet delen",
	QuoteKept:    "Dank je. Je zin kan in een weekbericht komen. Terugtrekken kan tot het verstuurd is: typ *trek mijn zin terug*.",
	QuoteGone:    "Goed, ik deel hem niet. De zin is weg.",
	QuoteTold:    "Je zin staat al in een verstuurd weekbericht, zonder je naam. Daar kan ik hem niet meer uithalen.",
	QuoteNone:    "Ik heb geen zin van je om te delen.",
	QuotePrivate: "Dit klinkt persoonlijk. Ik deel het niet en bewaar het niet. Wil je erover praten, typ dan *wie kan helpen*.",

	typed: map[string][]string{
		"pulse off":        {"korte vragen uit"},
		"pulse on":         {"korte vragen aan"},
		"pulse quote/drop": {"trek mijn zin terug", "zin terugtrekken"},
	},
}

var pulseEN = Pulse{
	Title:      "Short questions",
	Purpose:    "Why I ask: to make the help and the work better.",
	Note:       "One such question a month at most. I only tell group figures of it, from 5 people.",
	Value:      "Not long ago you used the aid *%s*.",
	ValueAsk:   "How important was that help for your task? 1 is not, 5 is very important.",
	Room:       "Is there room where you work to make the work better? 1 is no room, 5 is a lot.",
	Minutes:    "You used job aids lately.",
	MinutesAsk: "How much time did that save you last week? A guess is fine, and so is none.",
	Amounts:    []Reason{{"0", "None"}, {"10", "10 min"}, {"30", "30 min"}, {"60", "1 hour"}, {"120", "2 hours"}},
	ShareAsk:   "What part of that really came from the job aids?",
	SureAsk:    "And how sure are you of your guess?",
	Sure:       []Reason{{"30", "Just a guess"}, {"60", "Fairly"}, {"90", "Sure"}},
	StopThese:  "Don't ask again",

	Thanks:      "Thank you.",
	ThanksRoom:  "Thank you. Would you like to say what is in the way? You don't have to.",
	InTheWay:    "Say what is in the way",
	ThanksValue: "Thank you. Would you like to add one sentence that your team may read? You don't have to.",
	ThanksSaved: "Thank you. I count it with care: who says nothing counts as none.",
	Answered:    "That question is over. Thank you.",
	Off:         "All right, I won't ask you these short questions any more. If you change your mind, type *short questions on*.",
	On:          "Good. Once a month at most I will ask you a short question.",

	WriteOne:     "Write a sentence",
	QuoteAsk:     "What difference did the help make to you? Write one sentence. Name nobody.",
	QuoteHint:    "I knew at once how to begin the talk.",
	QuoteNote:    "I share nothing before you have seen how it will look.",
	QuoteShow:    "This is how it will look:",
	QuoteTerms:   "Without your name, in a weekly message that your team and your manager read. Only if 10 people or more could have written it. Until it is sent you can take it back: type *take back my sentence*.",
	QuoteShare:   "This may be shared",
	QuoteAgain:   "Write it again",
	QuoteDrop:    "Don't share",
	QuoteKept:    "Thank you. Your sentence may come in a weekly message. You can take it back until that is sent: type *take back my sentence*.",
	QuoteGone:    "Good, I won't share it. The sentence is gone.",
	QuoteTold:    "Your sentence is in a weekly message that was sent, without your name. I can't take it out of there.",
	QuoteNone:    "I have no sentence of yours to share.",
	QuotePrivate: "This sounds personal. I don't share it and I don't keep it. If you want to talk about it, type *who can help*.",

	typed: map[string][]string{
		"pulse off":        {"short questions off"},
		"pulse on":         {"short questions on"},
		"pulse quote/drop": {"take back my sentence"},
	},
}
