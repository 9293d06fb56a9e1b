package chat

import (
	"math"
	"strings"
)

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
	low, high, readings := math.Inf(1), math.Inf(-1), 0
	for _, pt := range points {
		if !pt.Missing {
			low, high = min(low, pt.Value), max(high, pt.Value)
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
		case high == low:
			b.WriteRune(bars[len(bars)/2-1])
		default: // halved, so that no two readings are too far apart for a number
			share := (pt.Value/2 - low/2) / (high/2 - low/2)
			b.WriteRune(bars[int(math.Round(share*float64(len(bars)-1)))])
		}
	}
	b.WriteString(" " + points[len(points)-1].Label)
	return strings.TrimSpace(b.String())
}
