package teamplan

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of a team's plan.
var words = text.Load[texts](files)

type texts struct {
	You                                string // as the owner of something
	Title, Lead                        string
	Goal                               [2]string // prompt and example
	Serves                             [2]string
	Rhythm                             string
	Rhythms                            []text.Choice // by number of weeks
	Direct                             string        // where to make one
	Here                               string        // make it all the same
	Ours                               string        // of the list
	ServesIs                           text.Line1    `args:"serves"`
	NoActions                          string        // yet
	Of                                 text.Line2    `args:"done all"`
	Line                               text.Line3    `args:"action owner day"`
	CheckIs                            text.Line1    `args:"donecheck"`
	NoOwner                            string        // in place of an owner who is gone
	Add                                string        // button
	What                               [2]string     // prompt and example
	Who, When, Check                   [2]string
	Labels                             [4][]string // words before a colon that name those in one typed message
	Typed, NeedWhat, NeedWho, OneOwner string
	NeedDay                            string
	Added                              text.Line3 `args:"action owner day"`
	Full                               string
	NotYours                           text.Line1 `args:"owner"`
	Ticked                             text.Line1 `args:"action"`
	Remove, Which                      string
	Removed                            text.Line1 `args:"action"`
	End, Ended, NotMaker, Gone         string
	Review, ReviewWhy                  string
	Late                               text.Line1 `args:"actions"`
	ReviewAsk, AllDone                 string
	Remind                             text.Line2 `args:"action goal"`
	RemindWhy, RemindIs                string
	RemindMoved                        text.Line2 `args:"action day"`
	TakeOver                           text.Line1 `args:"action"`
	Link, Change, ChangeAsk, OurGoals  string
	Unlinked, NoGoals                  string

	_ text.Labels `of:"Here Add Remove End Link Change"`
}
