package discord

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf16"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/chart"
)

// A payload is the body of a message, to post or to edit. It is made of components
// only ("components V2"), because a message that once was cannot become another kind.
type payload struct {
	Components      []dg.MessageComponent     `json:"components"`
	Flags           dg.MessageFlags           `json:"flags"`
	AllowedMentions dg.MessageAllowedMentions `json:"allowed_mentions"`
	Attachments     []attachment              `json:"attachments"` // never absent, so that an edit drops the old ones
	Reference       *dg.MessageReference      `json:"message_reference,omitempty"`
	Nonce           string                    `json:"nonce,omitempty"`
	EnforceNonce    bool                      `json:"enforce_nonce,omitempty"`
	file            *chat.File                // sent beside the body
	forms           map[formID]form           // what the buttons of this message open
}

// attachment names a file that is sent beside the body.
type attachment struct {
	ID       int    `json:"id"`
	Filename string `json:"filename"`
}

// The components of a message, in order, before they are laid out in pages: either
// text or a row of buttons.
type piece struct {
	text string
	row  []dg.MessageComponent
}

// render is r as one or more messages, each within Discord's limits: what does not
// fit in one goes on in the next, and nothing is cut.
func render(r chat.Reply) []payload {
	var d draft
	if r.Card != nil {
		d.card(*r.Card)
	}
	framed := len(d.pieces) > 0
	if !framed {
		d.pieces = []piece{{text: cmp.Or(escape(strings.TrimSpace(r.Text)), "…")}}
	}
	pages := d.pages(framed)
	if f := r.File; f != nil {
		last := &pages[len(pages)-1]
		if count(last.Components)+1 > maxComponents {
			pages = append(pages, page(nil))
			last = &pages[len(pages)-1]
		}
		name := fileName(f.Name)
		last.Components = append(last.Components,
			dg.FileComponent{File: dg.UnfurledMediaItem{URL: "attachment://" + name}})
		last.Attachments = []attachment{{Filename: name}}
		last.file = &chat.File{Name: name, Type: f.Type, Data: f.Data}
	}
	pages[len(pages)-1].forms = d.forms
	return pages
}

// count is how many components there are in cs, nested ones included.
func count(cs []dg.MessageComponent) (n int) {
	for _, c := range cs {
		n++
		switch c := c.(type) {
		case dg.Container:
			n += count(c.Components)
		case dg.ActionsRow:
			n += count(c.Components)
		}
	}
	return n
}

// page is a message of these components, which pings nobody.
func page(cs []dg.MessageComponent) payload {
	nobody := dg.MessageAllowedMentions{Parse: []dg.AllowedMentionType{}}
	return payload{Components: cs, Flags: dg.MessageFlagsIsComponentsV2, AllowedMentions: nobody,
		Attachments: []attachment{}}
}

// A draft is a reply being rendered.
type draft struct {
	pieces []piece
	ids    map[string]int // how often an action was given to a button
	forms  map[formID]form
}

// add adds text below what is there, a blank line between.
func (d *draft) add(text string) {
	if strings.TrimSpace(text) != "" {
		d.pieces = append(d.pieces, piece{text: text})
	}
}

func (d *draft) card(c chat.Card) {
	if c.Title != "" {
		d.add("## " + line(c.Title))
	}
	f := form{Title: c.Title, Questions: c.Questions()}
	for _, b := range c.Body {
		d.block(b)
	}
	d.buttons(c.Buttons, f)
	if c.Note != "" {
		d.add(small(c.Note))
	}
}

func (d *draft) block(b chat.Block) {
	switch b := b.(type) {
	case chat.Text:
		d.add(inline(string(b)))
	case chat.Heading:
		d.add("### " + line(string(b)))
	case chat.List:
		d.add(chat.Lines(b, func(_ int, it string) string { return "- " + below(inline(it)) }))
	case chat.Steps:
		d.add(chat.Lines(b.Items, func(i int, s chat.Step) string {
			out := fmt.Sprintf("**%d.** ", max(b.Start, 1)+i) + inline(s.Text)
			for _, l := range s.Lines {
				out += "\n- " + below(inline(l))
			}
			if s.Say != "" {
				out += "\n" + quoted("“"+inline(s.Say)+"”")
			}
			return out
		}))
	case chat.Checklist:
		d.checklist(b)
	case chat.Facts:
		d.add(chat.Lines(b, func(_ int, f chat.Fact) string { return "**" + line(f.Label) + ":** " + inline(f.Value) }))
	case chat.Table: // row by row: a phone has no room for columns
		d.add(chat.Lines(b.Rows, func(_ int, row []string) string {
			return "- " + chat.Lines(row, func(i int, cell string) string {
				out := "**" + line(chat.Strip(b.Header[i])) + ":** " + below(inline(cell))
				if i > 0 {
					out = "  " + out
				}
				return out
			})
		}))
	case chat.Plot:
		d.add(strings.TrimSpace("**" + line(b.Title) + "**\n" + inline(b.Says) + "\n" + escape(chart.Bars(b))))
	case chat.Quote:
		d.add(quoted(inline(string(b))))
	case chat.Code:
		d.add(codeBlock(string(b)))
	case chat.Question:
		d.question(b)
	case chat.Tap:
		d.add("**" + strings.ReplaceAll(inline(chat.Strip(b.Prompt)), "\n", " ") + "**")
		d.buttons(b.Options, form{})
	}
}

