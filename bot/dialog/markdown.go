package dialog

import (
	"regexp"
	"strings"

	"github.com/handvat/handvat/bot/chat"
)

var (
	numberedRE = regexp.MustCompile(`^(\d{1,3})[.)]\s+(.*)$`)
	bulletRE   = regexp.MustCompile(`^[-*+]\s+(.*)$`)
	headingRE  = regexp.MustCompile(`^#{1,6}\s+(.*?)\s*#*(?:\s*\{#[\w-]+\})?$`)
	imageRE    = regexp.MustCompile(`!\[([^\]]*)\]\([^)]*\)`)
	nearLinkRE = regexp.MustCompile(`\[([^\]]*)\]\((?:[^)h]|h[^)t]|ht[^)t]|htt[^)p]|http[^)s])[^)]*\)`) // not https
	autoLinkRE = regexp.MustCompile(`<(https?://[^>\s]+)>`)
)

// Blocks reads the Markdown that aids hold (paragraphs, short lists, headings and
// code) into blocks of a card. Lists within lists become lines of their item. What
// is not understood is shown as text.
func Blocks(md string) []chat.Block {
	var r blockReader
	for line := range strings.Lines(strings.ReplaceAll(md, "\r\n", "\n")) {
		r.line(strings.TrimRight(line, " \t\n"))
	}
	r.flush()
	return r.out
}

// A blockReader reads Markdown line by line. At most one of its parts is open.
type blockReader struct {
	out    []chat.Block
	text   []string
	list   chat.List
	steps  chat.Steps
	code   []string
	fenced bool
	blank  bool // the line before was empty
}

func (r *blockReader) line(line string) {
	trimmed := strings.TrimSpace(line)
	if strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
		if r.fenced {
			r.flush()
		} else {
			r.flush()
			r.fenced = true
		}
		return
	}
	if r.fenced {
		r.code = append(r.code, line)
		return
	}
	indented := line != trimmed && (len(r.list) > 0 || len(r.steps.Items) > 0)
	trimmed = inline(trimmed)
	bullet, numbered := bulletRE.FindStringSubmatch(trimmed), numberedRE.FindStringSubmatch(trimmed)
	switch {
	case trimmed == "":
		r.blank = true
		if len(r.text) > 0 {
			r.flush()
		}
		return
	case indented && bullet != nil:
		r.more(bullet[1])
	case indented && numbered != nil:
		r.more(trimmed)
	case headingRE.MatchString(trimmed):
		r.flush()
		if h := chat.Strip(headingRE.FindStringSubmatch(trimmed)[1]); h != "" {
			r.out = append(r.out, chat.Heading(h))
		}
	case numbered != nil:
		if len(r.steps.Items) == 0 {
			r.flush()
			r.steps.Start = max(Number(numbered[1]), 1)
		}
		r.steps.Items = append(r.steps.Items, chat.Step{Text: numbered[2]})
	case bullet != nil:
		if len(r.list) == 0 {
			r.flush()
		}
		r.list = append(r.list, bullet[1])
	case indented || !r.blank && (len(r.list) > 0 || len(r.steps.Items) > 0):
		r.continued(trimmed)
	default:
		if len(r.text) == 0 {
			r.flush()
		}
		r.text = append(r.text, trimmed)
	}
	r.blank = false
}

// more adds a line of its own to the item that is open.
func (r *blockReader) more(s string) {
	if n := len(r.steps.Items); n > 0 {
		r.steps.Items[n-1].Lines = append(r.steps.Items[n-1].Lines, s)
		return
	}
	r.list[len(r.list)-1] += "\n– " + s
}

// continued goes on with the item that is open.
func (r *blockReader) continued(s string) {
	if n := len(r.steps.Items); n > 0 {
		it := &r.steps.Items[n-1]
		if r.blank || len(it.Lines) > 0 {
			it.Lines = append(it.Lines, s)
		} else {
			it.Text += " " + s
		}
		return
	}
	r.list[len(r.list)-1] += " " + s
}

// flush closes the part that is open. Long lists become several.
func (r *blockReader) flush() {
	if len(r.text) > 0 {
		r.out = append(r.out, chat.Text(strings.Join(r.text, " ")))
	}
	for len(r.list) > 0 {
		n := min(len(r.list), chat.MaxItems)
		r.out, r.list = append(r.out, r.list[:n:n]), r.list[n:]
	}
	for start := r.steps.Start; len(r.steps.Items) > 0; {
		n := min(len(r.steps.Items), chat.MaxItems)
		r.out = append(r.out, chat.Steps{Start: start, Items: r.steps.Items[:n:n]})
		r.steps.Items, start = r.steps.Items[n:], start+n
	}
	if code := strings.Trim(strings.Join(r.code, "\n"), "\n"); code != "" {
		r.out = append(r.out, chat.Code(code))
	}
	r.text, r.list, r.steps, r.code, r.fenced = nil, nil, chat.Steps{}, nil, false
}

