package chat

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// addressRE is what has the shape of a mail address.
var addressRE = regexp.MustCompile(`^\pL[\pL\d._+-]*@[\pL\d-]+(\.[\pL\d-]+)+$`)

// Named returns the names that s mentions as "@name", in order, each once and without
// its "@": how one mentions a colleague on a platform that knows no mentions. A name
// holds letters, digits and any of . _ - @, so that it can be a mail address, but ends
// in a letter or digit. An "@" inside a word begins none, but what is nothing but a mail
// address is a name. At most [MaxPeople] are returned; names that differ in capitals only
// are the same.
func Named(s string) (names []string) {
	if s = strings.TrimSpace(s); addressRE.MatchString(s) {
		return []string{s}
	}
	before := ' '
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r != '@' || word(before) {
			before = r
			continue
		}
		end := strings.IndexFunc(s[i:], func(r rune) bool { return !word(r) && !strings.ContainsRune("._-@", r) })
		if end < 0 {
			end = len(s) - i
		}
		name := strings.TrimRight(s[i:i+end], "._-@")
		if first, _ := utf8.DecodeRuneInString(name); unicode.IsLetter(first) {
			names = addName(names, name)
		}
		i, before = i+end, ' '
	}
	return names[:min(len(names), MaxPeople)]
}

// Listed returns the names in s, which asks for nothing else: between commas, with or
// without "@", as one answers a [Question] for a colleague by typing. They are as
// those of [Named], but may hold spaces, and all of them are returned.
func Listed(s string) (names []string) {
	for name := range strings.SplitSeq(s, ",") {
		if name = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), "@")); name != "" {
			names = addName(names, name)
		}
	}
	return names
}

// AddPerson adds p to the people of an event, in order: unless they are among them, or there are [MaxPeople].
func AddPerson(people []Person, p Person) []Person {
	same := func(other Person) bool { return other.ID == p.ID }
	if len(people) == MaxPeople || slices.ContainsFunc(people, same) {
		return people
	}
	return append(people, p)
}

// Short is s of at most n characters, the rest of it shown as an ellipsis. It is for what is said in full elsewhere.
func Short(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// addName adds name to names, unless it is among them.
func addName(names []string, name string) []string {
	same := func(other string) bool { return strings.EqualFold(name, other) }
	if slices.ContainsFunc(names, same) {
		return names
	}
	return append(names, name)
}
