package knowledge

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/bot/text/unseen"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// maxFile is the size of the largest file that is read, in bytes. A page of ten
// thousand words is a quarter of it.
const maxFile = 256 << 10

// Parse reads the Markdown file of one aid. The name is where src came from; it
// appears in the problems, and its folder and base name are compared with the
// language and the slug by [Lint].
//
// The problems are those of form: what cannot be read, or would be lost. The aid is
// nil when nothing could be made of the file, and must not be served when there are
// errors. Parse never panics.
func Parse(name string, src []byte) (*Aid, Problems) {
	d := read(name, src)
	return d.aid, d.problems.Sort()
}

// A doc is one file on its way to becoming an aid.
type doc struct {
	name     string
	text     string // with \n as line end, without byte order mark
	lines    []int  // where each line of text begins
	first    int    // the line of --- above the front matter, from 0
	yaml     *yamldoc.File
	aid      *Aid // nil when the front matter cannot be read
	at       map[string]pos
	problems Problems
}

// A pos is a place in a file: line and column in characters, from 1.
type pos struct{ line, col int }

// read makes a doc of a file, and its aid as far as that goes.
func read(name string, src []byte) *doc {
	d := &doc{name: name, at: make(map[string]pos)}
	if !d.decode(src) {
		return d
	}
	front, body, ok := d.split()
	if !ok {
		return d
	}
	a := new(Aid)
	if !d.front(front, a) {
		return d
	}
	d.aid = a
	if a.IsRecipe() {
		d.body(body)
		return d
	}
	if a.Status == "" {
		a.Status = Published
	}
	a.Body = trimBlank(d.text[body:])
	d.at["body"] = d.pos(body)
	return d
}

// decode fills text and lines. It reports whether src is text at all.
func (d *doc) decode(src []byte) bool {
	if len(src) > maxFile {
		d.wrong(pos{1, 1}, "too-large", func(w *texts) string { return w.TooLarge.With(maxFile >> 10) })
		return false
	}
	text := lines(src)
	d.text = text
	d.lines = append(d.lines, 0)
	for i := range len(text) {
		if text[i] == '\n' {
			d.lines = append(d.lines, i+1)
		}
	}
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd") {
			d.wrong(d.pos(i), "not-utf8", func(w *texts) string { return w.NotUtf8 })
			return false
		}
		if unseen.Is(r) {
			d.wrong(d.pos(i), "control-character",
				func(w *texts) string { return w.ControlCharacter.With(fmt.Sprintf("%U", r)) })
			return false
		}
	}
	return true
}

// split finds the front matter, the text between two lines of three dashes, and
// returns the offset at which the body begins.
func (d *doc) split() (front string, body int, ok bool) {
	for strings.TrimSpace(d.line(d.first)) == "" && d.first+1 < len(d.lines) {
		d.first++
	}
	if strings.TrimRight(d.line(d.first), " \t") != "---" || d.first+1 == len(d.lines) {
		d.noFront()
		return "", 0, false
	}
	for n := d.first + 1; n < len(d.lines); n++ {
		if line := d.line(n); strings.TrimRight(line, " \t") == "---" {
			body = min(d.lines[n]+len(line)+1, len(d.text))
			d.hardSpaces(n + 1)
			return d.text[d.lines[d.first+1]:d.lines[n]], body, true
		}
	}
	d.wrong(pos{d.first + 1, 1}, "front-matter-open", func(w *texts) string { return w.FrontMatterOpen })
	return "", 0, false
}

// noFront reports that a file is not written as an aid is.
func (d *doc) noFront() {
	d.wrong(pos{d.first + 1, 1}, "no-front-matter", func(w *texts) string { return w.NoFrontMatter })
}

// marker is a mark of Markdown, with a space that may not break where a space or an indent
// belongs: Markdown takes it for a letter, and the line for a part of the one before.
var marker = regexp.MustCompile(strings.NewReplacer(
	"M", `(?:[-+*]|[0-9]{1,9}[.)]|#{1,6})`,
	"S", `\x{a0}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}`).
	Replace(`^(?:[ \t]*M([S])|[ \t]*([S])[ \tS]*M(?:[ \tS]|$))`))

