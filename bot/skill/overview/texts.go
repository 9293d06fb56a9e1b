package overview

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of how one is doing.
var words = text.Load[texts](files)

type texts struct {
	Title                          string
	Since                          text.Line1 `args:"date"`
	Nothing, Used                  string
	UsedOf                         text.Line2 `args:"aids times"`
	Helped                         string
	HelpedOf                       text.Line2 `args:"times answers"`
	Applied                        string
	AppliedOf                      text.Line2 `args:"times answers"`
	Plans                          string
	PlansOf                        text.Line2 `args:"made done"`
	Kept, Feedback                 string
	FeedbackOf                     text.Line3 `args:"asked given read"`
	Aids                           string
	AidTimes                       text.Line2 `args:"title times"`
	AidApplied                     text.Line3 `args:"title times applied"`
	Idea                           string
	Because                        text.Line1 `args:"reason"`
	Failed                         Idea
	Wider                          Idea
	PlanIt                         Idea
	AskOne                         Idea
	LookBack                       Idea
	Begin                          Idea
	ReadAgain                      Idea
	LookUp, Refused, RefusedButton string

	_ text.Labels `of:"RefusedButton"`
}

// An Idea is something to do next, about an aid or not, and why.
type Idea struct {
	Text            text.Line1 `args:"title?"`
	Because, Button string

	_ text.Labels `of:"Button"`
}
