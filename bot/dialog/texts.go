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
	Refused        text.Line1        `args:"who"`
	NotYours       string            // the card that was pressed
	Roles          map[string]string // who has a role, as refusing names them
	WelcomeAsk     []string          // questions a newcomer can try; real questions of the starter library
	Overdue        text.Line1        `args:"date"`
	OtherLang      text.Line1        `args:"language"`
	OtherRole      string
	LangName       map[string]string
	More           string
	Next           string
	Back           string
	Stop           string
	Skip           string
	BackToStep     text.Line1 `args:"step"`
	Yes            string
	NotNow         string
	ForInstance    text.Line1 `args:"example"`
	Empty          string
	WhoHelps       string
	Fine           string
	Privacy        text.Line3 `args:"k use talk"`
	Gone           string
	Delete         string
	NudgeFollow    string
	OnDate         text.Line1 `args:"date"`
	NudgeRecall    text.Line1 `args:"title"`
	Write          string
	StopSeries     string
	StopAll        string
	CanWithout     string
	ShowCard       string
	Applied        []text.Choice
	AppliedGood    string
	Skipped        string
	ReflectMonth   string
	Save           string
	ReflectionGone string
	PlanMake       string
	PlanPurpose    string
	Someone        string // who has no name
	NothingOpen    string
	StepNumber     text.Line1 `args:"step"` // what is typed to go to it
	OrType         text.Line1 `args:"words"`

	Feedback struct {
		Nothing         string
		AskSend         string
		AskCheck        text.Line1 `args:"name"`
		TakeBack        string
		NotAsked        string
		NoPerson        string
		OnlyOne         string
		Yourself        string
		AboutYou        string
		TooLong         text.Line1 `args:"n"`
		Last            string     // that it is asked
		Declined        string
		Closed          string
		For             text.Line1 `args:"name"`
		See             string
		DraftTitle      text.Line1 `args:"name"`
		Send            string
		Change          string
		Drop            string
		Dropped         string
		Read            string
		TryAsk          string
		Try             string
		Deleted         string
		NoAnswerPurpose string
	}

	Plans struct {
		NoDay   string
		PastDay string
		Move    string
	}

	Rounds struct {
		Ask string
	}

	TeamPlans struct {
		Me []string // words for oneself
	}

	Training struct {
		TakeAway string
	}
}
