package embed

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what is said of settings.
var Words = text.Load[texts](files)

type texts struct {
	NoURL   string
	NoModel string
}
