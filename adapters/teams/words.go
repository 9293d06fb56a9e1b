package teams

import "strings"

// words are what the platform makes us say around a card, in one language. What the
// bot says is decided elsewhere.
type words struct {
	Later   string // the answer is still being worked on
	Done    string // a press led to a message below
	Tick    string // what a press on an open item does
	Untick  string // what a press on a ticked item does
	Need    string // a required answer is missing
	File    string // what an offered file is; {name} is its name
	Saved   string // the file is in the person's own folder
	Lost    string // the file is not kept anymore
	Refused string // the file could not be written
	Found   string // of a search without words

	Colleague string // whose name is not known
}

var (
	dutch = &words{
		Later: "Een moment: het antwoord komt in de chat.", Done: "Gelukt: kijk onder de kaart.",
		Tick: "Afvinken", Untick: "Vinkje weghalen", Need: "Vul dit nog in.",
		File: "{name}: alleen voor jou. Kies Accepteren om het in je OneDrive te bewaren.", Saved: "Het bestand staat in je OneDrive.",
		Lost: "Het bestand wordt niet meer bewaard. Vraag het nog een keer.", Refused: "Bewaren lukte niet. Vraag het bestand nog een keer.",
		Found: "Hulpkaart", Colleague: "collega",
	}
	english = &words{
		Later: "One moment: the answer will come in the chat.", Done: "Done: look below the card.",
		Tick: "Tick", Untick: "Take the tick away", Need: "Please fill this in.",
		File: "{name}: for you only. Choose Accept to save it in your OneDrive.", Saved: "The file is in your OneDrive.",
		Lost: "The file is no longer kept. Please ask for it again.", Refused: "Saving did not work. Please ask for the file again.",
		Found: "Job aid", Colleague: "colleague",
	}
)

// wordsFor are the words for a language tag; Dutch unless it says otherwise.
func wordsFor(lang string) *words {
	if lang == "" || strings.HasPrefix(strings.ToLower(lang), "nl") {
		return dutch
	}
	return english
}
