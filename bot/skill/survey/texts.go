package survey

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is asked with one tap, and said of it.
var words = text.Load[texts](files)

type texts struct {
	Purpose                                       string
	Note                                          text.Line1 `args:"k"`
	Value                                         text.Line1 `args:"title"`
	ValueAsk, Room, Minutes, MinutesAsk           string
	Amounts                                       []text.Choice // minutes
	ShareAsk, SureAsk                             string
	Sure                                          []text.Choice // per cent
	StopThese, Thanks, ThanksRoom, InTheWay       string
	ThanksValue, ThanksSaved, Answered, Off       string
	On, WriteOne, QuoteAsk, QuoteHint             string
	QuoteNote, QuoteShow                          string
	QuoteTerms                                    text.Line1 `args:"twice"`
	QuoteShare, QuoteAgain, QuoteDrop, QuoteKept  string
	QuoteGone, QuoteTold, QuoteNone, QuotePrivate string

	_ text.Labels `of:"StopThese InTheWay WriteOne QuoteShare QuoteAgain QuoteDrop"`
}
