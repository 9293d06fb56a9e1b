package dialog

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Common are the texts of [Words].
var Common = text.Load[texts](files)

type texts struct {
	Refused                                  text.Line1        `args:"who"`
	NotYours                                 string            // the card that was pressed
	OfUnit                                   text.Line1        `args:"unit"`
	OfAuthors                                string            // only they may stop it
	Roles                                    map[string]string // who has a role, as refusing names them
	WelcomeAsk                               []string          // questions a newcomer can try, of the starter library
	Overdue                                  text.Line1        `args:"date"`
	OtherLang                                text.Line1        `args:"language"`
	OtherRole                                string
	More, Next, Back, Stop                   string
	Skip                                     string
	BackToStep                               text.Line1 `args:"step"`
	Yes, NotNow                              string
	Crisis                                   string     // where to call at once
	ForInstance                              text.Line1 `args:"example"`
	Empty, WhoHelps, Fine                    string
	Privacy                                  text.Line3 `args:"k use talk"`
	Gone, Delete, NudgeFollow                string
	OnDate                                   text.Line1 `args:"date"`
	NudgeRecall                              text.Line1 `args:"title"`
	Write, StopSeries, StopAll, CanWithout   string
	ShowCard                                 string
	Applied                                  []text.Choice
	AppliedGood, Skipped, ReflectMonth, Save string
	ReflectionGone, PlanMake, PlanPurpose    string
	Someone                                  string // who has no name
	NothingOpen                              string
	StepNumber                               text.Line1 `args:"step"` // what is typed to go to it
	OrType                                   text.Line1 `args:"words"`

	Feedback struct {
		Nothing, AskSend                      string
		AskCheck, OfAnother                   text.Line1 `args:"name"`
		TakeBack, NotAsked, NoPerson, OnlyOne string
		Yourself, AboutYou                    string
		Nobody, NoGuest, Unlisted, Several    text.Line1 `args:"name"`
		Many                                  text.Line2 `args:"name who"`
		Unreached                             text.Line1 `args:"name"`
		Unsure                                text.Line1 `args:"name"` // whether they are a guest
		TooLong                               text.Line1 `args:"n"`
		Last                                  string     // that it is asked
		Declined, Closed                      string
		For                                   text.Line1 `args:"name"`
		See                                   string
		DraftTitle                            text.Line1 `args:"name"`
		Send, Change, Drop, Dropped           string
		Read, TryAsk, Try, Deleted            string
		NoAnswerPurpose                       string

		_ text.Labels `of:"AskSend TakeBack See Send Change Drop Read Try"`
	}

	Plans struct {
		NoDay, PastDay, Move string

		_ text.Labels `of:"Move"`
	}

	Rounds struct {
		Ask string

		_ text.Labels `of:"Ask"`
	}

	TeamPlans struct {
		Me []string // words for oneself
	}

	Training struct {
		TakeAway string
	}

	_ text.Labels `of:"More Next Back Stop Skip BackToStep Yes NotNow WhoHelps Delete Write"`
	_ text.Labels `of:"StopSeries StopAll CanWithout ShowCard Save PlanMake"`
}
