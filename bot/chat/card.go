package chat

// A Card is structure, not decoration: an adapter decides how it looks.
//
// A card that holds a [Question] is a form: a button with Submit set sends the
// answers as a [Filled] event.
type Card struct {
	Title   string
	Body    []Block
	Buttons []Button
	Note    string // small print, plain text: source, owner, version, date reviewed
	Typed   string // the words one can type instead of pressing a button, as a plain sentence
}

// Questions are what a card asks to fill in; a nil card asks nothing.
func (c *Card) Questions() (qs []Question) {
	if c == nil {
		return nil
	}
	for _, b := range c.Body {
		if q, ok := b.(Question); ok {
			qs = append(qs, q)
		}
	}
	return qs
}

// Offers are all buttons of a card in the order in which they are shown: those of its taps, and its own below them. A
// nil card has none.
func (c *Card) Offers() (bs []Button) {
	if c == nil {
		return nil
	}
	for _, b := range c.Body {
		if t, ok := b.(Tap); ok {
			bs = append(bs, t.Options...)
		}
	}
	return append(bs, c.Buttons...)
}

// A Block is one part of a card. The set is closed:
// [Text], [Heading], [List], [Steps], [Checklist], [Facts], [Table], [Plot],
// [Quote], [Code], [Question] and [Tap].
//
// Strings in blocks may hold the inline marks that [Spans] reads, except where a
// field says it is plain. An adapter escapes everything else.
type Block interface{ block() }

type (
	// Text is one paragraph.
	Text string

	// Heading opens a part of the card, and is plain text.
	Heading string

	// List is a short unordered list.
	List []string

	// Steps is a numbered list. The first number is Start, or 1 if Start is 0.
	Steps struct {
		Start int
		Items []Step
	}
	// Step is one numbered item, with the lines that belong to it.
	Step struct {
		Text  string
		Lines []string // shown under Text, such as a detail or a check
		Say   string   // a sample sentence to say; shown as speech
	}

	// Checklist is a list of items one can tick. Toggling an item is a [Pressed]
	// event with the item's Toggle.
	Checklist []Item
	// Item is one line of a checklist.
	Item struct {
		Text   string
		Detail string
		Done   bool
		Toggle Action
	}

	// Facts is a list of labels with values.
	Facts []Fact
	// Fact is one label, which is plain text, with its value.
	Fact struct{ Label, Value string }

	// Table is a small table. Each row has as many cells as Header. On a narrow
	// screen it is shown row by row.
	Table struct {
		Header []string
		Rows   [][]string
	}

	// Plot is a small line chart of one thing over time. A platform without pictures
	// shows its Title and what it Says.
	Plot struct {
		Title  string   // plain text: what was measured
		Says   string   // what one sees in it, as a sentence; also for screen readers
		Unit   string   // plain text, shown behind values, such as "%"; may be empty
		Points []Point  // in order, from 2 to [MaxPoints]
		Target *float64 // drawn as a line; nil for none
	}
	// Point is one reading of a plot.
	Point struct {
		Label   string // plain text, such as "week 47"
		Value   float64
		Missing bool // there was no reading: a gap, never a zero
	}

	// Quote is something said or written: an example, a sample sentence.
	Quote string

	// Code is plain text to copy exactly, line breaks included.
	Code string

	// Question is one question of a form.
	Question struct {
		Field   string // key in [Event.Fields]; at most [MaxField] bytes of a-z, 0-9 and -
		Prompt  string
		Hint    string   // an example or a help text; may be empty
		Choices []Choice // empty for free text
		Long    bool     // free text of more than a line
		Value   string   // what is filled in already
		Need    bool     // an answer is required; otherwise the question may be skipped
		Person  bool     // asks for a colleague, who then is in [Event.People]; at most one such question on a card
		Many    bool     // of a Person question: several may be picked
	}
	// Choice is one of the answers offered. Label is plain text.
	Choice struct{ Value, Label string }

	// Tap is a question answered with one tap, such as "did it help?": small buttons
	// of its own, lighter than those of the card.
	Tap struct {
		Prompt  string
		Options []Button // at most [MaxButtons]; none submits
	}
)

func (Text) block()      {}
func (Heading) block()   {}
func (List) block()      {}
func (Steps) block()     {}
func (Checklist) block() {}
func (Facts) block()     {}
func (Table) block()     {}
func (Plot) block()      {}
func (Quote) block()     {}
func (Code) block()      {}
func (Question) block()  {}
func (Tap) block()       {}

// A Button offers an [Action], or opens URL if that is set. Label is plain text.
type Button struct {
	Label  string
	Action Action
	URL    string // https only
	Style  Style
	Submit bool // sends the card's questions as a Filled event with Action
}

// A Style says how much a button asks for attention.
type Style int

// The styles of a button.
const (
	Plain   Style = iota
	Primary       // the most likely next thing; at most one on a card
	Danger        // destroys something
)
