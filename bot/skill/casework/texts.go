package casework

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of performance cases.
var words = text.Load[texts](files)

type texts struct {
	NotYours, Gone, None, Mine          string
	New, NewLead, NotAbout              string
	Question                            [2]string // prompt and example
	Opened                              string
	YourRole                            text.Line1 `args:"role"`
	Roles                               map[string]string
	Fill                                string
	Go, Back                            text.Line1 `args:"phase"`
	Else, Report, ReportMade, Add       string
	AddAsk                              string
	Additions                           []text.Choice // what can be added
	Tools                               string
	ToolsFor                            text.Line1 `args:"phase"`
	NoTools                             string
	Made                                string // heading of the job aids that were made for a case
	Write                               string
	Asked                               string // what people ask for
	AskedNote, MostAsked, OpenAsked     string
	OpenCount                           text.Line1 `args:"n"`
	NoneAsked, AskedKeep                string
	Still, More                         text.Line1 `args:"n"`
	Moved, MovedBack, NotBefore         text.Line1 `args:"phase"`
	Saved                               string
	Facts                               map[string]string
	NoGap                               string
	Asks                                map[string]string // asks for what is missing, by its code
	Nothing                             string
	Examples                            map[string]string // an example of an answer, by what is missing
	Date, DateHint                      string
	Changed                             string // prompt
	NotNumber                           string
	WrongUnit                           text.Line1 `args:"unit"`
	NotChoice                           string
	Future                              text.Line1            `args:"date"`
	Goal                                string                // the indicator that is the goal's own figure
	Applied                             string                // the indicator that asks whether people apply it
	AppliedAsk                          string                // its source
	Formal                              string                // why learning is not offered yet
	Moment                              map[string]text.Line1 `args:"indicator"`
	Purpose, FillIn, Absent, AbsentSaid string
	AbsentWhy                           string     // what is kept as the reason
	Read                                text.Line2 `args:"indicator value"`
	Review                              text.Line2 `args:"months item"`
	Reviews                             []text.Choice
	ReviewGood, ReviewBad, Invite       string
	InviteAsk                           text.Line1 `args:"role"`
	InviteWho, InviteSelf               string
	Invited                             text.Line1 `args:"name"`
	Offer                               text.Line3 `args:"name title role"`
	OfferWhy, Join                      string
	Joined                              text.Line2 `args:"role title"`

	_ text.Labels `of:"New Fill Report Add Tools Write Asked AskedKeep FillIn Absent Invite Join"`
}
