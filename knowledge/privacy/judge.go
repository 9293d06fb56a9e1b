package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isName reports whether the word at i is a name by itself.
func (r *reading) isName(i int) bool {
	t, l := r.ts[i], r.lex(i)
	mine := t.tail != "" || t.text[len(t.text)-1] == 's' && r.apostrophe(i+1)
	names := l & aName
	switch {
	case t.cue&(pronoun|article|particleOf) != 0 && l&isSurname == 0 && !(l&isKnown != 0 && t.cap):
		return false
	case r.idiom(i):
		return false
	case caseless(t.text):
		return true
	case l&(isThing|isPlace) != 0 && (l&isKnown == 0 || l&isWord != 0):
		next := r.lex(i+1)&aName != 0 && r.at(i+1).cap && r.surname(i+1, false)
		return l&(isGiven|isSoft|isKnown) != 0 && t.cap && (r.is(i+1, verbSure) || next)
	case l&isKnown == 0 && (r.is(i-1, saint) && r.at(i-1).cap || r.at(i-1).text == "." && r.is(i-2, saint)):
		return false
	case l&(isGiven|isKnown) != 0 && l&(isWord|isSoft) == 0:
		return true
	case !t.cap || t.caps && l&isKnown == 0:
		return r.isLow(i, mine)
	case l&isSurname != 0 && l&(isWord|isSoft) == 0:
		return !t.start || mine || r.acts(i) || r.joined(i) || r.at(i+1).cap && r.surname(i+1, false)
	case names != 0:
		return r.isSoftName(i, mine)
	case l&isWord != 0:
		return false
	case l&isCompound != 0:
		return r.joined(i) && !t.start ||
			(r.personal(i) || mine) && !r.det(i-1) && likeSurname(t.key) && r.isUnknown(i, mine)
	}
	return r.isUnknown(i, mine)
}

// caseless reports whether a word is of a script without capitals, such as Chinese or Arabic, among words of ours.
func caseless(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Lo, r) && r > 0x2ff
}

// isSoftName reports whether the word at i, which is a name and a word, is a name here: it has a capital.
func (r *reading) isSoftName(i int, mine bool) bool {
	t, l := r.ts[i], r.lex(i)
	switch {
	case r.joined(i):
		return true
	case t.cue&month != 0 && r.at(i+1).cap && r.surname(i+1, false):
		return true
	case t.cue&month != 0:
		of := l&isKnown != 0 && r.is(i-1, with) && !r.is(i-1, thingBefore|particle) && r.at(i-1).key != "from"
		return of || r.at(i-1).start && r.is(i-1, verbDoes) || r.is(i-1, withSure|told) && r.is(i+1, with|part) ||
			r.is(i+1, verbSure)
	case t.start:
		if next := r.lex(i + 1); t.cue&function != 0 || r.at(i+1).cap && r.at(i+1).gap && r.surname(i+1, false) {
			return r.at(i+1).cap && (next&aName != 0 || next == 0 || r.at(i+1).tail != "" ||
				strings.Contains(r.at(i+1).key, "-") || t.cue&(function|verbLike) == 0 && r.is(i+2, verb))
		}
		if next := r.at(i + 1); l&canBe != 0 && (!next.gap && (next.text == "," || next.text == "!") ||
			next.text == "(" || l&isKnown != 0 && (next.text == "-" || next.key == "van" || next.key == "from")) {
			return true
		}
		return r.signsOff(i) || l&isSurname != 0 && r.is(i+1, says) || mine && l&canBe != 0 ||
			r.acts(i) && (l&canBe != 0 || t.cue&trade != 0) ||
			r.is(i+1, and) && r.is(i+2, pronoun) && len(r.at(i+2).key) < 4
	case mine && t.tail == "":
		return true
	case r.det(i-1) && !r.is(i-1, adjective) && (!r.is(i-1, mineToo) || l&canBe == 0):
		return false
	case l&canBe != 0:
		return true
	}
	return r.personal(i) || mine
}

