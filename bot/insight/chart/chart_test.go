package chart

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/bot/chat"
)

func TestBars(t *testing.T) {
	of := func(label string, values ...float64) (out []chat.Point) {
		for _, v := range values {
			out = append(out, chat.Point{Label: label, Value: v, Missing: math.IsNaN(v)})
		}
		return out
	}
	gap := math.NaN()
	for want, points := range map[string][]chat.Point{
		"w ▁█ w":             of("w", 1, 2),
		"w █▁ w":             of("w", 2, -2),
		"w ▄▄▄ w":            of("w", 3, 3, 3),
		"w ▁\u2003▅█ w":      of("w", 0, gap, 57, 100),
		"w \u2003▁█\u2003 w": of("w", gap, 0, 1, gap),
		"":                   of("w", gap, 1, gap),
		"▁█":                 of("", 1, 2),
		"w ▁█▅ w":            of("w", -math.MaxFloat64, math.MaxFloat64, 0),
	} {
		if got := Bars(chat.Plot{Points: points}); got != want {
			t.Errorf("%v is %q, want %q", points, got, want)
		}
	}
	long := append(of("old", 99), of("new", make([]float64, chat.MaxPoints-1)...)...)
	if got := Bars(chat.Plot{Points: long}); utf8.RuneCountInString(got) != maxBars+len("new  new") ||
		strings.Contains(got, "old") {
		t.Errorf("a year is %q", got)
	}
}

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		v                float64
		unit, lang, want string
	}{
		{70.5, "%", "nl", "70,5%"}, {70.25, "", "en", "70.3"}, {4, "dagen", "nl-NL", "4\u00a0dagen"},
		{-1.04, "", "en", "−1"},
		{math.MaxFloat64, "", "en", "1.8e+308"}, {1e9, "", "nl", "1.000.000.000"},
	} {
		if got := (Chart{Plot: chat.Plot{Unit: c.unit}, Lang: c.lang}).amount(c.v); got != c.want {
			t.Errorf("%v %s is %q, want %q", c.v, c.unit, got, c.want)
		}
	}
}

func TestScale(t *testing.T) {
	at := func(vs ...float64) (c Chart) {
		for _, v := range vs {
			c.Points = append(c.Points, chat.Point{Value: v})
		}
		return c
	}
	target := 90.0
	aimed, expected := at(40), at(40, 50)
	aimed.Target, expected.Expected = &target, []Spot{{0, 30}, {1, 60}}
	for _, c := range []struct {
		c    Chart
		want scale
	}{
		{Chart{}, scale{0, 1}},
		{Chart{Plot: chat.Plot{Points: []chat.Point{{Missing: true, Value: 9}}}}, scale{0, 1}},
		{at(40, 80, 60), scale{40, 80}},
		{aimed, scale{40, 90}},
		{expected, scale{30, 60}},
		{at(99, 101), scale{89.9, 110.1}},
		{at(0, 0), scale{0, 0}},
		{at(-math.MaxFloat64), scale{-math.MaxFloat64, -0.9 * math.MaxFloat64}},
	} {
		if got := c.c.scale(); math.Abs(got.low-c.want.low) > 1e-9 || math.Abs(got.high-c.want.high) > 1e-9 {
			t.Errorf("%v: %v, want %v", c.c, got, c.want)
		}
	}
	for _, s := range []scale{{0, 1}, {-3, 17}, {-math.MaxFloat64, math.MaxFloat64}, {1e15, 1e15 + 1}} {
		if low, high := s.at(s.low), s.at(s.high); low != 0 || high != 1 {
			t.Errorf("%v is drawn from %v to %v", s, low, high)
		}
	}
	points := []chat.Point{{Missing: true}, {}, {}, {Missing: true}, {}}
	if got := runs(points); !reflect.DeepEqual(got, [][]int{{1, 2}, {4}}) {
		t.Errorf("runs %v", got)
	}
}

