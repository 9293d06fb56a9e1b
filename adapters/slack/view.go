package slack

import (
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"github.com/handvat/handvat/adapters/slack/blockkit"
	"github.com/handvat/handvat/bot/chat"
)

// The callback ids of windows.
const (
	windowAsk  = "ask"  // asks for a question
	windowCard = "card" // shows a card; submitting it sends the card's questions
)

// askField is the field of the question in the window that asks for one.
const askField = "question"

// meta travels with a view, so that what is done in it needs no memory.
type meta struct {
	Channel string `json:"c"`           // the person's direct conversation, where a reply goes that has no window
	Submit  string `json:"s,omitempty"` // the action of the card's form
}

func (m meta) String() string {
	data, err := json.Marshal(m)
	if err != nil {
		return "" // cannot be: two strings
	}
	return string(data)
}

// window is r as a modal window. A form is sent with the window's own button.
func window(r chat.Reply, lang string, m meta) slack.ModalViewRequest {
	w := Words.In(lang)
	v := slack.ModalViewRequest{Type: slack.VTModal, CallbackID: windowCard, Title: plain("Handvat"),
		Close: plain(w.Close)}
	if r.Card != nil {
		if i := slices.IndexFunc(r.Card.Buttons, func(b chat.Button) bool { return b.Submit }); i >= 0 {
			card, send := *r.Card, r.Card.Buttons[i]
			card.Buttons = slices.Delete(slices.Clone(card.Buttons), i, i+1)
			r.Card, m.Submit = &card, send.Action.String()
			v.Submit = plain(w.Send)
			if utf8.RuneCountInString(send.Label) <= blockkit.MaxTitle {
				v.Submit = plain(send.Label)
			}
		}
	}
	v.PrivateMetadata = m.String()
	v.Blocks = slack.Blocks{BlockSet: blocksOf(r, blockkit.View)}
	return v
}

// askWindow is the window in which a person types a question.
func askWindow(lang string, m meta) slack.ModalViewRequest {
	w := Words.In(lang)
	q := chat.Question{Field: askField, Prompt: w.AskWhat, Hint: w.AskHint, Long: true, Need: true}
	return slack.ModalViewRequest{Type: slack.VTModal, CallbackID: windowAsk, Title: plain("Handvat"),
		Close: plain(w.Close), Submit: plain(w.Ask),
		PrivateMetadata: m.String(), Blocks: slack.Blocks{BlockSet: []slack.Block{question(q)}}}
}

// homeTab is the home tab of a person: a way to ask, and buttons for what else there
// is. Each says something to the bot as if it were typed, and is answered in a
// window.
func homeTab(lang string, m meta, group int) slack.HomeTabViewRequest {
	w := Words.In(lang)
	ask := &slack.ButtonBlockElement{Type: slack.METButton, ActionID: idAsk, Text: plain(w.Ask),
		Style: slack.StylePrimary}
	blocks := []slack.Block{
		&slack.HeaderBlock{Type: slack.MBTHeader, Text: plain(w.HomeTitle)},
		rich(section(literal(w.HomeText))),
		row(ask),
	}
	const perRow = 3
	for from := 0; from < len(w.Say); from += perRow {
		var es []slack.BlockElement
		for i, s := range w.Say[from:min(from+perRow, len(w.Say))] {
			es = append(es, &slack.ButtonBlockElement{Type: slack.METButton,
				ActionID: fmt.Sprintf("%s.%d", idSay, from+i), Text: plain(s.Label), Value: s.Text})
		}
		blocks = append(blocks, row(es...))
	}
	blocks = append(blocks, &slack.ContextBlock{Type: slack.MBTContext,
		ContextElements: slack.ContextElements{Elements: []slack.MixedElement{plain(w.HomeNote.With(group))}}})
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, PrivateMetadata: m.String(),
		Blocks: slack.Blocks{BlockSet: blocks}}
}

// listening says that one need not mention the bot in this thread, and offers to end
// that.
func listening(lang string) slack.Block {
	w := Words.In(lang)
	b := &slack.ButtonBlockElement{Type: slack.METButton, ActionID: idHush, Text: plain(w.Hush)}
	return &slack.SectionBlock{Type: slack.MBTSection, Text: plain(w.Listening),
		Accessory: &slack.Accessory{ButtonElement: b}}
}

func row(es ...slack.BlockElement) slack.Block {
	return &slack.ActionBlock{Type: slack.MBTAction, Elements: &slack.BlockElements{ElementSet: es}}
}
