package discord

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
)

// A button's custom_id is what it means, at most 100 bytes:
//
//	0verb arg          press it: the first byte tells buttons with one action apart
//	fHHHHHHHHverb arg  open the form whose fingerprint is HHHHHHHH
//
// and a modal's is "verb arg".
const copies = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// id is the custom_id of a button with action a.
func (d *draft) id(a chat.Action) string {
	if d.ids == nil {
		d.ids = map[string]int{}
	}
	id := a.String()
	n := d.ids[id]
	d.ids[id]++
	return copies[n%len(copies):][:1] + id
}

// form is the custom_id of button b, which opens f.
func (d *draft) form(f form, b chat.Button) string {
	f.Submit, f.Action = b.Label, b.Action
	id := f.id()
	if d.forms == nil {
		d.forms = map[formID]form{}
	}
	d.forms[id] = f
	return "f" + string(id) + b.Action.String()
}

// readButton reads the custom_id of a button: its action, and the form it opens if
// that is what it does.
func readButton(id string) (a chat.Action, opens formID, ok bool) {
	switch {
	case len(id) > 1 && strings.Contains(copies, id[:1]):
		a, ok = chat.ParseAction(id[1:])
	case len(id) > 1+formIDLen && id[0] == 'f':
		opens = formID(id[1 : 1+formIDLen])
		a, ok = chat.ParseAction(id[1+formIDLen:])
	}
	return a, opens, ok
}

// A form is the questions of a card, which one button opens as a modal.
type form struct {
	Title, Submit string
	Action        chat.Action
	Questions     []chat.Question
}

// A formID is the fingerprint of a form, the same whenever the same form is shown.
type formID string

const formIDLen = 8

func (f form) id() formID {
	data, _ := json.Marshal(f) // strings only: cannot fail
	sum := sha256.Sum256(data)
	return formID(base64.RawURLEncoding.EncodeToString(sum[:6]))
}

// maxForms is how many forms are remembered, those shown last.
const maxForms = 2000

// remember keeps what the buttons of a message open. Discord wants a form within the reply to the press, and the
// message has no room to carry it. A form that was forgotten, or shown before a restart, is asked again by the bot.
func (a *Adapter) remember(shown map[formID]form) {
	for id, f := range shown {
		a.forms.Put(string(id), f)
	}
}

// The parts of a modal that discordgo 0.29 does not know yet.
type (
	modal struct {
		CustomID   string       `json:"custom_id"`
		Title      string       `json:"title"`
		Components []modalLabel `json:"components"`
	}
	modalLabel struct {
		Type        int    `json:"type"` // 18
		Label       string `json:"label"`
		Description string `json:"description,omitempty"`
		Component   any    `json:"component"` // modalText or modalMenu
	}
	modalText struct {
		Type     dg.ComponentType  `json:"type"`
		CustomID string            `json:"custom_id"`
		Style    dg.TextInputStyle `json:"style"`
		Value    string            `json:"value,omitempty"`
		Max      int               `json:"max_length"`
		Required bool              `json:"required"`
	}
	modalMenu struct {
		Type     dg.ComponentType `json:"type"` // of texts or of people
		CustomID string           `json:"custom_id"`
		Options  []modalOption    `json:"options,omitempty"`
		Min      int              `json:"min_values"`
		Max      int              `json:"max_values,omitempty"`
		Required bool             `json:"required"`
	}
	modalOption struct {
		Label   string `json:"label"`
		Value   string `json:"value"`
		Default bool   `json:"default,omitempty"`
	}
)

const labelComponent = 18

// modal is f as Discord opens it. Labels and hints are shortened where Discord has
// less room than a card: the message the form was opened from says all of it.
func (f form) modal() modal {
	m := modal{CustomID: f.Action.String(), Title: fit(cmp.Or(f.Title, f.Submit), maxModalTitle)}
	for _, q := range f.Questions {
		m.Components = append(m.Components, modalLabel{Type: labelComponent,
			Label:       fit(chat.Strip(q.Prompt), maxInputLabel),
			Description: fit(chat.Strip(q.Hint), maxDescription), Component: input(q)})
	}
	return m
}

// input is where a question is answered.
func input(q chat.Question) any {
	if !q.Person && len(q.Choices) == 0 {
		t := modalText{Type: dg.TextInputComponent, CustomID: q.Field, Style: dg.TextInputShort, Value: q.Value,
			Max: maxInput, Required: q.Need}
		if q.Long {
			t.Style = dg.TextInputParagraph
		}
		return t
	}
	c := modalMenu{Type: dg.SelectMenuComponent, CustomID: q.Field, Required: q.Need}
	if q.Need {
		c.Min = 1
	}
	if q.Person {
		c.Type, c.Max = dg.UserSelectMenuComponent, 1
		if q.Many {
			c.Max = chat.MaxPeople
		}
		return c
	}
	offered := map[string]bool{}
	for _, ch := range q.Choices {
		if !offered[ch.Value] { // Discord refuses the same value twice
			offered[ch.Value] = true
			c.Options = append(c.Options, modalOption{Label: fit(ch.Label, maxOption), Value: ch.Value,
				Default: ch.Value == q.Value})
		}
	}
	return c
}
