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
	`figure{margin:1rem 0}svg{width:100%;height:8em;font-size:.85rem}td,th{padding:0 .8rem 0 0;text-align:left;font-weight:400}` +
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

// plot draws a line with a gap where a reading is missing, with the values of the first and
// the last reading and of the target, and its table below it. Its lengths are per cents of
// the width and heights of a letter, so that it can be read on any screen.
func plot(b *strings.Builder, pl chat.Plot, lang string) {
	const top, bottom, left, right = 1.6, 6.4, 3.0, 97.0
	scale := pl.Scale()
	x := func(i int) string {
		return fmt.Sprintf("%.2f%%", left+(right-left)*float64(i)/float64(max(len(pl.Points)-1, 1)))
	}
	y := func(v, down float64) string { return fmt.Sprintf("%.2fem", bottom-scale.At(v)*(bottom-top)+down) }
	at := func(i int) string { return y(pl.Points[i].Value, 0) }
	say := func(x, anchor string, v, down float64) {
		fmt.Fprintf(b, `<text x="%s" y="%s" text-anchor="%s" fill="currentColor">%s</text>`, x, y(v, down), anchor, html.EscapeString(pl.Amount(v, lang)))
	}
	fmt.Fprintf(b, "<figure>\n<svg role=\"img\" aria-label=\"%s\">", html.EscapeString(chat.Strip(pl.Says)))
	if pl.Target != nil {
		fmt.Fprintf(b, `<line x1="0" x2="100%%" y1="%[1]s" y2="%[1]s" stroke="#888" stroke-dasharray="6 4"/>`, y(*pl.Target, 0))
		say("50%", "middle", *pl.Target, -.4)
	}
	runs := pl.Runs()
	for _, run := range runs {
		for n, i := range run {
			if n > 0 {
				fmt.Fprintf(b, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="#2f86c8" stroke-width="2"/>`, x(i-1), at(i-1), x(i), at(i))
			}
			fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="4" fill="#2f86c8"/>`, x(i), at(i))
		}
	}
	if read := slices.Concat(runs...); len(read) > 0 {
		first, last := read[0], read[len(read)-1]
		if first != last {
			say(x(first), "start", pl.Points[first].Value, 1.3)
		}
		say("100%", "end", pl.Points[last].Value, 1.3)
	}
	b.WriteString("</svg>")
	fmt.Fprintf(b, "\n<figcaption>%s</figcaption>\n<details><summary>%s</summary><table>\n", inline(pl.Says), html.EscapeString(pl.Title))
	for _, p := range pl.Points {
		fmt.Fprintf(b, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", html.EscapeString(p.Label), html.EscapeString(value(pl, p)))
	}
	b.WriteString("</table></details>\n</figure>\n")
}
