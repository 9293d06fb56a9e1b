package words

// Campaign is what the bot says about campaigns.
type Campaign struct {
	Title    string
	None     string
	States   map[string]string // by state
	Row      string            // state, messages, weeks
	Messages Many              // number of messages
	Weeks    Many              // number of weeks
	TooFew   string            // number of people
	LessReact,
	MostReact string // messages sent
	Weak     string // fewer react than hoped, or more stop than find it useful
	Start    string
	Pause    string
	GoOn     string
	End      string
	Look     string
	AskStart Many   // title, number of people, purpose
	Started  string // title
	Paused   string // title
	Ended    string // title

	Responsible string
	Step        string // step, steps, day
	ShowAid     string
	Useful      string
	Leave       string
	ThankYou    string
	Left        string
	NotYours    string
	Empty       string
	typed       map[string][]string
}

var campaignNL = Campaign{
	Title:     "Campagnes",
	None:      "Er zijn nog geen campagnes. Zet een bestand in de map campaigns van je bibliotheek; handvat campaigns check kijkt het na.",
	States:    map[string]string{"ready": "niet gestart", "running": "loopt", "paused": "gepauzeerd", "ended": "afgelopen"},
	Row:       "%s; %s in %s",
	Messages:  Many{"%d bericht", "%d berichten"},
	Weeks:     Many{"%d week", "%d weken"},
	TooFew:    "Hoe het loopt, staat hier als minstens %d mensen een bericht kregen en de week om is.",
	LessReact: "Tot deze week %d verstuurd. Op minder dan de helft kwam een reactie.",
	MostReact: "Tot deze week %d verstuurd. Op de helft of meer kwam een reactie.",
	Weak:      "Weinig mensen reageren, of er haken er meer af dan er iets aan hebben. Beter stoppen?",
	Start:     "Start",
	Pause:     "Pauzeer",
	GoOn:      "Hervat",
	End:       "Beëindig",
	Look:      "Bekijk",
	AskStart: Many{"**%s** gaat naar %d persoon, met bij elk bericht: *%s* De eigen grenzen gaan voor.",
		"**%s** gaat naar %d mensen. Zij lezen bij elk bericht: *%s* Ieders eigen grenzen gaan voor."},
	Started: "%s loopt. De berichten gaan uit op de dagen die je koos.",
	Paused:  "%s staat stil. Er gaat niets meer uit tot je hervat.",
	Ended:   "%s is beëindigd.",

	Responsible: "Verantwoordelijk",
	Step:        "Bericht %d van %d, dag %d",
	ShowAid:     "Laat de kaart zien",
	Useful:      "Nuttig",
	Leave:       "Stop deze reeks",
	ThankYou:    "Dank je, fijn om te weten.",
	Left:        "Oké, je krijgt niets meer uit deze reeks. Vragen kan altijd.",
	NotYours:    "Campagnes zijn er voor wie de hulpkaarten beheert.",
	Empty:       "Er is niemand voor wie deze campagne bedoeld is en die mij al kent.",
	typed: map[string][]string{
		"campaign -/list": {"campagnes", "campagne", "mijn campagnes"},
	},
}

var campaignEN = Campaign{
	Title:     "Campaigns",
	None:      "There are no campaigns yet. Put a file in the folder campaigns of your library; handvat campaigns check looks it over.",
	States:    map[string]string{"ready": "not started", "running": "running", "paused": "paused", "ended": "ended"},
	Row:       "%s; %s in %s",
	Messages:  Many{"%d message", "%d messages"},
	Weeks:     Many{"%d week", "%d weeks"},
	TooFew:    "How it goes is told here once %d people or more got a message and the week is over.",
	LessReact: "Up to this week %d sent. Fewer than half got a reaction.",
	MostReact: "Up to this week %d sent. Half or more got a reaction.",
	Weak:      "Few people react, or more drop out than find it useful. Better to stop?",
	Start:     "Start",
	Pause:     "Pause",
	GoOn:      "Resume",
	End:       "End",
	Look:      "Look",
	AskStart: Many{"**%s** goes to %d person, with every message saying: *%s* Their own limits come first.",
		"**%s** goes to %d people. With every message they read: *%s* Everyone's own limits come first."},
	Started: "%s is running. The messages go out on the days you chose.",
	Paused:  "%s stands still. Nothing goes out until you resume.",
	Ended:   "%s has ended.",

	Responsible: "Responsible",
	Step:        "Message %d of %d, day %d",
	ShowAid:     "Show the card",
	Useful:      "Useful",
	Leave:       "Stop this series",
	ThankYou:    "Thank you, good to know.",
	Left:        "All right, you get nothing more of this series. You can always ask.",
	NotYours:    "Campaigns are for those who look after the job aids.",
	Empty:       "There is nobody this campaign is for who knows me yet.",
	typed: map[string][]string{
		"campaign -/list": {"campaigns", "campaign", "my campaigns"},
	},
}
