package privacy

import "strings"

// introduced reports whether the word at i is by what somebody says who they are: "my name is Rose", "ik ben Bas van".
func (r *reading) introduced(i int) bool {
	t, before, first, next := r.ts[i], r.at(i-1), r.at(i-2).key, r.at(i+1)
	named, label := false, false
	switch before.key {
	case "is", "ben", "am", "i'm", "its", "it":
		whose := r.at(i - 3).key
		named = (first == "name" || first == "naam") && whose != "your" && whose != "jouw" && whose != "je"
		its := (before.key == "its" || before.tail != "") && t.cue&bare == 0 // its mark from goods in
		self := before.key == "i'm" || its || first == "ik" || first == "i" || first == "dit" || first == "this"
		from := next.key == "van" || next.key == "uit" || next.key == "from"
		if !named && !(self && (from || r.andTheirs(i))) {
			return false
		}
	case "voornaam", "achternaam", "surname":
	case "":
		label = first == "naam" || first == "name" || first == "achternaam" || first == "contact" ||
			r.is(i-2, relation)
		if before.text != ":" || !label {
			return false
		}
	default:
		return false
	}
	if t.caps || t.cue&(pronoun|article|conj|with|verb) != 0 && !t.cap {
		return false
	}
	switch l := r.lex(i); {
	case l&(isThing|isPlace) != 0 && l&isKnown == 0:
		return false
	case l&aName == 0:
		mine := r.at(i - 3).key
		return named && l == 0 && (t.cap || mine == "my" || mine == "mijn")
	default:
		return !label || l&isWord == 0 || next.what == sign
	}
}

// addressed reports whether the word at i is who is greeted: "Hoi Sanne,", "Good morning Rose".
func (r *reading) addressed(i int) bool {
	j := i - 1
	for n := 0; n < 3 && (r.is(j, greeting|greetingMore|title) || r.at(j).text == "." && r.is(j-1, title)); n++ {
		j--
	}
	if j == i-1 || !r.is(j+1, greeting|greetingMore) || r.at(j+1).what != word || !r.at(j+1).start {
		return false
	}
	t, l := r.at(i), r.lex(i)
	names := l&aName != 0
	ends := r.at(i+1).what == sign && r.at(i+1).text != "-"
	switch {
	case t.cue&(greeting|greetingMore|closing|pronoun|article) != 0 && !(names && t.cap):
		return false
	case !t.cap && t.cue&verb != 0 && !(names && ends):
		return false
	case r.particles(i) > 0:
		return r.surname(i+r.particles(i), true)
	case l&isThing != 0 && l&isKnown == 0 || l&isPlace != 0 && l&(isKnown|isGiven|isSoft) == 0 || t.caps && !names:
		return false
	case names && (t.cap || l&isWord == 0):
		return true
	case l&isWord != 0:
		return names && (ends || r.is(i-1, greeting))
	}
	return t.cap || ends || l == 0 && r.is(i+1, verb|verbDoes|asksDutch)
}

// signsOff reports whether from i on a text ends with a name alone, on a line or behind a sign: "… - Bas".
func (r *reading) signsOff(i int) bool {
	t, before := r.ts[i], r.at(i-1)
	if i == 0 || !t.line && (before.what != sign || !strings.Contains("-–/.?!:(~", before.text)) {
		return false
	}
	if l := r.lex(i); l&aName == 0 && (l != 0 || !t.cap || t.caps || strings.Contains(":(/", before.text) && !t.line) {
		return false
	}
	last := i + 1
	if r.at(last).key != "" && strings.Trim(r.at(last).key, "x") == "" && last+1 == len(r.ts) {
		last++ // a kiss
	}
	if r.at(last).text == ")" {
		last++
	}
	return last == len(r.ts) || i+2 == len(r.ts) && r.surname(i+1, false)
}

// closes reports whether the word at i is who signs: it stands behind a closing, and nothing but names comes after it
// in its line or before a bracket.
func (r *reading) closes(i int) bool {
	j := i - 1
	for r.at(j).what == sign && j >= 0 && strings.Contains(",.!-–:", r.at(j).text) {
		j--
	}
	for n := 0; n < 3 && !r.is(j, closing) && (r.is(j, pronoun) || r.at(j).key == "wel"); n++ { // dank je wel
		j--
	}
	for n := 0; n < 8 && j > 0 && r.at(i-1).what == sign && !r.at(j).start && r.at(j).what == word; n++ {
		j-- // Thanks for the help, Tim
	}
	if !r.is(j, closing) && !(r.is(j, parting) && r.at(i-1).text == ",") {
		return false
	}
	place := r.lex(i)&isPlace != 0 && !(r.at(i).cap && r.at(i-1).what == sign)
	if t := r.at(i); (place || r.lex(i)&isThing != 0) && r.lex(i)&isKnown == 0 || t.cue&(closing|pronoun|article) != 0 {
		return false
	}
	k := i
	for n := 0; n < 5; n++ {
		t := r.at(k)
		if k > i && (k >= len(r.ts) || t.line || strings.Contains("(,!/|", t.text) && t.what == sign) {
			return r.signs(i, k)
		}
		if t.what != word && t.text != "." {
			return false
		}
		k++
	}
	return k >= len(r.ts) && r.signs(i, k)
}

// signs reports whether the words from i to k are names: at least one is, or is no word.
func (r *reading) signs(i, k int) bool {
	l := r.lex(i)
	if r.initials(i) > 0 || l&aName != 0 && (r.at(i).cap || l&isWord == 0 || k == i+1) {
		return true
	}
	return l&isWord == 0 || r.at(i).cap && r.at(i-1).text == "," && r.lex(i)&isPlace != 0
}
