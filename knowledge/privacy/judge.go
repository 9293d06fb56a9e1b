package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isName reports whether the word at i is a name by itself.
func (r *reading) isName(i int) bool {
	t, l := r.ts[i], r.lex(i)
	mine := t.tail != "" || strings.ContainsRune("sxz", rune(t.text[len(t.text)-1])) && r.apostrophe(i+1)
	names := l & aName
	switch {
	case t.cue&(pronoun|article|particleOf) != 0 && l&isSurname == 0 && !(l&isKnown != 0 && t.cap):
		return false
	case r.is(i, ailment) && l&isKnown == 0 && (mine || r.is(i-1, with) || r.at(i-1).key == "has"):
		return false // a resident with Parkinson's
	case r.idiom(i), r.is(i, saint) && r.at(i+1).cap && l&isKnown == 0, t.cap && r.honours(i):
		return false
	case r.is(i-2, eponym) && (r.at(i-1).key == "van" || r.at(i-1).key == "of") && l&canBe == 0:
		return false // de wet van Parkinson
	case t.caps && t.cue&pairOf != 0: // JP
		return !r.det(i-1) && (r.is(i-1, withSure|told|relation) || r.acts(i) || r.joined(i) || mine)
	case caseless(t.text):
		return true
	case l&(isThing|isPlace) != 0 && (l&isKnown == 0 || l&isWord != 0):
		next := r.lex(i+1)&aName != 0 && r.at(i+1).cap && r.surname(i+1, false)
		signs := r.signsOff(i) && r.at(i-1).text != ":"
		of := r.is(i-1, told) || r.is(i-1, withSure) && r.at(i-1).key != "about" || r.andTheirs(i)
		person := mine && t.tail == "" || r.is(i+1, verbSure|says) || r.feels(i) || next || r.is(i-1, relation) ||
			l&isThing == 0 && (signs || of)
		return l&(isGiven|isSoft|isKnown) != 0 && t.cap && person
	case l&isKnown == 0 && (r.is(i-1, saint) && r.at(i-1).cap || r.at(i-1).text == "." && r.is(i-2, saint)):
		return false
	case l&(isGiven|isKnown) != 0 && l&(isWord|isSoft) == 0:
		return l&isKnown != 0 || mine || !r.oneOf(i)
	case !t.cap || t.caps && l&isKnown == 0:
		return r.isLow(i, mine)
	case l&isSurname != 0 && l&(isWord|isSoft) == 0:
		return !t.start && (r.is(i+1, matter) || r.likely(i)) || mine || r.acts(i) || r.did(i) ||
			r.joined(i) || r.at(i+1).cap && r.surname(i+1, false)
	case strings.Contains(t.key, "-") && (r.is(i+1, matter) || r.is(i-1, matter)) && !r.isCompounded(i):
		return true // the Boothroyd-Vance file
	case names != 0:
		return r.isSoftName(i, mine)
	case l&isWord != 0:
		return false
	case l&isCompound != 0:
		return !t.start && r.joined(i) || r.is(i+1, kin) && r.det(i-1) || r.isUnknown(i, mine) &&
			(!t.start && r.likely(i) || (r.personal(i) || mine) && !r.det(i-1) && likeSurname(t.key))
	}
	if t.start {
		return r.isUnknown(i, mine) || !t.caps && t.cue == 0 && len(t.key) > 2 && !r.breaks(i) && r.likely(i)
	}
	return r.isUnknown(i, mine) && (mine || r.joined(i) && r.at(i-2).what == mark || r.likely(i))
}

// caseless reports whether a word is of a script without capitals, such as Chinese or Arabic, among words of ours.
func caseless(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Lo, r) && r > 0x2ff
}

// partOf reports whether the word at i, which is a word too, goes on with the name of a thing: "Boxing Day".
func (r *reading) partOf(i int) bool {
	before := r.at(i - 1)
	said := cue(0) // what a word with a capital is not
	if r.lex(i)&canBe == 0 && !before.start {
		said = verb | verbLike | with
	}
	return before.what == word && before.cap && before.cue&^said == 0 && r.at(i).gap &&
		r.lex(i-1)&(isWord|aName) == isWord &&
		(!before.start || r.lex(i)&canBe == 0)
}

