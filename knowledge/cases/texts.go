package cases

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what can be wrong with a case and its values.
var Words = text.Load[texts](files)

type texts struct {
	NoSuchFactor, NoSuchIndicator, IDTwice text.Line1 `args:"id"`
	ReadingTwice, Future                   text.Line1 `args:"date"`
	FewPeople                              text.Line1 `args:"least"`
	Negative, NotADate                     text.Line1 `args:"field"`
	EmptyCell                              text.Line1 `args:"column"`
	NotADay, NotNumber, NotPeople          text.Line1 `args:"text"`
	WrongPercent                           text.Line2 `args:"text unit"`
	ValueTwice                             text.Line3 `args:"indicator date line"`
	HasNoIndicator                         text.Line3 `args:"case indicator ids"`
	NoBaseline                             text.Line1 `args:"indicator"`
	WrongUnit                              text.Line3 `args:"indicator unit given"`
	TooFewPeople                           text.Line2 `args:"n least"`
	Between                                text.Line3 `args:"value least most"`
	AtLeast                                text.Line2 `args:"value least"`
	AtMost                                 text.Line2 `args:"value most"`
	NoFigure                               text.Line1 `args:"value"`

	Lang, Severity, ReviewMonths, IDForm, TargetDate, Level, MinMax, NoDate, ReadingOrder, Answered string
	Share                                                                                           string
}
