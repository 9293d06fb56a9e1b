package chat

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	words "github.com/handvat/handvat/bot/text"
)

// The limits common to all platforms. Lengths are in characters unless they say
// bytes. A card within them needs no cutting anywhere.
const (
	MaxAction   = 90             // bytes of Verb and Arg together; Discord allows 100 characters
	MaxButtons  = 5              // Discord allows 5 in a row
	MaxLabel    = words.MaxLabel // of a button or choice
	MaxTitle    = 140            // Slack's header allows 150
	MaxBlocks   = 20             // Discord allows 40 components, nested ones included
	MaxText     = 1500           // of one block's text
	MaxCard     = 3500           // of all texts of a card together: Discord allows 4000
	MaxItems    = 12             // of a list, of steps, of a checklist
	MaxRows     = 20             // of a table
	MaxColumns  = 8              // of a table
	MaxPoints   = 53             // of a plot: a year of weeks
	MaxChoices  = 10             // of a question
	maxValue    = 75             // bytes of the value of a choice: Slack
	MaxField    = 40             // bytes
	MaxQuestion = 5              // questions on a card: Discord's modal
	MaxTaps     = 2              // on a card: Discord has 5 rows of buttons
	MaxPeople   = 10             // of an event
	maxFile     = 4 << 20
)

// Validate reports every way r breaks the limits common to all platforms, joined;
// nil means that every adapter renders it completely.
func (r Reply) Validate() error {
	if r.IsZero() {
		return nil
	}
	var c checker
	c.that(strings.TrimSpace(r.Text) != "", "a reply needs a text that says it all")
	c.length("text", r.Text, 2*MaxCard) // a card's text with its numbers, labels and indents
	if r.Card != nil {
		c.card(r.Card)
	}
	if f := r.File; f != nil {
		c.that(f.Name != "" && !strings.ContainsAny(f.Name, "/\\"), "file name %q", f.Name)
		c.that(f.Type != "" && len(f.Data) <= maxFile, "file %s: %q of %d bytes, %d is the most", f.Name, f.Type,
			len(f.Data), maxFile)
	}
	return errors.Join(c.errs...)
}

// Validate reports every way c breaks the limits common to all platforms, joined.
func (c *Card) Validate() error {
	var k checker
	k.card(c)
	return errors.Join(k.errs...)
}

type checker struct {
	errs      []error
	total     int // characters so far
	taps      int
	people    int // questions that ask for one
	questions map[string]bool
	toggles   map[Action]bool
}

func (c *checker) that(ok bool, format string, args ...any) {
	if !ok {
		c.errs = append(c.errs, fmt.Errorf("chat: "+format, args...))
	}
}

func (c *checker) length(what, s string, most int) {
	n := utf8.RuneCountInString(s)
	c.that(n <= most, "%s has %d characters, %d is the most", what, n, most)
	c.that(utf8.ValidString(s), "%s is not UTF-8", what)
}

// text checks a text that counts towards the whole card.
func (c *checker) text(what, s string, most int) {
	c.length(what, s, most)
	c.total += utf8.RuneCountInString(s)
}

func (c *checker) count(what string, n, most int) {
	c.that(n > 0, "%s is empty", what)
	c.that(n <= most, "%s has %d parts, %d is the most", what, n, most)
}

func (c *checker) action(what string, a Action) {
	c.that(a.Verb != "", "%s has no action", what)
	c.that(len(a.Verb)+len(a.Arg) <= MaxAction, "%s: the action %s %q is over %d bytes", what, a.Verb, a.Arg, MaxAction)
}

func (c *checker) card(card *Card) {
	c.questions, c.toggles = map[string]bool{}, map[Action]bool{}
	c.text("title", card.Title, MaxTitle)
	c.text("note", card.Note, MaxText)
	c.text("typed", card.Typed, MaxText)
	c.that(len(card.Body) <= MaxBlocks, "card has %d blocks, %d is the most", len(card.Body), MaxBlocks)
	for _, b := range card.Body {
		c.block(b)
	}
	c.that(c.taps <= MaxTaps, "card has %d taps, %d is the most", c.taps, MaxTaps)
	c.that(len(c.questions) <= MaxQuestion, "card has %d questions, %d is the most", len(c.questions), MaxQuestion)
	c.buttons(card.Buttons)
	c.that(c.total <= MaxCard, "card has %d characters, %d is the most", c.total, MaxCard)
}

func (c *checker) buttons(bs []Button) {
	c.that(len(bs) <= MaxButtons, "card has %d buttons, %d is the most", len(bs), MaxButtons)
	c.offered("card", bs)
	primary, submits := 0, 0
	for _, b := range bs {
		if b.Style == Primary {
			primary++
		}
		if b.Submit {
			submits++
		}
	}
	c.that(primary <= 1, "card has %d primary buttons, 1 is the most", primary)
	c.that(submits == 0 || len(c.questions) > 0, "a card without questions has a button that submits")
	c.that(len(c.questions) == 0 || submits > 0, "a card with questions has no button that submits")
}