// isSoftName reports whether the word at i, which is a name and a word, is a name here: it has a capital.
func (r *reading) isSoftName(i int, mine bool) bool {
	t, l := r.ts[i], r.lex(i)
	pair := l&isSoft != 0 && r.at(i+1).cap && r.at(i+1).gap && r.lex(i+1)&isSurname != 0
	switch next := r.at(i + 1); {
	case l&isWord != 0 && next.cap && next.gap && r.lex(i+1)&(isThing|isPlace) != 0 && r.lex(i+1)&aName == 0:
		return false // Black Friday
	case l&canBe == 0 && !t.start && next.cap && next.gap && r.lex(i+1)&(isWord|aName) == isWord:
		return false // Head Office
	case l&(isSoft|isKnown) == isSoft && !t.start && r.amongThings(i):
		return false
	case l&isWord != 0 && r.partOf(i):
		return false
	case r.joined(i):
		return true
	case t.cue&month != 0 && r.at(i+1).cap && r.surname(i+1, false):
		return true
	case t.cue&month != 0 && (r.feels(i) || r.is(i-1, gives) || t.start && r.andTheirs(i)), r.is(i+1, kin):
		return true
	case t.cue&month != 0:
		of := l&isKnown != 0 && r.is(i-1, with) && !r.is(i-1, thingBefore|particle) && r.at(i-1).key != "from"
		return of || r.at(i-1).start && r.is(i-1, verbDoes) || r.is(i-1, withSure|told) && r.is(i+1, with|part) ||
			r.is(i+1, verbSure)
	case r.signsOff(i), r.at(i-1).key == "een" && pair, r.at(i-1).key == "a" && pair: // for a Mark Bell
		return true
	case t.cue&function != 0 && t.cue&verbLike != 0 && t.key != "hoop" && t.start && r.third(i+1): // Wil heeft
		return true
	case t.start && r.lexOf(t.key)&isWord == 0 && t.cue == 0 && r.at(i+1).what == word && !r.at(i+1).cap &&
		!r.breaks(i):
		return !r.is(i+1, thingAfter) // Pim achter de balie
	case t.start:
		p := r.particles(i + 1)
		if p > 0 && t.cue&function == 0 && r.at(i+1+p).cap && r.surname(i+1+p, true) {
			return true
		}
		more := r.at(i+1).cap && r.at(i+1).gap && r.surname(i+1, false)
		if next := r.lex(i + 1); t.cue&function != 0 && !r.andTheirs(i) || more {
			return r.at(i+1).cap && (next&aName != 0 || next == 0 || r.at(i+1).tail != "" ||
				strings.Contains(r.at(i+1).key, "-") || t.cue&(function|verbLike) == 0 && r.is(i+2, verb))
		}
		firm := l&isKnown != 0 || t.cue&(bare|verbLike) == 0
		if !firm && r.at(i+1).key == "is" && !r.feels(i) {
			return false // Summer is busy
		}
		if l&canBe != 0 && r.called(i, firm) || r.is(i+1, owned) && r.at(i+1).key != "zijn" {
			return true
		}
		return l&isSurname != 0 && r.is(i+1, says) || mine && l&canBe != 0 ||
			r.acts(i) && (l&canBe != 0 || t.cue&trade != 0) || r.did(i) && t.cue&trade != 0 || r.andTheirs(i)
	case mine && t.tail == "", l&isSurname != 0 && r.is(i-1, particleOf) && r.is(i-2, withSure):
		return true
	case l&canBe == 0 && r.is(i-1, thingBefore) && !r.is(i-1, with):
		return false // Team North
	case r.det(i-1) && !r.is(i-1, adjective) && (!r.is(i-1, mineToo) || l&canBe == 0):
		return false
	case l&canBe != 0:
		return true
	}
	return r.likely(i) || mine
}

// called reports whether behind the word at i, with which a sentence begins, comes what stands behind who is called, or
// who says it: "Rose, …", "Bart here". A firm one is a name rather than a word.
func (r *reading) called(i int, firm bool) bool {
	next := r.at(i + 1)
	switch next.text {
	case ",", "!":
		return !next.gap
	case "/":
		return !next.gap && r.at(i+2).cap && r.lex(i+2)&aName != 0
	case ":":
		return firm && !next.gap
	case "(", "here", "hier":
		return true
	case "-", "van", "from", "uit":
		return firm
	}
	return false
}

// isUnknown reports whether the word at i, with a capital and in no list, is a name here.
func (r *reading) isUnknown(i int, mine bool) bool {
	t, next := r.ts[i], i+1
	switch {
	case t.caps || len(t.key) < 3 || strings.ContainsAny(t.text, "0123456789") || r.at(i-1).text == "&" && !t.gap:
		return false
	case r.at(next).text == markAddress: // the town
		return false
	case r.is(next, thingAfter) && !mine, r.is(i-1, thingOf), r.breaks(i), !strings.ContainsAny(t.key, "aeiouy"):
		return false
	case r.is(i-1, particle|with) && r.is(i-2, thingOf) || r.at(i-1).key == "of" && r.is(i-2, thingOf):
		return false
	case t.start:
		if p := r.particles(next); p > 0 && r.at(next+p).cap && r.surname(next+p, false) {
			return true
		}
		n, l := r.at(next), r.lex(next)
		follows := n.what == word && n.cap && n.gap &&
			(l&(isWord|isThing|isPlace) == 0 || l&aName != 0 || strings.Contains(n.key, "-") && l&isThing == 0)
		apposed := n.text == "," && r.is(next+1, mineToo)
		return mine || r.signsOff(i) || follows || apposed || r.acts(i) || r.did(i) || r.joined(i) || n.key == "from" ||
			n.key == "van" && r.is(next+1, article)
	case mine:
		return !r.is(next, thingOf)
	case r.is(i-1, mineToo) && (r.at(next).key == "van" || r.at(next).key == "from" || r.at(next).key == "who"):
		return true
	case r.is(i-1, thingBefore) && !r.is(i-1, with), r.det(i-1) && !r.acts(i):
		return false
	}
	return true
}

