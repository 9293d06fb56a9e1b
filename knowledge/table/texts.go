package table

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what can be wrong with a table that people keep.
var Words = text.Load[texts](files)

type texts struct {
	TooLarge                text.Line1 `args:"mb"`
	ColumnTwice             text.Line1 `args:"column"`
	NoColumn, UnknownColumn text.Line2 `args:"column columns"`
	NoHeading               text.Line1 `args:"cell"`
	Cells                   text.Line2 `args:"cells heads"`
	Unreadable              text.Line1 `args:"why"`
	TooWide                 text.Line1 `args:"most"`
	CellError               text.Line1 `args:"error"`
	NotNumber               text.Line1 `args:"text"`
	Ambiguous               text.Line3 `args:"text whole decimal"`
	Point                   string     // stands before decimals

	NoHeader, Quote, Workbook, Row, NotText string
}
