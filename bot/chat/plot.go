package chat

import (
	"math"
	"strconv"
	"strings"
)

// A Scale is the range of values that a drawing shows.
type Scale struct{ Low, High float64 }

// narrowest is how wide a scale is at least, as a share of its greatest value: a tremble
// must not look like a leap.
const narrowest = 0.2

// Scale is the range from the least to the greatest of p's readings and its target, or a
// somewhat wider one where they are very near each other. It is 0 to 1 if there are none.
func (p Plot) Scale() Scale {
	s := Scale{math.Inf(1), math.Inf(-1)}
	see := func(v float64) { s.Low, s.High = min(s.Low, v), max(s.High, v) }
	for _, pt := range p.Points {
		if !pt.Missing {
			see(pt.Value)
		}
	}
	if p.Target != nil {
		see(*p.Target)
	}
	if s.Low > s.High {
		return Scale{0, 1}
	}
	if least := max(math.Abs(s.Low), math.Abs(s.High)) * narrowest; s.High-s.Low < least {
		middle := s.Low/2 + s.High/2
		s.Low, s.High = middle-least/2, middle+least/2
	}
	return s
}

// At is how high v stands in s: 0 at the bottom, 1 at the top, and in the middle if all
// values are the same.
func (s Scale) At(v float64) float64 {
	if s.High == s.Low {
		return 0.5
	}
	return (v/2 - s.Low/2) / (s.High/2 - s.Low/2) // halved: the range may be too wide for a number
}

// Ticks are about four round values within s, from low to high.
func (s Scale) Ticks() (ticks []float64) {
	step := math.Pow(10, math.Floor(math.Log10((s.High-s.Low)/3)))
	for _, m := range []float64{1, 2, 5, 10} {
		if (s.High-s.Low)/(step*m) <= 4 {
			step *= m
			break
		}
	}
	for v := math.Ceil(s.Low/step) * step; v <= s.High && len(ticks) < 6; v += step {
		ticks = append(ticks, v)
	}
	return ticks
}

// Runs are the readings of p that follow each other, by their index. Where one is missing
// a run ends.
func (p Plot) Runs() (runs [][]int) {
	open := false
	for i, pt := range p.Points {
		if pt.Missing {
			open = false
			continue
		}
		if !open {
			runs = append(runs, nil)
		}
		open = true
		runs[len(runs)-1] = append(runs[len(runs)-1], i)
	}
	return runs
}

// Amount is a value of p with its unit, to one decimal, as one writes it in a language.
func (p Plot) Amount(v float64, lang string) string {
	s := strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
	if math.IsInf(v*10, 0) {
		s = strconv.FormatFloat(v, 'g', 3, 64)
	}
	if strings.HasPrefix(lang, "nl") {
		s = strings.Replace(s, ".", ",", 1)
	}
	switch p.Unit {
	case "", "%":
		return s + p.Unit
	}
	return s + "\u00a0" + p.Unit
}

// maxLine is how many readings [Plot.Line] shows: about what fits beside its labels on
// a phone.
const maxLine = 26

// Line is the newest readings of p as one line of plain text, for platforms that
// cannot draw: a bar of a block character for each, from the lowest to the highest,
// between the labels of the first and the last. A missing reading is a gap. It is
// empty if there are fewer than two readings to compare. It adds nothing that [Plot]
// does not say in words.
func (p Plot) Line() string {
	points := p.Points[max(0, len(p.Points)-maxLine):]
	s, readings := Scale{math.Inf(1), math.Inf(-1)}, 0
	for _, pt := range points {
		if !pt.Missing {
			s.Low, s.High = min(s.Low, pt.Value), max(s.High, pt.Value)
			readings++
		}
	}
	if readings < 2 {
		return ""
	}
	bars := []rune("▁▂▃▄▅▆▇█")
	var b strings.Builder
	b.WriteString(points[0].Label + " ")
	for _, pt := range points {
		switch {
		case pt.Missing:
			b.WriteRune('\u2003') // as wide as a bar
		case s.High == s.Low:
			b.WriteRune(bars[len(bars)/2-1])
		default:
			b.WriteRune(bars[int(math.Round(s.At(pt.Value)*float64(len(bars)-1)))])
		}
	}
	b.WriteString(" " + points[len(points)-1].Label)
	return strings.TrimSpace(b.String())
}
