package theme

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of themes; what a theme posts is in its file.
var words = text.Load[texts](files)

type texts struct {
	Title     string
	Intro     string
	None      string
	InChannel string
	Runs      text.Line1 `args:"title"`
	Stop      string
	Stopped   string
	Begun     text.Line2 `args:"title date"`
	Why       string
	Below     string
	Known     string
	Other     string
	Thanks    string
	Silence   text.Line1 `args:"title"`
	Through   text.Line1 `args:"title"`
	Again     string
}
