package stage

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what is said of the header of a play.
var Words = text.Load[texts](files)

type texts struct {
	Large    text.Line1 `args:"most"`
	NoEnd    string
	NoZone   text.Line2 `args:"zone usual"`
	Start    string
	NoTexts  text.Line2 `args:"lang have"`
	Platform string
	NoFolder text.Line1 `args:"folder"`
	NoFile   text.Line1 `args:"file"`
	NoTable  text.Line2 `args:"field file"`
	Lower    text.Line2 `args:"asked holds"`

	NoLibrary string // of which the files could change
}
