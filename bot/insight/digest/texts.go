package digest

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what a unit's weekly message and the authors' weekly list say.
var Words = text.Load[texts](files)

type texts struct {
	Title                             text.Line2 `args:"week team"`
	Period                            text.Line2 `args:"first last"`
	Of                                text.Line1 `args:"unit"`
	Small, SmallAsk                   string
	SmallWhy                          text.Line2 `args:"k twice"`
	SmallLimits                       string
	Levels                            [5]string  // what the levels 0 to 4 are called here
	Level                             text.Line2 `args:"level number"`
	ReachOf                           text.Line2 `args:"asked people"`
	SizeOnly                          text.Line1 `args:"people"`
	Questions                         text.Line1 `args:"questions"`
	Answered                          text.Line1 `args:"answer"`
	AnsweredShare                     text.Line1 `args:"share"`
	HelpedShare, UsedShare, KnewShare text.Line2 `args:"share answers"`
	ValuedShare                       text.Line2 `args:"share answers"`
	Helped                            text.Line2 `args:"helped reactions"`
	Used                              text.Line2 `args:"applied answers"`
	Knew                              text.Line2 `args:"all answers"`
	Valued                            text.Line2 `args:"important answers"`
	Experienced                       string
	Room                              text.Line2 `args:"room answers"`
	RoomShare                         text.Line2 `args:"share answers"`
	Saved                             text.Line3 `args:"n? hours answers"`
	SavedNone                         text.Line1 `args:"answers"`
	Plans, Exchanged, Proposed        text.Line1 `args:"n"`
	NoReactions, NoApplied            string
	Shares                            map[string]string
	Most, InTheWay                    string
	Reports                           text.Line2        `args:"barrier reports"`
	Reasons                           map[string]string // why an aid did not help
	Goal                              text.Line4        `args:"goal from to target"`
	GoalFirst                         text.Line3        `args:"goal value target"`
	GoalNone                          text.Line2        `args:"goal target"`
	NoTarget                          text.Line3        `args:"goal from to"`
	NoReading                         string
	Before                            text.Line1 `args:"value"`
	OnCourse, Behind                  string
	Changed                           text.Line1 `args:"changed"`
	PlotSays                          text.Line3 `args:"goal first last"`
	AskedPlot                         string
	AskedPlotSays                     text.Line2 `args:"first last"`
	WeekLabel                         text.Line1 `args:"n"`
	Reflection                        string
	Reflections                       text.Line2 `args:"with n"`
	Followed                          string
	Still, Solved                     text.Line1 `args:"action"`
	YouCan                            string
	ActionTitles                      map[string]text.Line1 `args:"title?"`
	ActionWhy                         map[string]text.Line1 `args:"n?"`
	OnIt, Later, NotNeeded            string
	Ask                               map[string]text.Line1 `args:"title?"`
	AskLead                           text.Line1            `args:"question"`
	Groups                            text.Line1            `args:"k"`
	TeamToo                           string
	Seen                              text.Line1 `args:"events"`
	Gaps                              text.Line1 `args:"days"`
	Whole, Late                       string
	QuietWeeks                        text.Line1 `args:"n"`
	Settled                           map[string]string
	SettleNext, None, Clock           string
	NotOver                           text.Line1 `args:"week"`
	NotYours, Purpose                 string

	Authors authorTexts
}

// authorTexts are what authors are told each week.
type authorTexts struct {
	Title                    text.Line2 `args:"n minutes"`
	Nothing                  string
	Asked                    text.Line2 `args:"people topic"`
	InProcess                text.Line1 `args:"process"`
	Hard                     text.Line3 `args:"aid helped reactions"`
	HardShare                text.Line3 `args:"aid share reactions"`
	Reason                   text.Line1 `args:"reason"`
	StopsAt                  text.Line1 `args:"step"`
	Expires                  text.Line2 `args:"aid days"`
	Tomorrow, Today          text.Line1 `args:"aid"`
	Expired                  text.Line2 `args:"aid n"`
	Page                     text.Line2 `args:"page people"`
	Minutes                  text.Line1 `args:"minutes"`
	Draft, See               string
	SeeStep                  text.Line1 `args:"step"`
	Good, Change             string
	GoodSaved                text.Line2 `args:"aid date"`
	ChangeHow                text.Line2 `args:"aid file"`
	Started, Also            string
	Others                   text.Line1 `args:"n"`
	Note                     text.Line1 `args:"k"`
	Purpose, Waits, InTheWay string
	ByPeople                 text.Line2 `args:"barrier people"`

	_ text.Labels `of:"Draft"`
}
