package weekly

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said around the weekly messages: when one is asked for, and what is done with it.
var words = text.Load[texts](files)

type texts struct {
	Title                     text.Line1 `args:"n?"`
	Phase                     text.Line1 `args:"phase"`
	PhaseWas                  text.Line2 `args:"phase before"`
	InUse                     text.Line2 `args:"use many"`
	InUseMore                 text.Line3 `args:"used all more"`
	NoneYet                   string     // no solutions
	Support, Nobody, Readings string
	NotRead                   text.Line1 `args:"reading"`
	AllRead, YouCan           string
	Ask                       text.Line3 `args:"reading indicator giver"`
	AskNoOne                  text.Line2 `args:"reading indicator"`
	Find                      text.Line1 `args:"support"`
	Answer                    text.Line1 `args:"factor"`
	Keep                      text.Line1 `args:"away"`
	Open                      string
	Others                    text.Line1 `args:"n"`
	Note                      text.Line1 `args:"k"`
	Purpose, None             string
}
