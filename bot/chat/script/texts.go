package script

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what is said of lines that cannot be played, or are said otherwise.
var Words = text.Load[texts](files)

type texts struct {
	Loose     string     // what is said below nothing
	NoPattern text.Line1 `args:"what"`
	NoTime    string
	Nobody    string // spoke yet
	NoLine    string
	WhoSays   string
	NoName    string
	NoCard    text.Line1 `args:"label"`
	NoButton  text.Line2 `args:"label shown"`
	NoForm    string
	NoLibrary string

	Written, Said string // before what stands in a file, and what the bot said
}
