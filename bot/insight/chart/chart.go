// Package chart draws readings over time: as SVG for a page, as PNG for mail and
// workbooks, and as a line of block characters for platforms that cannot draw. All have
// one look: a line with a gap where a reading is missing, with the values of its ends
// and of the target beside it. It keeps nothing, and a drawing never says more than the
// sentence and the table that stand with it.
package chart

import (
	"math"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
)

// A Chart is what is drawn: a plot, in a language.
type Chart struct {
	chat.Plot
	Lang     string
	At       []float64 // where each reading stands, from 0 at the left to 1 at the right; nil for evenly
	Expected []Spot    // a dotted line, such as what would have happened anyway; empty for none
}

// A Spot is a value somewhere from left, 0, to right, 1.
type Spot struct{ At, Value float64 }

// amount is a value of c with its unit, to one decimal.
func (c Chart) amount(v float64) string {
	return strings.ReplaceAll(text.In(c.Lang).Amount(v, c.Unit, 1), " ", "\u00a0") // it stays on one line
}

// A Reading is a row of the table behind a chart.
type Reading struct{ Label, Value string } // Value is empty if there was none

// Readings are all readings of c, as text.
func (c Chart) Readings() (all []Reading) {
	for _, p := range c.Points {
		r := Reading{Label: p.Label}
		if !p.Missing {
			r.Value = c.amount(p.Value)
		}
		all = append(all, r)
	}
	return all
}

// The measures of a drawing: heights in letters, widths in per cents.
const (
	top, bottom = 2.2, 8.2 // of the highest and the lowest value
	base        = 11.0     // of the labels below
	height      = 11.6
	left, right = 2.0, 98.0
	dotted      = 14 // up to so many readings each has a dot
)

// A drawing is a chart laid out. Its lengths are per cents of the width, and heights of
// a letter from the top, so that it fits any screen and grows with the text.
type drawing struct {
	Lines  []line
	Dots   []place
	Labels []label
}

type (
	place struct{ X, Y float64 }

	line struct {
		Kind     string // target, expected, or empty for the readings
		From, To place
	}

	// A label is a text at the start, in the middle or at the end of a place.
	label struct {
		place
		Anchor, Text string
		Below        bool // names a reading below the drawing
	}
)

// draw lays c out; there is nothing in it if no reading is there.
func (c Chart) draw() (d drawing) {
	scale, runs := c.scale(), runs(c.Points)
	read := slices.Concat(runs...) // the readings that are there
	if len(read) == 0 {
		return d
	}
	y := func(v float64) float64 { return bottom - scale.at(v)*(bottom-top) }
	at := func(i int) place { return place{c.x(i), y(c.Points[i].Value)} }
	if c.Target != nil {
		d.Lines = append(d.Lines, line{"target", place{0, y(*c.Target)}, place{100, y(*c.Target)}})
	}
	for i := 1; i < len(c.Expected); i++ {
		a, b := c.Expected[i-1], c.Expected[i]
		d.Lines = append(d.Lines, line{"expected", place{across(a.At), y(a.Value)}, place{across(b.At), y(b.Value)}})
	}
	for _, run := range runs {
		for n, i := range run {
			if n > 0 {
				d.Lines = append(d.Lines, line{"", at(i - 1), at(i)})
			}
			if len(read) <= dotted || len(run) == 1 || i == read[0] || i == read[len(read)-1] {
				d.Dots = append(d.Dots, at(i))
			}
		}
	}
	// beside puts the value of a reading on the side where the line to other is not.
	beside := func(i, other int) {
		p := at(i)
		if c.Points[other].Value > c.Points[i].Value {
			p.Y += 1.5
		} else {
			p.Y -= .7
		}
		d.Labels = append(d.Labels, label{p, anchor(p.X), c.amount(c.Points[i].Value), false})
	}
	first, last := read[0], read[len(read)-1]
	if first < last {
		beside(first, read[1])
	}
	beside(last, read[max(len(read)-2, 0)])
	if c.Target != nil {
		says := strings.ToLower(terms.Words.In(c.Lang).Target) + " " + c.amount(*c.Target)
		d.Labels = append(d.Labels, label{c.clear(read, y), "middle", says, false})
	}
	d.Labels = append(d.Labels, label{place{0, base}, "start", c.Points[0].Label, true},
		label{place{100, base}, "end", c.Points[len(c.Points)-1].Label, true})
	return d
}

