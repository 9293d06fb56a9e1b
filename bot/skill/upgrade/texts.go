package upgrade

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of a new way of working.
var words = text.Load[texts](files)

type texts struct {
	Told           text.Line2 `args:"title version"`
	New            text.Line1 `args:"news"`
	Purpose, Show  string
	Title          text.Line1 `args:"title"`
	Added, Changed string
	Was            text.Line2 `args:"new old"`
	Removed, Same  string

	_ text.Labels `of:"Show"`
}
