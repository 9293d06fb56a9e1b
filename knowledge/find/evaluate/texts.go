package evaluate

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what is said of a set and of how well it is found.
var Words = text.Load[texts](files)

type texts struct {
	Header      string // of the rows of a report
	Times       string // and behind it
	Reliability string // the header of how confidence compares with the truth

	NoSet       text.Line2 `args:"folder questions"`
	NoQuestions text.Line2 `args:"set split"`
	NeedsAid    string     // what an aid does
	Needs       string     // what a question does
	Twice       text.Line2 `args:"id lang"`
	NoGold      text.Line1 `args:"id"`
	NoObject    string
	NoKey       text.Line2 `args:"key keys"`
	Kind        text.Line1 `args:"key"` // a value is of another one
}