// clear is where the name of the target hides least of the readings that are there: at
// one of a few places above and below its line.
func (c Chart) clear(read []int, y func(float64) float64) (best place) {
	const reach = 22 // of the name to either side, in per cents
	most := -1.0
	for _, x := range []float64{50, 35, 65} {
		for _, down := range []float64{-.5, 1.2} {
			p, room := place{x, y(*c.Target) + down}, math.Inf(1)
			for _, i := range read {
				if math.Abs(c.x(i)-x) < reach {
					room = min(room, math.Abs(y(c.Points[i].Value)-(p.Y-.35)))
				}
			}
			if room > most {
				most, best = room, p
			}
		}
	}
	return best
}

// x is how far from the left reading i stands, in per cents.
func (c Chart) x(i int) float64 {
	if c.At != nil {
		return across(c.At[i])
	}
	return across(float64(i) / float64(max(len(c.Points)-1, 1)))
}

// across is a part of the way from left to right, in per cents.
func across(part float64) float64 { return left + (right-left)*part }

// anchor is on which side of x a text stands, so that it stays inside the drawing.
func anchor(x float64) string {
	switch {
	case x <= across(.25):
		return "start"
	case x >= across(.75):
		return "end"
	}
	return "middle"
}

// runs are the readings that follow each other, by their index. Where one is missing a
// run ends.
func runs(points []chat.Point) (runs [][]int) {
	open := false
	for i, p := range points {
		if !p.Missing {
			if !open {
				runs = append(runs, nil)
			}
			runs[len(runs)-1] = append(runs[len(runs)-1], i)
		}
		open = !p.Missing
	}
	return runs
}

// A scale is the range of values that a drawing shows.
type scale struct{ low, high float64 }

// narrowest is how wide a scale is at least, as a share of its greatest value: a tremble
// must not look like a leap.
const narrowest = 0.2

// scale is the range from the least to the greatest value in c, or a somewhat wider one
// where they are very near each other. It is 0 to 1 if there are none.
func (c Chart) scale() scale {
	s, ok := span(c.Points)
	see := func(v float64) { s, ok = scale{min(s.low, v), max(s.high, v)}, true }
	if c.Target != nil {
		see(*c.Target)
	}
	for _, e := range c.Expected {
		see(e.Value)
	}
	if !ok {
		return scale{0, 1}
	}
	if least := max(math.Abs(s.low), math.Abs(s.high)) * narrowest; s.high-s.low < least {
		middle := s.low/2 + s.high/2
		s = scale{max(middle-least/2, -math.MaxFloat64), min(middle+least/2, math.MaxFloat64)}
	}
	return s
}

// span is the range of readings; ok is false if there are none.
func span(points []chat.Point) (s scale, ok bool) {
	s = scale{math.Inf(1), math.Inf(-1)}
	for _, p := range points {
		if !p.Missing {
			s, ok = scale{min(s.low, p.Value), max(s.high, p.Value)}, true
		}
	}
	return s, ok
}

// at is how high v stands in s: 0 at the bottom, 1 at the top, and in the middle if all
// values are the same.
func (s scale) at(v float64) float64 {
	if s.high == s.low {
		return 0.5
	}
	return (v/2 - s.low/2) / (s.high/2 - s.low/2) // halved: the range may be too wide for a number
}

// maxBars is how many readings [Bars] shows: about what fits beside its labels on a phone.
const maxBars = 26

// Bars is the newest readings of p as one line of plain text, for platforms that cannot
// draw: a bar of a block character for each, from the lowest to the highest, between the
// labels of the first and the last. A missing reading is a gap. It is empty if there are
// fewer than two readings to compare. It adds nothing that the plot does not say in words.
func Bars(p chat.Plot) string {
	points := p.Points[max(0, len(p.Points)-maxBars):]
	if len(slices.Concat(runs(points)...)) < 2 {
		return ""
	}
	s, _ := span(points)
	bars := []rune("▁▂▃▄▅▆▇█")
	b := []rune(points[0].Label + " ")
	for _, pt := range points {
		switch {
		case pt.Missing:
			b = append(b, '\u2003') // as wide as a bar
		case s.high == s.low:
			b = append(b, bars[len(bars)/2-1])
		default:
			b = append(b, bars[int(math.Round(s.at(pt.Value)*float64(len(bars)-1)))])
		}
	}
	return strings.TrimSpace(string(b) + " " + points[len(points)-1].Label)
}
