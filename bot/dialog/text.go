package dialog

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
)

// maxText is the longest text the bot reads, in bytes; the rest is left out.
const maxText = 8 << 10

// Clean is text without control characters, of a length that is no burden.
func Clean(s string) string {
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}

// Plain is a text on one line, without marks.
func Plain(s string) string {
	return chat.Strip(strings.Join(strings.Fields(Clean(s)), " "))
}

// Apart are the titles of some things as people choose among them: those of one title have their ids behind it.
func Apart[T any](all []T, of func(T) (title, id string)) (titles []string) {
	times := map[string]int{}
	for _, one := range all {
		title, _ := of(one)
		times[text.Normal(title)]++
	}
	for _, one := range all {
		title, id := of(one)
		if behind := " (" + id + ")"; times[text.Normal(title)] > 1 {
			title = Fit(title, chat.MaxLabel-len(behind)) + behind
		}
		titles = append(titles, title)
	}
	return titles
}

// Titled is what one thing of some is called, as [Apart] has it; empty if it is not among them.
func Titled[T any](all []T, id string, of func(T) (title, id string)) string {
	for i, title := range Apart(all, of) {
		if _, is := of(all[i]); is == id {
			return title
		}
	}
	return ""
}

// Fit cuts s to at most n characters, between words.
func Fit(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:max(n-1, 0)])
	if i := strings.LastIndex(cut, " "); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.;:") + "…"
}

// LowerFirst is s as it stands within a sentence. Abbreviations keep their capitals.
func LowerFirst(s string) string {
	if len(s) > 1 && 'A' <= s[0] && s[0] <= 'Z' && ('a' <= s[1] && s[1] <= 'z' || s[1] == ' ') {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// Labelled reads a text that names its parts, as "label: part; label: part" or a line
// for each. Part i is what stands behind one of labels[i]; ok is false if no label is
// known.
func Labelled(typed string, labels [][]string) (parts []string, ok bool) {
	parts = make([]string, len(labels))
	for _, part := range strings.FieldsFunc(typed, func(r rune) bool { return r == ';' || r == '\n' }) {
		label, value, _ := strings.Cut(part, ":")
		i := slices.IndexFunc(labels, func(names []string) bool { return slices.Contains(names, text.Normal(label)) })
		if i >= 0 && strings.TrimSpace(value) != "" {
			parts[i], ok = strings.TrimSpace(value), true
		}
	}
	return parts, ok
}
