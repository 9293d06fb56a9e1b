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
	TheUnit             text.Line1 `args:"name"` // that is there twice
	NoPlatform          text.Line1 `args:"user"`
	NotMail, NotZone    text.Line1 `args:"text"`
	NoRole              text.Line2 `args:"role roles"`
	NotLang             text.Line2 `args:"lang have"`
	StillPeople, NoUnit text.Line1 `args:"unit"`
	Twice, SamePerson   text.Line3 `args:"name line file"`
	NoParent            text.Line2 `args:"parent unit"`
	UnitLoop            text.Line1 `args:"path"`
	ColumnTwice         text.Line1 `args:"column"`

	Roles map[string]string // as a roster may call them

	NoUnitName, Nobody, EmptyList, ExpectedList string
}
