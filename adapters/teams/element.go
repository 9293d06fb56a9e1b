package teams

// An adaptiveCard is a card as the platform takes it: Adaptive Card 1.5.
type adaptiveCard struct {
	Type         string     `json:"type"`
	Schema       string     `json:"$schema"`
	Version      string     `json:"version"`
	Lang         string     `json:"lang,omitempty"`
	FallbackText string     `json:"fallbackText,omitempty"` // for clients that cannot show it
	Refresh      *refresh   `json:"refresh,omitempty"`
	Body         []*element `json:"body"`
}

// A refresh makes the clients of a few people ask for their own view of a card.
type refresh struct {
	Action  *action  `json:"action"`
	UserIDs []string `json:"userIds"`
}

// An element is one part of a card. Type says which of the fields count.
type element struct {
	Type         string     `json:"type"`
	ID           string     `json:"id,omitempty"`
	Style        string     `json:"style,omitempty"`
	Spacing      string     `json:"spacing,omitempty"`
	Separator    bool       `json:"separator,omitempty"`
	Width        string     `json:"width,omitempty"`  // of a Column
	Text         string     `json:"text,omitempty"`   // of a TextBlock, which reads Markdown
	Size         string     `json:"size,omitempty"`   // of a TextBlock
	Weight       string     `json:"weight,omitempty"` // of a TextBlock
	Wrap         bool       `json:"wrap,omitempty"`
	Inlines      []*textRun `json:"inlines,omitempty"` // of a RichTextBlock
	Label        string     `json:"label,omitempty"`   // of an input, and what follows too
	IsRequired   bool       `json:"isRequired,omitempty"`
	ErrorMessage string     `json:"errorMessage,omitempty"`
	IsMultiline  bool       `json:"isMultiline,omitempty"`
	Value        string     `json:"value,omitempty"`
	Choices      []choice   `json:"choices,omitzero"`
	ChoicesData  *search    `json:"choices.data,omitempty"`  // where to look for choices while one types
	IsMulti      bool       `json:"isMultiSelect,omitempty"` // several may be chosen: their values come between commas
	Items        []*element `json:"items,omitempty"`         // of a Container or Column
	Columns      []*element `json:"columns,omitempty"`       // of a ColumnSet
	Actions      []*action  `json:"actions,omitempty"`       // of an ActionSet
	SelectAction *action    `json:"selectAction,omitempty"`
}

// A textRun is text with one look. No client reads Markdown, mentions or HTML in it.
type textRun struct {
	Type         string  `json:"type"`
	Text         string  `json:"text"`
	Size         string  `json:"size,omitempty"`
	Weight       string  `json:"weight,omitempty"`
	Italic       bool    `json:"italic,omitempty"`
	IsSubtle     bool    `json:"isSubtle,omitempty"`
	FontType     string  `json:"fontType,omitempty"`
	SelectAction *action `json:"selectAction,omitempty"`
}

// A search finds choices in a directory of the platform.
type search struct {
	Type    string `json:"type"` // Data.Query
	Dataset string `json:"dataset"`
}

type choice struct {
	Title string `json:"title"`
	Value string `json:"value"`
}

// An action is what a press does: Execute, Submit for clients without it, or OpenUrl.
type action struct {
	Type     string  `json:"type"`
	Title    string  `json:"title,omitempty"`
	Verb     string  `json:"verb,omitempty"`
	Data     *data   `json:"data,omitempty"`
	URL      string  `json:"url,omitempty"`
	Style    string  `json:"style,omitempty"`
	Inputs   string  `json:"associatedInputs,omitempty"`
	Fallback *action `json:"fallback,omitempty"`
}

// The keys of what a press sends. Answers to questions come among them, under the
// question's field after fieldPrefix, or after personPrefix if it asks for a colleague.
const (
	keyDo        = "do"   // a button's action, as "verb arg"
	keyFill      = "fill" // a form's action
	keyCard      = "card" // which card it is on
	fieldPrefix  = "q."
	personPrefix = "p."
)

type data struct {
	Do   string `json:"do,omitempty"`
	Fill string `json:"fill,omitempty"`
	Card string `json:"card,omitempty"`
}

// A message is an activity that we send.
type message struct {
	Type        string       `json:"type"`
	Text        string       `json:"text,omitempty"`
	TextFormat  string       `json:"textFormat,omitempty"`
	Summary     string       `json:"summary,omitempty"` // what a notification shows
	Locale      string       `json:"locale,omitempty"`
	Attachments []attachment `json:"attachments,omitempty"`
}

// An attachment is a card, a preview of one, or an offered file.
type attachment struct {
	ContentType string `json:"contentType"`
	ContentURL  string `json:"contentUrl,omitempty"`
	Name        string `json:"name,omitempty"`
	Content     any    `json:"content"`
	Preview     any    `json:"preview,omitempty"`
}

const (
	cardType = "application/vnd.microsoft.card.adaptive"
	thumb    = "application/vnd.microsoft.card.thumbnail"
)

// attach makes c an attachment.
func attach(c *adaptiveCard) attachment { return attachment{ContentType: cardType, Content: c} }