// checklist shows the items, and a button with the number of each below them.
func (d *draft) checklist(items chat.Checklist) {
	d.add(chat.Lines(items, func(i int, it chat.Item) string {
		box := "`[ ]`"
		if it.Done {
			box = "`[x]`"
		}
		out := fmt.Sprintf("%s **%d** %s", box, i+1, inline(it.Text))
		if it.Detail != "" {
			out += "\n" + chat.Lines(strings.Split(inline(it.Detail), "\n"),
				func(_ int, l string) string { return "-# " + l })
		}
		return out
	}))
	var bs []dg.MessageComponent
	for i, it := range items {
		b := dg.Button{Label: fmt.Sprint(i + 1), Style: dg.SecondaryButton, CustomID: d.id(it.Toggle)}
		if it.Done {
			b.Label, b.Style = "✓ "+b.Label, dg.SuccessButton
		}
		bs = append(bs, b)
	}
	d.rows(bs)
}

// question shows what a form asks; it is answered in a modal.
func (d *draft) question(q chat.Question) {
	out := "**" + strings.ReplaceAll(inline(chat.Strip(q.Prompt)), "\n", " ") + "**"
	if q.Hint != "" {
		out += "\n" + chat.Lines(strings.Split(inline(q.Hint), "\n"), func(_ int, l string) string { return "-# " + l })
	}
	for _, ch := range q.Choices {
		out += "\n- " + line(ch.Label)
	}
	d.add(out)
}

// buttons adds rows of buttons; one that submits opens f. An address too long for a
// button becomes a link in the text.
func (d *draft) buttons(bs []chat.Button, f form) {
	var out []dg.MessageComponent
	for _, b := range bs {
		nb := dg.Button{Label: b.Label, Style: dg.SecondaryButton}
		switch {
		case len(b.URL) > maxURL:
			d.add("[" + special.Replace(b.Label) + "](<" + strings.ReplaceAll(b.URL, ">", "%3E") + ">)")
			continue
		case b.URL != "":
			nb.Style, nb.URL = dg.LinkButton, b.URL
		case b.Submit:
			nb.CustomID = d.form(f, b)
		default:
			nb.CustomID = d.id(b.Action)
		}
		switch {
		case b.URL != "":
		case b.Style == chat.Primary:
			nb.Style = dg.PrimaryButton
		case b.Style == chat.Danger:
			nb.Style = dg.DangerButton
		}
		out = append(out, nb)
	}
	d.rows(out)
}

// rows lays out buttons in rows of five.
func (d *draft) rows(bs []dg.MessageComponent) {
	for ; len(bs) > maxRow; bs = bs[maxRow:] {
		d.pieces = append(d.pieces, piece{row: bs[:maxRow]})
	}
	if len(bs) > 0 {
		d.pieces = append(d.pieces, piece{row: bs})
	}
}

// pages lays out the pieces in messages, those of a card in a frame.
func (d *draft) pages(framed bool) []payload {
	var out []payload
	var cs []dg.MessageComponent
	var text strings.Builder
	gap := ""           // between the text so far and the next
	used, parts := 0, 1 // characters and components of the page so far; the frame is a component
	flushText := func() {
		if text.Len() > 0 {
			cs = append(cs, dg.TextDisplay{Content: text.String()})
			text.Reset()
		}
	}
	flush := func() {
		if flushText(); len(cs) > 0 {
			if framed {
				cs = []dg.MessageComponent{dg.Container{Components: cs}}
			}
			out = append(out, page(cs))
		}
		cs, used, parts = nil, 0, 1
	}
	for _, p := range d.pieces {
		if p.row != nil {
			flushText()
			if parts+1+len(p.row) > maxComponents {
				flush()
			}
			cs, parts = append(cs, dg.ActionsRow{Components: p.row}), parts+1+len(p.row)
			continue
		}
		for _, t := range split(p.text, maxPage) {
			if used+len(gap)+size(t) > maxPage || text.Len() == 0 && parts+1 > maxComponents {
				flush()
			}
			if text.Len() > 0 {
				text.WriteString(gap)
				used += len(gap)
			} else {
				parts++
			}
			text.WriteString(t)
			used += size(t)
			gap = "\n\n"
			if strings.HasPrefix(t, "#") { // Discord leaves room below a heading
				gap = "\n"
			}
		}
	}
	flush()
	return out
}

// split cuts marked-up text into parts of at most most characters, at the end of a
// line if there is one, else at a space. A code block that is cut goes on as one.
func split(s string, most int) []string {
	if size(s) <= most {
		return []string{s}
	}
	const fence = "```"
	head := s[:room(s, most-len("\n"+fence))]
	if n := strings.LastIndexByte(head, '\n'); n > len(fence) {
		head = head[:n]
	} else if n := strings.LastIndexByte(head, ' '); n > len(fence) {
		head = head[:n]
	} else if slashes := len(head) - len(strings.TrimRight(head,
		`\`)); slashes%2 == 1 { // the last belongs to what follows
		head = head[:len(head)-1]
	}
	rest := strings.TrimLeft(s[len(head):], "\n ")
	if strings.HasPrefix(s, fence) {
		rest = strings.TrimPrefix(s[len(head):], "\n")
		head, rest = head+"\n"+fence, fence+"\n"+rest
	}
	return append([]string{head}, split(rest, most)...)
}

// size is how many characters Discord counts in s, at most: UTF-16 units.
func size(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// room is how many bytes of s are at most most characters.
func room(s string, most int) int {
	for i, r := range s {
		if most -= utf16.RuneLen(r); most < 0 {
			return i
		}
	}
	return len(s)
}

// fit is s on one line of at most most characters, the rest shown as an ellipsis. It
// is only for the labels of a modal, which repeat what the message says in full.
func fit(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if size(s) <= most {
		return s
	}
	return strings.TrimSpace(s[:room(s, most-1)]) + "…"
}

// fileName is name as an attachment can be referred to.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '_'
	}, name)
}
