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
	NotAList         text.Line1 `args:"field"`
	EmptyItem        string
	NotFields        text.Line2 `args:"field names"`
	Missing          text.Line1 `args:"field"`
	NotThis          text.Line2 `args:"field why"`
	NotWhole         text.Line1 `args:"field"`
	NotANumber       text.Line1 `args:"field"`
	NotABool         text.Line1 `args:"field"`
	OneOf            text.Line2 `args:"field values"`
	TwoParts         string
	Empty            string
	NoFields         string
	YamlAlias        string
	NeedsQuotes      text.Line1 `args:"field"`
	NotOneValue      text.Line1 `args:"field"`
	NotUTF8          string
	HardSpace        string
	Hash             string
	Tab              string
	FieldTwice       string
	FirstCharacter   string
	QuoteOpen        string
	Backslash        string
	Comma            string
	BracketOpen      string
	BracketClose     string
	Colon            string
	FieldHere        string
	NotHere          string
	NotReadable      string
	TooLarge         text.Line1        `args:"kb"`
	ControlCharacter text.Line1        `args:"code"`
	NearMiss         text.Line3        `args:"kind name near"`
	Unknown          text.Line3        `args:"kind name known"`
	What             map[string]string // of which a name is unknown
}
