package report

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"math"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge/cases"
)

// The size of a plot, in points of 1/72 inch.
const (
	plotWidth  = 480
	plotHeight = 200
)

// The colours of a plot: those of the page.
var (
	ink    = color.RGBA{0x24, 0x21, 0x1d, 0xff}
	soft   = color.RGBA{0x66, 0x5f, 0x56, 0xff}
	grid   = color.RGBA{0xe5, 0xde, 0xd2, 0xff}
	accent = color.RGBA{0x0f, 0x6b, 0x5c, 0xff}
	aim    = color.RGBA{0xa5, 0x30, 0x1d, 0xff}
)

// svg draws p as SVG to stand inside a page.
func (p Plot) svg(lang string) ([]byte, error) {
	pl, err := p.draw(words.In(lang))
	if err != nil {
		return nil, err
	}
	c := vgsvg.New(plotWidth, plotHeight)
	pl.Draw(draw.New(c))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("report: plot: %w", err)
	}
	_, svg, _ := bytes.Cut(b.Bytes(), []byte("<svg "))
	return append([]byte(`<svg role="img" aria-label="`+html.EscapeString(p.Says)+`" `), svg...), nil
}

// png draws p as PNG with two pixels for each point.
func (p Plot) png(lang string) ([]byte, error) {
	pl, err := p.draw(words.In(lang))
	if err != nil {
		return nil, err
	}
	c := vgimg.NewWith(vgimg.UseWH(plotWidth, plotHeight), vgimg.UseDPI(2*72))
	pl.Draw(draw.New(c))
	var b bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: c}).WriteTo(&b); err != nil {
		return nil, fmt.Errorf("report: plot: %w", err)
	}
	return b.Bytes(), nil
}

// draw makes the plot: the readings as a line, the target as a dashed one, and what was
// expected without the approach dotted. The first, the last and the target have their
// value beside them, so that no legend is needed.
func (p Plot) draw(w *words.Words) (*plot.Plot, error) {
	pl := plot.New()
	pl.BackgroundColor = color.Transparent
	for _, axis := range []*plot.Axis{&pl.X, &pl.Y} {
		axis.LineStyle.Width, axis.Tick.LineStyle.Width = 0, 0
		axis.Tick.Label = styled(axis.Tick.Label, soft)
	}
	pl.Y.Tick.Marker = plot.TickerFunc(func(low, high float64) []plot.Tick {
		var ticks []plot.Tick
		for _, v := range (chat.Scale{Low: low, High: high}).Ticks() {
			ticks = append(ticks, plot.Tick{Value: v, Label: w.Decimal(v, 2) + map[bool]string{true: "%"}[p.Unit == "%"]})
		}
		return ticks
	})
	pl.X.Tick.Marker = plot.TickerFunc(func(low, high float64) []plot.Tick { return months(w, low, high) })
	lines := plotter.NewGrid()
	lines.Vertical.Width = 0
	lines.Horizontal = draw.LineStyle{Color: grid, Width: 0.75}
	pl.Add(lines)

	first, last := p.Points[0], p.Points[len(p.Points)-1]
	if t := p.Target; t != nil {
		end := max(t.Date, last.Date)
		if err := p.line(pl, []cases.Figure{{Value: t.Value, Date: first.Date}, {Value: t.Value, Date: end}}, draw.LineStyle{Color: aim, Width: 1.2, Dashes: []vg.Length{5, 4}}); err != nil {
			return nil, err
		}
		if err := p.label(pl, w, cases.Figure{Value: t.Value, Date: first.Date}, w.Report.Columns["target"]+" ", aim, false); err != nil {
			return nil, err
		}
	}
	if len(p.Expected) > 0 {
		if err := p.line(pl, p.Expected, draw.LineStyle{Color: soft, Width: 1.2, Dashes: []vg.Length{1, 3}}); err != nil {
			return nil, err
		}
	}
	if err := p.line(pl, p.Points, draw.LineStyle{Color: accent, Width: 2}); err != nil {
		return nil, err
	}
	dots, err := plotter.NewScatter(xys(p.Points))
	if err != nil {
		return nil, fmt.Errorf("report: plot: %w", err)
	}
	dots.GlyphStyle = draw.GlyphStyle{Color: accent, Radius: 3, Shape: draw.CircleGlyph{}}
	pl.Add(dots)
	below := p.Points[1].Value >= first.Value // beside the line, not on it
	if err := p.label(pl, w, first, "", ink, below); err != nil {
		return nil, err
	}
	if err := p.label(pl, w, last, "", ink, false); err != nil {
		return nil, err
	}
	room := (pl.Y.Max - pl.Y.Min) * 0.15 // for the labels
	if room == 0 {
		room = 1
	}
	pl.Y.Min, pl.Y.Max = pl.Y.Min-room/2, pl.Y.Max+room
	pl.X.Max += (pl.X.Max - pl.X.Min) * 0.04
	return pl, nil
}

// line adds a line through figures.
func (p Plot) line(pl *plot.Plot, through []cases.Figure, style draw.LineStyle) error {
	l, err := plotter.NewLine(xys(through))
	if err != nil {
		return fmt.Errorf("report: plot: %w", err)
	}
	l.LineStyle = style
	pl.Add(l)
	return nil
}

// label writes the value of f above its place, or below it.
func (p Plot) label(pl *plot.Plot, w *words.Words, f cases.Figure, before string, c color.Color, below bool) error {
	text := before + w.Decimal(f.Value, 2)
	if p.Unit == "%" {
		text += "%"
	}
	l, err := plotter.NewLabels(plotter.XYLabels{XYs: xys([]cases.Figure{f}), Labels: []string{text}})
	if err != nil {
		return fmt.Errorf("report: plot: %w", err)
	}
	l.TextStyle[0] = styled(l.TextStyle[0], c)
	l.Offset = vg.Point{X: 2, Y: 5}
	if below {
		l.Offset.Y = -13
	}
	pl.Add(l)
	return nil
}

func styled(s draw.TextStyle, c color.Color) draw.TextStyle {
	s.Font = font.Font{Typeface: "Liberation", Variant: "Sans", Size: 9}
	s.Color = c
	return s
}

// xys are the places of figures: days since 1970, and values.
func xys(fs []cases.Figure) plotter.XYs {
	list := make(plotter.XYs, len(fs))
	for i, f := range fs {
		list[i] = plotter.XY{X: float64(f.Date.Since("1970-01-01")), Y: f.Value}
	}
	return list
}

// months are the first days of months between two days, at most seven.
func months(w *words.Words, low, high float64) (ticks []plot.Tick) {
	day := func(x float64) time.Time { return time.Unix(int64(x)*24*60*60, 0).UTC() }
	from := day(math.Ceil(low))
	step := int((high-low)/30/7) + 1
	for m := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC); ; m = m.AddDate(0, step, 0) {
		x := float64(m.Unix() / (24 * 60 * 60))
		if x > high {
			break
		}
		if x >= low {
			ticks = append(ticks, plot.Tick{Value: x, Label: w.Date(m)[2:]})
		}
	}
	if len(ticks) == 0 {
		ticks = []plot.Tick{{Value: low, Label: w.Date(day(low))}}
	}
	return ticks
}
