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
	NudgePurpose   string
	Yesterday      string
	OnWeekday      text.Line1 `args:"weekday"`
	WeekAgo        string
	MonthAgo       string
	NudgeFirst     text.Line2 `args:"when title"`
	NudgeWeek      text.Line2 `args:"when title"`
	NudgeMonth     text.Line2 `args:"when title"`
	NudgeLast      string
	AppliedAsk     string
	AppliedNone    string
	AppliedFail    string
	RecallHow      string
	Recalled       []text.Choice
	Without        text.Line1 `args:"title"`
	SeriesEnded    text.Line1 `args:"title"`
	ReflectFirst   string
	RecallAsk      text.Line1 `args:"title"`
	OnlyYou        string
	Models         []Model
	ReflectSaved   string
	Reflections    string
	ReflectionsAll text.Line1 `args:"n"`
	ReflectionNone string
	PlanPropose    text.Line1 `args:"title"`
}

// Model is part of the texts.
type Model struct {
	Key, Name string
	Questions []string
}
