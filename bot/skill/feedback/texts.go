package feedback

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of feedback between two colleagues.
var words = text.Load[texts](files)

type texts struct {
	Ask           string
	AskIntro      string
	AskWho        [2]string // prompt and example
	AskWhat       [2]string
	AskTyped      string
	Asked         text.Line2 `args:"name date"`
	HowToAsk      string
	TooMany       text.Line1 `args:"n"`
	Already       text.Line1 `args:"name"`
	Offer         text.Line1 `args:"title"`
	OfferPurpose  string
	Told          text.Line2 `args:"name question"`
	ToldAgain     text.Line2 `args:"name question"`
	ToldNote      text.Line1 `args:"name"`
	ToldPurpose   string
	Answer        string
	Write         text.Line1 `args:"name"` // prompt of what nobody asked for
	WriteExample  string
	Ways          []Way
	DraftNote     text.Line1 `args:"name"`
	Sent          text.Line1 `args:"name"`
	CallBack      string
	CalledBack    text.Line1 `args:"name"`
	AlreadyRead   text.Line1 `args:"name"`
	Give          string
	GiveIntro     string
	GiveWho       [2]string
	GiveMany      text.Line1 `args:"n"`
	GiveOpen      text.Line1 `args:"name"`
	Got           text.Line1 `args:"name"`
	GotPurpose    string
	From          text.Line1 `args:"name"`
	YouAsked      text.Line1 `args:"question"`
	Thank         string
	Thanked       text.Line1 `args:"name"`
	Thanks        text.Line1 `args:"name"`
	ThanksPurpose string
	Welcome       string
	Good          string
	NoAnswer      text.Line1 `args:"name"`
	Mine          string
	MineNone      string
	MineNote      string
	MinePick      string
	ReadAgain     string
	GoOn          string
	LineNew       text.Line1 `args:"name"`
	LineRead      text.Line2 `args:"name date"`
	LineOpen      text.Line2 `args:"name date"`
	LineNone      text.Line2 `args:"name date"`
	LineAsked     text.Line2 `args:"name date"`
	LineDraft     text.Line1 `args:"name"`
	LineSent      text.Line2 `args:"name date"`
	LineGiven     text.Line2 `args:"name date"`
}

// Way is part of the texts.
type Way struct {
	Key, Name string
	Asks      [][2]string
}
