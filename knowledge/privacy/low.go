package privacy

import "strings"

// isLow reports whether the word at i, in lower case or in capitals as all are, is a name that is a word too.
func (r *reading) isLow(i int, mine bool) bool {
	t, l := r.ts[i], r.lex(i)
	if l == 0 && !t.caps && len(t.key) > 2 && t.cue == 0 {
		return r.isStranger(i)
	}
	if t.caps || l&canBe == 0 || l&(isSoft|isWord) == isWord || r.joinsOnly(i) || r.det(i-1) {
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
	case t.key == "dan" && before.key == "and" && r.at(i-2).what == mark,
		known && r.lex(i+1)&isKnown != 0 && r.at(i+1).cue&^(trade|bare) == 0 && r.at(i+1).what == word,
		l&isSoft != 0 && r.double(i):
		return true
	case (known || person) && (r.feels(i) || r.is(i-1, thinks) && r.is(i+1, verb)), known && r.pairs(i),
		t.line && r.signsOff(i), r.is(i-1, says|verbSure|asksDutch) && r.opens(i-2) && person && !r.the(i+1):
		return true
	case r.opens(i) && r.is(i+1, and) && (r.at(i+2).key == "i" || r.at(i+2).key == "ik"):
		return true
	case t.cue&seldom != 0 && (r.opens(i) && r.acts(i) || r.is(i-1, with|verb|conj|told|relation|gives)):
		return true
	case mine && !r.is(i+1, article), r.is(i+1, verbSure) && !r.is(i-1, pronoun|verb) && t.key != "wil":
		return true
	case r.is(i-1, gives):
		return person && (r.is(i+1, article) || r.at(i+1).key == "feedback")
	case r.is(i-1, told):
		return !r.the(i+1) && !r.det(i-2) && (t.key != "will" || before.key != "message" && before.key != "help")
	case r.is(i-1, withSure), r.is(i-1, with) && r.is(i-2, withAddress):
		return on || person && !r.the(i+1)
	case r.joined(i):
		return on || (known || person) && r.at(i-2).what == mark && r.at(i-1).what == word
	case r.opens(i):
		family := r.lowNext(i+1) && r.lex(i+1)&(isKnown|isSurname) != 0
		return r.is(i+1, owned) || (person || l&isWord == 0) && (r.acts(i) || next.key == "from" || family)
	case r.is(i-1, relation) && before.key != "onze":
		return on && t.cue&says == 0 && (!verbal || known && !r.is(i+1, pronoun|article))
	case r.opens(i-1) && r.is(i-1, verb):
		return person || !verbal && r.is(i-1, asksDutch) && !r.the(i+1)
	case before.key == "volgens", r.is(i+1, owned) && r.is(i-1, conj|with),
		person && (r.done(i) || ends && r.is(i-1, verb) && (r.is(i-2, relation) || r.opens(i-2))),
		(before.key == "van" || before.key == "from") && person && r.is(i+1, heard),
		before.key == "van" && r.is(i-2, asksDutch) && t.cue&bare == 0, known && before.text == "," && ends,
		person && before.text == "," && r.third(i+1):
		return true
	case verbal:
		return known && before.key != "to" && r.is(i-1, with) && on ||
			known && r.is(i-1, verb) && t.key != "will" && !r.is(i+1, pronoun|article)
	}
	return r.lowBehind(i, known, on)
}

// lowBehind reports whether the word at i, in lower case, is a name by the word before it, or by what it does. Known
// and on are what isLow made of it.
func (r *reading) lowBehind(i int, known, on bool) bool {
	l, before, next := r.lex(i), r.at(i-1), r.at(i+1)
	switch {
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

// opens reports whether a sentence begins with the word at i, or what is said before one in chat: "lol grace …".
func (r *reading) opens(i int) bool {
	return r.at(i).start || r.is(i-1, filler) && r.opens(i-1)
}

// joinsOnly reports whether the word at i, which is one that joins others, is no name: not so in "volgens wil".
func (r *reading) joinsOnly(i int) bool {
	t := r.ts[i]
	switch {
	case t.cue&function == 0, t.key == "dan" && (strings.HasSuffix(r.at(i+1).key, "n't") || r.at(i-1).key == "and"):
		return false
	}
	return r.lex(i)&isSoft == 0 || !r.is(i-1, withSure) || t.cue&(article|conj|pronoun|particle|with) != 0
}

// double reports whether the word at i is the first of a double name, or of a given name and a surname: "jan willem",
// "els groot".
func (r *reading) double(i int) bool {
	if next := r.at(i + 1); r.lex(i+1)&(isGiven|isWord) == isGiven && !next.cap && next.gap {
		return true
	}
	before := r.ts[i].start || r.is(i-1, with|conj|told|verb) || strings.HasSuffix(r.at(i-1).key, "ed")
	return before && r.pair(i)
}

// pairs reports whether from i on stand two whom the organisation knows: "rose and will are late".
func (r *reading) pairs(i int) bool {
	return r.is(i+1, and) && r.lex(i+2)&isKnown != 0 && r.lex(i+2)&isSoft != 0 &&
		(r.is(i+3, verb) || r.at(i+3).what != word)
}

// isStranger reports whether the word at i, which is on no list, stands where a name does.
func (r *reading) isStranger(i int) bool {
	p, before := r.particles(i+1), r.at(i-1)
	does := r.is(i+1, says) || r.is(i+1, owned) && r.at(i+1).key != "zijn"
	switch {
	case r.det(i - 1):
		return false
	case p > 0 && r.lex(i+1+p)&isSurname != 0 && !r.is(i-1, article),
		r.lex(i+1)&isSurname != 0 && r.at(i+1).gap &&
			(strings.Contains(r.ts[i].key, "-") || r.lex(i+1)&isWord == 0): // ji-ho park
		return true
	case r.at(i+1).text == "," && strings.Contains(" he she they hij zij ze ", " "+r.at(i+2).key+" ") &&
		r.is(i-1, told|with|verb): // to hargun, he
		return true
	case r.is(i-1, told), r.is(i-1, withSure), r.is(i-1, with) && r.is(i-2, withAddress):
		return r.is(i+1, with|conj|talk|pronoun|part|verbSure) || r.ts[i].tail != ""
	case before.key == "from" || before.key == "van":
		return r.is(i+1, talk|heard)
	case before.key == "user" || before.key == "username" || before.key == "gebruiker" ||
		before.key == "gebruikersnaam" || before.key == "login":
		return true
	case r.is(i-1, relation):
		return r.is(i-2, mineToo) && r.is(i+1, verb)
	case inverted(before.key):
		return r.is(i+1, part) && r.is(i-2, verb)
	case r.is(i-1, gives):
		return r.is(i+1, article) || r.at(i+1).key == "feedback"
	}
	return does && (r.ts[i].start || r.is(i-1, conj|and))
}

// done reports whether in Dutch something is done to who stands at i: "heb jan gebeld", "wil jan bedanken".
func (r *reading) done(i int) bool {
	switch before, next := r.at(i-1).key, r.at(i+1).key; before {
	case "heb", "heeft", "hebben", "had", "gisteren", "vandaag":
		return strings.HasPrefix(next, "ge") && len(next) > 4
	case "wil", "moet", "ga", "mag", "zal", "kan":
		return strings.HasSuffix(next, "en") && len(next) > 4 && !r.is(i+1, with|article|pronoun)
	default: // wachtwoord jan resetten
		return i > 0 && r.at(i-1).cue == 0 && r.at(i-1).what == word &&
			strings.HasSuffix(next, "en") && len(next) > 4 && i+2 == len(r.ts)
	}
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
