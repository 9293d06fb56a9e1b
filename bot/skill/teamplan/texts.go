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
	You         string // as the owner of something
	Title       string
	Lead        string
	Goal        [2]string // prompt and example
	Serves      [2]string
	Rhythm      string
	Rhythms     []text.Choice // by number of weeks
	Direct      string        // where to make one
	Here        string        // make it all the same
	Ours        string        // of the list
	ServesIs    text.Line1    `args:"serves"`
	NoActions   string        // yet
	Of          text.Line2    `args:"done all"`
	Line        text.Line3    `args:"action owner day"`
	CheckIs     text.Line1    `args:"donecheck"`
	NoOwner     string        // in place of an owner who is gone
	Add         string        // button
	What        [2]string     // prompt and example
	Who         [2]string
	When        [2]string
	Check       [2]string
	Labels      [4][]string // words before a colon that name those in one typed message
	Typed       string
	NeedWhat    string
	NeedWho     string
	OneOwner    string
	NeedDay     string
	Added       text.Line3 `args:"action owner day"`
	Full        string
	NotYours    text.Line1 `args:"owner"`
	Ticked      text.Line1 `args:"action"`
	Remove      string
	Which       string
	Removed     text.Line1 `args:"action"`
	End         string
	Ended       string
	NotMaker    string
	Gone        string
	Review      string
	ReviewWhy   string
	Late        text.Line1 `args:"actions"`
	ReviewAsk   string
	AllDone     string
	Remind      text.Line2 `args:"action goal"`
	RemindWhy   string
	RemindIs    string
	RemindMoved text.Line2 `args:"action day"`
	TakeOver    text.Line1 `args:"action"`
	Link        string
	Change      string
	ChangeAsk   string
	OurGoals    string
	Unlinked    string
	NoGoals     string
}
