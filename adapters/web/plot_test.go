package web

import (
	"bytes"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
)

// TestPlot holds that a plot on a page says every reading in its table, and has no drawing
// where there is none.
func TestPlot(t *testing.T) {
	r := newRenderer(newAssets(static).address)
	for _, points := range [][]chat.Point{
		{{Label: "a", Value: 1}, {Label: "b", Missing: true}, {Label: "c", Value: 2}},
		{{Label: "a", Missing: true}, {Label: "b", Missing: true}},
	} {
		p := chat.Plot{Title: "t", Says: "s", Unit: "<%>", Points: points}
		var b bytes.Buffer
		if err := r.message(&b, viewOf(&message{Seq: 1, Key: "k",
			Reply: chat.Reply{Card: &chat.Card{Body: []chat.Block{p}}}}, "en")); err != nil {
			t.Fatal(err)
		}
		s := b.String()
		if strings.Contains(s, "<%>") || strings.Contains(s, "<svg") == points[0].Missing ||
			strings.Count(s, "<tr>") != len(points) || !strings.Contains(s, Words.In("en").NoReading) {
			t.Errorf("%s", s)
		}
	}
}