// offered checks buttons that stand together.
func (c *checker) offered(where string, bs []Button) {
	labels := map[string]bool{}
	for _, b := range bs {
		c.that(b.Label != "", "%s: a button has no label", where)
		c.length("button "+b.Label, b.Label, MaxLabel)
		c.that(!labels[strings.ToLower(b.Label)], "%s: two buttons are called %q", where, b.Label)
		labels[strings.ToLower(b.Label)] = true
		if b.URL == "" {
			c.action("button "+b.Label, b.Action)
		} else {
			c.that(strings.HasPrefix(b.URL, "https://"), "button %s: %s is not https", b.Label, b.URL)
		}
	}
}

func (c *checker) block(b Block) {
	switch b := b.(type) {
	case Text:
		c.that(b != "", "a text is empty")
		c.text("text", string(b), MaxText)
	case Heading:
		c.that(b != "", "a heading is empty")
		c.text("heading", string(b), MaxTitle)
	case List:
		c.count("list", len(b), MaxItems)
		for _, s := range b {
			c.text("list item", s, MaxText)
		}
	case Steps:
		c.count("steps", len(b.Items), MaxItems)
		for _, s := range b.Items {
			c.text("step", strings.Join(append([]string{s.Text, s.Say}, s.Lines...), "\n"), MaxText)
		}
	case Checklist:
		c.count("checklist", len(b), MaxItems)
		for _, it := range b {
			c.text("item", it.Text+it.Detail, MaxText)
			c.action("item", it.Toggle)
			c.that(!c.toggles[it.Toggle], "two items have the action %v", it.Toggle)
			c.toggles[it.Toggle] = true
		}
	case Facts:
		c.count("facts", len(b), MaxRows)
		for _, f := range b {
			c.text("fact", f.Label+f.Value, MaxText)
		}
	case Table:
		c.table(b)
	case Plot:
		c.plot(b)
	case Quote:
		c.that(b != "", "a quote is empty")
		c.text("quote", string(b), MaxText)
	case Code:
		c.that(b != "", "a code is empty")
		c.text("code", string(b), MaxText)
	case Question:
		c.question(b)
	case Tap:
		c.taps++
		c.that(b.Prompt != "", "a tap has no prompt")
		c.text("tap", b.Prompt, MaxText)
		c.count("tap "+b.Prompt, len(b.Options), MaxButtons)
		c.offered("tap "+b.Prompt, b.Options)
	default:
		c.that(false, "unknown block %T", b)
	}
}

func (c *checker) table(t Table) {
	c.count("table header", len(t.Header), MaxColumns)
	c.count("table", len(t.Rows), MaxRows)
	c.text("table header", strings.Join(t.Header, ""), MaxText)
	for _, r := range t.Rows {
		c.that(len(r) == len(t.Header), "a row has %d cells, the header %d", len(r), len(t.Header))
		c.text("row", strings.Join(r, ""), MaxText)
	}
}

func (c *checker) plot(p Plot) {
	c.that(p.Title != "" && p.Says != "", "a plot needs a title and what it says")
	c.text("plot title", p.Title, MaxTitle)
	c.text("plot", p.Says+p.Unit, MaxText)
	c.that(len(p.Points) > 1, "plot %s has %d points, 2 is the least", p.Title, len(p.Points))
	c.count("plot "+p.Title, len(p.Points), MaxPoints)
	for _, pt := range p.Points {
		c.length("point "+pt.Label, pt.Label, MaxLabel)
		c.that(!math.IsNaN(pt.Value) && !math.IsInf(pt.Value, 0), "plot %s: point %s is no number", p.Title, pt.Label)
	}
}

func (c *checker) question(q Question) {
	c.that(validField(q.Field), "question field %q: use 1 to %d of a-z, 0-9 and -", q.Field, MaxField)
	c.that(!c.questions[q.Field], "two questions have the field %s", q.Field)
	c.questions[q.Field] = true
	if q.Person {
		c.people++
		c.that(c.people == 1, "a card asks for a person more than once")
		c.that(len(q.Choices) == 0 && !q.Long, "question %s asks for a person, and for something else", q.Field)
	}
	c.that(q.Person || !q.Many, "question %s lets one pick many, but not of whom", q.Field)
	c.that(q.Prompt != "", "question %s has no prompt", q.Field)
	c.text("question", q.Prompt+q.Hint+q.Value, MaxText)
	c.that(len(q.Choices) <= MaxChoices, "question %s has %d choices, %d is the most", q.Field,
		len(q.Choices), MaxChoices)
	for _, ch := range q.Choices {
		c.that(ch.Label != "" && ch.Value != "" && len(ch.Value) <= maxValue,
			"question %s: a choice needs a label and a value of at most %d bytes", q.Field, maxValue)
		c.text("choice", ch.Label, MaxLabel)
	}
}

func validField(s string) bool {
	return s != "" && len(s) <= MaxField && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
