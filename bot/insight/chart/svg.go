package chart

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"github.com/handvat/handvat/bot/chat"
)

// CSS is how drawings look on a page, in elements of class plot. The page has the colours
// --accent, --soft, --ink and --card, on which they stand.
//
//go:embed chart.css
var CSS string

//go:embed chart.svg
var svgText string

// svgTemplate writes all SVG, so that no text can become markup.
var svgTemplate = template.Must(template.New("chart").Funcs(template.FuncMap{
	"strip": chat.Strip,
	"em":    func(v float64) string { return fmt.Sprintf("%.2fem", v) },
	"part":  func(v float64) string { return fmt.Sprintf("%.2f%%", v) },
}).Parse(svgText))

// SVG draws c to stand in a page, in an element whose ID begins with id; it is empty if no
// reading is there.
func (c Chart) SVG(id string) (template.HTML, error) {
	d := c.draw()
	if len(d.Dots) == 0 {
		return "", nil
	}
	var b strings.Builder
	if err := svgTemplate.Execute(&b, struct {
		Chart
		drawing
		ID     string
		Height float64
	}{c, d, id, height}); err != nil {
		return "", fmt.Errorf("chart: svg: %w", err)
	}
	return template.HTML(b.String()), nil
}
