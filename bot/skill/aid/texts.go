package aid

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said here.
var words = text.Load[texts](files)

type texts struct {
	Welcome          text.Line1 `args:"k"`
	WelcomeHere      string     // where others read along
	Minutes          text.Line2 `args:"title minutes"`
	DoneWhen         string
	UseWhen          string
	NotWhen          string
	Needs            string
	Criteria         string
	NoteVersion      text.Line3 `args:"owner version date"`
	OwnVersion       string
	FromPage         text.Line1 `args:"host"`
	ReadOn           string
	OpenPage         string
	PageOf           text.Line2 `args:"page pages"`
	Choose           string
	ChooseFirst      string
	NoneOfThese      string
	WhyThis          string
	WhyThisOne       text.Line1 `args:"reason"`
	WhyWords         text.Line1 `args:"words"`
	WhyOthers        string
	WhyLike          string
	WhyMeaning       string
	NotYet           text.Line1 `args:"contact"`
	NotYetHelp       string
	SenseTitle       string
	Sensitive        text.Line1 `args:"who"`
	SensitiveFor     map[string]string
	Crisis           string
	Steps            string
	OneByOne         string
	AllAtOnce        string
	Start            string
	FillIn           string
	Copy             string
	Example          string
	Pitfalls         string
	Why              string
	Plan             string
	PlanLead         string
	StepOf           text.Line2 `args:"step steps"`
	ItemOf           text.Line2 `args:"item items"`
	QuestionOf       text.Line2 `args:"question questions"`
	Check            text.Line1 `args:"check"`
	WhyShort         string
	NoWhy            string
	FinishedWith     text.Line1 `args:"check"`
	Stopped          text.Line1 `args:"title"`
	Resume           text.Line2 `args:"step title"`
	No               string
	Bit              string
	Restart          string
	TickedOf         text.Line2 `args:"done all"`
	AllTicked        string
	Ready            string
	Outcome          string
	OpenAid          text.Line1 `args:"title"`
	OtherAnswer      string
	YourAnswers      string
	FillOn           string     // what one types to go on with a worksheet
	Waits            text.Line1 `args:"that"`
	Filled           text.Line1 `args:"title"`
	Pick             string
	Nth              [][]string // what one types for the first, the second and the third of a choice
	Helped           string
	ThanksYes        string
	ThanksBit        string
	SorryNo          string
	Reasons          []text.Choice
	ThanksReason     string
	Contact          text.Line1 `args:"contact"`
	ContactYes       string
	ContactOn        text.Line2 `args:"contact aid"`
	Related          string
	Browse           string
	BrowseIn         text.Line1 `args:"process"`
	NothingToShorten string
	Or               string
}
