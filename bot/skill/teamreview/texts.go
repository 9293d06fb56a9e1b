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
	InChannel, Title, AskDay                           string
	Weekdays                                           []text.Choice
	AskTime, AskEvery                                  string
	Every                                              []text.Choice
	Fortnightly                                        []string // how that is typed, in small letters
	NoTime                                             string
	Planned, Fortnight                                 text.Line2 `args:"weekday time"`
	TellPurpose, Stop, Stopped, Purpose                string
	Questions                                          []string
	Done, NotDone, Another                             string
	WellDone                                           text.Line2 `args:"done last"`
	FirstDone, NextTime                                string
	ReviewTitle                                        text.Line2 `args:"step steps"`
	Review                                             []string
	ReviewEnd, ReviewHow, MakePlan, Challenge, AskGoal string
	AskGoalHint, AskWeeks                              string
	WeekChoices                                        []text.Choice
	AskAid, AskAidHint                                 string
	ChallengeOn                                        text.Line2 `args:"goal weeks"`
	ChallengeWeek                                      text.Line2 `args:"week weeks"`
	ChallengeAsk, DidIt, NotYet, ShowAid               string
	Counted                                            text.Line1 `args:"n"`
	CountedFew                                         string
	ChallengeOver                                      text.Line1 `args:"goal"`
	ChallengeThanks, GoOn, ChallengePlan               string

	_ text.Labels `of:"Stop Done NotDone Another MakePlan Challenge DidIt NotYet ShowAid"`
}
