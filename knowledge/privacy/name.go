package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A reading is a text in tokens, of which some are names.
type reading struct {
	Scrubber
	seen map[string]lex
	ts   []token
}

// Names are the names of people in a text, mentions among them, as they stand in it.
func (s Scrubber) Names(text string) (names []string) {
	text = oneSpace(strings.Map(printable, strings.ToValidUTF8(text, " ")))
	s.names(text, map[string]lex{}, func(name []token) {
		names = append(names, write(name))
	})
	return names
}

// names takes the names out of a text; found is told each, if it is not nil. Seen has what was looked up before.
func (s Scrubber) names(text string, seen map[string]lex, found func([]token)) string {
	r := &reading{s, seen, tokens(text)}
	out := make([]token, 0, len(r.ts))
	named := func(t token, to string, tail string) {
		out = append(out, token{text: to + tail, gap: t.gap, what: mark})
	}
	tell := func(name []token) {
		if found != nil {
			found(name)
		}
	}
	for i := 0; i < len(r.ts); i++ {
		t := r.ts[i]
		if n := r.mention(i); n > 0 {
			named(t, markMention, "")
			from := i
			if i += n - 1; t.text == "@" {
				i += r.family(i + 1)
			}
			tell(r.ts[from : i+1])
			continue
		}
		n := r.name(i)
		if name, rest := r.within(i); n == 0 && name != "" {
			tell([]token{{text: name}})
			named(t, rest, "")
			continue
		}
		if n == 0 {
			out = append(out, t)
			continue
		}
		last := r.ts[i+n-1]
		tell(r.ts[i : i+n])
		named(t, markName, last.tail)
		for j := i; j < i+n; j++ { // what comes after sees a name
			r.ts[j].what = mark
		}
		i += n - 1
	}
	return write(out)
}

// at is the token at i; the zero sign if there is none.
func (r *reading) at(i int) token {
	if i < 0 || i >= len(r.ts) {
		return token{what: sign}
	}
	return r.ts[i]
}

// lexOf looks a word up, once.
func (r *reading) lexOf(key string) lex {
	l, ok := r.seen[key]
	if !ok {
		l = r.Scrubber.lexOf(key)
		r.seen[key] = l
	}
	return l
}

// lex is what is known of the word at i.
func (r *reading) lex(i int) lex {
	if i < 0 || i >= len(r.ts) || r.ts[i].what != word {
		return 0
	}
	t := &r.ts[i]
	if t.given {
		return t.lex
	}
	if t.lex, t.given = r.lexOf(t.key), true; foreign(t.text) {
		t.lex &^= isWord | isCompound
	}
	if t.tail != "" || t.lex != 0 && t.lex&(isWord|isSurname) == 0 || !strings.HasSuffix(t.key, "s") ||
		len(t.key) < 4 || t.lex&isWord != 0 && !t.cap {
		return t.lex
	}
	base := r.lexOf(t.key[:len(t.key)-1])
	if base&(isGiven|isKnown) != 0 && (base|t.lex)&isWord == 0 || // Daans
		base&isSurname != 0 && base&isWord == 0 && t.lex == 0 || base&(isGiven|isKnown) != 0 && t.cap && !t.start {
		t.lex = t.lex&^isWord | base
	}
	if soft := base & isSoft; t.cap && soft != 0 && cues()[t.key[:len(t.key)-1]]&(bare|verbLike) == 0 &&
		r.at(i+1).what == word && r.at(i+1).cue == 0 && !r.at(i+1).cap {
		t.lex = soft | isGiven // Toms agenda
	}
	if t.cap && !t.start && r.apostrophe(i+1) {
		t.lex |= r.lexOf(t.key[:len(t.key)-1]) & (isSurname | isKnown | isSoft) // the Bakers'
	}
	return t.lex
}

// foreign reports whether a word has a letter that no Dutch or English word has.
func foreign(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool {
		return r > 0xff && unicode.IsLetter(r) || strings.ContainsRune("ãåæðøþýÿõìòùß", unicode.ToLower(r))
	})
}

// det reports whether the word at i makes the next one a thing: an article, and no "dat" of a clause.
func (r *reading) det(i int) bool { return r.is(i, article) && !r.is(i, conj) }

// pair reports whether a word at i in lower case has a surname behind it, and then something that ends it.
func (r *reading) pair(i int) bool {
	at := i + 1 + r.particles(i+1)
	t := r.at(at)
	ends := r.at(at+1).what != word || r.is(at+1, verb|conj|and|talk)
	return t.what == word && !t.cap && t.cue&^trade == 0 && r.lex(at)&(isSurname|isKnown) != 0 && ends
}

// apostrophe reports whether one stands at i, right behind a word.
func (r *reading) apostrophe(i int) bool {
	t := r.at(i)
	return !t.gap && (t.text == "'" || t.text == "’")
}

func (r *reading) is(i int, c cue) bool { return r.at(i).what == word && r.at(i).cue&c != 0 }

