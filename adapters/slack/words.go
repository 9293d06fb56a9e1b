package slack

import "strings"

// words are the texts of the adapter itself, in one language: those of Slack's home
// tab and windows, and of listening in a thread. What the bot says is not here.
type words struct {
	Close, Send, Wait string
	Colleague         string // whose name is not known

	Listening, Hush, Hushed string

	HomeTitle, HomeText, HomeNote string
	Ask, AskWhat, AskHint         string
	Say                           []saying // the buttons of the home tab
}

// A saying is a button of the home tab, and what it says to the bot as if typed.
type saying struct{ Label, Text string }

var dutch = words{
	Close: "Sluiten", Send: "Verstuur", Wait: "Even zoeken …",
	Colleague: "collega",
	Listening: "Vraag hier gerust door, je hoeft mij niet opnieuw te noemen.",
	Hush:      "Lees niet meer mee",
	Hushed:    "Oké, ik lees hier niet meer mee. Noem me als je weer iets wilt vragen.",
	HomeTitle: "Hulp tijdens je werk",
	HomeText:  "Loop je ergens op vast? Vraag het, en je krijgt een korte hulpkaart. Je kunt ook een bericht sturen, mij noemen in een kanaal, of /handvat typen: dan ziet alleen jij het antwoord.",
	HomeNote:  "Je leidinggevende ziet alleen groepscijfers vanaf 5 mensen, nooit wat jij vraagt of schrijft.",
	Ask:       "Stel een vraag", AskWhat: "Waar loop je op vast?", AskHint: "Bijvoorbeeld: hoe geef ik feedback?",
	Say: []saying{{"Verder waar ik was", "hoi"}, {"Mijn plan", "mijn plan"}, {"Alle hulpkaarten", "overzicht"}, {"Taal", "taal"}, {"Pauze", "pauze"}, {"Mijn gegevens", "mijn gegevens"}},
}

var english = words{
	Close: "Close", Send: "Send", Wait: "Looking it up …",
	Colleague: "colleague",
	Listening: "Feel free to ask on here, you need not mention me again.",
	Hush:      "Stop listening",
	Hushed:    "All right, I no longer read along here. Mention me to ask something else.",
	HomeTitle: "Help while you work",
	HomeText:  "Stuck on something? Ask, and you get a short job aid. You can also send a message, mention me in a channel, or type /handvat: then only you see the answer.",
	HomeNote:  "Your manager sees figures of groups of 5 people or more only, never what you ask or write.",
	Ask:       "Ask a question", AskWhat: "What are you stuck on?", AskHint: "For example: how do I give feedback?",
	Say: []saying{{"Go on where I was", "hello"}, {"My plan", "my plan"}, {"All job aids", "overview"}, {"Language", "language"}, {"Pause", "pause"}, {"My data", "my data"}},
}

// wordsFor returns the words of a language: Dutch for "nl" and what begins with
// "nl-", English for everything else.
func wordsFor(lang string) *words {
	if lang == "nl" || strings.HasPrefix(strings.ToLower(lang), "nl-") {
		return &dutch
	}
	return &english
}
