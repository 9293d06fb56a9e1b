package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"

	"github.com/handvat/handvat/bot/text/unseen"
	"github.com/handvat/handvat/knowledge"
)

// NotText is the code of the problem that a file is not in an encoding that is read.
const NotText = "not-text"

// decode makes UTF-8 of src. Where it cannot, text is as it stands and bad the offset in it
// of what stands in the way.
func decode(src []byte) (text string, bad int, ok bool) {
	if order, marked := utf16Order(src); order != nil {
		out, err := utf16.UTF16(*order, marked).NewDecoder().Bytes(src)
		return string(out), 0, err == nil && !bytes.ContainsRune(out, utf8.RuneError)
	}
	rest, marked := bytes.CutPrefix(src, []byte("\ufeff"))
	if utf8.Valid(rest) {
		return string(rest), 0, true
	}
	bad, letters := -1, false // letters: something beyond ASCII is UTF-8
	for i := 0; i < len(rest); {
		r, n := utf8.DecodeRune(rest[i:])
		switch {
		case n > 1:
			letters = true
		case r == utf8.RuneError && bad < 0:
			bad = i
		}
		i += n
	}
	if marked || letters { // UTF-8 with something else within
		return string(rest), bad, false
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(src)
	return string(out), 0, err == nil
}

// utf16Order is the order of the bytes of UTF-16, known by the mark at its beginning or, where
// that was left out, by the zero bytes of its header; nil if src is something else.
func utf16Order(src []byte) (*utf16.Endianness, utf16.BOMPolicy) {
	little, big := utf16.LittleEndian, utf16.BigEndian
	head := src[:min(len(src), 64)&^1]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch most := len(head) / 4; {
	case bytes.HasPrefix(src, []byte("\xff\xfe\x00\x00")): // UTF-32
	case bytes.HasPrefix(src, []byte("\xff\xfe")):
		return &little, utf16.ExpectBOM
	case bytes.HasPrefix(src, []byte("\xfe\xff")):
		return &big, utf16.ExpectBOM
	case zeros[1] > most && zeros[0] == 0:
		return &little, utf16.IgnoreBOM
	case zeros[0] > most && zeros[1] == 0:
		return &big, utf16.IgnoreBOM
	}
	return nil, utf16.IgnoreBOM
}

// sepLine is a first line that tells spreadsheets what parts the columns.
var sepLine = regexp.MustCompile(`^(?i:"?sep=([^"\r\n])"?)\r?\n`)

// readText reads CSV or TSV.
func (t *Table) readText(src []byte) *knowledge.Problem {
	text, bad, ok := decode(src)
	if i := strings.IndexFunc(text, unprintable); ok && i >= 0 {
		bad, ok = i, false
	}
	if !ok {
		return t.notText(text, bad)
	}
	if !strings.Contains(text, "\n") { // as the Macintosh did
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	skipped, comma := 0, separator(text)
	if m := sepLine.FindStringSubmatch(text); m != nil {
		skipped, text = 1, text[len(m[0]):]
		comma, _ = utf8.DecodeRuneInString(m[1])
	}
	decimal := map[rune]rune{',': '.', ';': ','}[comma]
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord, in.TrimLeadingSpace = comma, -1, comma != '\t'
	lines := strings.Split(text, "\n")
	for {
		fields, err := in.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &wrong):
			line, col := wrong.Line, wrong.Column
			if wrong.StartLine != line { // the mark that has no end stands before
				line, col = wrong.StartLine, 1
			}
			return t.problem(line+skipped, max(col, 1), "quote", func(w *texts) string { return w.Quote })
		case err != nil:
			return t.problem(1, 1, NotText, func(w *texts) string { return w.Unreadable.With(err) })
		case len(fields) > maxColumns:
			return t.tooWide(skipped + 1)
		}
		cells, at := make([]Cell, len(fields)), place{}
		for i, f := range fields {
			line, col := in.FieldPos(i)
			at = at.to(lines, line, col)
			cells[i] = Cell{Text: oneLine(f), Line: line + skipped, Col: at.chars + 1, decimal: decimal}
		}
		t.add(cells)
	}
}

func (t *Table) tooWide(line int) *knowledge.Problem {
	return t.problem(line, 1, "too-wide", func(w *texts) string { return w.TooWide.With(maxColumns) })
}

// A place is how far a line was read.
type place struct{ line, bytes, chars int }

// to goes on to a column in bytes from 1, counting characters.
func (p place) to(lines []string, line, col int) place {
	if p.line != line {
		p = place{line: line}
	}
	s := lines[line-1]
	col = min(max(col-1, p.bytes), len(s))
	return place{line, col, p.chars + utf8.RuneCountInString(s[p.bytes:col])}
}

// separator is what parts the columns of the first line with content.
func separator(text string) rune {
	for {
		line, rest, more := strings.Cut(text, "\n")
		if strings.TrimSpace(line) == "" && more {
			text = rest
			continue
		}
		best, most := ',', 0
		for _, c := range ",;\t" {
			n, quoted := 0, false
			for _, r := range line {
				if r == '"' {
					quoted = !quoted
				} else if r == c && !quoted {
					n++
				}
			}
			if n > most {
				best, most = c, n
			}
		}
		return best
	}
}

// unprintable reports whether text in an encoding that is read has no r.
func unprintable(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) && unseen.Is(r)
}

// notText says where text is not what it should be.
func (t *Table) notText(text string, at int) *knowledge.Problem {
	before := text[:at]
	line := strings.Count(before, "\n") + 1
	col := utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:]) + 1
	return t.problem(line, col, NotText, func(w *texts) string { return w.NotText })
}
