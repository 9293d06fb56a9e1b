package text

import (
	"embed"

	catalogue "github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what can be wrong with a file of synonyms.
var Words = catalogue.Load[texts](files)

type texts struct {
	NotUTF8   string
	TwoWords  string
	NoWord    catalogue.Line1 `args:"phrase"`
	ManyWords catalogue.Line3 `args:"most phrase n"`
	Common    catalogue.Line1 `args:"word"`
}
