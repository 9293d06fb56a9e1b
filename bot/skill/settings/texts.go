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
	SettingsTitle, SettingsSays                   string
	WhichLanguage, Paused, Resumed                string
	LangSet, LangOnly                             text.Line1 `args:"language"`
	Unspoken                                      text.Line1 `args:"languages"` // to who wants another one
	ShortOn, ShortOff, AnonymousOn, AnonymousOff  string
	WhyAlways, WhyAsked, WhyNever, AllStopped     string
	Goodbye, NudgesTitle, NudgesNone, NudgesFewer string
	NudgeAround                                   text.Line2 `args:"title date"`
	Slots                                         []text.Choice
	SlotSet                                       string
	MostSet                                       text.Line1 `args:"n"`
	WeekOff                                       string
	WeekOffSet                                    text.Line1 `args:"date"`
	QuietSet                                      string

	_ text.Labels `of:"WeekOff"`
}
