package path

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of starting in another role; what a path says itself is in its file.
var words = text.Load[texts](files)

type texts struct {
	Title, None, Intro, Runs string
	Set                      string
	AskDay                   [2]string // prompt and example
	AskWho                   [2]string
	NoDay, Note              string
	Yours                    text.Line2 `args:"title date"`
	Theirs                   text.Line3 `args:"title name date"`
	NotTheirs, Told          text.Line1 `args:"name"`
	Missed                   text.Line2 `args:"date text"` // a part for which there was no room on its day
	Helps, Last, OK, Fine    string
	Stop                     string
	Stopped                  text.Line1 `args:"title"`

	_ text.Labels `of:"Set OK Stop"`
}
