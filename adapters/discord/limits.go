package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"

	dg "github.com/bwmarrin/discordgo"
)

// Discord's limits. Lengths are in characters unless they say bytes. No SDK checks
// them, so [check] does, before every request.
const (
	maxPage       = 4000 // of all texts of a message together
	maxComponents = 40   // of a message, nested ones included
	maxRow        = 5    // buttons in a row
	maxID         = 100  // of a custom_id
	maxButton     = 80   // of a button's label
	maxURL        = 512  // of a button's address
	maxNonce      = 25
	maxUpload     = 10 << 20 // bytes of a file

	maxModalTitle  = 45
	maxQuestions   = 5   // components of a modal
	maxInputLabel  = 45  // of a question's label
	maxDescription = 100 // of a question's hint
	maxInput       = 4000
	maxOption      = 100 // of an option's label, and of its value
	maxOptions     = 25
	maxPicked      = 25 // of a menu of people

	maxCommandName = 32
	maxCommandText = 100  // of a command's description
	maxCommandAll  = 8000 // of all names, descriptions and values of a command
)

// check reports every limit that v, which is sent as body, breaks, joined.
func check(v any, body []byte) error {
	switch v := v.(type) {
	case payload:
		return checkMessage(body)
	case modal:
		return checkModal(body)
	case callback:
		data, err := json.Marshal(v.Data)
		if err != nil {
			return err
		}
		return check(v.Data, data)
	case []*dg.ApplicationCommand:
		var errs []error
		for _, c := range v {
			errs = append(errs, checkCommand(c))
		}
		return errors.Join(errs...)
	}
	return nil
}

// parsed is a component of any kind, as Discord reads it.
type parsed struct {
	Type        dg.ComponentType `json:"type"`
	Content     *string          `json:"content"`
	CustomID    *string          `json:"custom_id"`
	Label       *string          `json:"label"`
	Title       *string          `json:"title"`
	Description *string          `json:"description"`
	Style       int              `json:"style"`
	URL         *string          `json:"url"`
	Value       string           `json:"value"`
	MaxLength   int              `json:"max_length"`
	MinValues   int              `json:"min_values"`
	MaxValues   int              `json:"max_values"`
	Required    bool             `json:"required"`
	Options     []parsedOption   `json:"options"`
	Components  []parsed         `json:"components"`
	Component   *parsed          `json:"component"`
	File        *struct {
		URL string `json:"url"`
	} `json:"file"`
}

type parsedOption struct{ Label, Value, Description string }

// limiter collects what breaks a limit.
type limiter struct {
	errs  []error
	text  int
	parts int
	ids   map[string]bool
}

func (l *limiter) that(ok bool, format string, args ...any) {
	if !ok {
		l.errs = append(l.errs, fmt.Errorf("discord: "+format, args...))
	}
}

// between checks that s, a what, has low to high characters.
func (l *limiter) between(what, s string, low, high int) {
	n := size(s)
	l.that(n >= low && n <= high, "%s of %d characters, want %d to %d", what, n, low, high)
}

// customID checks that an interactive component has an id of its own.
func (l *limiter) customID(id *string) {
	if id == nil {
		l.that(false, "a component without custom_id")
		return
	}
	l.between("custom_id", *id, 1, maxID)
	l.that(!l.ids[*id], "two components with custom_id %q", *id)
	l.ids[*id] = true
}

// checkMessage reports every limit that the body of a message breaks, joined.
func checkMessage(body []byte) error {
	var m struct {
		Components      []parsed
		Flags           dg.MessageFlags
		Content         *string
		Embeds          []any
		Attachments     []attachment
		Nonce           string
		AllowedMentions *struct {
			Parse *[]string `json:"parse"`
		} `json:"allowed_mentions"`
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return err
	}
	l := limiter{ids: map[string]bool{}}
	l.that(m.Flags&dg.MessageFlagsIsComponentsV2 != 0 && m.Content == nil && m.Embeds == nil,
		"not a message of components only")
	l.that(m.AllowedMentions != nil && m.AllowedMentions.Parse != nil && len(*m.AllowedMentions.Parse) == 0,
		"somebody may be pinged")
	l.that(len(m.Components) > 0, "an empty message")
	l.that(len(m.Attachments) <= 10, "%d attachments", len(m.Attachments))
	l.between("nonce", m.Nonce, 0, maxNonce)
	files := map[string]bool{}
	for _, a := range m.Attachments {
		files["attachment://"+a.Filename] = true
	}
	for _, c := range m.Components {
		l.component(c, files)
	}
	l.that(l.parts <= maxComponents, "%d components, %d is the most", l.parts, maxComponents)
	l.that(l.text <= maxPage, "%d characters of text, %d is the most", l.text, maxPage)
	return errors.Join(l.errs...)
}

