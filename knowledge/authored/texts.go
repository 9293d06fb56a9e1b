package authored

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what can be wrong with campaigns, scans, paths and themes.
var Words = text.Load[texts](files)

type texts struct {
	Parts           text.Line1 `args:"most"`
	PartAfter       text.Line2 `args:"number most"`
	PartAids        text.Line2 `args:"number most"`
	Unreadable      text.Line1 `args:"why"`
	BothLanguages   text.Line1 `args:"field"`
	TextLong        text.Line3 `args:"field n most"`
	IDForm          string
	Purpose         string
	Responsible     string
	NoDay           text.Line1 `args:"text"`
	NoWorkingDay    text.Line1 `args:"text"`
	PerWeek         string
	StopWhen        string
	StopWeeks       string
	Percentage      string
	Steps           text.Line1 `args:"most"`
	StepAfter       text.Line1 `args:"number"`
	StepNever       text.Line1 `args:"number"`
	NoAid           text.Line1 `args:"slug"`
	Days            string
	Questions       text.Line1 `args:"most"`
	QuestionAnswers text.Line1 `args:"number"`
	AnswerCount     text.Line2 `args:"number n"`
	Posts           text.Line1 `args:"most"`
}
