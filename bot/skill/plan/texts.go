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
	PlanIf      [2]string // prompt and example
	PlanThen    [2]string
	Title       string // of what is kept
	Mine        string
	Lead        string
	Goal        [2]string // prompt and example
	Support     [2]string
	When        [2]string
	Short       [5]string   // the names of goal, if, then, support and date in a summary
	Labels      [5][]string // words before a colon that name those in one typed message; if and then need none
	Typed       string
	Saved       text.Line1 `args:"date"`
	OnlyYou     string
	OnlyTwo     text.Line1 `args:"name"`
	DraftKept   string
	None        string
	Change      string
	Gone        string
	States      map[string]string
	GoOn        string
	SharedWith  string
	Review      text.Line1 `args:"goal"`
	Purpose     string
	HowIsIt     string
	Status      string
	Done        string
	Drop        string
	DoneSaid    string
	DropSaid    string
	MoveAsk     string
	MovedSaid   text.Line1 `args:"date"`
	Closed      text.Line2 `args:"state date"`
	Share       string
	ShareAsk    string
	ShareSend   string
	ShareWho    string
	ShareSelf   string
	Shared      text.Line1 `args:"name"`
	Unshare     string
	Unshared    text.Line1 `args:"name"`
	Offer       text.Line1 `args:"name"`
	OfferWhy    string
	Read        string
	FromOther   text.Line1 `args:"name"`
	NotShared   string
	SharedTitle string
	Linked      string
}
