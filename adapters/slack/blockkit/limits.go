// Package blockkit knows the limits of Slack's Block Kit, and holds blocks and views,
// as they go over the wire, to them. Slack publishes no schema and slack-go checks
// next to nothing. It knows only what the adapter uses: other blocks are refused, and
// so is everything in rich text that mentions someone.
package blockkit

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// A Surface is where blocks are shown.
type Surface int

// The surfaces.
const (
	Message Surface = iota
	View            // a modal window or the home tab, which know no tables
)

// The limits, in characters and parts: the numbers of @slack/types 3.2.0.
const (
	MaxMessage    = 50    // blocks of a message
	maxView       = 100   // blocks of a modal window or the home tab
	maxWhole      = 12000 // all texts of a message together; not published, found by others
	maxHeader     = 150
	maxSection    = 3000
	maxElements   = 25 // of a row of buttons
	maxContext    = 10 // elements of a context
	MaxLabel      = 75 // of a button, of an option, and its accessibility label
	maxID         = 255
	maxValue      = 2000 // of a button
	MaxOption     = 75   // of the value of an option
	maxRadio      = 10   // options
	maxPicked     = 100  // of a menu to pick several from; not published, that of options
	maxURL        = 3000
	maxInputLabel = 2000 // and of a hint
	MaxAnswer     = 3000 // of what is filled in
	maxRows       = 100  // of a table, its header included
	maxCells      = 20
	MaxTitle      = 24 // of a window, and of its buttons
	maxMetadata   = 3000
)

// Check reports every way blocks, as they go over the wire, break the limits,
// joined; nil means that Slack takes them.
func Check(blocks []byte, at Surface) error {
	var bs []wireBlock
	if err := json.Unmarshal(blocks, &bs); err != nil {
		return fmt.Errorf("blockkit: blocks: %w", err)
	}
	c := checker{at: at, ids: map[string]bool{}}
	c.count("blocks", len(bs), map[Surface]int{Message: MaxMessage, View: maxView}[at])
	for i, b := range bs {
		c.where = fmt.Sprintf("block %d (%s)", i, b.Type)
		c.block(b)
	}
	c.where = "message"
	if at == Message {
		c.that(c.total <= maxWhole, "%d characters, %d is the most", c.total, maxWhole)
	}
	return errors.Join(c.errs...)
}

// wireBlock is what of a block, an element or a rich text has limits.
type wireBlock struct {
	Type      string          `json:"type"`
	BlockID   string          `json:"block_id"`
	ActionID  string          `json:"action_id"`
	Text      json.RawMessage `json:"text"` // a text object, or a string in rich text
	Label     *wireText       `json:"label"`
	Hint      *wireText       `json:"hint"`
	Access    string          `json:"accessibility_label"`
	Value     string          `json:"value"`
	Initial   string          `json:"initial_value"`
	MaxLength int             `json:"max_length"`
	MaxPicked *int            `json:"max_selected_items"`
	URL       string          `json:"url"`
	Elements  []wireBlock     `json:"elements"`
	Element   *wireBlock      `json:"element"`
	Accessory *wireBlock      `json:"accessory"`
	Options   []wireOption    `json:"options"`
	Rows      [][]wireBlock   `json:"rows"`
}

type wireText struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

type wireOption struct {
	Text  wireText `json:"text"`
	Value string   `json:"value"`
}

type checker struct {
	at     Surface
	where  string
	errs   []error
	total  int
	tables int
	ids    map[string]bool // of blocks
}

func (c *checker) that(ok bool, format string, args ...any) {
	if !ok {
		c.errs = append(c.errs, fmt.Errorf("blockkit: %s: %s", c.where, fmt.Sprintf(format, args...)))
	}
}

func (c *checker) count(what string, n, most int) {
	c.that(n > 0 && n <= most, "%d %s, 1 to %d are allowed", n, what, most)
}

// length checks a string that may be empty.
func (c *checker) length(what, s string, most int) {
	n := utf8.RuneCountInString(s)
	c.that(n <= most, "%s has %d characters, %d is the most", what, n, most)
}

// text checks a text that must not be empty.
func (c *checker) text(what, s string, most int) {
	c.that(s != "", "%s is empty", what)
	c.length(what, s, most)
	c.total += utf8.RuneCountInString(s)
}

// object checks a text object.
func (c *checker) object(what string, raw json.RawMessage, most int) {
	var t wireText
	if json.Unmarshal(raw, &t) != nil {
		c.that(false, "%s is no text object", what)
		return
	}
	c.text(what, t.Text, most)
}

