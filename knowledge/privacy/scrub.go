package privacy

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a [Scrubber] puts in the place of what it takes out. The marks are the same in both languages, so that a
// scrubbed question still reads as one.
const (
	markMail    = "[mail]"
	markLink    = "[link]"
	markNumber  = "[nr]"
	markAddress = "[adres/address]"
	markMention = "[@]"
	markName    = "[naam/name]"
)

// maxText is the longest text that is left, in characters; maxRead is how much of one is read, in bytes.
const (
	maxText = 300
	maxRead = 2000
)

// A Scrubbed is a text that others than who wrote it may read: only [Scrubber.Scrub] makes one, and what keeps or shows
// texts of people takes nothing else. It is stored as the text. The zero Scrubbed is empty.
type Scrubbed struct{ text string }

// String is the text.
func (s Scrubbed) String() string { return s.text }

// IsZero reports whether nothing is left.
func (s Scrubbed) IsZero() bool { return s.text == "" }

// MarshalJSON and UnmarshalJSON keep a Scrubbed as a JSON string.
func (s Scrubbed) MarshalJSON() ([]byte, error) { return json.Marshal(s.text) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *Scrubbed) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &s.text) }

// A Scrubber takes out of texts what leads to people. It knows given names and surnames as such; Known tells which
// words are names of people besides, such as of the roster, by what [NameWords] makes of them. A nil Known knows
// nobody.
type Scrubber struct {
	Known func(word string) bool
}

// NameWords are the words of the name of somebody, folded: those by which they may be meant. Particles such as "van"
// are not among them.
func NameWords(name string) (words []string) {
	for w := range strings.FieldsFuncSeq(fold(name), func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\'' && r != '-'
	}) {
		w = strings.Trim(w, "'-")
		c := cues()[w]
		if utf8.RuneCountInString(w) > 1 && (c&(particle|title|article|pronoun) == 0 || listed(softWords, w)) { // Ben
			words = append(words, w)
		}
		if parts := strings.Split(w, "-"); len(parts) > 1 {
			words = append(words, NameWords(strings.Join(parts, " "))...)
		}
	}
	return words
}

// Scrub takes out of a text what could lead to a person: names, mentions, mail addresses, links, numbers of phones,
// accounts, customers and the like, number plates and addresses. Names of products, models, places, months and days
// stay. The result has at most 300 characters, on one line. Scrubbing twice changes nothing.
func (s Scrubber) Scrub(text string) Scrubbed {
	if len(text) > maxRead {
		text = text[:maxRead]
		if i := strings.LastIndexAny(text, " \n"); i > 0 {
			text = text[:i] // what is cut through may look like nothing
		}
	}
	text = strings.Map(printable, strings.ToValidUTF8(text, " "))
	seen := map[string]lex{}
	for {
		// What is taken out changes what stands around the rest. Each round takes something out, so that it ends.
		out := cut(s.names(contacts(oneSpace(text)), seen, nil), maxText)
		if out == text {
			return Scrubbed{out}
		}
		text = out
	}
}

// Roster takes out of a text the names that Known knows, and contact details. Everything else stays, so that what is
// written for a job aid keeps the names of its products.
func (s Scrubber) Roster(text string) string {
	lines := strings.Split(oneSpace(text), "\n")
	for n, line := range lines {
		ts := tokens(contacts(line))
		for i, t := range ts {
			firm := !listed(ordinaryWords, t.key) && !listed(softWords, t.key) || t.cap && !t.start
			if t.what == word && firm && s.Known(t.key) {
				ts[i] = token{text: markName + t.tail, gap: t.gap, what: mark}
			}
		}
		lines[n] = write(ts)
	}
	return strings.Join(lines, "\n")
}

// Unmarked is a scrubbed text without the marks of what was taken out: what is left of what somebody typed.
func Unmarked(text string) string {
	for _, mark := range marks {
		text = strings.ReplaceAll(text, mark, " ")
	}
	return text
}

// Fit is s cut to at most n characters, between words where it can be.
func (s Scrubbed) Fit(n int) Scrubbed { return Scrubbed{cut(s.text, n)} }

// cut is a text of at most n characters, between words where it can be.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)[:max(n-1, 0)]
	at := len(r)
	for i := at - 1; i > n/2; i-- {
		if r[i] == ' ' {
			at = i
			break
		}
	}
	return strings.TrimRight(string(r[:at]), " …") + "…"
}

// oneSpace is a text with one space, or one line break, where there are more.
func oneSpace(s string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		if words := strings.Fields(line); len(words) > 0 {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(strings.Join(words, " "))
		}
	}
	return b.String()
}

// printable turns control characters into spaces, but for line breaks.
func printable(r rune) rune {
	switch {
	case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\r':
		return '\n'
	case r == '\u200d' || r == '\u200b' || r == '\u00ad' || r == '\ufeff':
		return -1
	case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		return ' '
	}
	return r
}
