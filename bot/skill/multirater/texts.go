package multirater

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of feedback from a group.
var words = text.Load[texts](files)

type texts struct {
	Intro             text.Line2 `args:"k twice"`
	Who               text.Line1 `args:"k"`
	WhoHint           string
	Topic             [2]string
	Few               text.Line1 `args:"k"`
	Runs              text.Line1 `args:"date"`
	Started           text.Line2 `args:"n date"`
	Told              text.Line3 `args:"name n topic"`
	ToldNote          text.Line2 `args:"name k"`
	Purpose, Join     string
	Question          [2]string    // prompt and help
	Scale             [5]string    // from 1
	Texts             [2][2]string // prompts of the texts
	Check, Note, Sent string
	End               text.Line1 `args:"topic"`
	Result            text.Line1 `args:"n"`
	MostGood, FewGood text.Line1 `args:"answer"`
	Unclear           text.Line1 `args:"twice"`
	TooFew            text.Line1 `args:"k"`
	FewTexts          string
	Said              [2]string  // headings of the texts
	LineOpen, LineEnd text.Line2 `args:"topic date"`
	LineSeat          text.Line2 `args:"name date"`

	_ text.Labels `of:"Join"`
}