// oneOf reports whether the word at i, with a capital, is one of a kind of things by the article before it: "the
// Bentley in bay 3", "de Rembrandt". Of people it tells which is meant: "the Sarah from accounts".
func (r *reading) oneOf(i int) bool {
	if next := r.at(i + 1); r.is(i+1, matter|kin|and) || next.cap && next.gap {
		return false
	}
	switch r.at(i + 1).key {
	case "van", "from", "die", "who", "uit", "with", "met", "of":
		return false
	}
	return r.at(i).cap && (r.at(i-1).key == "de" || r.at(i-1).key == "the" || r.at(i-1).key == "het")
}

// amongThings reports whether the word at i is named in one breath with a thing: "from Sage to Excel".
func (r *reading) amongThings(i int) bool {
	thing := func(between, j int) bool {
		b := r.at(between)
		said := b.text == "/" || b.key == "to" || b.key == "naar" || b.key == "or" || b.key == "of"
		return said && r.lex(j)&(isThing|aName) == isThing
	}
	return thing(i+1, i+2) || thing(i-1, i-2)
}

// acts reports whether what comes behind the word at i is what people do.
func (r *reading) acts(i int) bool {
	return r.is(i+1, verb|verbSure) && !r.at(i+1).cap || r.andTheirs(i)
}

// third reports whether the word at i is what another does, with which no question goes on: "Wil heeft", "Will says".
func (r *reading) third(i int) bool {
	switch r.at(i).key {
	case "is", "isn't", "was", "has", "heeft", "had":
		return true
	}
	return r.is(i, verbSure)
}

// did reports whether behind the word at i comes what is done in English, and was.
func (r *reading) did(i int) bool {
	next := r.at(i + 1)
	return r.lex(i+1)&isWord != 0 && !next.cap && len(next.key) > 4 && strings.HasSuffix(next.key, "ed") && !r.breaks(i)
}

// andTheirs reports whether behind the word at i comes somebody with it, or what is theirs: "and I", "en haar team".
func (r *reading) andTheirs(i int) bool {
	if !r.is(i+1, and) {
		return false
	}
	switch r.at(i + 2).key {
	case "his", "her", "haar", "zijn", "z'n", "d'r":
		return true
	}
	return r.is(i+2, pronoun) && len(r.at(i+2).key) < 4
}

// feels reports whether behind the word at i is told how somebody is: "is sick", "is weer ziek".
func (r *reading) feels(i int) bool {
	switch r.at(i + 1).key {
	case "is", "isn't", "was":
		return r.is(i+2, feels) || r.is(i+3, feels)
	}
	return false
}

// personal reports whether the word at i stands where people are named.
func (r *reading) personal(i int) bool {
	return r.is(i-1, with) && !r.is(i-1, thingBefore) || r.acts(i) || r.joined(i) || r.after(i, relation, false) ||
		r.is(i-1, verb) && !r.is(i-1, and|thingBefore) || r.is(i-1, conj)
}

// joined reports whether the word at i is named in one breath with a name, before it or behind it.
func (r *reading) joined(i int) bool {
	j := r.at(i - 1)
	if (j.text == "," || j.text == "/" || j.text == "&" || j.what == word && j.cue&and != 0) && r.at(i-2).what == mark {
		return r.at(i-2).text == markName || r.at(i-2).text == markMention || r.at(i-2).key != ""
	}
	if n := r.at(i + 1); n.what == word && n.cue&and != 0 || strings.Contains(",&/", n.text) && n.text != "" {
		l := r.lex(i + 2)
		firm := l&(isGiven|isKnown|isSurname) != 0 && l&(isWord|isPlace|isThing) == 0
		soft := l&(isSoft|isKnown|isSurname) != 0 && l&(isPlace|isThing) == 0 && r.ts[i].cap
		other := r.at(i + 2)
		return other.what == word && other.cue&month == 0 && (other.cap && (firm || soft) || firm && n.text != ",")
	}
	return false
}
