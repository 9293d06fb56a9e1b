package bot

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what the bot says of its own.
var words = text.Load[texts](files)

// Texts are what the bot itself says.
func Texts() text.Texts { return words }

type texts struct {
	Welcome          text.Line1 `args:"k"`
	FirstNote        text.Line1 `args:"k"`
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
	StepNumber       text.Line1  `args:"step"`
	Nth              [3][]string // what one types for the first, the second and the third of a choice
	Helped           string
	ThanksYes        string
	ThanksBit        string
	SorryNo          string
	Reasons          []text.Choice
	ThanksReason     string
	Contact          text.Line1 `args:"contact"`
	ContactYes       string
	ContactOn        text.Line2 `args:"contact aid"`
	WhoFor           []string   // what begins a question for who can help with something
	Related          string
	Help             string
	HelpCommands     string
	Paused           string
	Resumed          string
	LangSet          string
	ShortOn          string
	ShortOff         string
	AnonymousOn      string
	AnonymousOff     string
	WhyAlways        string
	WhyAsked         string
	WhyNever         string
	Browse           string
	BrowseIn         text.Line1 `args:"process"`
	NothingToShorten string
	NothingOpen      string
	NotHere          string     // what was typed stands for nothing on the card
	Who              string     // what the bot is
	Again            text.Line1 `args:"contact"`
	AllStopped       string
	Goodbye          string
	NudgesTitle      string
	NudgesNone       string
	NudgesFewer      string
	NudgeAround      text.Line2 `args:"title date"`
	Slots            []text.Choice
	SlotSet          string
	MostSet          text.Line1 `args:"n"`
	WeekOff          string
	WeekOffSet       text.Line1 `args:"date"`
	QuietSet         string
	DraftStart       string
	DraftTask        [5][2]string // prompt and example of the five questions
	DraftSend        string
	DraftThanks      string
	DraftList        string
	Waiting          text.Line1 `args:"n"` // drafts
	DraftBy          text.Line1 `args:"when"`
	DraftFor         string     // label of the blocking factor it is made against
	Approve          string
	Decline          string
	Approved         text.Line1 `args:"title"`
	Declined         string
	NotOwn           string
	DraftFaults      string
	DraftHow         text.Line1 `args:"task"`
	Error            text.Line1 `args:"reference"`
	Late             text.Line1 `args:"reference"`
	Or               string
}
