package chat

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Span is a run of text with one look. Its Text is plain: an adapter escapes it
// for its platform, so that nothing an author or a person wrote becomes markup, a
// mention or a command there.
type Span struct {
	Text               string
	Bold, Italic, Code bool
	URL                string // https link; empty if none
}

// Spans reads the inline marks that text in a card may hold: **bold**, *italic* or
// _italic_ between words, `code`, and [label](https://…). A mark without its end,
// a link that is not https, and everything else is text as it stands. The texts of
// the spans together are s without its marks; bytes that are no UTF-8 become U+FFFD
// first, so that a mark between two of them cannot make a character when it goes.
func Spans(s string) []Span {
	var p spans
	p.read(strings.ToValidUTF8(s, "\uFFFD"), Span{}, 0)
	return p.out
}

// Strip is the plain text of s: its spans without their looks. A link is followed
// by its address in parentheses.
func Strip(s string) string {
	var b strings.Builder
	for _, sp := range Spans(s) {
		b.WriteString(sp.Text)
		if sp.URL != "" && sp.URL != sp.Text {
			b.WriteString(" (" + sp.URL + ")")
		}
	}
	return b.String()
}

type spans struct{ out []Span }

// add appends text in the look of sp, joined to the last span if that looks alike.
func (p *spans) add(text string, sp Span) {
	if text == "" {
		return
	}
	if n := len(p.out); n > 0 {
		last := p.out[n-1]
		last.Text = ""
		if last == sp && sp.URL == "" {
			p.out[n-1].Text += text
			return
		}
	}
	sp.Text = text
	p.out = append(p.out, sp)
}

// maxNested bounds how deep marks may be inside marks; deeper ones are text.
const maxNested = 4

// read appends the spans of s, which stands inside marks that give it look.
func (p *spans) read(s string, look Span, depth int) {
	plain := 0 // start of the text not yet added
	for i := 0; i < len(s); {
		inner, next, sp, ok := mark(s, i, look)
		if !ok || depth == maxNested {
			i++
			continue
		}
		p.add(s[plain:i], look)
		if sp.Code {
			p.add(inner, sp)
		} else {
			p.read(inner, sp, depth+1)
		}
		i, plain = next, next
	}
	p.add(s[plain:], look)
}

// mark reads the mark that opens at i, if one does: the text inside it, where the
// text after it begins, and its look.
func mark(s string, i int, look Span) (inner string, next int, sp Span, ok bool) {
	sp = look
	switch {
	case s[i] == '`':
		sp.Code = true
		inner, next, ok = until(s, i+1, "`")
	case strings.HasPrefix(s[i:], "**"):
		sp.Bold = true
		inner, next, ok = until(s, i+2, "**")
	case s[i] == '*' || s[i] == '_' && !insideWord(s, i):
		sp.Italic = true
		inner, next, ok = until(s, i+1, s[i:i+1])
		ok = ok && (s[i] == '*' || !insideWord(s, next-1))
	case s[i] == '[' && look.URL == "":
		inner, next, sp.URL, ok = link(s, i)
	}
	blank := strings.TrimSpace(inner) != inner || inner == ""
	return inner, next, sp, ok && (!blank || sp.Code && inner != "")
}

// until returns s from i to the next end, on the same line.
func until(s string, i int, end string) (inner string, next int, ok bool) {
	n := strings.Index(s[i:], end)
	if n < 0 || strings.Contains(s[i:i+n], "\n") {
		return "", 0, false
	}
	return s[i : i+n], i + n + len(end), true
}

// link reads [label](https://…) at i.
func link(s string, i int) (label string, next int, addr string, ok bool) {
	label, mid, ok := until(s, i+1, "](")
	if !ok {
		return "", 0, "", false
	}
	addr, next, ok = until(s, mid, ")")
	u, err := url.Parse(addr)
	if !ok || err != nil || u.Scheme != "https" || u.Host == "" || strings.ContainsAny(addr, " \t<>\"") {
		return "", 0, "", false
	}
	return label, next, addr, true
}

// insideWord reports whether the byte at i stands between two letters or digits.
func insideWord(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	return word(before) && word(after)
}

func word(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
