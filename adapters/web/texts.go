package web

import (
	"embed"
	"net/http"
	"slices"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what the page itself says. What the bot says comes with its replies.
var Words = text.Load[texts](files)

type texts struct {
	Promise, Help, Privacy, Language, SkipToAsk            string
	Log, You, Bot, Ask, Placeholder, Send, NewMessage      string
	Thinking, Slow, Retry, Unsent, Offline, Online, Moved  string
	Resume, NoScript, Refresh                              string
	TooLong                                                text.Line1 `args:"n"`
	TooMany                                                text.Line2 `args:"n most"` // colleagues in one form
	Copy, Copied, CopyFailed, Chosen, Optional, Skip       string
	Choose, NewTab, Save, Colleague, Colleagues            string
	Readings, NoReading                                    string
	Busy, Empty, TooBig, Unreadable, Expired, SignIn, Down string
	Foreign, Misnamed, NotKept, Fleeting                   string
}

// first is the language of the page for who asks for none.
const first = "nl"

// languageOf is the language of the page for r: what the person chose on the page,
// else the first of the browser's languages that the page speaks, else Dutch.
func languageOf(r *http.Request) string {
	if c, err := r.Cookie(langCookie); err == nil && slices.Contains(Words.Langs(), c.Value) {
		return c.Value
	}
	return text.Accepted(r.Header.Get("Accept-Language"), Words.Langs(), first)
}
