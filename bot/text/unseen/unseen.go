// Package unseen knows the characters that nobody sees: those that change what is read or
// shown, and those that only make two texts that look the same differ.
package unseen

import (
	"strings"
	"unicode"
)

// Is reports whether r is a control character other than a tab or a line end, or one that
// turns the direction of the text after it.
func Is(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' ||
		r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// Out is s without the characters of format that have no width, such as a zero-width space, a
// soft hyphen or a byte order mark; those that turn the direction of text included. What joins
// or parts the letters of a script that needs it, or the parts of an emoji, stays.
func Out(s string) string {
	if strings.IndexFunc(s, format) < 0 {
		return s
	}
	var b strings.Builder
	var last rune
	for _, r := range s {
		if format(r) && !(joins(r) && last >= 0x0530 && !unicode.IsSpace(last) && !unicode.IsPunct(last)) {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// format reports whether r is a character of format, or one of the fillers and selectors that
// show nothing by themselves.
func format(r rune) bool {
	return r >= 0xad && (unicode.Is(unicode.Cf, r) || r == 0x34f || r == 0x115f || r == 0x1160 || r == 0x3164 ||
		r == 0xffa0 || r == 0x17b4 || r == 0x17b5 || r >= 0x180b && r <= 0x180f)
}

// joins reports whether r is needed in some scripts and in emoji.
func joins(r rune) bool {
	return r >= 0x200c && r <= 0x200f || r == 0x061c || r >= 0xe0020 && r <= 0xe007f
}
