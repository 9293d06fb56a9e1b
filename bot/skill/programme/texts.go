package programme

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said to who goes through a programme.
var words = text.Load[texts](files)

type texts struct {
	Purpose                             text.Line1 `args:"title"`
	Why                                 string
	Start                               text.Line1 `args:"date"`
	Reason                              string     // label
	Afterwards                          string     // label
	Ask                                 [2]string  // prompt and example
	ICan                                text.Line1 `args:"doing"`
	Begins                              []string   // of that line, as it may be typed
	MyGoal, Private, Nothing            string
	Kept                                text.Line1 `args:"goal"`
	Stopped                             text.Line1 `args:"title"`
	Lead                                text.Line2 `args:"title date"`
	Before                              text.Line3 `args:"date touchpoint title"`
	After                               text.Line2 `args:"date touchpoint"`
	WasThere, NotThere, TakeAway, Later string
	Next                                string
	Nothings                            string     // nothing comes
	Prepare                             text.Line1 `args:"title"`
	Feedback                            text.Line1 `args:"touchpoint"`
	AskFeedback                         string     // label
	AskedAt                             text.Line1 `args:"n"`

	_ text.Labels `of:"MyGoal WasThere NotThere Next AskFeedback"`
}
