package web

import (
	"fmt"
	"math"
	"slices"

	"github.com/handvat/handvat/bot/chat"
)

// A plot is a [chat.Plot] with its drawing. Its lengths are per cents of the width and
// heights of a letter, so that it fits any screen and grows with the text.
type plot struct {
	chat.Plot
	ID             string
	W              words
	Lines          []line // between readings that follow each other; a missing one is a gap
	Dots           []spot
	TargetAt, Base string // heights of the target, empty for none, and of the labels below
	Labels         []tag
	Readings       []reading
}

type (
	spot    struct{ X, Y string }
	line    struct{ From, To spot }
	reading struct{ Label, Value string } // Value is empty if there was none

	// A tag is a text in the drawing, at the left, in the middle or at the right of X.
	tag struct {
		spot
		Anchor, Text string
	}
)

// The drawing's measures: heights in letters, widths in per cents.
const (
	plotTop, plotBottom = 2.2, 8.2 // of the highest and the lowest reading
	plotBase            = 11.0     // of the labels below
	plotLeft, plotRight = 2.0, 98.0
	dotted              = 14 // up to so many readings each has a dot
)

// plotOf draws p. id names its element.
func plotOf(p chat.Plot, id string, w words) plot {
	out := plot{Plot: p, ID: id, W: w, Base: em(plotBase)}
	for _, pt := range p.Points {
		r := reading{Label: pt.Label}
		if !pt.Missing {
			r.Value = p.Amount(pt.Value, w.Lang)
		}
		out.Readings = append(out.Readings, r)
	}
	scale, runs := p.Scale(), p.Runs()
	height := func(v float64) float64 { return plotBottom - scale.At(v)*(plotBottom-plotTop) }
	at := func(i int) spot {
		return spot{percent(place(i, len(p.Points))), em(height(p.Points[i].Value))}
	}
	read := slices.Concat(runs...) // the readings that are there
	for _, run := range runs {
		for n, i := range run {
			if n > 0 {
				out.Lines = append(out.Lines, line{at(i - 1), at(i)})
			}
			if len(read) <= dotted || len(run) == 1 || i == read[0] || i == read[len(read)-1] {
				out.Dots = append(out.Dots, at(i))
			}
		}
	}
	// beside puts the value of a reading on the side where the line to other is not.
	beside := func(i, other int, anchor string) {
		s := at(i)
		y := height(p.Points[i].Value)
		if p.Points[other].Value > p.Points[i].Value {
			s.Y = em(y + 1.5)
		} else {
			s.Y = em(y - .7)
		}
		out.Labels = append(out.Labels, tag{s, anchor, out.Readings[i].Value})
	}
	if len(read) > 0 {
		first, last := read[0], read[len(read)-1]
		if first < last {
			beside(first, read[1], anchorOf(first, len(p.Points)))
		}
		beside(last, read[max(len(read)-2, 0)], anchorOf(last, len(p.Points)))
	}
	if p.Target != nil {
		out.TargetAt = em(height(*p.Target))
		x, y := out.clear(read, height)
		out.Labels = append(out.Labels, tag{spot{percent(x), em(y)}, "middle", w.Target + " " + p.Amount(*p.Target, w.Lang)})
	}
	return out
}

// clear is where the name of the target hides least of the readings that are there: at
// one of a few places above and below its line.
func (p plot) clear(read []int, height func(float64) float64) (x, y float64) {
	const reach = 22 // of the name to either side, in per cents
	best := -1.0
	for _, atX := range []float64{50, 35, 65} {
		for _, down := range []float64{-.5, 1.2} {
			atY, room := height(*p.Target)+down, math.Inf(1)
			for _, i := range read {
				if math.Abs(place(i, len(p.Points))-atX) < reach {
					room = min(room, math.Abs(height(p.Points[i].Value)-(atY-.35)))
				}
			}
			if room > best {
				best, x, y = room, atX, atY
			}
		}
	}
	return x, y
}

// place is where the i-th of n points is between left and right, in per cents.
func place(i, n int) float64 {
	return plotLeft + (plotRight-plotLeft)*float64(i)/float64(max(n-1, 1))
}

// Last is the newest of p's readings.
func (p plot) Last() reading { return p.Readings[len(p.Readings)-1] }

// anchorOf is on which side of the i-th of n places a text stands, so that it stays
// inside the drawing.
func anchorOf(i, n int) string {
	switch {
	case 4*i < n:
		return "start"
	case 4*i >= 3*(n-1):
		return "end"
	}
	return "middle"
}

func em(v float64) string      { return fmt.Sprintf("%.2fem", v) }
func percent(v float64) string { return fmt.Sprintf("%.2f%%", v) }
