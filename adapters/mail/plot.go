package mail

import (
	"bytes"
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"github.com/handvat/handvat/bot/chat"
)

// The size of a plot as it is shown; the image has twice as many pixels, for fine
// screens.
const (
	plotWidth  = 536
	plotHeight = 220
)

// The colours of a plot. It is always on paper, also in a dark mail.
var (
	paper  = color.RGBA{0xff, 0xfd, 0xfa, 0xff}
	ink    = color.RGBA{0x24, 0x21, 0x1d, 0xff}
	soft   = color.RGBA{0x66, 0x5f, 0x56, 0xff}
	grid   = color.RGBA{0xe5, 0xde, 0xd2, 0xff}
	accent = color.RGBA{0x0f, 0x6b, 0x5c, 0xff}
	aim    = color.RGBA{0xa5, 0x30, 0x1d, 0xff}
)

// plotPNG draws p as a PNG. A missing reading leaves a gap in the line; the value of
// the first and the last reading stand beside it.
func plotPNG(p chat.Plot, w words) ([]byte, error) {
	pl := plot.New()
	pl.BackgroundColor = paper
	style := func(s *draw.TextStyle, size float64, c color.Color) {
		s.Font.Typeface, s.Font.Variant, s.Font.Size, s.Color = "Liberation", "Sans", font.Length(size), c
	}
	for _, axis := range []*plot.Axis{&pl.X, &pl.Y} {
		axis.Color, axis.Tick.Color = grid, grid
		axis.LineStyle.Width = 0
		style(&axis.Tick.Label, 10, soft)
	}
	pl.Y.Tick.Marker = yTicks(p, w)
	pl.X.Tick.Marker = xTicks(p.Points)
	pl.X.Tick.LineStyle.Width, pl.Y.Tick.LineStyle.Width = 0, 0
	lines := plotter.NewGrid()
	lines.Vertical.Width = 0
	lines.Horizontal.Color, lines.Horizontal.Width = grid, 0.75
	pl.Add(lines)

	if p.Target != nil {
		t, err := plotter.NewLine(plotter.XYs{{X: 0, Y: *p.Target}, {X: float64(len(p.Points) - 1), Y: *p.Target}})
		if err != nil {
			return nil, fmt.Errorf("plot: target: %w", err)
		}
		t.Color, t.Width, t.Dashes = aim, 1.2, []vg.Length{5, 4}
		label, err := note(0, *p.Target, w.Target+" "+p.Amount(*p.Target, w.Lang), aim)
		if err != nil {
			return nil, err
		}
		pl.Add(t, label)
	}
	all := runs(p)
	for _, run := range all {
		line, points, err := plotter.NewLinePoints(run)
		if err != nil {
			return nil, fmt.Errorf("plot: line: %w", err)
		}
		line.Color, line.Width = accent, 2
		points.Color, points.Shape, points.Radius = accent, draw.CircleGlyph{}, 3
		pl.Add(line, points)
	}
	if len(all) > 0 {
		last := all[len(all)-1]
		ends := []plotter.XY{all[0][0]}
		if end := last[len(last)-1]; end != ends[0] {
			ends = append(ends, end)
		}
		for _, at := range ends {
			label, err := note(at.X, at.Y, p.Amount(at.Y, w.Lang), ink)
			if err != nil {
				return nil, err
			}
			pl.Add(label)
		}
	}
	pl.Y.Min, pl.Y.Max = span(p)
	pl.X.Min, pl.X.Max = -0.3, float64(len(p.Points)-1)+0.5

	const points = 72.0 / 96
	c := vgimg.NewWith(vgimg.UseWH(plotWidth*points, plotHeight*points), vgimg.UseDPI(192), vgimg.UseBackgroundColor(paper))
	pl.Draw(draw.Crop(draw.New(c), 2, -4, 2, -6))
	var b bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: c}).WriteTo(&b); err != nil {
		return nil, fmt.Errorf("plot: %w", err)
	}
	return b.Bytes(), nil
}

// note is a text above a place in the plot.
func note(x, y float64, text string, c color.Color) (*plotter.Labels, error) {
	l, err := plotter.NewLabels(plotter.XYLabels{XYs: plotter.XYs{{X: x, Y: y}}, Labels: []string{text}})
	if err != nil {
		return nil, fmt.Errorf("plot: label: %w", err)
	}
	s := &l.TextStyle[0]
	s.Font.Typeface, s.Font.Variant, s.Font.Size, s.Color = "Liberation", "Sans", 10, c
	s.XAlign = draw.XCenter
	if x == 0 {
		s.XAlign = draw.XLeft
	}
	l.Offset.Y = 5
	return l, nil
}

// runs are the readings, apart where one is missing between them.
func runs(p chat.Plot) (out []plotter.XYs) {
	for _, run := range p.Runs() {
		var at plotter.XYs
		for _, i := range run {
			at = append(at, plotter.XY{X: float64(i), Y: p.Points[i].Value})
		}
		out = append(out, at)
	}
	return out
}

// span is the range of values that is drawn, with some room for labels.
func span(p chat.Plot) (least, most float64) {
	s := p.Scale()
	if s.Low == s.High {
		s.High++
	}
	room := (s.High - s.Low) * 0.15
	if s.Low >= 0 {
		return max(0, s.Low-room), s.High + room*1.4
	}
	return s.Low - room, s.High + room*1.4
}

// xTicks are the labels of the readings, as many as fit.
func xTicks(ps []chat.Point) plot.Ticker {
	longest := 1
	for _, p := range ps {
		longest = max(longest, len([]rune(p.Label)))
	}
	every := max(1, int(math.Ceil(float64(len(ps)*longest)/70)))
	return plot.TickerFunc(func(float64, float64) (ts []plot.Tick) {
		for i, p := range ps {
			t := plot.Tick{Value: float64(i)}
			if i%every == 0 {
				t.Label = p.Label
			}
			ts = append(ts, t)
		}
		return ts
	})
}

// yTicks are about four round values.
func yTicks(p chat.Plot, w words) plot.Ticker {
	return plot.TickerFunc(func(least, most float64) (ts []plot.Tick) {
		for _, v := range (chat.Scale{Low: least, High: most}).Ticks() {
			ts = append(ts, plot.Tick{Value: v, Label: p.Amount(v, w.Lang)})
		}
		return ts
	})
}
