package slack

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are the texts of the adapter itself: those of Slack's home tab and windows, and of listening in a
// thread. What the bot says is not here.
var Words = text.Load[texts](files)

type texts struct {
	Close, Send, Wait string
	Colleague         string // whose name is not known

	Listening, Hush, Hushed string

	HomeTitle, HomeText   string
	HomeNote              text.Line1 `args:"k"`
	Ask, AskWhat, AskHint string
	Say                   []saying // the buttons of the home tab

	Checked checked

	Wrong struct { // with settings
		Groups text.Line1 `args:"why"`
		Scope  text.Line1 `args:"scope"` // that lacks
	}
}

// checked are what [Check] finds, each with what to do about it under the same name with Do behind it.
type checked struct {
	BotUnseen  text.Line1 `args:"why"`
	BotRefused text.Line1 `args:"why"`
	BotGood    text.Line2 `args:"user team"`
	Lacks      text.Line1 `args:"scopes"`
	AppUnseen  text.Line1 `args:"why"`
	AppRefused text.Line1 `args:"why"`
	TooMany    text.Line1 `args:"after"`

	NotBot, NotBotDo, Reach, BotRefusedDo, LacksDo, Allows, Deaf, DeafDo, Unsigned, UnsignedDo string
	Signed, AppRefusedDo, AppGood, Away                                                        string
}

// A saying is a button of the home tab, and what it says to the bot as if typed.
type saying struct{ Label, Text string }