// mention is how many tokens from i on are a mention of somebody.
func (r *reading) mention(i int) int {
	t, next := r.at(i), r.at(i+1)
	switch {
	case t.text == "<" && (next.text == "@" || next.text == "#" || next.text == "!") && !next.gap:
		for j := i + 2; j < len(r.ts) && j < i+40; j++ {
			if r.ts[j].text == ">" {
				return j - i + 1
			}
		}
	case t.text == "@" && next.what == word && !next.gap && next.cue&anyone == 0:
		n := 2
		for r.joins(i + n) {
			n += 2
		}
		return n
	}
	return 0
}

// family is how many tokens from i on are the rest of a name of which the mention is the first word.
func (r *reading) family(i int) int {
	p := r.particles(i)
	if at := i + p; r.at(i).gap && (r.at(at).cap || r.lex(at)&(isKnown|isWord) == isKnown) && r.surname(at, true) {
		return max(r.run(i), p+1)
	}
	return 0
}

// joins reports whether a sign and a word at i go on with a mention.
func (r *reading) joins(i int) bool {
	s, w := r.at(i), r.at(i+1)
	return (s.text == "." || s.text == "_" || s.text == "-") && !s.gap && w.what == word && !w.gap
}

// name is how many tokens from i on are the name of somebody; 0 if none.
func (r *reading) name(i int) int {
	t := r.ts[i]
	if t.what != word || '0' <= t.key[0] && t.key[0] <= '9' || utf8.RuneCountInString(t.key) < 2 && t.key != "v" &&
		!r.initial(i) && t.cue&particle == 0 && !caseless(t.text) {
		return 0
	}
	switch {
	case !r.idiom(i) && r.after(i, title, true) || r.introduced(i) ||
		r.addressed(i) || r.closes(i) || r.initials(i) > 0:
		if n := r.run(i); n > 0 {
			return n
		}
	case r.leads(i) && !r.idiom(i) && !r.idiom(i+r.particles(i)) && !r.honours(i):
		return r.run(i)
	case r.isName(i):
		if n := r.run(i); n > 0 && !r.ofThing(i, n) {
			return n
		}
	}
	return 0
}

// run is how many tokens from i on are one name: initials, given names, particles and surnames.
func (r *reading) run(i int) (n int) {
	j := i + r.initials(i)
	if p := r.particles(j); p > 0 && r.surname(j+p, true) {
		j += p
	}
	if r.at(j).what != word || j == i && !r.nameable(j) {
		return 0
	}
	low := !r.at(j).cap
	for j++; j < i+10 && r.at(j-1).tail == ""; {
		if r.joins(j) && !r.at(j+1).cap && low && j < i+2 { // sanne.jansen
			j += 2
			continue
		}
		if a := r.at(j); len(a.text) == 1 && a.cap && a.key != "i" && a.gap && r.at(j+1).gap && r.at(j+1).cap &&
			r.surname(j+1, true) { // Tjon A Tsien
			j += 2
			continue
		}
		in := r.initials(j)
		p := r.particles(j + in)
		at := j + in + p
		if r.initial(j) && r.at(j).gap && !r.at(j+2).gap && j+2 >= len(r.ts) {
			return j + 2 - i // "Peter K."
		}
		if !r.at(j).gap || !r.at(at).gap || r.at(j).line || !r.surname(at, p > 0) && !(low && p == 0 && r.lowNext(at)) {
			break
		}
		j = at + 1
	}
	return j - i
}

// nameable reports whether the word at i can be a name where one is expected.
func (r *reading) nameable(i int) bool {
	l := r.lex(i)
	if l&aName != 0 {
		return true
	}
	t := r.at(i)
	if strings.Contains(t.key, "-") && t.cap && l&isThing == 0 && !r.isCompounded(i) {
		return true
	}
	return l&(isWord|isThing) == 0 || t.cap && !t.caps && l&isThing == 0 && r.after(i, title, false)
}

// after reports whether a word before i, with or without a point, is c. If it must be a name in any case, it says more
// than that a name may follow: it has a capital, or is no word.
func (r *reading) after(i int, c cue, must bool) bool {
	j := i - 1
	if r.at(j).text == "." && !r.at(j).gap {
		j--
	}
	if !r.is(j, c) || r.is(j, and|pronoun) {
		return false
	}
	t, l := r.at(i), r.lex(i)
	if !must {
		return true
	}
	if p := r.particles(i); p > 0 {
		return r.surname(i+p, true)
	}
	switch names := l & (isGiven | isSurname | isKnown); {
	case isStreet(t.key):
		return false
	case l&isThing != 0 && l&isKnown == 0 && (c != title || !t.cap) || t.caps && (names == 0 || c != title):
		return false
	case t.cap:
		return l&isWord == 0 || t.cue == 0 || l&(isSoft|isSurname) != 0
	default:
		sure := names != 0 && (l&isWord == 0 || l&isSurname != 0) || c == title && (l&isSoft != 0 || l == 0)
		odd := cue(0) // what the word may be besides
		if c == title {
			odd = bare | trade | verbLike | thingOf | abbreviation
			if r.is(i+1, verb) {
				odd |= verb | verbDoes // mevrouw will is
			}
		}
		return sure && !r.is(j, with) && t.cue&^odd == 0
	}
}
