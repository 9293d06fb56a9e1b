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
	Title     string
	None      string
	Aids      string
	Facts     string
	Settings  string
	Short     string
	Pause     string
	Anonymous string
	On        string
	Off       string
	PauseIt   string
	Export    string
	File      string
	Ask       string
	Yes       string
	No        string
	Deleted   string
	Kept      string
}