// hardSpaces reports marks of the body, from line n on, that are none for a space that only
// looks like one.
func (d *doc) hardSpaces(n int) {
	if n >= len(d.lines) || strings.IndexFunc(d.text[d.lines[n]:], yamldoc.IsHardSpace) < 0 {
		return
	}
	fenced := false
	for ; n < len(d.lines); n++ {
		line := d.line(n)
		if strings.HasPrefix(strings.TrimLeft(line, " "), "```") {
			fenced = !fenced
		}
		m := marker.FindStringSubmatchIndex(line)
		if fenced || m == nil {
			continue
		}
		d.add(Error, d.pos(d.lines[n]+max(m[2], m[4])), "hard-space", yamldoc.HardSpace())
	}
}

// fieldsAhead is front matter that does not begin on the first line.
var fieldsAhead = regexp.MustCompile(`(?m)^[ \t\x{a0}]*---[ \t\x{a0}]*\n` +
	`(?:(?:[a-z_]+:.*|[ \t]*[-#].*|[ \t]*)\n){0,30}?[ \t]*(?:slug|lang|title|type):`)

// hasFront reports whether a file has front matter as an aid does, if only below other text or
// in an encoding that is not read: then the author is told of it.
func hasFront(src []byte) bool {
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) ||
		bytes.IndexByte(src[:min(len(src), 64)], 0) >= 0 { // UTF-16
		return true
	}
	text := lines(src)
	first, _, more := strings.Cut(strings.TrimSpace(text), "\n")
	if more && strings.TrimSpace(first) == "---" {
		return true
	}
	at := fieldsAhead.FindStringIndex(text)
	return at != nil && strings.Count(text[:at[0]], "\n") <= 100 && !strings.Contains(text[:at[0]], "```")
}

// lines is a file with plain line ends, without the characters that have no width; those that
// turn the direction of text stay, to be told of.
func lines(src []byte) string {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(src))
	if strings.IndexFunc(text, unseen.Is) >= 0 || !utf8.ValidString(text) {
		return strings.TrimPrefix(text, "\ufeff")
	}
	return unseen.Out(text)
}

// line is the nth line of the text, from 0, without its end.
func (d *doc) line(n int) string {
	if n+1 < len(d.lines) {
		return d.text[d.lines[n] : d.lines[n+1]-1]
	}
	return d.text[d.lines[n]:]
}

// pos is the place of the byte at offset.
func (d *doc) pos(offset int) pos {
	offset = min(offset, len(d.text))
	n := sort.SearchInts(d.lines, offset+1) - 1
	return pos{n + 1, utf8.RuneCountInString(d.text[d.lines[n]:offset]) + 1}
}

// mark remembers where a part stands, so that a problem found later can say so.
func (d *doc) mark(p pos, part string, path ...int) { d.at[part+numbers(path)] = p }

// place is where the part stands, or the nearest part that holds it; the first
// line when neither is in the file, and nowhere when there is no file.
func (d *doc) place(part string, path ...int) pos {
	if d.at == nil {
		return pos{}
	}
	for {
		if p, ok := d.at[part+numbers(path)]; ok {
			return p
		}
		if len(path) == 0 {
			return pos{1, 1}
		}
		path = path[:len(path)-1]
	}
}

func numbers(path []int) string {
	s := ""
	for _, n := range path {
		s += "." + strconv.Itoa(n)
	}
	return s
}

// wrong adds an error.
func (d *doc) wrong(at pos, code string, says func(*texts) string) {
	d.add(Error, at, code, Words.Say(says))
}

// warn adds a warning.
func (d *doc) warn(at pos, code string, says func(*texts) string) {
	d.add(Warning, at, code, Words.Say(says))
}

func (d *doc) add(sev Severity, at pos, code string, says text.Said) {
	d.problems = append(d.problems,
		Problem{File: d.name, Line: at.line, Col: at.col, Severity: sev, Code: code, Says: says})
}

// trimBlank is s without the blank lines around it and the space after it.
func trimBlank(s string) string {
	for {
		line, rest, more := strings.Cut(s, "\n")
		if !more || strings.Trim(line, " \t") != "" {
			return strings.TrimRight(s, " \t\n")
		}
		s = rest
	}
}

// oneLine is s with every run of spaces and line ends made one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
