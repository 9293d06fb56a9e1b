package teams

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
)

// accent is the colour of Handvat, as on its page.
const accent = "#0F6B5C"

var accentColor = color.NRGBA{0x0f, 0x6b, 0x5c, 0xff}

// icons draws the two icons of the app: in colour, 192 pixels wide, and as a white
// outline on nothing, 32 pixels wide.
func icons() (inColor, outline []byte, err error) {
	if inColor, err = drawIcon(192, accentColor, 0.72); err != nil {
		return nil, nil, err
	}
	outline, err = drawIcon(32, color.NRGBA{}, 1)
	return inColor, outline, err
}

// drawIcon draws a white handle on a square: an arch on two legs. scale is how much of
// the square it takes, 1 being all of it.
func drawIcon(size int, back color.NRGBA, scale float64) ([]byte, error) {
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			in := coverage(x, y, size, scale)
			c := color.NRGBA{0xff, 0xff, 0xff, uint8(math.Round(255 * in))}
			if back.A > 0 {
				c = mix(back, in)
			}
			img.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// mix is back with white laid over it, as far as in says.
func mix(back color.NRGBA, in float64) color.NRGBA {
	over := func(c uint8) uint8 { return uint8(math.Round(float64(c) + (255-float64(c))*in)) }
	return color.NRGBA{over(back.R), over(back.G), over(back.B), 0xff}
}

// coverage is how much of a pixel the handle covers, from 0 to 1.
func coverage(x, y, size int, scale float64) float64 {
	const fine = 8 // by so many points a side
	hits := 0
	for i := range fine * fine {
		// From pixels to a square of 2 by 2 around the middle of the handle.
		px := (2*(float64(x)+(float64(i%fine)+0.5)/fine)/float64(size) - 1) / scale
		py := (2*(float64(y)+(float64(i/fine)+0.5)/fine)/float64(size) - 1) / scale
		if inHandle(px, py) {
			hits++
		}
	}
	return float64(hits) / (fine * fine)
}

// inHandle reports whether a point is in the handle: within half a stroke of an arch
// with its middle at (0, top), and of the legs under it.
func inHandle(x, y float64) bool {
	const radius, top, bottom, half = 0.62, -0.12, 0.62, 0.16
	if y < top {
		return math.Abs(math.Hypot(x, y-top)-radius) <= half
	}
	leg := math.Abs(x) - radius
	if y <= bottom {
		return math.Abs(leg) <= half
	}
	return math.Hypot(leg, y-bottom) <= half
}