func (l *limiter) component(c parsed, files map[string]bool) {
	l.parts++
	for _, in := range c.Components {
		l.component(in, files)
	}
	switch c.Type {
	case dg.ContainerComponent:
		l.that(len(c.Components) > 0, "an empty frame")
	case dg.ActionsRowComponent:
		l.that(len(c.Components) >= 1 && len(c.Components) <= maxRow, "%d buttons in a row", len(c.Components))
		for _, b := range c.Components {
			l.that(b.Type == dg.ButtonComponent, "a row holds a component of type %d", b.Type)
		}
	case dg.TextDisplayComponent:
		l.that(c.Content != nil && *c.Content != "", "an empty text")
		if c.Content != nil {
			l.text += size(*c.Content)
		}
	case dg.ButtonComponent:
		l.that(c.Label != nil, "a button without label")
		if c.Label != nil {
			l.between("button", *c.Label, 1, maxButton)
		}
		if link := c.Style == int(dg.LinkButton); link {
			l.that(c.URL != nil && c.CustomID == nil, "a link needs an address and no custom_id")
			if c.URL != nil {
				l.between("address", *c.URL, 1, maxURL)
			}
		} else {
			l.that(c.URL == nil && c.Style >= 1 && c.Style <= 4, "a button of style %d with an address", c.Style)
			l.customID(c.CustomID)
		}
	case dg.FileComponentType:
		l.that(c.File != nil && files[c.File.URL], "a file that is not attached")
	default:
		l.that(false, "component of type %d", c.Type)
	}
}

// checkModal reports every limit that a modal breaks, joined.
func checkModal(body []byte) error {
	var m parsed
	if err := json.Unmarshal(body, &m); err != nil {
		return err
	}
	l := limiter{ids: map[string]bool{}}
	l.that(m.CustomID != nil && m.Title != nil, "a modal without id or title")
	if m.CustomID != nil && m.Title != nil {
		l.between("custom_id", *m.CustomID, 1, maxID)
		l.between("title", *m.Title, 1, maxModalTitle)
	}
	l.that(len(m.Components) >= 1 && len(m.Components) <= maxQuestions, "%d questions", len(m.Components))
	for _, q := range m.Components {
		if q.Type != labelComponent || q.Component == nil || q.Label == nil {
			l.that(false, "a question of type %d", q.Type)
			continue
		}
		l.between("label", *q.Label, 1, maxInputLabel)
		if q.Description != nil {
			l.between("description", *q.Description, 1, maxDescription)
		}
		l.input(*q.Component)
	}
	return errors.Join(l.errs...)
}

// input checks where an answer is typed or chosen.
func (l *limiter) input(c parsed) {
	l.customID(c.CustomID)
	switch c.Type {
	case dg.TextInputComponent:
		l.that(c.Style == 1 || c.Style == 2, "input of style %d", c.Style)
		l.between("value", c.Value, 0, maxInput)
		l.that(c.MaxLength >= 1 && c.MaxLength <= maxInput, "max_length %d", c.MaxLength)
	case dg.SelectMenuComponent:
		l.that(len(c.Options) >= 1 && len(c.Options) <= maxOptions, "%d options", len(c.Options))
		values := map[string]bool{}
		for _, o := range c.Options {
			l.between("option", o.Label, 1, maxOption)
			l.between("option's value", o.Value, 1, maxOption)
			l.that(!values[o.Value], "two options with the value %q", o.Value)
			values[o.Value] = true
		}
	case dg.UserSelectMenuComponent:
		l.that(c.MaxValues >= 1 && c.MaxValues <= maxPicked && c.MinValues >= 0 && c.MinValues <= c.MaxValues,
			"%d to %d people", c.MinValues, c.MaxValues)
		l.that(!c.Required || c.MinValues > 0, "required, but nobody need be picked")
	default:
		l.that(false, "input of type %d", c.Type)
	}
}

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

// checkCommand reports every limit that a command breaks, joined.
func checkCommand(c *dg.ApplicationCommand) error {
	var l limiter
	total := 0
	texts := func(name, text string, names, descriptions map[dg.Locale]string, slash bool) {
		longest := func(what, s string, others map[dg.Locale]string, check func(string)) {
			most := size(s)
			check(s)
			for _, o := range others {
				check(o)
				most = max(most, size(o))
			}
			total += most
		}
		longest("name", name, names, func(s string) {
			l.between("name", s, 1, maxCommandName)
			l.that(!slash || commandName.MatchString(s), "name %q", s)
		})
		longest("description", text, descriptions, func(s string) {
			l.that(slash || s == "", "a description where there is none")
			if slash {
				l.between("description", s, 1, maxCommandText)
			}
		})
	}
	local := func(m *map[dg.Locale]string) map[dg.Locale]string {
		if m == nil {
			return nil
		}
		return *m
	}
	var walk func(os []*dg.ApplicationCommandOption)
	walk = func(os []*dg.ApplicationCommandOption) {
		l.that(len(os) <= 25, "%d options", len(os))
		for _, o := range os {
			texts(o.Name, o.Description, o.NameLocalizations, o.DescriptionLocalizations, true)
			walk(o.Options)
		}
	}
	texts(c.Name, c.Description, local(c.NameLocalizations), local(c.DescriptionLocalizations),
		c.Type != dg.MessageApplicationCommand)
	walk(c.Options)
	l.that(total <= maxCommandAll, "%d characters in all, %d is the most", total, maxCommandAll)
	return errors.Join(l.errs...)
}
