package digest

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
)

// Markdown is a card as Markdown, without its buttons.
func Markdown(c chat.Card) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", c.Title)
	para := func(s string) { fmt.Fprintf(&b, "\n%s\n", s) }
	for _, bl := range c.Body {
		switch bl := bl.(type) {
		case chat.Text:
			para(string(bl))
		case chat.Heading:
			para("## " + string(bl))
		case chat.List:
			para("- " + strings.Join(bl, "\n- "))
		case chat.Steps:
			var lines []string
			for i, s := range bl.Items {
				lines = append(lines, fmt.Sprintf("%d. %s", i+1, s.Text))
				for _, l := range s.Lines {
					lines = append(lines, "   "+l)
				}
			}
			para(strings.Join(lines, "\n"))
		case chat.Facts:
			var lines []string
			for _, f := range bl {
				lines = append(lines, fmt.Sprintf("- **%s:** %s", f.Label, f.Value))
			}
			para(strings.Join(lines, "\n"))
		case chat.Plot:
			para("*" + bl.Says + "*")
			lines := []string{"| " + bl.Title + " | |", "|---|---:|"}
			for _, p := range bl.Points {
				lines = append(lines, fmt.Sprintf("| %s | %s |", p.Label, value(bl, p)))
			}
			para(strings.Join(lines, "\n"))
		}
	}
	if c.Note != "" {
		para("*" + c.Note + "*")
	}
	return b.String()
}

func value(pl chat.Plot, p chat.Point) string {
	if p.Missing {
		return "–"
	}
	return fmt.Sprintf("%g%s", p.Value, pl.Unit)
}

// HTML is a card as a page that stands by itself, without its buttons. It reads the same
// with styles and pictures switched off.
func HTML(c chat.Card, lang string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>\n<style>%s</style></head>\n<body><article>\n<h1>%s</h1>\n",
		html.EscapeString(lang), html.EscapeString(c.Title), style, html.EscapeString(c.Title))
	for _, bl := range c.Body {
		switch bl := bl.(type) {
		case chat.Text:
			fmt.Fprintf(&b, "<p>%s</p>\n", inline(string(bl)))
		case chat.Heading:
			fmt.Fprintf(&b, "<h2>%s</h2>\n", html.EscapeString(string(bl)))
		case chat.List:
			b.WriteString("<ul>\n")
			for _, s := range bl {
				fmt.Fprintf(&b, "<li>%s</li>\n", inline(s))
			}
			b.WriteString("</ul>\n")
		case chat.Steps:
			b.WriteString("<ol>\n")
			for _, s := range bl.Items {
				fmt.Fprintf(&b, "<li>%s", inline(s.Text))
				for _, l := range s.Lines {
					fmt.Fprintf(&b, "<br><small>%s</small>", inline(l))
				}
				b.WriteString("</li>\n")
			}
			b.WriteString("</ol>\n")
		case chat.Facts:
			b.WriteString("<dl>\n")
			for _, f := range bl {
				fmt.Fprintf(&b, "<dt>%s</dt><dd>%s</dd>\n", html.EscapeString(f.Label), inline(f.Value))
			}
			b.WriteString("</dl>\n")
		case chat.Plot:
			plot(&b, bl, lang)
		}
	}
	if c.Note != "" {
		fmt.Fprintf(&b, "<footer>%s</footer>\n", html.EscapeString(c.Note))
	}
	b.WriteString("</article></body>\n</html>\n")
	return b.String()
}

const style = `body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff}article{max-width:40rem;margin:0 auto;padding:1rem}` +
	`h1{font-size:1.4rem}h2{font-size:1.1rem;margin-bottom:.2rem}dt{font-weight:600;margin-top:.6rem}dd{margin:0}footer,small,figcaption{color:#555;font-size:.9rem}` +
	`figure{margin:1rem 0}svg{width:100%;height:auto}td,th{padding:0 .8rem 0 0;text-align:left;font-weight:400}` +
	`@media(prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}footer,small,figcaption{color:#bbb}}`

// inline is text with its marks as HTML.
func inline(s string) string {
	var b strings.Builder
	for _, sp := range chat.Spans(s) {
		t := html.EscapeString(sp.Text)
		for _, m := range []struct {
			on  bool
			tag string
		}{{sp.Code, "code"}, {sp.Italic, "em"}, {sp.Bold, "strong"}} {
			if m.on {
				t = "<" + m.tag + ">" + t + "</" + m.tag + ">"
			}
		}
		if sp.URL != "" {
			t = `<a href="` + html.EscapeString(sp.URL) + `">` + t + "</a>"
		}
		b.WriteString(t)
	}
	return b.String()
}

// plot draws a line with a gap where a reading is missing, the first and the last reading
// and the target by name, and its table below it.
func plot(b *strings.Builder, pl chat.Plot, lang string) {
	const width, height, margin = 600.0, 140.0, 28.0
	scale := pl.Scale()
	x := func(i int) float64 { return margin + float64(i)*(width-2*margin)/float64(max(len(pl.Points)-1, 1)) }
	y := func(v float64) float64 { return height - margin - scale.At(v)*(height-2*margin) }
	fmt.Fprintf(b, "<figure>\n<svg viewBox=\"0 0 %g %g\" role=\"img\" aria-label=\"%s\">", width, height, html.EscapeString(chat.Strip(pl.Says)))
	if pl.Target != nil {
		fmt.Fprintf(b, `<line x1="0" x2="%g" y1="%.1f" y2="%.1f" stroke="#888" stroke-dasharray="6 4"/>`, width, y(*pl.Target), y(*pl.Target))
	}
	line := ""
	for _, run := range pl.Runs() {
		pen := "M"
		for _, i := range run {
			line += fmt.Sprintf("%s%.1f %.1f", pen, x(i), y(pl.Points[i].Value))
			pen = "L"
			fmt.Fprintf(b, `<circle cx="%.1f" cy="%.1f" r="4" fill="#2f86c8"/>`, x(i), y(pl.Points[i].Value))
		}
	}
	fmt.Fprintf(b, `<path d="%s" fill="none" stroke="#2f86c8" stroke-width="2"/>`, line)
	say := func(x, y float64, anchor string, v float64) {
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="%s" font-size="15" fill="currentColor">%s</text>`, x, y, anchor, html.EscapeString(pl.Amount(v, lang)))
	}
	if read := slices.Concat(pl.Runs()...); len(read) > 0 {
		first, last := read[0], read[len(read)-1]
		if first != last {
			say(x(first)-margin/2, y(pl.Points[first].Value)+20, "start", pl.Points[first].Value)
		}
		say(width, y(pl.Points[last].Value)+20, "end", pl.Points[last].Value)
	}
	if pl.Target != nil {
		say(width/2, y(*pl.Target)-6, "middle", *pl.Target)
	}
	b.WriteString("</svg>")
	fmt.Fprintf(b, "\n<figcaption>%s</figcaption>\n<details><summary>%s</summary><table>\n", inline(pl.Says), html.EscapeString(pl.Title))
	for _, p := range pl.Points {
		fmt.Fprintf(b, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", html.EscapeString(p.Label), html.EscapeString(value(pl, p)))
	}
	b.WriteString("</table></details>\n</figure>\n")
}
