package teams

import (
	"cmp"
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what the platform makes us say around a card. What the bot says is decided elsewhere.
var Words = text.Load[texts](files)

type texts struct {
	Later     string     // the answer is still being worked on
	Done      string     // a press led to a message below
	Tick      string     // what a press on an open item does
	Untick    string     // what a press on a ticked item does
	Need      string     // a required answer is missing
	File      text.Line1 `args:"name"` // what an offered file is
	Saved     string     // the file is in the person's own folder
	Lost      string     // the file is not kept anymore
	Refused   string     // the file could not be written
	Colleague string     // whose name is not known

	App app // what the app package says

	Wrong struct { // with settings
		Unset     string
		Away      string     // a stand-in that is not on this machine
		NoApp     text.Line1 `args:"given"`
		NoDomain  text.Line1 `args:"given"`
		NoVersion text.Line1 `args:"given"`
		LongOwner text.Line1 `args:"given"`
		NoTenant  string
		NoService text.Line1 `args:"given"`
		NoLink    text.Line1 `args:"given"` // to a team
		NoToken   text.Line1 `args:"why"`
		NotIn     string     // what to do if the app is not in a team
	}
}

// An app is how Teams shows the bot, and the buttons that it gives it.
type app struct {
	Name  string // with what it is for
	Short string
	Long  string

	Help    string // what typing help does
	Privacy string // what typing privacy does

	Find      string // a search while writing a message
	FindAbout string
	Doing     string // what the search asks
	DoingHint string
	This      string // a search from a message
	ThisAbout string
}

// textsIn are the words for a language tag; Dutch if there is none.
func textsIn(lang string) *texts { return Words.In(cmp.Or(lang, "nl")) }
