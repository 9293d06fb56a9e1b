package people

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what can be wrong with a roster.
var Words = text.Load[texts](files)

type texts struct {
	NoUnitName   string
	NoPlatform   text.Line1 `args:"user"`
	Nobody       string
	NotMail      text.Line1 `args:"text"`
	NoRole       text.Line2 `args:"role roles"`
	NotZone      text.Line1 `args:"text"`
	NotLang      text.Line1 `args:"lang"`
	StillPeople  text.Line1 `args:"unit"`
	Twice        text.Line3 `args:"name line file"`
	NoParent     text.Line2 `args:"parent unit"`
	UnitLoop     text.Line1 `args:"path"`
	EmptyList    string
	NoUnit       text.Line1 `args:"unit"`
	SamePerson   text.Line3 `args:"name line file"`
	ExpectedList string
	ColumnTwice  text.Line1 `args:"column"`
}
