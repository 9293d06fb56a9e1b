package teamreview

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of a team's fixed moments, reviews and challenges.
var words = text.Load[texts](files)

type texts struct {
	InChannel       string
	Title           string
	AskDay          string
	Weekdays        []text.Choice
	AskTime         string
	AskEvery        string
	Every           []text.Choice
	NoTime          string
	Planned         text.Line2 `args:"weekday time"`
	Fortnight       text.Line2 `args:"weekday time"`
	TellPurpose     string
	Stop            string
	Stopped         string
	Purpose         string
	Questions       []string
	Done            string
	NotDone         string
	Another         string
	WellDone        text.Line2 `args:"done last"`
	FirstDone       string
	NextTime        string
	ReviewTitle     text.Line2 `args:"step steps"`
	Review          []string
	ReviewEnd       string
	MakePlan        string
	Challenge       string
	AskGoal         string
	AskGoalHint     string
	AskWeeks        string
	WeekChoices     []text.Choice
	AskAid          string
	AskAidHint      string
	ChallengeOn     text.Line2 `args:"goal weeks"`
	ChallengeWeek   text.Line2 `args:"week weeks"`
	ChallengeAsk    string
	DidIt           string
	NotYet          string
	ShowAid         string
	Counted         text.Line1 `args:"n"`
	CountedFew      string
	CountedNone     string
	ChallengeOver   text.Line1 `args:"goal"`
	ChallengeThanks string
	GoOn            string
	ChallengePlan   string
}
