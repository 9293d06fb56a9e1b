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
	Ask, AskIntro                           string
	AskWho                                  [2]string // prompt and example
	AskWhat                                 [2]string
	AskTyped                                string
	Asked                                   text.Line2 `args:"name date"`
	HowToAsk                                string
	TooMany                                 text.Line1 `args:"n"`
	Already                                 text.Line1 `args:"name"`
	Offer                                   text.Line1 `args:"title"`
	OfferPurpose                            string
	Told, ToldAgain                         text.Line2 `args:"name question"`
	ToldNote                                text.Line1 `args:"name"`
	ToldPurpose, Answer                     string
	Write                                   text.Line1 `args:"name"` // prompt of what nobody asked for
	WriteExample                            string
	Ways                                    []Way
	DraftNote, Sent                         text.Line1 `args:"name"`
	CallBack                                string
	CalledBack, AlreadyRead                 text.Line1 `args:"name"`
	Give, GiveIntro                         string
	GiveWho                                 [2]string
	GiveMany                                text.Line1 `args:"n"`
	GiveOpen, Got                           text.Line1 `args:"name"`
	GotPurpose                              string
	From                                    text.Line1 `args:"name"`
	YouAsked                                text.Line1 `args:"question"`
	Thank                                   string
	Thanked, Thanks                         text.Line1 `args:"name"`
	ThanksPurpose, Welcome, Good            string
	NoAnswer                                text.Line1 `args:"name"`
	Mine, MineNone, MineNote, MinePick      string
	ReadAgain, GoOn                         string
	LineNew                                 text.Line1 `args:"name"`
	LineRead, LineOpen, LineNone, LineAsked text.Line2 `args:"name date"`
	LineDraft                               text.Line1 `args:"name"`
	LineSent, LineGiven                     text.Line2 `args:"name date"`

	_ text.Labels `of:"Ask HowToAsk Answer CallBack Give Thank Welcome ReadAgain GoOn"`
}

// Way is part of the texts.
type Way struct {
	Key, Name string
	Asks      [][2]string

	_ text.Labels `of:"Name"`
}
