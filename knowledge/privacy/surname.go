package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// surname reports whether the word at i can go on with a name; after a particle a word can in lower case too.
func (r *reading) surname(i int, behind bool) bool {
	t, l := r.at(i), r.lex(i)
	names := l&aName != 0
	switch {
	case t.what != word || utf8.RuneCountInString(t.key) < 2 || t.cue&month != 0 || l&isThing != 0 && !names:
		return false
	case l&isPlace != 0 && !names:
		return behind && t.cap && (r.at(i-1).key == "van" || r.at(i-2).key == "van") // Jan van der Zwaag
	case t.cap && strings.Contains(t.text, "-") && l&isThing == 0:
		return !r.isCompounded(i)
	case t.cue&(department|placeAfter|firm) != 0 && (!names || t.cap && !behind && r.lex(i-1)&isGiven == 0):
		return false
	case t.cue&greeting != 0 && !names && !(t.cap && r.lex(i-1)&isGiven != 0): // Thanh Ha
		return false
	case t.cap && !t.caps:
		return l&isWord == 0 || behind || t.cue&(pronoun|article|verbSure) == 0 || len(t.key) != len(t.text)
	case t.cap:
		return names && (l&isWord == 0 || behind)
	}
	return behind && t.cue&^trade == 0 && (l&(isSurname|isKnown) != 0 || l == 0 && len(t.key) > 3)
}

// lowNext reports whether a word in lower case is the surname behind a given name in lower case.
func (r *reading) lowNext(i int) bool {
	t, l := r.at(i), r.lex(i)
	if t.what != word || t.cap || len(t.key) < 3 || t.cue&^(trade|bare) != 0 {
		return false
	}
	if l&isSurname != 0 && (l&isKnown != 0 || r.is(i+1, verb|conj|and|talk|part) || r.at(i+1).what != word) {
		return true
	}
	return l&isWord == 0 && l&(isThing|isPlace) == 0
}

// particles is how many tokens from i on are particles of a surname. Such as "in" and "op" are with an article only.
func (r *reading) particles(i int) (n int) {
	for n < 4 && r.is(i+n, particle) {
		if r.is(i+n, particleIn) && !r.is(i+n+1, particleOf) {
			return n
		}
		if r.at(i+n).text == "o" {
			return n
		}
		if n++; r.at(i+n).text == "." && r.is(i+n-1, saint) {
			n++ // St. John
		}
	}
	return n
}

// initial reports whether at i is a capital with a point behind it.
func (r *reading) initial(i int) bool {
	t, dot := r.at(i), r.at(i+1)
	return t.what == word && utf8.RuneCountInString(t.text) == 1 && strings.ToUpper(t.text) == t.text &&
		strings.ToLower(t.text) != t.text && dot.text == "." && !dot.gap
}

// initials is how many tokens from i on are initials, of which a name follows.
func (r *reading) initials(i int) (n int) {
	for r.initial(i+n) && n < 12 {
		n += 2
	}
	if dot := r.at(i + 1).text; n == 0 && r.at(i).key == "v" && (dot == "." || dot == "/") && r.at(i+2).key == "d" {
		if n = 3; r.at(i+3).text == "." {
			n++
		}
	}
	if n == 0 {
		return 0
	}
	j := i + n + r.particles(i+n)
	t := r.at(j)
	if t.what != word || t.caps || r.lex(j)&isThing != 0 || !r.at(i+n).gap && n < 4 {
		return 0
	}
	signed := r.is(i-1, with|title|closing) || r.at(i-1).text == "," && r.is(i-2, closing)
	signed = signed || r.at(i-1).text == ":" && j > i+n || r.at(i-1).text == "." && r.is(i-2, title)
	if names := r.lex(j) & aName; names == 0 && (r.lex(j)&isWord != 0 && !signed || !t.cap) {
		return 0
	}
	if !t.cap && j == i+n && r.at(i).cap {
		return 0
	}
	return n
}

// leads reports whether at i is a particle with which a surname begins: "Van der Meer", "De Jong".
func (r *reading) leads(i int) bool {
	p := r.particles(i)
	if p > 2 && r.is(i+1, saint) {
		return false // Het St. Jansdal
	}
	if p > 1 && r.at(i).key == "van" && r.at(i+1).key == "der" && !r.at(i+p).cap {
		return r.lex(i+p)&isSurname != 0
	}
	if p > 0 && r.at(i).start && r.at(i).key == "van" && !r.at(i).cap {
		return r.lex(i+p)&isSurname != 0 && (r.is(i+p+1, says|verbSure) || r.at(i+p+1).key == "heeft") // van dijk heeft
	}
	if p > 0 && r.at(i).key == "van" && r.is(i-1, with) && r.at(i+p).cap { // voor van Bruggen
		return !r.at(i+p).caps && r.lex(i+p)&isThing == 0 && r.at(i+p).cue&month == 0
	}
	if p == 0 || !r.at(i).cap || p == 1 && r.is(i, particleIn|saint) {
		return false
	}
	t, l := r.at(i+p), r.lex(i+p)
	place := l&isPlace != 0 && (r.at(i).key != "van" || r.at(i).start && !r.acts(i+p)) // Van Dongen belt
	if !t.cap || t.caps || r.isCompounded(i+p) || (l&isThing != 0 || place) && l&isKnown == 0 || t.cue&month != 0 {
		return false
	}
	names := l&(isSurname|isKnown|isSoft|isGiven) != 0
	switch {
	case r.at(i).start && r.is(i, particleIn): // Op de Kinderafdeling
		return l&(isSurname|isKnown) != 0
	case p > 1 || !r.at(i).start:
		return names || l&isWord == 0 || l&isPlace != 0 || r.joined(i)
	case r.at(i).key == "van" && r.acts(i+p):
		return true
	case slices.Contains([]string{"van", "mc", "ten", "ter", "el"}, r.at(i).key):
		return l&isSurname != 0 || l&(isKnown|isGiven|isWord) == 0
	}
	return l&isSurname != 0 && !r.ofThing(i, r.run(i))
}

// ofThing reports whether n tokens from i on are the name of a thing or a place, such as "Roos van Leary" and "Victoria
// Station".
func (r *reading) ofThing(i, n int) bool {
	next := i + n
	if r.is(next, placeAfter) && r.at(next).cap && r.at(next).gap {
		return true
	}
	last := r.at(next - 1)
	switch {
	case r.is(next, eponym) && (!r.at(next).cap || last.tail != ""), // Moore's law, Clare's Law
		r.is(next, firm) && last.tail == "", r.at(next).text == "&" && r.is(next+1, firm),
		r.at(next).cap && r.lex(next) == isPlace && last.tail == "" && r.at(next).gap && isStreet(r.at(next).key),
		r.brands(i, next):
		return true
	}
	p := r.particles(next)
	if of := next + p; p > 0 && r.at(of).cap && !r.is(of, department) && r.lex(of)&(isThing|isKnown) == isThing {
		return r.lex(i)&isGiven == 0
	}
	l := r.lex(i)
	if l&(isSurname|isWord|isThing) == isSurname && r.is(next, matter) {
		return false // the Singh file
	}
	return r.is(next, thingAfter) && l&(isGiven|isKnown|isSoft) == 0 && r.at(next-1).tail == "" &&
		!strings.Contains(r.at(i).key, "-")
}
