package dialog

import (
	"regexp"
	"slices"
	"strings"
)

// Where a sentence ends, which it does not behind a title, and where another clause may begin in it.
var (
	titles = regexp.MustCompile(`(?i)\b(mrs?|ms|dr|dhr|mevr|mw)\.`)
	ends   = regexp.MustCompile(`[.!?;:)]+(?:\s|$)|\s[-–—(]+|\n`)
	breaks = regexp.MustCompile(`(?i),?\s(?:but|maar|unlike|in tegenstelling|in contrast|and|en)\s|,`)
)

// Words for somebody who was spoken of before and does nothing, and what a group does to the reader.
var (
	objects = regexp.MustCompile(`(?i)\b(?:haar|hem|hun|her|him|them|their)\b`)
	feels   = regexp.MustCompile(`^ \. (?:je|jouw|jullie|het|de|your|the) (?:\S*team|\S*ploeg|\S*afdeling|crew|shift|` +
		`department|squad) \S+ (?:je|jou|jullie|you) \. $`)
)

// TellsOfAnother reports whether a clause of a text to somebody called to is about a third person: one is in it, by
// name or not, and the reader is not who it is about.
func (t *Turn) TellsOfAnother(said, to string) bool {
	said = titles.ReplaceAllString(without(said, leads), "$1")
	return slices.ContainsFunc(ends.Split(said, -1), func(s string) bool {
		from := 0
		for _, at := range breaks.FindAllStringIndex(s, -1) {
			if t.another(s[from:at[0]], s[at[0]:at[1]], s[at[1]:], to) {
				if t.tells(s[from:at[0]], to) {
					return true
				}
				from = at[0]
			}
		}
		return t.tells(s[from:], to)
	})
}

// another reports whether a clause of its own comes behind what goes to the reader in a sentence: somebody else is in
// it, and is no more than one of several where only a word joins them.
func (t *Turn) another(before, join, after, to string) bool {
	if !has(before, reader) {
		return false
	}
	if next := breaks.FindStringIndex(after); next != nil {
		after = after[:next[0]]
	}
	after = join + after
	if join = strings.ToLower(join); join == " en " || join == " and " {
		ws := wordsOf(before)
		last := ws[len(ws)-1]
		several := slices.Contains(oneself, last) || personAt(ws, len(ws)-1) || t.namesAnother("van "+last, to)
		return t.namesAnother(after, to) && (slices.Contains(reader, last) || !several)
	}
	return t.third(objects.ReplaceAllString(after, ""), to)
}

// tells reports whether a clause is about a third person.
func (t *Turn) tells(said, to string) bool {
	whole := sentence(said)
	if feels.MatchString(whole) || thanks.MatchString(whole) && !strings.Contains(said, ",") {
		return false
	}
	if fates.MatchString(whole) && t.third(said, to) {
		return true
	}
	said = unframed(said)
	ws := wordsOf(said)
	for i, w := range ws {
		if !slices.Contains(reader, w) || personAt(ws, i+1) {
			continue
		}
		acts := !slices.Contains(theirs, w) && i > 0 && slices.Contains(clauses, ws[i-1])
		owns := slices.Contains(owned, w) && i+1 < len(ws) && !slices.Contains(loose, ws[i+1])
		if acts || owns || !t.third(strings.Join(ws[:i], " "), to) {
			return false
		}
	}
	return t.namesAnother(said, to) || unnamed(said) && !has(said, oneself) || has(said, single)
}
