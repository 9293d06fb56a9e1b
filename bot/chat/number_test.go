package chat_test

import (
	"slices"
	"testing"

	"github.com/handvat/handvat/bot/chat"
)

func TestNumbers(t *testing.T) {
	labels := func(ls ...string) (bs []chat.Button) {
		for _, l := range ls {
			bs = append(bs, chat.Button{Label: l, Action: chat.Action{Verb: "x/y", Arg: l}})
		}
		return bs
	}
	steps := chat.Steps{Items: []chat.Step{{Text: "a"}, {Text: "b"}}}
	link := chat.Button{Label: "Page", URL: "https://example.org"}
	for name, c := range map[string]struct {
		card chat.Card
		want []int
	}{
		"taps come first": {chat.Card{Body: []chat.Block{chat.Tap{Options: labels("A", "B")}}, Buttons: labels("C")},
			[]int{1, 2, 3}},
		"a list has its own": {chat.Card{Body: []chat.Block{chat.Tap{Options: labels("Good", "1 draft")}},
			Buttons: labels("1. Open", "3. Open")},
			[]int{0, 0, 1, 3}},
		"of the steps above": {chat.Card{Body: []chat.Block{steps, chat.Tap{Options: labels("2 Open")}},
			Buttons: labels("New")},
			[]int{2, 0}},
		"a scale": {chat.Card{Body: []chat.Block{chat.Tap{Options: labels("1", "2")}}, Buttons: labels("Skip")},
			[]int{1, 2, 0}},
		"an amount is of its label": {chat.Card{Buttons: labels("None", "10 min", "1 hour", "More")},
			[]int{0, 10, 1, 4}},
		"two have it": {chat.Card{Buttons: labels("2. Open", "2. Change", "3. Open")},
			[]int{0, 0, 3}},
		"a link is counted": {chat.Card{Buttons: append([]chat.Button{link}, labels("A")...)},
			[]int{0, 2}},
		"an item is ticked": {chat.Card{Body: []chat.Block{chat.Checklist{{Text: "a"}}}, Buttons: labels("A", "B")},
			[]int{0, 0}},
		"an answer is typed": {chat.Card{Body: []chat.Block{chat.Question{Field: "a"}}, Buttons: labels("A")},
			[]int{0}},
		"but for long labels": {chat.Card{Body: []chat.Block{chat.Question{Field: "a"}},
			Buttons: labels("A", "one that nobody types whole")}, []int{1, 2}},
	} {
		if got := c.card.Numbers(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
