package plan

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of a plan of one's own.
var words = text.Load[texts](files)

type texts struct {
	PlanIf                               [2]string // prompt and example
	PlanThen                             [2]string
	Title                                string // of what is kept
	Mine, Lead                           string
	Goal                                 [2]string // prompt and example
	Support, When                        [2]string
	Short                                [5]string   // the names of goal, if, then, support and date in a summary
	Labels                               [5][]string // words before a colon that name those; if and then need none
	Typed                                string
	Saved                                text.Line1 `args:"date"`
	OnlyYou                              string
	OnlyTwo                              text.Line1 `args:"name"`
	DraftKept, None, Change, Gone        string
	States                               map[string]string
	GoOn, SharedWith                     string
	Review                               text.Line1 `args:"goal"`
	Purpose, HowIsIt, Status, Done       string
	Drop, DoneSaid, DropSaid, MoveAsk    string
	MovedSaid                            text.Line1 `args:"date"`
	Closed                               text.Line2 `args:"state date"`
	Share, ShareAsk, ShareSend, ShareWho string
	ShareSelf                            string
	Shared                               text.Line1 `args:"name"`
	Unshare                              string
	Unshared, Offer                      text.Line1 `args:"name"`
	OfferWhy, Read                       string
	FromOther                            text.Line1 `args:"name"`
	NotShared, SharedTitle, Linked       string

	_ text.Labels `of:"Change GoOn Done Drop Share ShareSend Unshare Read"`
}
