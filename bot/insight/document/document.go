// Package document is what something written is before it has a format: headings,
// paragraphs, lists, tables and figures. Reports, papers and digests are documents, and
// [HTML], [Markdown], [XLSX] and [CSV] write any of them. It keeps nothing, and the same
// document gives the same bytes.
package document

import (
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/chart"
)

// A Document is a text with its parts. Its texts are plain, or hold the inline marks that
// [chat.Spans] reads if Marked is set; titles and headings are always plain.
type Document struct {
	Lang     string
	Title    string
	Lead     []string // below the title
	Sections []Section
	Note     string // small print at the end, plain
	Rows     []Row  // every figure, for whoever reckons on
	Marked   bool
}

// A Section is a part of a document.
type Section struct {
	Heading string // empty before the first
	Level   int    // 2 for a part, 3 for a part of a part
	Blocks  []Block
}

// A Block is a piece of a section: one of [Para], [Remark], [List], [Steps], [Facts],
// [Table] and [Figure].
type Block interface{ Kind() string }

type (
	// Para is a paragraph.
	Para string

	// Remark is small print, such as how a figure must not be read.
	Remark string

	// List is an unordered list.
	List []string

	// Steps is a numbered list, each with the lines that belong to it.
	Steps chat.Steps

	// Facts is a list of labels, which are plain, with values.
	Facts chat.Facts

	// Table is a table. Numeric columns stand to the right.
	Table struct {
		Caption string
		Head    []string
		Rows    [][]string
		Numbers []int // columns that hold numbers
	}

	// Figure is a drawing.
	Figure struct {
		chart.Chart
		Caption  string // below it, such as what a line in it means; may be empty
		Readings bool   // its readings stand below it; else a table of the same section has them
	}
)

// Kind is what the templates call a block.
func (Para) Kind() string   { return "para" }
func (Remark) Kind() string { return "remark" }
func (List) Kind() string   { return "list" }
func (Steps) Kind() string  { return "steps" }
func (Facts) Kind() string  { return "facts" }
func (Table) Kind() string  { return "table" }
func (Figure) Kind() string { return "figure" }

// Numeric reports whether column i of t holds numbers.
func (t Table) Numeric(i int) bool { return slices.Contains(t.Numbers, i) }

// OfCard is a card as a document, without what is pressed or filled in.
func OfCard(c chat.Card, lang string) Document {
	d := Document{Lang: lang, Title: c.Title, Note: c.Note, Marked: true, Sections: []Section{{Level: 2}}}
	for _, b := range c.Body {
		if h, ok := b.(chat.Heading); ok {
			d.Sections = append(d.Sections, Section{Heading: string(h), Level: 2})
		} else if b := ofCard(b, lang); b != nil {
			last := &d.Sections[len(d.Sections)-1]
			last.Blocks = append(last.Blocks, b)
		}
	}
	return d
}

// ofCard is a block of a card; nil if it is no part of what is written.
func ofCard(b chat.Block, lang string) Block {
	switch b := b.(type) {
	case chat.Text:
		return Para(b)
	case chat.List:
		return List(b)
	case chat.Steps:
		return Steps(b)
	case chat.Facts:
		return Facts(b)
	case chat.Table:
		return Table{Head: b.Header, Rows: b.Rows}
	case chat.Plot:
		return Figure{Chart: chart.Chart{Plot: b, Lang: lang}, Caption: b.Says, Readings: true}
	}
	return nil
}