// isLow reports whether the word at i, in lower case or in capitals as all are, is a name that is a word too.
func (r *reading) isLow(i int, mine bool) bool {
	t, l := r.ts[i], r.lex(i)
	if prev := r.at(i - 2); t.key == "dan" && r.at(i-1).key == "and" && prev.what == mark {
		return true
	}
	if l == 0 && !t.caps && len(t.key) > 2 && t.cue == 0 {
		return r.isStranger(i)
	}
	if t.caps || l&canBe == 0 || t.cue&function != 0 || r.det(i-1) {
		return false
	}
	next := r.at(i + 1)
	ends := next.what == sign || i+1 >= len(r.ts)
	on := ends || r.is(i+1, with|verb|and|part|pronoun|particle|article|conj|talk) || strings.HasSuffix(next.key, "en")
	known, verbal := l&isKnown != 0 && l&isSoft != 0, t.cue&verbLike != 0
	person := known || l&isSoft != 0 && !verbal && t.cue&bare == 0 // it wants an article, if it is a thing
	switch before := r.at(i - 1); {
	case t.cue&month != 0:
		return r.is(i+1, verbSure) && !r.is(i-1, with|thingBefore)
	case known && r.lex(i+1)&isKnown != 0 && r.at(i+1).cue&^trade == 0 && r.at(i+1).what == word,
		l&isSoft != 0 && r.lex(i+1)&(isGiven|isWord) == isGiven && !next.cap && next.gap,
		l&isSoft != 0 && r.pair(i) &&
			(t.start || r.is(i-1, with|conj|told|verb) || strings.HasSuffix(before.key, "ed")):
		return true // jan willem, els groot
	case mine && !r.is(i+1, article), r.is(i+1, verbSure) && !r.is(i-1, pronoun|verb) && t.key != "wil":
		return true
	case r.is(i-1, told):
		return !r.the(i+1) && !r.det(i-2) && (t.key != "will" || before.key != "message" && before.key != "help")
	case r.is(i-1, withSure), r.is(i-1, with) && r.is(i-2, withAddress):
		return on || person && !r.the(i+1)
	case r.joined(i):
		return on
	case t.start:
		family := r.lowNext(i+1) && r.lex(i+1)&(isKnown|isSurname) != 0
		return r.is(i+1, owned) || (person || l&isWord == 0) && (r.acts(i) || next.key == "from" || family)
	case r.is(i+1, owned) && r.is(i-1, conj|with):
		return true
	case r.is(i-1, relation) && before.key != "onze":
		return on && (!verbal || known && !r.is(i+1, pronoun|article))
	case before.start && r.is(i-1, verb):
		return (person || !verbal && r.is(i-1, asksDutch)) && !r.the(i+1)
	case known && before.text == "," && ends:
		return true
	case verbal:
		return known && before.key != "to" && r.is(i-1, with) && on ||
			known && r.is(i-1, verb) && t.key != "will" && !r.is(i+1, pronoun|article)
	case inverted(before.key):
		return r.at(i-2).what == word && !r.is(i-2, conj|function|article|pronoun) || r.is(i+1, part|conj)
	case known:
		return r.is(i-1, verb|with|conj|talk) && before.key != "to"
	case r.is(i-1, with):
		return on && l&isWord == 0
	case before.key == "that":
		return strings.HasSuffix(next.key, "s") && next.cue&article == 0
	case r.is(i-1, conj):
		return r.is(i+1, verb|conj)
	}
	return l&isWord == 0 && r.acts(i)
}

// isStranger reports whether the word at i, which is on no list, stands where a name does.
func (r *reading) isStranger(i int) bool {
	p := r.particles(i + 1)
	says := r.is(i+1, says) || r.is(i+1, owned) && r.at(i+1).key != "zijn"
	family := p > 0 && r.lex(i+1+p)&isSurname != 0 && !r.is(i-1, article)
	return !r.det(i-1) && (family || says && (r.ts[i].start || r.is(i-1, conj|and)) ||
		r.is(i-1, withSure|told) && r.is(i+1, with|conj|talk))
}

// the reports whether at i is an article of one thing.
func (r *reading) the(i int) bool {
	switch r.at(i).key {
	case "de", "een", "the", "a", "an":
		return true
	}
	return false
}

// inverted reports whether a word is who does something in Dutch, behind which comes to whom: "geef ik roos een …".
func inverted(key string) bool {
	switch key {
	case "ik", "wij", "we", "hij", "zij", "ze":
		return true
	}
	return false
}

