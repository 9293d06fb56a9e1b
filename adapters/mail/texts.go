package mail

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what the mail itself says, around what the bot says.
var Words = text.Load[texts](files)

type texts struct {
	InChat string // before the labels of buttons, which only work in chat
	Answer string // likewise, where something is asked
	Open   string // label of the link to the chat page
	Say    string // before a sample sentence
	Done   string // a ticked item, for who cannot see the box

	Wrong struct { // with settings
		NoHost      string
		NoSender    text.Line1 `args:"given"`
		NoTLS       text.Line2 `args:"given all"`
		Open        text.Line2 `args:"host all"`
		NoUser      string
		NoHelo      text.Line1 `args:"given"`
		NoPage      text.Line1 `args:"given"`
		RefusedHelo string     // by a server
	}
}
