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
	Title, Intro, None, InChannel string
	Runs                          text.Line1 `args:"title"`
	Stop, Stopped                 string
	Begun                         text.Line2 `args:"title date"`
	Why, Below, Known, Other      string
	Thanks                        string
	Silence, Through              text.Line1 `args:"title"`
	Again                         string

	_ text.Labels `of:"Stop Known Other"`
}