// TestDrawing holds that a drawing joins only readings that follow each other, stays
// within its bounds, and is text wherever text goes into it.
func TestDrawing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) chat.Point {
			return chat.Point{Label: rapid.StringN(0, 5, -1).Draw(t, "label"), Value: rapid.Float64().Draw(t, "value"),
				Missing: rapid.Bool().Draw(t, "missing")}
		}), 2, chat.MaxPoints).Draw(t, "points")
		c := Chart{Plot: chat.Plot{Title: "t", Says: "s", Unit: "<%>", Points: points}, Lang: "en"}
		if rapid.Bool().Draw(t, "aims") {
			v := rapid.Float64().Draw(t, "target")
			c.Target = &v
		}
		got := c.draw()
		joined, there := 0, 0
		for i, pt := range points {
			if pt.Missing {
				continue
			}
			there++
			if i > 0 && !points[i-1].Missing {
				joined++
			}
		}
		drawn := slices.DeleteFunc(slices.Clone(got.Lines), func(l line) bool { return l.Kind != "" })
		if len(drawn) != joined || there > 0 && len(got.Dots) == 0 {
			t.Fatalf("%d lines and %d dots, want %d lines", len(drawn), len(got.Dots), joined)
		}
		svg, err := c.SVG("m1")
		if s := string(svg); err != nil || strings.Contains(s, "NaN") || strings.Contains(s, "Inf") ||
			strings.Contains(s, "<%>") || strings.Contains(s, "<svg") != (there > 0) {
			t.Fatalf("%v: %s", err, s)
		}
		for _, l := range got.Labels {
			got.Dots = append(got.Dots, l.place)
		}
		for _, p := range got.Dots {
			if p.X < 0 || p.X > 100 || p.Y < 0 || p.Y > height {
				t.Fatalf("something stands at %v", p)
			}
		}
	})
}

// TestPNG holds that an image has the right size and draws what it should: a line for the
// readings, one for the target and what was expected, and a gap for what is missing.
func TestPNG(t *testing.T) {
	target := 90.0
	p := Chart{Plot: chat.Plot{Title: "x", Says: "y", Unit: "%",
		Points: []chat.Point{{Value: 71}, {Missing: true}, {Value: 74}, {Value: 76}}}, Lang: "nl"}
	count := func(c Chart) map[[3]byte]int {
		data, err := c.PNG()
		if err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("CHARTS"); dir != "" { // to look at
			f, err := os.CreateTemp(dir, "*.png")
			if err != nil {
				t.Fatal(err)
			}
			f.Write(data)
			f.Close()
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if size := img.Bounds().Size(); size.X != 2*width || size.Y < width/2 || size.Y > width {
			t.Errorf("the image is %v", size)
		}
		seen := map[[3]byte]int{}
		for px := range slices.Chunk(img.(*image.RGBA).Pix, 4) { // an image without transparency
			seen[[3]byte(px)]++
		}
		return seen
	}
	line, dashes := [3]byte{0x0f, 0x6b, 0x5c}, [3]byte{0x66, 0x5f, 0x56}
	gap := count(p)
	if gap[line] == 0 || gap[dashes] != 0 {
		t.Errorf("without target: %d of the line, %d of the target", gap[line], gap[dashes])
	}
	p.Points[1] = chat.Point{Value: 72}
	if whole := count(p); whole[line] <= gap[line] {
		t.Errorf("a missing reading leaves no gap: %d, %d without one", gap[line], whole[line])
	}
	p.Expected = []Spot{{0, 71}, {1, 72}}
	if dotted := count(p); dotted[dashes] == 0 {
		t.Error("what was expected is not there")
	}
	p.Expected, p.Target = nil, &target
	if aimed := count(p); aimed[dashes] == 0 {
		t.Error("the target is not there")
	}
	for name, odd := range map[string][]chat.Point{
		"flat": {{Value: 5}, {Value: 5}}, "zero": {{}, {}}, "none": {{Missing: true}, {Missing: true}},
		"below": {{Value: -3}, {Value: 1e6}}, "alone": {{Missing: true}, {Value: 1}},
	} {
		if _, err := (Chart{Plot: chat.Plot{Points: odd}, Lang: "en"}).PNG(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
