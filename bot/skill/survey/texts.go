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
	Purpose      string
	Note         text.Line1 `args:"k"`
	Value        text.Line1 `args:"title"`
	ValueAsk     string
	Room         string
	Minutes      string
	MinutesAsk   string
	Amounts      []text.Choice // minutes
	ShareAsk     string
	SureAsk      string
	Sure         []text.Choice // per cent
	StopThese    string
	Thanks       string
	ThanksRoom   string
	InTheWay     string
	ThanksValue  string
	ThanksSaved  string
	Answered     string
	Off          string
	On           string
	WriteOne     string
	QuoteAsk     string
	QuoteHint    string
	QuoteNote    string
	QuoteShow    string
	QuoteTerms   text.Line1 `args:"twice"`
	QuoteShare   string
	QuoteAgain   string
	QuoteDrop    string
	QuoteKept    string
	QuoteGone    string
	QuoteTold    string
	QuoteNone    string
	QuotePrivate string
}
