package chat

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	of := func(label string, values ...float64) (out []Point) {
		for _, v := range values {
			out = append(out, Point{Label: label, Value: v, Missing: math.IsNaN(v)})
		}
		return out
	}
	gap := math.NaN()
	for want, points := range map[string][]Point{
		"w ▁█ w":             of("w", 1, 2),
		"w █▁ w":             of("w", 2, -2),
		"w ▄▄▄ w":            of("w", 3, 3, 3),
		"w ▁\u2003▅█ w":      of("w", 0, gap, 57, 100),
		"w \u2003▁█\u2003 w": of("w", gap, 0, 1, gap),
		"":                   of("w", gap, 1, gap),
		"▁█":                 of("", 1, 2),
		"w ▁█▅ w":            of("w", -math.MaxFloat64, math.MaxFloat64, 0),
	} {
		if got := (Plot{Points: points}).Line(); got != want {
			t.Errorf("%v is %q, want %q", points, got, want)
		}
	}
	long := append(of("old", 99), of("new", make([]float64, MaxPoints-1)...)...)
	if got := (Plot{Points: long}).Line(); utf8.RuneCountInString(got) != maxLine+len("new  new") || strings.Contains(got, "old") {
		t.Errorf("a year is %q", got)
	}
}
