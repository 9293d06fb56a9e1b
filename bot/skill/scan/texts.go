package scan

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of scans; what a scan asks is in its file.
var words = text.Load[texts](files)

type texts struct {
	Title, None, Ready            string
	Open                          text.Line1 `args:"until"`
	Over                          text.Line1 `args:"since"`
	NotYet, Look, Back, Start     string
	End                           string
	AskStart                      text.Line4 `args:"title n days purpose"`
	SmallGroup                    text.Line1 `args:"k"`
	Near                          text.Line2 `args:"title when"`
	TooSoon                       text.Line1 `args:"when"`
	Started                       text.Line1 `args:"until"`
	QuestionOf                    text.Line3 `args:"title question questions"`
	Scale, Private, Stop, Stopped string
	Thanks                        text.Line1 `args:"until"`
	People                        text.Line1 `args:"n"`
	TooFew, Note                  text.Line1 `args:"k"`

	_ text.Labels `of:"Look Back Start End Stop"`
}
