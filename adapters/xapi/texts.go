package xapi

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what is said of settings, and of what an LRS answers.
var Words = text.Load[texts](files)

type texts struct {
	NoHome      text.Line1 `args:"given"`
	ShortKey    text.Line2 `args:"bytes least"`
	NoEndpoint  text.Line1 `args:"given"`
	NoVersion   text.Line1 `args:"given"`
	NoBatch     string
	NotAllowed  string
	NoLRS       text.Line2 `args:"at status"`
	OtherTongue text.Line2 `args:"speaks ours"`
}
