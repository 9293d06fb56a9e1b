package chat

import (
	"math"
	"reflect"
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

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		v                float64
		unit, lang, want string
	}{
		{70.5, "%", "nl", "70,5%"}, {70.25, "", "en", "70.3"}, {4, "dagen", "nl-NL", "4\u00a0dagen"}, {-1.04, "", "en", "-1"}, {math.MaxFloat64, "", "en", "1.8e+308"}, {1e9, "", "nl", "1000000000"},
	} {
		if got := (Plot{Unit: c.unit}).Amount(c.v, c.lang); got != c.want {
			t.Errorf("%v %s is %q, want %q", c.v, c.unit, got, c.want)
		}
	}
}

func TestScale(t *testing.T) {
	at := func(vs ...float64) (p Plot) {
		for _, v := range vs {
			p.Points = append(p.Points, Point{Value: v})
		}
		return p
	}
	target := 90.0
	for _, c := range []struct {
		p    Plot
		want Scale
	}{
		{Plot{}, Scale{0, 1}},
		{Plot{Points: []Point{{Missing: true, Value: 9}}}, Scale{0, 1}},
		{at(40, 80, 60), Scale{40, 80}},
		{Plot{Points: at(40).Points, Target: &target}, Scale{40, 90}},
		{at(99, 101), Scale{89.9, 110.1}},
		{at(0, 0), Scale{0, 0}},
	} {
		if got := c.p.Scale(); math.Abs(got.Low-c.want.Low) > 1e-9 || math.Abs(got.High-c.want.High) > 1e-9 {
			t.Errorf("%v: %v, want %v", c.p, got, c.want)
		}
	}
	for _, s := range []Scale{{0, 1}, {-3, 17}, {71, 76}, {0, 0}, {-math.MaxFloat64, math.MaxFloat64}, {1e15, 1e15 + 1}} {
		ticks := s.Ticks()
		if len(ticks) > 6 || s.High-s.Low < 1e6 && s.High > s.Low && s.High < 1e6 && len(ticks) < 2 {
			t.Errorf("%v has ticks %v", s, ticks)
		}
		for _, v := range ticks {
			if v < s.Low || v > s.High {
				t.Errorf("%v has a tick at %v", s, v)
			}
		}
		if low, high := s.At(s.Low), s.At(s.High); s.High > s.Low && (low != 0 || high != 1) {
			t.Errorf("%v is drawn from %v to %v", s, low, high)
		}
	}
	p := Plot{Points: []Point{{Missing: true}, {}, {}, {Missing: true}, {}}}
	if got := p.Runs(); !reflect.DeepEqual(got, [][]int{{1, 2}, {4}}) {
		t.Errorf("runs %v", got)
	}
}