// isUnknown reports whether the word at i, with a capital and in no list, is a name here.
func (r *reading) isUnknown(i int, mine bool) bool {
	t, next := r.ts[i], i+1
	switch {
	case t.caps || len(t.key) < 3 || strings.ContainsAny(t.text, "0123456789") || r.at(i-1).text == "&" && !t.gap:
		return false
	case r.is(next, thingAfter) && !mine, r.is(i-1, thingOf):
		return false
	case r.is(i-1, particle|with) && r.is(i-2, thingOf) || r.at(i-1).key == "of" && r.is(i-2, thingOf):
		return false
	case t.start:
		if p := r.particles(next); p > 0 && r.at(next+p).cap && r.surname(next+p, false) {
			return true
		}
		n, l := r.at(next), r.lex(next)
		follows := n.what == word && n.cap && n.gap && (l&(isWord|isThing|isPlace) == 0 || l&aName != 0)
		apposed := n.text == "," && r.is(next+1, mineToo)
		return mine || follows || apposed || r.acts(i) || r.joined(i) || n.key == "from"
	case mine:
		return !r.is(next, thingOf)
	case r.is(i-1, mineToo) && (r.at(next).key == "van" || r.at(next).key == "from" || r.at(next).key == "who"):
		return true
	case r.is(i-1, thingBefore) && !r.is(i-1, with), r.det(i-1) && !r.acts(i):
		return false
	}
	return true
}

// acts reports whether what comes behind the word at i is what people do.
func (r *reading) acts(i int) bool {
	return r.is(i+1, verb|verbSure) && !r.at(i+1).cap ||
		r.is(i+1, and) && r.is(i+2, pronoun) && len(r.at(i+2).key) < 4
}

// personal reports whether the word at i stands where people are named.
func (r *reading) personal(i int) bool {
	return r.is(i-1, with) && !r.is(i-1, thingBefore) || r.acts(i) || r.joined(i) || r.after(i, relation, false) ||
		r.is(i-1, verb) && !r.is(i-1, and|thingBefore) || r.is(i-1, conj)
}

// joined reports whether the word at i is named in one breath with a name, before it or behind it.
func (r *reading) joined(i int) bool {
	j := r.at(i - 1)
	if (j.text == "," || j.what == word && j.cue&and != 0) && r.at(i-2).what == mark {
		return r.at(i-2).text == markName || r.at(i-2).text == markMention || r.at(i-2).key != ""
	}
	if n := r.at(i + 1); n.what == word && n.cue&and != 0 || n.text == "," {
		l := r.lex(i + 2)
		firm := l&(isGiven|isKnown|isSurname) != 0 && l&(isWord|isPlace|isThing) == 0
		soft := l&(isSoft|isKnown|isSurname) != 0 && l&(isPlace|isThing) == 0 && r.ts[i].cap
		other := r.at(i + 2)
		return other.what == word && other.cue&month == 0 && (other.cap && (firm || soft) || firm && n.text != ",")
	}
	return false
}

// idioms are sayings with names in them, in words.
var idioms = split("tom dick or harry", "tom dick and harry", "jan met de pet", "jan en alleman", "jip en janneke",
	"joe public", "average joe", "plain jane", "jan modaal", "piet snot", "murphy's law", "wet van murphy",
	"murphys law", "jan rap", "hoop doet leven", "santa claus")

func split(sayings ...string) (all [][]string) {
	for _, s := range sayings {
		all = append(all, strings.Fields(s))
	}
	return all
}

// idiom reports whether the word at i is in a saying.
func (r *reading) idiom(i int) bool {
	for _, words := range idioms {
		for n, w := range words {
			if w != r.ts[i].key {
				continue
			}
			k, at := n, i
			for k > 0 && at > 0 { // to its begin
				if at--; r.ts[at].what == word {
					k--
				}
			}
			for ; k < len(words) && at < len(r.ts); at++ {
				if r.ts[at].what == sign {
					continue
				}
				if r.ts[at].key != words[k] {
					break
				}
				k++
			}
			if k == len(words) {
				return true
			}
		}
	}
	return false
}

// endings are those of surnames that are made of words.
var endings = strings.Fields("berg veld velde dijk kamp stra huis huizen horst man mans sen son burg hof brink beek " +
	"broek hout laar meer ing inga ma boer woud steen stein mann wijk donk voort bosch bos molen poel zand " +
	"ink bury ton ham worth ford well field wood ley stone brook by more land croft ridge shaw gate bank hill " +
	"ward wick stock stead bourne burn")

// likeSurname reports whether a word that is made of two ends as surnames do.
func likeSurname(key string) bool {
	for _, e := range endings {
		if strings.HasSuffix(key, e) {
			return true
		}
	}
	return false
}