// inline leaves of pictures their description, and of links that chat cannot open
// their label.
func inline(s string) string {
	s = imageRE.ReplaceAllString(s, "$1")
	s = nearLinkRE.ReplaceAllString(s, "$1")
	return autoLinkRE.ReplaceAllString(s, "$1")
}

// Unnumbered is a line of a list without its number or bullet.
func Unnumbered(line string) string {
	line = strings.TrimSpace(line)
	if m := numberedRE.FindStringSubmatch(line); m != nil {
		return m[2]
	}
	if m := bulletRE.FindStringSubmatch(line); m != nil {
		return m[1]
	}
	return line
}

// size is how many characters a block shows, about.
func size(b chat.Block) int {
	c := chat.Card{Body: []chat.Block{b}}
	return len([]rune(c.Plain()))
}

// Pages puts blocks together into pages of about most characters. A block that is
// longer by itself is cut between its parts, or its words; nothing is left out.
func Pages(bs []chat.Block, most int) [][]chat.Block {
	var out [][]chat.Block
	var page []chat.Block
	room := most
	for _, b := range split(bs, most) {
		if n := size(b); n > room && len(page) > 0 {
			out, page, room = append(out, page), nil, most
		}
		page, room = append(page, b), room-size(b)
	}
	if len(page) > 0 {
		out = append(out, page)
	}
	return out
}

// split cuts the blocks that show more than most characters.
func split(bs []chat.Block, most int) (out []chat.Block) {
	for _, b := range bs {
		if size(b) <= most {
			out = append(out, b)
			continue
		}
		switch b := b.(type) {
		case chat.Text:
			for _, s := range Sentences(string(b), most) {
				out = append(out, chat.Text(s))
			}
		case chat.Code:
			for _, s := range WrapLines(string(b), most) {
				out = append(out, chat.Code(s))
			}
		case chat.List:
			for _, it := range b {
				for _, s := range Sentences(it, most) {
					out = append(out, chat.List{s})
				}
			}
		case chat.Steps:
			for i, it := range b.Items {
				out = append(out, splitStep(b.Start+i, it, most)...)
			}
		default:
			out = append(out, b)
		}
	}
	return out
}

// splitStep is one step, with what does not fit behind it as texts.
func splitStep(n int, it chat.Step, most int) (out []chat.Block) {
	parts := Sentences(it.Text, most)
	one := chat.Steps{Start: n, Items: []chat.Step{{Text: parts[0], Say: it.Say}}}
	for _, l := range it.Lines {
		parts = append(parts, Sentences(l, most)...)
	}
	used := size(one)
	for i, p := range parts[1:] {
		if used += len([]rune(p)); used > most {
			out = append(out, one)
			for _, rest := range parts[1+i:] {
				out = append(out, chat.Text(rest))
			}
			return out
		}
		one.Items[0].Lines = append(one.Items[0].Lines, p)
	}
	return append(out, one)
}

// Sentences cuts s into parts of at most most characters, between sentences if it
// can and between words if it must.
func Sentences(s string, most int) (out []string) {
	for len([]rune(s)) > most {
		r := []rune(s)[:most]
		at := lastAny(string(r), ". ", "! ", "? ", "; ", "\n", " ")
		if at <= 0 {
			at = len(string(r))
		}
		out, s = append(out, strings.TrimSpace(s[:at])), strings.TrimSpace(s[at:])
	}
	return append(out, s)
}

// lastAny is the end of the last of the separators in s, trying them in order; the
// first that stands in the second half wins.
func lastAny(s string, seps ...string) int {
	for _, sep := range seps {
		if i := strings.LastIndex(s, sep); i > len(s)/2 {
			return i + len(sep)
		}
	}
	return -1
}

// WrapLines cuts s between lines into parts of at most most characters; a longer
// line is cut where it must be.
func WrapLines(s string, most int) (out []string) {
	part := ""
	for _, line := range strings.Split(s, "\n") {
		for _, piece := range Sentences(line, most) {
			if part != "" && len([]rune(part))+len([]rune(piece)) >= most {
				out, part = append(out, part), ""
			}
			if part != "" {
				part += "\n"
			}
			part += piece
		}
	}
	return append(out, part)
}
