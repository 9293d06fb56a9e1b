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
	Title       string
	None        string
	States      map[string]string // by state
	Row         text.Line3        `args:"state messages weeks"`
	Messages    text.Line1        `args:"n"`
	Weeks       text.Line1        `args:"n"`
	TooFew      text.Line1        `args:"n"`
	LessReact   text.Line1        `args:"sent"`
	MostReact   text.Line1        `args:"sent"`
	Weak        string            // fewer react than hoped, or more stop than find it useful
	Start       string
	Pause       string
	GoOn        string
	End         string
	Look        string
	AskStart    text.Line3 `args:"title n purpose"`
	Started     text.Line3 `args:"title first ends"`
	Resumed     text.Line3 `args:"title next ends"`
	ResumedLast text.Line2 `args:"title ends"`
	Paused      text.Line1 `args:"title"`
	Ended       text.Line1 `args:"title"`
	Responsible string
	Step        text.Line3 `args:"step steps day"`
	ShowAid     string
	Useful      string
	Leave       string
	ThankYou    string
	Left        string
	Empty       string
	Over        string
	Reached     text.Line1 `args:"people"`
	Reacted     text.Line1 `args:"people"`
	LessReacted string
	MostReacted string
	FewReached  text.Line1 `args:"k"`
	After       string     // in small print below the report
}
