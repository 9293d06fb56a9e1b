package mydata

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of one's own data.
var words = text.Load[texts](files)

type texts struct {
	Title, None, Aids, Facts          string
	Settings, Short, Pause, Anonymous string
	On, Off, PauseIt, Export          string
	File, Ask, Yes, No                string
	Deleted, Kept                     string
	Gone                              string // what stands in the place of words that somebody wrote

	_ text.Labels `of:"PauseIt Export Yes No"`
}
