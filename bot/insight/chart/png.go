package chart

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"sync"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// width is how wide a PNG is meant to be shown, in pixels of a page. It has twice as many
// of its own, for fine screens.
const width = 536

// The measures of a PNG, in points of 1/72 inch: a page has 96 pixels to the inch.
const (
	pixel  = vg.Length(72.0 / 96)
	letter = 13 * pixel
	margin = 8 * pixel
)

// The colours of a PNG: those of the pages by day, since nobody can tell where it will
// stand.
var (
	paper  = color.RGBA{0xff, 0xfd, 0xfa, 0xff}
	ink    = color.RGBA{0x24, 0x21, 0x1d, 0xff}
	soft   = color.RGBA{0x66, 0x5f, 0x56, 0xff}
	accent = color.RGBA{0x0f, 0x6b, 0x5c, 0xff}
)

// fonts reads the fonts that are part of the program, once.
var fonts = sync.OnceValue(func() *font.Cache { return font.NewCache(liberation.Collection()) })

// PNG draws c on paper. If no reading is there, it is blank.
func (c Chart) PNG() ([]byte, error) {
	d := c.draw()
	size := vgimg.UseWH(width*pixel, height*letter+margin)
	p := painter{vgimg.NewWith(size, vgimg.UseDPI(2*96), vgimg.UseBackgroundColor(paper))}
	for _, l := range d.Lines {
		p.line(l)
	}
	p.SetColor(accent)
	for _, dot := range d.Dots {
		var round vg.Path
		at := p.at(dot)
		round.Move(vg.Point{X: at.X + .27*letter, Y: at.Y})
		round.Arc(at, .27*letter, 0, 2*math.Pi)
		p.Fill(round)
	}
	for _, l := range d.Labels {
		p.text(l)
	}
	var b bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: p.Canvas}).WriteTo(&b); err != nil {
		return nil, fmt.Errorf("chart: png: %w", err)
	}
	return b.Bytes(), nil
}

// A painter puts what is laid out on a canvas, whose origin is at the bottom left.
type painter struct{ *vgimg.Canvas }

// at is where a place is on the canvas.
func (p painter) at(a place) vg.Point {
	return vg.Point{X: margin + vg.Length(a.X)/100*(width*pixel-2*margin), Y: vg.Length(height-a.Y)*letter + margin/2}
}

func (p painter) line(l line) {
	p.SetColor(soft)
	p.SetLineWidth(1.5 * pixel)
	switch l.Kind {
	case "target":
		p.SetLineDash([]vg.Length{5 * pixel, 5 * pixel}, 0)
	case "expected":
		p.SetLineDash([]vg.Length{1.5 * pixel, 4 * pixel}, 0)
	default:
		p.SetColor(accent)
		p.SetLineWidth(2.25 * pixel)
		p.SetLineDash(nil, 0)
	}
	var path vg.Path
	path.Move(p.at(l.From))
	path.Line(p.at(l.To))
	p.Stroke(path)
}

// text writes l, with an edge of paper around it where lines would run through it.
func (p painter) text(l label) {
	look, dark := font.Font{Typeface: "Liberation", Variant: "Sans"}, soft
	if !l.Below {
		look.Weight, dark = xfont.WeightBold, ink
	}
	face := fonts().Lookup(look, letter)
	at := p.at(l.place)
	switch l.Anchor {
	case "middle":
		at.X -= face.Width(l.Text) / 2
	case "end":
		at.X -= face.Width(l.Text)
	}
	p.SetColor(paper)
	for n := range 8 {
		sin, cos := math.Sincos(float64(n) / 8 * 2 * math.Pi)
		p.FillString(face, at.Add(vg.Point{X: vg.Length(cos), Y: vg.Length(sin)}.Scale(2*pixel)), l.Text)
	}
	p.SetColor(dark)
	p.FillString(face, at, l.Text)
}