func (c *checker) block(b wireBlock) {
	c.length("block_id", b.BlockID, maxID)
	c.that(b.BlockID == "" || !c.ids[b.BlockID], "block_id %q is not unique", b.BlockID)
	c.ids[b.BlockID] = true
	switch b.Type {
	case "header":
		c.object("text", b.Text, maxHeader)
	case "section":
		c.object("text", b.Text, maxSection)
		if b.Accessory != nil {
			c.element(*b.Accessory)
		}
	case "context":
		c.count("elements", len(b.Elements), maxContext)
		for _, e := range b.Elements {
			var s string
			c.that(json.Unmarshal(e.Text, &s) == nil, "an element has no text")
			c.text("element", s, maxSection)
		}
	case "actions":
		c.count("elements", len(b.Elements), maxElements)
		ids := map[string]bool{}
		for _, e := range b.Elements {
			c.that(!ids[e.ActionID], "action_id %q is not unique", e.ActionID)
			ids[e.ActionID] = true
			c.element(e)
		}
	case "input":
		c.that(b.Label != nil && b.Element != nil, "has no label or no element")
		if b.Label != nil && b.Element != nil {
			c.text("label", b.Label.Text, maxInputLabel)
			c.element(*b.Element)
		}
		if b.Hint != nil {
			c.text("hint", b.Hint.Text, maxInputLabel)
		}
	case "rich_text":
		c.rich(b.Elements)
	case "table":
		c.table(b.Rows)
	case "divider":
	default:
		c.that(false, "unknown type of block")
	}
}

// element checks something to press or fill in.
func (c *checker) element(e wireBlock) {
	c.that(e.ActionID != "", "%s has no action_id", e.Type)
	c.length("action_id", e.ActionID, maxID)
	switch e.Type {
	case "button":
		c.object("button", e.Text, MaxLabel)
		c.length("value", e.Value, maxValue)
		c.length("url", e.URL, maxURL)
		c.length("accessibility_label", e.Access, MaxLabel)
	case "plain_text_input":
		c.length("initial_value", e.Initial, MaxAnswer)
		c.that(e.MaxLength <= MaxAnswer, "max_length %d, %d is the most", e.MaxLength, MaxAnswer)
	case "radio_buttons":
		c.count("options", len(e.Options), maxRadio)
		for _, o := range e.Options {
			c.text("option", o.Text.Text, MaxLabel)
			c.that(o.Value != "", "an option has no value")
			c.length("value of an option", o.Value, MaxOption)
		}
	case "users_select", "multi_users_select":
		c.that(e.MaxPicked == nil || e.Type == "multi_users_select" && *e.MaxPicked >= 1 && *e.MaxPicked <= maxPicked,
			"max_selected_items of a %s", e.Type)
	default:
		c.that(false, "unknown element %q", e.Type)
	}
}

// rich checks rich text: it must hold something at every level.
func (c *checker) rich(es []wireBlock) {
	c.that(len(es) > 0, "a rich text is empty")
	for _, e := range es {
		switch e.Type {
		case "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted":
			c.rich(e.Elements)
		case "text", "link":
			var s string
			c.that(json.Unmarshal(e.Text, &s) == nil, "a %s has no text", e.Type)
			c.text(e.Type, s, maxWhole)
			c.length("url", e.URL, maxURL)
		default: // users, channels, broadcasts: we never mention
			c.that(false, "%q in rich text", e.Type)
		}
	}
}

func (c *checker) table(rows [][]wireBlock) {
	c.tables++
	c.that(c.at == Message, "a table in a view")
	c.that(c.tables <= 1, "more than one table")
	c.count("rows", len(rows), maxRows)
	for _, row := range rows {
		c.count("cells", len(row), maxCells)
		for _, cell := range row {
			c.rich(cell.Elements)
		}
	}
}

// wireView is what of a view has limits.
type wireView struct {
	Type            string          `json:"type"`
	Title           *wireText       `json:"title"`
	Submit          *wireText       `json:"submit"`
	Close           *wireText       `json:"close"`
	Blocks          json.RawMessage `json:"blocks"`
	CallbackID      string          `json:"callback_id"`
	PrivateMetadata string          `json:"private_metadata"`
}

// CheckView is [Check] for a whole view.
func CheckView(view []byte) error {
	var v wireView
	if err := json.Unmarshal(view, &v); err != nil {
		return fmt.Errorf("blockkit: view: %w", err)
	}
	c := checker{where: "view"}
	for what, t := range map[string]*wireText{"title": v.Title, "submit": v.Submit, "close": v.Close} {
		if t != nil {
			c.text(what, t.Text, MaxTitle)
		}
	}
	c.that(v.Type == "home" || v.Title != nil, "a window has no title")
	c.length("callback_id", v.CallbackID, maxID)
	c.length("private_metadata", v.PrivateMetadata, maxMetadata)
	return errors.Join(append(c.errs, Check(v.Blocks, View))...)
}
