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
	Parts, Steps, Questions, Posts        text.Line1 `args:"most"`
	PartAfter, PartAids                   text.Line2 `args:"number most"`
	Unreadable                            text.Line1 `args:"why"`
	BothLanguages                         text.Line1 `args:"field"`
	TextLong                              text.Line3 `args:"field n most"`
	NoDay, NoWorkingDay                   text.Line1 `args:"text"`
	StepAfter, StepNever, QuestionAnswers text.Line1 `args:"number"`
	NoAid                                 text.Line1 `args:"slug"`
	AnswerCount                           text.Line2 `args:"number n"`
	IDTwice                               text.Line2 `args:"id file"`

	IDForm, Purpose, Responsible, PerWeek, PerWeekLeast, StopWhen, StopWeeks, Percentage, Days string
}
