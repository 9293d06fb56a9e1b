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
	Welcome                                   text.Line1 `args:"k"`
	WelcomeHere                               string     // where others read along
	Minutes                                   text.Line2 `args:"title minutes"`
	DoneWhen, UseWhen, NotWhen, Needs         string
	Criteria                                  string
	NoteVersion                               text.Line3 `args:"owner version date"`
	OwnVersion                                string
	FromPage                                  text.Line1 `args:"host"`
	ReadOn, OpenPage                          string
	PageOf                                    text.Line2 `args:"page pages"`
	Choose, ChooseFirst, NoneOfThese, WhyThis string
	WhyThisOne                                text.Line1 `args:"reason"`
	WhyWords                                  text.Line1 `args:"words"`
	WhyOthers, WhyLike, WhyMeaning            string
	NotYet, NotKept                           text.Line1 `args:"contact"`
	NotYetHelp, SenseTitle                    string
	Sensitive                                 text.Line1 `args:"who"`
	SensitiveFor                              map[string]string
	Steps, OneByOne, AllAtOnce                string
	Start, FillIn, Copy, Example              string
	Pitfalls, Why, Plan, PlanLead             string
	StepOf                                    text.Line2 `args:"step steps"`
	ItemOf                                    text.Line2 `args:"item items"`
	QuestionOf                                text.Line2 `args:"question questions"`
	Check                                     text.Line1 `args:"check"`
	WhyShort, NoWhy                           string
	FinishedWith                              text.Line1 `args:"check"`
	Stopped                                   text.Line1 `args:"title"`
	Resume                                    text.Line2 `args:"step title"`
	No, Bit, Restart                          string
	TickedOf                                  text.Line2 `args:"done all"`
	AllTicked, Ready, Outcome                 string
	OpenAid                                   text.Line1 `args:"title"`
	OtherAnswer, YourAnswers                  string
	FillOn                                    string     // what one types to go on with a worksheet
	Waits                                     text.Line1 `args:"that"`
	Filled                                    text.Line1 `args:"title"`
	Pick                                      string
	Nth                                       [][]string // what one types for the first, second and third of a choice
	Helped, ThanksYes, ThanksBit, SorryNo     string
	Reasons                                   []text.Choice
	OrElse                                    string // what one may type for the last of them
	ThanksReason                              string
	Contact                                   text.Line1 `args:"contact"`
	ContactYes                                string
	ContactOn                                 text.Line2 `args:"contact aid"`
	Related, Browse                           string
	BrowseIn                                  text.Line1 `args:"process"`
	NothingToShorten, Or                      string
	Doubted                                   text.Line1 `args:"n"`
	DoubtedBy                                 text.Line2 `args:"people question"`
	DoesFit, DoesNotFit, Settled, NoDoubts    string

	_ text.Labels `of:"ReadOn OpenPage NoneOfThese OneByOne Example Why Plan WhyShort No Bit"`
	_ text.Labels `of:"Restart Ready ContactYes"`
}
