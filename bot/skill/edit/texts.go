package edit

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of improving an aid.
var words = text.Load[texts](files)

type texts struct {
	Button, NoAid                 string
	AskStep                       text.Line2 `args:"step title"`
	AskAid                        text.Line1 `args:"title"`
	Hint, Note, Saved, Reads      string
	AskName, Named, Unnamed, Kept string
	Waiting                       text.Line1 `args:"n"`
	About                         text.Line2 `args:"title version"`
	AtStep                        text.Line1 `args:"step"`
	Proposed                      string
	From                          text.Line2 `args:"name somebody"`
	TakeOver, Drop                string
	Live                          text.Line2 `args:"title version"`
	ByHand                        text.Line2 `args:"title file"`
	Settled                       string
	Gone                          text.Line1 `args:"title"`
	None, NotOwn, OneMore         string
	Thanks                        text.Line1 `args:"title"`
	Purpose                       string

	_ text.Labels `of:"Button Named Unnamed TakeOver Drop"`
}
