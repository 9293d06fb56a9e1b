package reflection

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of looking back.
var words = text.Load[texts](files)

type texts struct {
	NudgePurpose, Yesterday                         string
	OnWeekday                                       text.Line1 `args:"weekday"`
	WeekAgo, MonthAgo                               string
	NudgeFirst, NudgeWeek, NudgeMonth               text.Line2 `args:"when title"`
	NudgeLast, AppliedAsk, AppliedNone, AppliedFail string
	RecallHow                                       string
	Recalled                                        []text.Choice
	Without, SeriesEnded                            text.Line1 `args:"title"`
	ReflectFirst                                    string
	RecallAsk                                       text.Line1 `args:"title"`
	OnlyYou                                         string
	Models                                          []Model
	ReflectSaved, Reflections                       string
	ReflectionsAll                                  text.Line1 `args:"n"`
	ReflectionNone                                  string
	PlanPropose                                     text.Line1 `args:"title"`
}

// Model is part of the texts.
type Model struct {
	Key, Name string
	Questions []string

	_ text.Labels `of:"Name"`
}
