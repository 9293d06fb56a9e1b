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
	Lang            string
	Severity        string
	NoSuchFactor    text.Line1 `args:"id"`
	NoSuchIndicator text.Line1 `args:"id"`
	ReviewMonths    string
	IDForm          string
	IDTwice         text.Line1 `args:"id"`
	TargetDate      string
	Level           string
	MinMax          string
	NoDate          string
	ReadingTwice    text.Line1 `args:"date"`
	ReadingOrder    string
	FewPeople       text.Line1 `args:"least"`
	Answered        string
	Share           string
	Negative        text.Line1 `args:"field"`
	EmptyCell       text.Line1 `args:"column"`
	NotADay         text.Line1 `args:"text"`
	NotNumber       text.Line1 `args:"text"`
	WrongPercent    text.Line2 `args:"text unit"`
	NotPeople       text.Line1 `args:"text"`
	ValueTwice      text.Line3 `args:"indicator date line"`
	HasNoIndicator  text.Line3 `args:"case indicator ids"`
	NoBaseline      text.Line1 `args:"indicator"`
	WrongUnit       text.Line3 `args:"indicator unit given"`
	Future          text.Line1 `args:"date"`
	TooFewPeople    text.Line2 `args:"n least"`
	NotADate        text.Line1 `args:"field"`
	Between         text.Line3 `args:"value least most"`
	AtLeast         text.Line2 `args:"value least"`
	AtMost          text.Line2 `args:"value most"`
	NoFigure        text.Line1 `args:"value"`
}
