package web

import (
	"fmt"
	"math"
	"strconv"
	"strings"

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
	low, high := math.Inf(1), math.Inf(-1)
	var read []int // the readings that are there
	for i, pt := range p.Points {
		r := reading{Label: pt.Label}
		if !pt.Missing {
			r.Value = amount(pt.Value, p.Unit, w.Lang)
			read = append(read, i)
			low, high = min(low, pt.Value), max(high, pt.Value)
		}
		out.Readings = append(out.Readings, r)
	}
	if p.Target != nil {
		low, high = min(low, *p.Target), max(high, *p.Target)
	}
	height := func(v float64) float64 {
		if high == low {
			return (plotTop + plotBottom) / 2
		}
		return plotBottom - (v/2-low/2)/(high/2-low/2)*(plotBottom-plotTop) // halved: the range may be too wide for a number
	}
	at := func(i int) spot {
		return spot{percent(place(i, len(p.Points))), em(height(p.Points[i].Value))}
	}
	for n, i := range read {
		follows := n > 0 && read[n-1] == i-1
		if follows {
			out.Lines = append(out.Lines, line{at(i - 1), at(i)})
		}
		alone := !follows && (n == len(read)-1 || read[n+1] != i+1)
		if len(read) <= dotted || alone || n == 0 || n == len(read)-1 {
			out.Dots = append(out.Dots, at(i))
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
		out.Labels = append(out.Labels, tag{spot{percent(x), em(y)}, "middle", w.Target + " " + amount(*p.Target, p.Unit, w.Lang)})
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

// amount is v with its unit, to one decimal, as one writes it in a language.
func amount(v float64, unit, lang string) string {
	s := strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
	if math.IsInf(v*10, 0) {
		s = strconv.FormatFloat(v, 'g', 3, 64)
	}
	if strings.HasPrefix(lang, "nl") {
		s = strings.Replace(s, ".", ",", 1)
	}
	if unit != "" {
		s += "\u00a0" + unit
	}
	return s
}

func em(v float64) string      { return fmt.Sprintf("%.2fem", v) }
func percent(v float64) string { return fmt.Sprintf("%.2f%%", v) }
