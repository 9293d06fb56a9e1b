package terminal

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what the terminal itself says, around what the bot says.
var Words = text.Load[texts](files)

type texts struct {
	Optional string // of a question that may be left empty
}
