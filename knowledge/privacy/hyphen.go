package privacy

import (
	"slices"
	"strings"
)

// within is the name that is a part of the word at i, and what is left of the word without it: "de Eva-lijst",
// "post-Rutherford". Both are empty if there is none.
func (r *reading) within(i int) (name, rest string) {
	t := r.ts[i]
	if t.what != word || !strings.Contains(t.text, "-") {
		return "", ""
	}
	parts := strings.Split(t.text, "-")
	for n, p := range parts {
		if r.isPart(parts, n, t.start) {
			parts[n] = markName
			return p, strings.Join(parts, "-")
		}
	}
	return "", ""
}

// isCompounded reports whether the word at i ends in a common word, behind a hyphen: "Gogh-tentoonstelling".
func (r *reading) isCompounded(i int) bool {
	text := r.at(i).text
	last := wordToken(text[strings.LastIndexByte(text, '-')+1:])
	return last.text != text && !last.cap && last.cue&particle == 0 && r.lexOf(last.key)&(isWord|isCompound) != 0
}

// isPart reports whether one of the parts of a word is a name, and the others are words: such as people are joined to,
// and not what is called after somebody who is long dead, as a model or a room is.
func (r *reading) isPart(parts []string, n int, start bool) bool {
	t := wordToken(parts[n])
	if !t.cap || t.caps || len(t.key) < 3 || t.cue&(month|function) != 0 {
		return false
	}
	around := cue(0)
	for m, p := range parts {
		if m == n {
			continue
		}
		w := wordToken(p)
		if w.cap || len(w.key) < 2 {
			return false
		}
		around |= w.cue
	}
	l := r.lexOf(t.key)
	switch called := around&(thingAfter|thingOf|eponym|placeAfter|placeBefore|placeBehind) != 0; {
	case l&isKnown != 0:
		return l&(isWord|isSoft) == 0 || !start
	case l&(isThing|isPlace) != 0 || called && around&matter == 0:
		return false
	case l&(isGiven|isSurname) != 0:
		return l&(isWord|isSoft) == 0
	}
	return l == 0 && around&(matter|against) != 0
}

// honours reports whether the name at i, or that it is in, is what a room or a building is called by: "zaal Rembrandt",
// "the Newton room".
func (r *reading) honours(i int) bool {
	for j := i - 1; j >= 0 && j > i-4; j-- {
		if r.is(j, placeBefore) || j == i-1 && isFirm(r.at(j).key) {
			return true
		}
		whose := r.at(j).key == "van" && r.lex(i)&(isGiven|isSoft|isKnown) != 0 // het kantoor van Sanne
		if r.at(j).what != word || !r.at(j).cap && !r.is(j, particle) || whose {
			break
		}
	}
	if r.at(i).tail != "" || !r.det(i-1) && !r.det(i-2) && !r.at(i).start {
		return false
	}
	return r.is(i+1, placeBehind) || r.at(i+1).cap && r.is(i+2, placeBehind)
}

// isFirm reports whether a word says what kind of firm the name behind it is of: "advocatenkantoor".
func isFirm(key string) bool {
	firms := strings.Fields("kantoor bedrijf bureau praktijk handel winkel zaak groep")
	return len(key) > 8 && slices.ContainsFunc(firms, func(e string) bool { return strings.HasSuffix(key, e) })
}

// brands reports whether the name from i up to next, behind an article, says which of a kind of things is meant, of
// which the noun behind it is the kind: "the Henry hoover". Who is of the organisation is meant in person, and so is
// who has a case: "the Singh file".
func (r *reading) brands(i, next int) bool {
	before, noun := r.at(i-1).key, r.at(next)
	which := slices.Contains([]string{"our", "onze", "which", "welke", "these", "deze"}, before)
	if !r.the(i-1) && !which || !r.at(i).cap || !noun.gap || noun.cap || noun.tail != "" {
		return false
	}
	for j := i; j < next; j++ {
		if r.lex(j)&isKnown != 0 || r.at(j).tail != "" {
			return false
		}
	}
	return r.lex(next)&(isWord|isCompound) != 0 && len(noun.key) > 2 && !strings.HasSuffix(noun.key, "ed") &&
		noun.cue&^(thingBefore|thingAfter|thingOf|placeBefore|placeBehind|placeAfter|
			department|bare|trade|relation) == 0
}
