package web

import (
	"net/http"
	"strconv"
	"strings"
)

// words are what the page itself says, in one language. What the bot says comes
// with its replies.
type words struct {
	Lang, Promise, Help, Privacy, Language, SkipToAsk                        string
	Log, You, Bot, Ask, Placeholder, Send, NewMessage                        string
	Thinking, Slow, Retry, Unsent, Offline, Online, Moved                    string
	Resume, TooLong, NoScript, Refresh                                       string
	Copy, Copied, CopyFailed, Chosen, Sent, Optional, Skip                   string
	Choose, NewTab, Save, Colleague, Colleagues                              string
	Readings, NoReading                                                      string
	Busy, Empty, TooBig, Unreadable, Expired, SignIn, Down, Foreign, NotKept string
	Fleeting                                                                 string
}

// wordsFor returns the words in lang, or the Dutch ones if it is not English.
func wordsFor(lang string) words {
	if strings.HasPrefix(lang, "en") {
		return english
	}
	return dutch
}

// The languages of the page.
var (
	dutch = words{
		Lang: "nl", Promise: "Korte hulpkaarten, precies wanneer je vastloopt.",
		Help: "Hulp", Privacy: "Privacy", Language: "Taal", SkipToAsk: "Naar je vraag",
		Log: "Gesprek", You: "Jij:", Bot: "Antwoord",
		Ask: "Je vraag", Placeholder: "Waar loop je op vast?", Send: "Verstuur", NewMessage: "Nieuw bericht",
		Thinking: "Even zoeken …", Slow: "Dit duurt langer dan normaal. Je vraag is niet weg.",
		Retry: "Probeer opnieuw", Unsent: "Nog niet verstuurd.",
		Offline: "Geen verbinding. Je tekst blijft staan; zodra het weer kan, gaat het gesprek verder.",
		Online:  "Verbinding hersteld.",
		Moved:   "Dit gesprek staat open in een ander venster.", Resume: "Ga hier verder",
		TooLong:  "Dat is {n} tekens te lang. Vat het kort samen, dan vind ik sneller iets.",
		NoScript: "JavaScript staat uit. Vragen en lezen kan gewoon; ververs de pagina om een later antwoord te zien.", Refresh: "Ververs",
		Copy: "Kopieer", Copied: "Gekopieerd", CopyFailed: "Kopiëren lukt hier niet. De tekst is geselecteerd: kopieer die zelf.",
		Chosen: "gekozen", Sent: "Verstuurd", Optional: "mag leeg", Skip: "Sla over",
		Choose: "Kies …", NewTab: "opent een nieuw tabblad", Save: "Bewaar",
		Colleague: "Typ een naam of een mailadres.", Colleagues: "Typ namen of mailadressen, met een komma ertussen.",
		Readings: "Alle cijfers", NoReading: "geen cijfer",
		Busy:       "Dat gaat wel erg snel. Wacht een paar tellen en probeer het opnieuw.",
		Empty:      "Typ eerst je vraag.",
		TooBig:     "Dat bericht is te groot. Maak het korter.",
		Unreadable: "Dit bericht kon ik niet lezen. Ververs de pagina en probeer het opnieuw.",
		Expired:    "Deze pagina is verlopen. Ververs de pagina; je tekst blijft staan.",
		NotKept:    "Deze tekst is niet bewaard.",
		Fleeting:   "Dit was alleen voor jou, en is hier niet bewaard. Vraag er gerust opnieuw naar.",
		SignIn:     "Je bent niet aangemeld. Open Handvat via het adres dat je van je beheerder kreeg.",
		Down:       "Het lukt nu even niet. Je tekst staat er nog; probeer het zo opnieuw.",
		Foreign:    "Dit verzoek kwam van een andere website en is daarom niet uitgevoerd.",
	}
	english = words{
		Lang: "en", Promise: "Short job aids, right when you are stuck.",
		Help: "Help", Privacy: "Privacy", Language: "Language", SkipToAsk: "Go to your question",
		Log: "Conversation", You: "You:", Bot: "Answer",
		Ask: "Your question", Placeholder: "What are you stuck on?", Send: "Send", NewMessage: "New message",
		Thinking: "Looking it up …", Slow: "This takes longer than usual. Your question is not lost.",
		Retry: "Try again", Unsent: "Not sent yet.",
		Offline: "No connection. Your text stays here; the conversation goes on as soon as it can.",
		Online:  "Connected again.",
		Moved:   "This conversation is open in another window.", Resume: "Go on here",
		TooLong:  "That is {n} characters too long. Put it briefly and I will find things faster.",
		NoScript: "JavaScript is off. Asking and reading works; refresh the page to see a later answer.", Refresh: "Refresh",
		Copy: "Copy", Copied: "Copied", CopyFailed: "Copying does not work here. The text is selected: copy it yourself.",
		Chosen: "chosen", Sent: "Sent", Optional: "optional", Skip: "Skip",
		Choose: "Choose …", NewTab: "opens a new tab", Save: "Save",
		Colleague: "Type a name or a mail address.", Colleagues: "Type names or mail addresses, with a comma between them.",
		Readings: "All figures", NoReading: "no figure",
		Busy:       "That is going very fast. Wait a few seconds and try again.",
		Empty:      "Type your question first.",
		TooBig:     "That message is too big. Make it shorter.",
		Unreadable: "I could not read this message. Refresh the page and try again.",
		Expired:    "This page has expired. Refresh the page; your text stays here.",
		NotKept:    "This text was not kept.",
		Fleeting:   "This was for you alone, and was not kept here. Just ask for it again.",
		SignIn:     "You are not signed in. Open Handvat at the address your administrator gave you.",
		Down:       "This does not work just now. Your text is still here; try again in a moment.",
		Foreign:    "This request came from another website, so it was not carried out.",
	}
)

// languageOf is the language of the page for r: what the person chose on the page,
// else the first of the browser's languages that the page speaks, else Dutch.
func languageOf(r *http.Request) string {
	if c, err := r.Cookie(langCookie); err == nil && (c.Value == "nl" || c.Value == "en") {
		return c.Value
	}
	best, lang := 0.0, "nl"
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if v, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			var err error
			if q, err = strconv.ParseFloat(v, 64); err != nil {
				continue
			}
		}
		primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if (primary == "nl" || primary == "en") && q > best {
			best, lang = q, primary
		}
	}
	return lang
}
