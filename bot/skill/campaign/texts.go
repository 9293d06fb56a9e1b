package campaign

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of campaigns; what a campaign says itself is in its file.
var words = text.Load[texts](files)

type texts struct {
	Title, None                      string
	States                           map[string]string // by state
	Row                              text.Line3        `args:"state messages weeks"`
	Messages, Weeks                  text.Line1        `args:"n"`
	Weak                             string            // fewer react than hoped, or more stop than find it useful
	Start, Pause, GoOn, End          string
	Look                             string
	AskStart                         text.Line3 `args:"title n purpose"`
	AskStartFew                      text.Line2 `args:"title purpose"` // where it may not be told how many it is for
	Started                          text.Line3 `args:"title first ends"`
	Moved                            text.Line1 `args:"dates"` // some message comes later, for holidays or other series
	GoesOut, Closes                  string
	Resumed                          text.Line3 `args:"title next ends"`
	ResumedLast                      text.Line2 `args:"title ends"`
	Paused                           text.Line2 `args:"title ends"`
	Ended                            text.Line1 `args:"title"`
	Responsible                      string
	Step                             text.Line3 `args:"step steps day"`
	ShowAid, Useful, Leave, ThankYou string
	Left, Empty, Over                string
	Reached, Reacted                 text.Line1 `args:"people"`
	LessReacted, MostReacted         string
	FewKnown, Near                   string     // where it may not be told how many reacted
	TooFew, FewReached               text.Line1 `args:"k"`
	OverBefore                       text.Line1 `args:"started"` // of one that was started again
	After                            string     // in small print below the report

	_ text.Labels `of:"Start Pause GoOn End Look ShowAid Useful Leave"`
}
