package web

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/bot/chat"
)

// TestPlot holds that a drawing joins only readings that follow each other, stays
// within its bounds, and says every reading in its table.
func TestPlot(t *testing.T) {
	r := newRenderer(newAssets(static).address)
	rapid.Check(t, func(t *rapid.T) {
		points := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) chat.Point {
			return chat.Point{Label: rapid.StringN(0, 5, -1).Draw(t, "label"), Value: rapid.Float64().Draw(t, "value"), Missing: rapid.Bool().Draw(t, "missing")}
		}), 2, chat.MaxPoints).Draw(t, "points")
		p := chat.Plot{Title: "t", Says: "s", Unit: "<%>", Points: points}
		if rapid.Bool().Draw(t, "aims") {
			v := rapid.Float64().Draw(t, "target")
			p.Target = &v
		}
		got := plotOf(p, "m1-0", english)
		joined, there := 0, 0
		for i, pt := range points {
			if pt.Missing != (got.Readings[i].Value == "") {
				t.Fatalf("reading %d is %q", i, got.Readings[i].Value)
			}
			if pt.Missing {
				continue
			}
			there++
			if i > 0 && !points[i-1].Missing {
				joined++
			}
		}
		if len(got.Lines) != joined || there > 0 && len(got.Dots) == 0 {
			t.Fatalf("%d lines and %d dots, want %d lines", len(got.Lines), len(got.Dots), joined)
		}
		reply := chat.Reply{Card: &chat.Card{Body: []chat.Block{p}}}
		var b bytes.Buffer
		if err := r.message(&b, viewOf(&message{Seq: 1, Key: "k", Reply: reply}, "en")); err != nil {
			t.Fatal(err)
		}
		if s := b.String(); strings.Contains(s, "NaN") || strings.Contains(s, "Inf") || strings.Contains(s, "<%>") || strings.Contains(s, "<svg") != (there > 0) || strings.Count(s, "<tr>") != len(points) {
			t.Fatalf("%s", s)
		}
		for _, at := range append(got.Dots, spotsOf(got.Labels)...) {
			if at.Y == "" || at.Y[0] == '-' || len(at.Y) > len("10.00em") {
				t.Fatalf("something stands at %v", at)
			}
		}
	})
}

func spotsOf(tags []tag) (out []spot) {
	for _, l := range tags {
		out = append(out, l.spot)
	}
	return out
}
