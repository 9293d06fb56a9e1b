package yamldoc

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what can be wrong with YAML that people write.
var Words = text.Load[texts](files)

type texts struct {
	NotAList, Missing, NotWhole, NotANumber text.Line1        `args:"field"`
	NotABool, NeedsQuotes, NotOneValue      text.Line1        `args:"field"`
	NotFields                               text.Line2        `args:"field names"`
	NotThis                                 text.Line2        `args:"field why"`
	OneOf                                   text.Line2        `args:"field values"`
	TooLarge                                text.Line1        `args:"kb"`
	ControlCharacter                        text.Line1        `args:"code"`
	NearMiss                                text.Line3        `args:"kind name near"`
	Unknown                                 text.Line3        `args:"kind name known"`
	What                                    map[string]string // of which a name is unknown

	EmptyItem, TwoParts, Empty, NoFields, YamlAlias, NotUTF8, HardSpace, Hash, Tab, FieldTwice        string
	FirstCharacter, QuoteOpen, Backslash, Comma, BracketOpen, BracketClose, Colon, FieldHere, NotHere string
	NotReadable                                                                                       string
}
