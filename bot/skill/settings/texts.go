package settings

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said here.
var words = text.Load[texts](files)

type texts struct {
	WhichLanguage string
	Paused        string
	Resumed       string
	LangSet       string
	ShortOn       string
	ShortOff      string
	AnonymousOn   string
	AnonymousOff  string
	WhyAlways     string
	WhyAsked      string
	WhyNever      string
	AllStopped    string
	Goodbye       string
	NudgesTitle   string
	NudgesNone    string
	NudgesFewer   string
	NudgeAround   text.Line2 `args:"title date"`
	Slots         []text.Choice
	SlotSet       string
	MostSet       text.Line1 `args:"n"`
	WeekOff       string
	WeekOffSet    text.Line1 `args:"date"`
	QuietSet      string
}
