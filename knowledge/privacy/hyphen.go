package privacy

import "strings"

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
		if r.is(j, placeBefore) {
			return true
		}
		if r.at(j).what != word || !r.at(j).cap && !r.is(j, particle) {
			break
		}
	}
	if r.at(i).tail != "" || !r.det(i-1) && !r.det(i-2) {
		return false
	}
	return r.is(i+1, placeBehind) || r.at(i+1).cap && r.is(i+2, placeBehind)
}
