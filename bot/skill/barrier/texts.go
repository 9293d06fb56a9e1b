package barrier

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of what blocks work and what helps it.
var words = text.Load[texts](files)

type texts struct {
	Ask                                 string
	AskAid                              text.Line1 `args:"aid"`
	And, AskHelps                       string
	Helps                               map[string]string // as people say what helps
	ToHelps, ToBlocks                   string
	Thanks                              text.Line2 `args:"k twice"`
	NoUnit, Unseen, TakeBack, TakenBack string
	Note                                text.Line1 `args:"k"` // small print after a reason that counts as a factor
	More                                string
	Seen                                text.Line1 `args:"unit"`
	Blocks, Good                        string
	AtLeast                             text.Line2 `args:"factor people"`
	ByAid                               text.Line1 `args:"aids"`
	None                                string
	Limits                              text.Line2 `args:"k twice"`
	NoCourse, NoRoster, Below           string
	AgreedOn                            text.Line3        `args:"response owner day"`
	States                              map[string]string // gone, accepted
	Agree                               text.Line1        `args:"factor"`
	Responses                           []text.Choice
	HowTo                               text.Line2 `args:"factor people"`
	Owner                               string
	What, When                          [2]string
	NeedOwner                           string
	Agreed                              text.Line2 `args:"owner day"`
	IsGone                              text.Line1 `args:"factor"`
	Purpose, Gone, NotYet, GoneSaid     string
	LaterSaid                           text.Line1 `args:"day"`
	Accepted, TooFew, Nobody            string

	_ text.Labels `of:"ToHelps ToBlocks TakeBack More Gone NotYet"`
}
