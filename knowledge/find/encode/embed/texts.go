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

// wrong is what is wrong with a setting, as whoever reads it can be told in their language.
func wrong(says func(*texts) string) error { return Words.Say(says) }
