package teams

import (
	"fmt"
	"strings"
	"testing"
)

// ofSize is a message of so many bytes in UTF-16.
func ofSize(n int) message {
	m := message{Type: "message", Text: "é", TextFormat: "plain"}
	b, _ := encode(m)
	m.Text += strings.Repeat("x", n/2-(len(b)-1)) // the é has two bytes in UTF-8
	return m
}

func cardWith(body ...*element) *adaptiveCard { return &adaptiveCard{Type: "AdaptiveCard", Body: body} }

func TestLimits(t *testing.T) {
	text := rich(look{}.run("x"))
	open := &action{Type: "Action.OpenUrl", Title: "x", URL: "https://example.org"}
	actions := func(n int) *adaptiveCard {
		e := &element{Type: "ActionSet"}
		for range n {
			e.Actions = append(e.Actions, open)
		}
		return cardWith(e)
	}
	views := func(n int) *adaptiveCard {
		c := cardWith(text)
		c.Refresh = &refresh{Action: &action{Type: "Action.Execute"}}
		for i := range n {
			c.Refresh.UserIDs = append(c.Refresh.UserIDs, fmt.Sprint(i))
		}
		return c
	}
	input := func(change func(*element)) *adaptiveCard {
		e := &element{Type: "Input.Text", ID: "q.a", Label: "x"}
		change(e)
		return cardWith(e)
	}
	pressing := func(a action) *adaptiveCard {
		return cardWith(&element{Type: "Container", Items: []*element{text}, SelectAction: &a})
	}
	run := func(r textRun) *adaptiveCard { return cardWith(rich(&r)) }
	emoji := ofSize(maxMessage - 4)
	emoji.Text += "😀" // four bytes in UTF-16
	for _, c := range []struct {
		name string
		err  error
		good bool
	}{
		{"size", checkMessage(ofSize(maxMessage)), true},
		{"size + 1", checkMessage(ofSize(maxMessage + 2)), false},
		{"size in UTF-16", checkMessage(emoji), true},
		{"size in UTF-16 + 1", checkMessage(message{Type: "message", Text: emoji.Text + "x", TextFormat: "plain"}),
			false},
		{"says nothing", checkMessage(message{Type: "message"}), false},
		{"card inside", checkMessage(message{Attachments: []attachment{attach(actions(7))}}), false},
		{"actions", checkCard(actions(6)), true},
		{"actions + 1", checkCard(actions(7)), false},
		{"no actions", checkCard(actions(0)), false},
		{"views", checkCard(views(60)), true},
		{"views + 1", checkCard(views(61)), false},
		{"views of nobody", checkCard(views(0)), false},
		{"an empty card", checkCard(cardWith()), false},
		{"a text", checkCard(cardWith(text)), true},
		{"no text", checkCard(run(textRun{Type: "TextRun"})), false},
		{"another run", checkCard(run(textRun{Type: "Text", Text: "x"})), false},
		{"an empty paragraph", checkCard(cardWith(rich())), false},
		{"Markdown", checkCard(cardWith(&element{Type: "TextBlock", Text: "a *b*"})), false},
		{"a heading", checkCard(cardWith(heading("Waarom", "Large"))), true},
		{"an empty container", checkCard(cardWith(&element{Type: "Container"})), false},
		{"an empty column set", checkCard(cardWith(&element{Type: "ColumnSet"})), false},
		{"unknown element", checkCard(cardWith(&element{Type: "CodeBlock"})), false},
		{"unknown element inside", checkCard(cardWith(row("1", &element{Type: "Media"}))), false},
		{"an input", checkCard(input(func(*element) {})), true},
		{"two inputs with one id", checkCard(cardWith(input(func(*element) {}).Body[0],
			input(func(*element) {}).Body[0])), false},
		{"an input without an id", checkCard(input(func(e *element) { e.ID = "" })), false},
		{"an input without a label", checkCard(input(func(e *element) { e.Label = "" })), false},
		{"required without a message", checkCard(input(func(e *element) { e.IsRequired = true })), false},
		{"a choice without choices", checkCard(input(func(e *element) { e.Type = "Input.ChoiceSet" })), false},
		{"a choice of people", checkCard(input(func(e *element) {
			e.Type, e.Choices, e.ChoicesData = "Input.ChoiceSet", []choice{}, &search{"Data.Query", directory}
		})), true},
		{"a choice in an unknown directory", checkCard(input(func(e *element) {
			e.Type, e.Choices, e.ChoicesData = "Input.ChoiceSet", []choice{}, &search{"Data.Query", "x"}
		})), false},
		{"a text that looks for choices", checkCard(input(func(e *element) {
			e.ChoicesData = &search{"Data.Query",
				directory}
		})), false},
		{"a press", checkCard(pressing(action{Type: "Action.Execute", Title: "x", Data: &data{}})), true},
		{"a press without a title", checkCard(pressing(action{Type: "Action.Execute", Data: &data{}})), false},
		{"a press that sends nothing", checkCard(pressing(action{Type: "Action.Submit", Title: "x"})), false},
		{"a link that is not https", checkCard(pressing(action{Type: "Action.OpenUrl", Title: "x",
			URL: "javascript:x"})), false},
		{"unknown action", checkCard(pressing(action{Type: "Action.ShowCard", Title: "x"})), false},
		{"unknown fallback", checkCard(pressing(action{Type: "Action.Execute", Title: "x", Data: &data{},
			Fallback: &action{Type: "drop", Title: "x"}})), false},
	} {
		if (c.err == nil) != c.good {
			t.Errorf("%s: %v", c.name, c.err)
		}
	}
}
