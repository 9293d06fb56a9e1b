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
	FirstNote           text.Line1 `args:"k"`
	FirstHere           string     // the same where others read along
	CodeDone            string
	CodeHere            string // it was typed where others read along
	CodeVoid, CodeWrong string
	CodeOften           string     // wrong ones by this person
	CodeBusy            string     // wrong ones by everybody
	AroundCode          []string   // what may stand beside a code that somebody tries
	AroundDrop          []string   // what may stand before or behind "never mind"
	HalfRestored        text.Line1 `args:"folder"`
	NoGuests            string
	Unsure              string   // whether they are a guest
	WhoFor              []string // what begins a question for who can help with something
	Asks                []string // what a question begins with
	SpeakIn             []string // what stands before the name of a language that one wants to be spoken to
	Help                string
	OnlyOne             string              // several numbers were typed where one can be chosen
	NotHere             string              // what was typed stands for nothing on the card
	Heard               string              // of what was typed to a message that asks nothing in words
	Ours                string              // of what people say to each other where the bot was named
	OrAsk               string              // below what may have been a question
	OrAnswer            string              // below the answer to what may have been none
	Unsaid              string              // an answer has no letter or digit
	StillOpen           text.Line1          `args:"prompt"` // what is being filled in
	StillOpenBare       string              // the same, where it has no name
	Who                 string              // what the bot is
	Again               text.Line1          `args:"contact"`
	Talk                map[string]string   // to what asks nothing, by its kind
	Complaint           text.Line1          `args:"contact"`
	ExplainCard         string              // to who does not understand what is shown
	ExplainNone         string              // the same, where nothing is
	NoJudge             string              // to who asks what the bot thinks of somebody
	JudgeAids           string              // before the aids for talking with them
	JudgeFinds          string              // the question that finds those
	Error, Late         text.Line1          `args:"reference"`
	ClockAhead          text.Line3          `args:"now last n"` // why the clock is not trusted
	ClockBack           text.Line2          `args:"now last"`
	Unable              string              // nothing can be kept, so that what was said may not arrive
	Typed               string              // before what can be typed
	HelpWith            []string            // what begins a question for help with a command
	HelpAs              []string            // what begins a question for what a role can do
	RoleNames           map[string][]string // how people call a role when they ask that
	AsRole              map[string]string
	NotInRole           text.Line1        `args:"who"`
	Elsewhere           map[string]string // what a role does where the bot is not

	_ text.Labels `of:"AsRole"`
}
