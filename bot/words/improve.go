package words

// Improve is what is said when somebody proposes to improve an aid.
type Improve struct {
	Title   string // of what is kept
	Button  string
	NoAid   string
	AskStep string // step, title
	AskAid  string // title
	Hint    string
	Note    string
	Saved   string
	Reads   string
	AskName string
	Named   string
	Unnamed string
	Kept    string

	// For authors.
	About    string // title, version
	AtStep   string // step
	Proposed string
	From     string // name, or somebody; date
	TakeOver string
	Drop     string
	Live     string // title, version
	ByHand   string // title, file
	Settled  string
	Gone     string // title
	None     string
	NotOwn   string

	// To who proposed it.
	Thanks  string // title
	Purpose string

	typed map[string][]string
}

var dutchImprove = Improve{
	Title:   "Verbetervoorstellen",
	Button:  "Zeg hoe het wel moet",
	NoAid:   "Open eerst de kaart die beter kan. Typ daarna: *dit kan beter*.",
	AskStep: "Hoe moet stap %d van *%s* luiden? Schrijf hem zoals het in de praktijk gaat.",
	AskAid:  "Wat moet er anders in *%s*? Schrijf het zoals het in de praktijk gaat.",
	Hint:    "Kies eerst de reden, en dan pas Boeken",
	Note:    "De makers lezen dit zonder je naam, tenzij jij die erbij wilt.",
	Saved:   "Dank je. De makers kijken ernaar.",
	Reads:   "Zo lezen zij het",
	AskName: "Mag je naam erbij?",
	Named:   "Ja, met mijn naam",
	Unnamed: "Zonder naam",
	Kept:    "Goed. Nemen ze het over, dan hoor je dat.",

	About:    "Voorstel voor *%s* (versie %s)",
	AtStep:   "Stap %d nu",
	Proposed: "Voorstel",
	From:     "Van %s, %s",
	TakeOver: "Neem over",
	Drop:     "Niet gebruiken",
	Live:     "Overgenomen: *%s* staat live als versie %s.",
	ByHand:   "Overgenomen. Pas *%s* aan in het bestand `%s`; binnen twee seconden staat het live. Het voorstel:",
	Settled:  "Goed, dat voorstel is weg.",
	Gone:     "De kaart *%s* is er niet meer, dus dit voorstel ook niet.",
	None:     "Er zijn geen verbetervoorstellen.",
	NotOwn:   "Dit stelde je zelf voor; iemand anders moet ernaar kijken.",

	Thanks:  "De makers namen jouw voorstel voor *%s* over. Dank je: de volgende die hem gebruikt, heeft er iets aan.",
	Purpose: "Waarom ik dit stuur: jij stelde een verbetering voor.",

	typed: map[string][]string{
		"improve start": {"dit kan beter", "dit klopt niet", "deze stap klopt niet", "dit gaat anders", "deze stap gaat anders", "in de praktijk gaat dit anders", "verbeter deze kaart", "kaart verbeteren"},
		"improve list":  {"verbetervoorstellen", "voorstellen"},
	},
}

var englishImprove = Improve{
	Title:   "Proposed improvements",
	Button:  "Say how it should be",
	NoAid:   "First open the card that can be better. Then type: *this can be better*.",
	AskStep: "What should step %d of *%s* say? Write it as it goes in practice.",
	AskAid:  "What should be different in *%s*? Write it as it goes in practice.",
	Hint:    "First choose the reason, and only then Post",
	Note:    "The authors read this without your name, unless you want it there.",
	Saved:   "Thank you. The authors will look at it.",
	Reads:   "This is how they read it",
	AskName: "May your name be with it?",
	Named:   "Yes, with my name",
	Unnamed: "Without my name",
	Kept:    "Good. If they take it over, you will hear so.",

	About:    "Proposal for *%s* (version %s)",
	AtStep:   "Step %d now",
	Proposed: "Proposal",
	From:     "From %s, %s",
	TakeOver: "Take it over",
	Drop:     "Do not use",
	Live:     "Taken over: *%s* is live as version %s.",
	ByHand:   "Taken over. Change *%s* in the file `%s`; it is live within two seconds. The proposal:",
	Settled:  "Good, that proposal is gone.",
	Gone:     "The card *%s* is no longer there, so neither is this proposal.",
	None:     "There are no proposed improvements.",
	NotOwn:   "You proposed this yourself; somebody else must look at it.",

	Thanks:  "The authors took over your proposal for *%s*. Thank you: whoever uses it next is better off.",
	Purpose: "Why I send this: you proposed an improvement.",

	typed: map[string][]string{
		"improve start": {"this can be better", "this is wrong", "this step is wrong", "this goes differently", "this step goes differently", "in practice this goes differently", "this is different in practice", "improve this aid", "improve this card"},
		"improve list":  {"proposed improvements", "improvements"},
	},
}
