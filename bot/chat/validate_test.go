package chat

import (
	"strings"
	"testing"
)

// TestValidateLimits holds every limit at its value and one above.
func TestValidateLimits(t *testing.T) {
	long := func(n int) string { return strings.Repeat("é", n) }
	act := Action{Verb: "go"}
	question := Question{Field: "f", Prompt: "p"}
	submit := Button{Label: "Send", Action: act, Submit: true}
	for _, c := range []struct {
		name string
		card func(over int) Card
	}{
		{"title", func(o int) Card { return Card{Title: long(MaxTitle + o)} }},
		{"text", func(o int) Card { return Card{Body: []Block{Text(long(MaxText + o))}} }},
		{"card", func(o int) Card {
			return Card{Body: []Block{Text(long(MaxText)), Quote(long(MaxText)), Code(long(MaxCard - 2*MaxText + o))}}
		}},
		{"blocks", func(o int) Card {
			c := Card{}
			for range MaxBlocks + o {
				c.Body = append(c.Body, Text("x"))
			}
			return c
		}},
		{"buttons", func(o int) Card {
			c := Card{}
			for i := range MaxButtons + o {
				c.Buttons = append(c.Buttons, Button{Label: long(i + 1), Action: act})
			}
			return c
		}},
		{"label", func(o int) Card { return Card{Buttons: []Button{{Label: long(MaxLabel + o), Action: act}}} }},
		{"action", func(o int) Card {
			return Card{Buttons: []Button{{Label: "x", Action: Action{"go", strings.Repeat("x", MaxAction-2+o)}}}}
		}},
		{"list", func(o int) Card { return Card{Body: []Block{List(make([]string, MaxItems+o))}} }},
		{"steps", func(o int) Card { return Card{Body: []Block{Steps{Items: make([]Step, MaxItems+o)}}} }},
		{"rows", func(o int) Card {
			rows := make([][]string, MaxRows+o)
			for i := range rows {
				rows[i] = []string{"x"}
			}
			return Card{Body: []Block{Table{Header: []string{"h"}, Rows: rows}}}
		}},
		{"columns", func(o int) Card {
			return Card{Body: []Block{Table{make([]string, MaxColumns+o), [][]string{make([]string, MaxColumns+o)}}}}
		}},
		{"cells", func(o int) Card {
			return Card{Body: []Block{Table{[]string{"h"}, [][]string{make([]string, 1+o)}}}}
		}},
		{"choices", func(o int) Card {
			q := question
			for range MaxChoices + o {
				q.Choices = append(q.Choices, Choice{"v", "l"})
			}
			return Card{Body: []Block{q}, Buttons: []Button{submit}}
		}},
		{"value", func(o int) Card {
			q := question
			q.Choices = []Choice{{strings.Repeat("v", maxValue+o), "l"}}
			return Card{Body: []Block{q}, Buttons: []Button{submit}}
		}},
		{"field", func(o int) Card {
			q := question
			q.Field = strings.Repeat("f", MaxField+o)
			return Card{Body: []Block{q}, Buttons: []Button{submit}}
		}},
		{"points", func(o int) Card {
			return Card{Body: []Block{Plot{Title: "t", Says: "s", Points: make([]Point, MaxPoints+o)}}}
		}},
		{"person questions", func(o int) Card {
			c := Card{Buttons: []Button{submit}}
			for i := range 1 + o {
				c.Body = append(c.Body, Question{Field: strings.Repeat("f", i+1), Prompt: "p",
					Person: true, Many: true})
			}
			return c
		}},
		{"taps", func(o int) Card {
			c := Card{}
			for range MaxTaps + o {
				c.Body = append(c.Body, Tap{"p", []Button{{Label: "x", Action: act}}})
			}
			return c
		}},
		{"questions", func(o int) Card {
			c := Card{Buttons: []Button{submit}}
			for i := range MaxQuestion + o {
				q := question
				q.Field = strings.Repeat("f", i+1)
				c.Body = append(c.Body, q)
			}
			return c
		}},
	} {
		at, over := c.card(0), c.card(1)
		if err := at.Validate(); err != nil {
			t.Errorf("%s at its limit: %v", c.name, err)
		}
		if over.Validate() == nil {
			t.Errorf("%s over its limit: no error", c.name)
		}
	}
}

func TestValidateRefuses(t *testing.T) {
	act := Action{Verb: "go"}
	for name, r := range map[string]Reply{
		"no text":             {Card: &Card{Title: "x"}},
		"button without verb": {Text: "x", Card: &Card{Buttons: []Button{{Label: "x"}}}},
		"plot of one point": {Text: "x", Card: &Card{Body: []Block{Plot{Title: "t", Says: "s",
			Points: make([]Point, 1)}}}},
		"many of nobody": {Text: "x", Card: &Card{Body: []Block{Question{Field: "f", Prompt: "p", Many: true}},
			Buttons: []Button{{Label: "x", Action: act, Submit: true}}}},
		"same labels": {Text: "x", Card: &Card{Buttons: []Button{{Label: "Yes", Action: act},
			{Label: "yes", Action: act}}}},
		"two primaries": {Text: "x", Card: &Card{Buttons: []Button{{Label: "a", Action: act, Style: Primary},
			{Label: "b", Action: act, Style: Primary}}}},
		"http link":           {Text: "x", Card: &Card{Buttons: []Button{{Label: "a", URL: "http://x"}}}},
		"form without submit": {Text: "x", Card: &Card{Body: []Block{Question{Field: "f", Prompt: "p"}}}},
		"submit without form": {Text: "x", Card: &Card{Buttons: []Button{{Label: "a", Action: act, Submit: true}}}},
		"bad field": {Text: "x", Card: &Card{Body: []Block{Question{Field: "F f", Prompt: "p"}},
			Buttons: []Button{{Label: "a", Action: act, Submit: true}}}},
		"not UTF-8":        {Text: "x\xff"},
		"file with a path": {Text: "x", File: &File{Name: "../x", Type: "a/b"}},
		"nil block":        {Text: "x", Card: &Card{Body: []Block{nil}}},
	} {
		if r.Validate() == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := (Reply{}).Validate(); err != nil {
		t.Errorf("silence: %v", err)
	}
}
