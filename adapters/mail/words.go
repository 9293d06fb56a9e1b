package mail

import "strings"

// words are what the mail itself says, around what the bot says.
type words struct {
	InChat string // before the labels of buttons, which only work in chat
	Answer string // likewise, where something is asked
	Open   string // label of the link to the chat page
	Target string // beside the line of the target in a plot
	Gap    string // for a reading that is not there
	Say    string // before a sample sentence
	Done   string // a ticked item, for who cannot see the box
	Lang   string // in which amounts are written
}

// wordsFor are the words in the language of a reply.
func wordsFor(lang string) words {
	if strings.HasPrefix(lang, "nl") {
		return words{InChat: "In de chat kun je kiezen:", Answer: "Antwoorden kan in de chat.", Open: "Open Handvat", Target: "doel", Gap: "geen cijfer", Say: "Zeg:", Done: "gedaan", Lang: "nl"}
	}
	return words{InChat: "In chat you can choose:", Answer: "You can answer in chat.", Open: "Open Handvat", Target: "target", Gap: "no reading", Say: "Say:", Done: "done", Lang: "en"}
}
