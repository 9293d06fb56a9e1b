package mail

import "strings"

// words are what the mail itself says, around what the bot says.
type words struct {
	InChat string // before the labels of buttons, which only work in chat
	Answer string // likewise, where something is asked
	Open   string // label of the link to the chat page
	Say    string // before a sample sentence
	Done   string // a ticked item, for who cannot see the box
}

// wordsFor are the words in the language of a reply.
func wordsFor(lang string) words {
	if strings.HasPrefix(lang, "nl") {
		return words{InChat: "In de chat kun je kiezen:", Answer: "Antwoorden kan in de chat.", Open: "Open Handvat", Say: "Zeg:", Done: "gedaan"}
	}
	return words{InChat: "In chat you can choose:", Answer: "You can answer in chat.", Open: "Open Handvat", Say: "Say:", Done: "done"}
}
