package mail

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/chart"
)

// body is a reply as mail.
type body struct {
	subject, text, html string
	images              []picture
}

// A picture is shown where the HTML names it.
type picture struct {
	name string // also its Content-ID
	data []byte
}

//go:embed message.html
var messageHTML string

// messageTemplate writes all HTML, so that no text can become markup. Mail clients know
// no style sheets to rely on, so every look stands on its element.
var messageTemplate = template.Must(template.New("message").Funcs(template.FuncMap{
	"spans": func(s any) []chat.Span { return chat.Spans(fmt.Sprint(s)) },
	"strip": chat.Strip,
	"first": func(n int) int { return max(n, 1) },
	"add":   func(a, b int) int { return a + b },
}).Parse(messageHTML))

// A view is what message.html shows.
type view struct {
	Lang, Title, Preview, Note string
	W                          *texts
	Parts                      []part
	Links                      []chat.Button // that open an address
	Named                      []string      // labels of buttons that work in chat only
	Taps                       bool          // something is asked that is answered in chat
	Page                       string
}

// A part is one block with what its template needs to know.
type part struct {
	Kind  string
	Block chat.Block
	Image string // Content-ID of a plot
}

// render makes a mail of r.
func (m *Mail) render(r chat.Reply) (body, error) {
	v := view{Lang: r.Lang, W: Words.In(r.Lang), Page: m.c.Page}
	var out body
	if c := r.Card; c == nil {
		v.Parts = []part{{Kind: "lines", Block: chat.Code(r.Text)}}
		v.Preview = r.Text
	} else {
		v.Title, v.Note, v.Preview = c.Title, c.Note, r.Text
		for i, b := range c.Body {
			p := part{Kind: chat.BlockKind(b), Block: b}
			if pl, ok := b.(chat.Plot); ok {
				data, err := chart.Chart{Plot: pl, Lang: r.Lang}.PNG()
				if err != nil {
					return out, err
				}
				p.Image = fmt.Sprintf("plot-%d.png", i+1)
				out.images = append(out.images, picture{p.Image, data})
			}
			if _, ok := b.(chat.Tap); ok {
				v.Taps = true
			}
			v.Parts = append(v.Parts, p)
		}
		v.buttons(c.Buttons)
	}
	out.subject = subject(r)
	out.text = v.plain(r)
	var b bytes.Buffer
	if err := messageTemplate.Execute(&b, &v); err != nil {
		return out, err
	}
	out.html = b.String()
	return out, nil
}

// buttons takes buttons apart into links and what can only be done in chat.
func (v *view) buttons(bs []chat.Button) {
	for _, b := range bs {
		if b.URL != "" {
			v.Links = append(v.Links, b)
		} else {
			v.Named = append(v.Named, b.Label)
		}
	}
}

// subject is the title of a card, or else the first line of the text.
func subject(r chat.Reply) string {
	s := r.Text
	if r.Card != nil && r.Card.Title != "" {
		s = r.Card.Title
	}
	s, _, _ = strings.Cut(strings.TrimSpace(strings.ReplaceAll(chat.Strip(s), "\r", "\n")), "\n")
	return chat.Short(s, 150)
}

// plain is the whole mail as plain text.
func (v *view) plain(r chat.Reply) string {
	if r.Card == nil {
		return r.Text + "\n"
	}
	c := *r.Card
	c.Typed, c.Note = "", ""
	paras := []string{c.Plain()}
	for _, l := range v.Links {
		paras = append(paras, l.Label+": "+l.URL)
	}
	if say := v.InChat(); say != "" {
		paras = append(paras, say)
	}
	if v.Page != "" {
		paras = append(paras, v.W.Open+": "+v.Page)
	}
	if v.Note != "" {
		paras = append(paras, "-- \n"+v.Note)
	}
	return strings.Join(paras, "\n\n") + "\n"
}

// InChat says what can be done in chat only; empty if nothing can.
func (v *view) InChat() string {
	switch {
	case len(v.Named) > 0:
		return v.W.InChat + " " + strings.Join(v.Named, " · ")
	case v.Taps:
		return v.W.Answer
	}
	return ""
}
