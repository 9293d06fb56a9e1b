package privacy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word, a sign, or a mark that scrubbing left.
type token struct {
	text  string
	key   string // a word, folded, without what makes it possessive
	tail  string // what was taken off to make key: "'s", "'", "’s"
	gap   bool   // a space stands before it
	start bool   // a sentence begins here
	line  bool   // a line begins here
	what  kind
	cap   bool // begins with a capital that says something: not in a text that is all capitals
	caps  bool // has more capitals than the first, as an abbreviation or a product has
	cue   cue
	lex   lex
	given bool // lex is known
}

type kind byte

const (
	word kind = iota
	sign
	mark
)

// marks are what is left alone, and stands for a name if it is markName or markMention.
var marks = []string{markName, markMention, markMail, markLink, markNumber, markAddress}

// tokens splits a text into tokens. A word is a run of letters and digits, with hyphens and apostrophes inside it.
func tokens(s string) (ts []token) {
	ts = make([]token, 0, len(s)/4+4)
	start, line, gap := true, true, false
	add := func(t token) {
		t.gap, t.start, t.line = gap, start && t.what == word, line
		ts = append(ts, t)
		gap, line = false, false
	}
next:
	for i := 0; i < len(s); {
		switch s[i] {
		case ' ':
			gap, i = true, i+1
			continue
		case '\n':
			gap, start, line, i = true, true, true, i+1
			continue
		case '[':
			for _, m := range marks {
				if strings.HasPrefix(s[i:], m) {
					add(token{text: m, what: mark})
					start, i = false, i+len(m)
					continue next
				}
			}
		}
		if n := wordLen(s[i:]); n > 0 {
			add(wordToken(s[i : i+n]))
			start, i = false, i+n
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		t := token{text: s[i : i+n], what: sign}
		add(t)
		switch t.text {
		case ".":
			start = len(ts) < 2 || !shortened(ts[len(ts)-2])
		case "!", "?", ":", "…", "•", "\"", "“", "”", "„", "«", "*", "|", "–", "—":
			start = true
		case "-", ";":
			start = start || len(ts) > 0 && ts[len(ts)-1].gap
		}
		i += n
	}
	mind(ts)
	return ts
}

// shortened reports whether a point behind a word ends the word and not the sentence: "Dr.", "v.", "J.".
func shortened(t token) bool {
	return t.cue&(title|abbreviation) != 0 || t.text == "v" || t.text == "d" || len(t.text) == 1 && t.cap
}

// wordLen is how many bytes of s the word has with which it begins.
func wordLen(s string) (n int) {
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || n > 0 && unicode.Is(unicode.Mn, r):
		case r == '\'' || r == '’' || r == '‘' || r == '-' || r == '‑':
			after, _ := utf8.DecodeRuneInString(s[n+size:])
			joins := n > 0 && unicode.IsLetter(after)
			if leads := n == 0 && r != '-' && r != '‑' && (after == 't' || after == 'T'); !joins && !leads {
				return n
			}
			if n == 0 { // 't
				behind, _ := utf8.DecodeRuneInString(s[size+1:])
				if unicode.IsLetter(behind) {
					return 0
				}
			}
		default:
			return n
		}
		n += size
	}
	return n
}

// wordToken is the token of a word.
func wordToken(w string) token {
	t := token{text: w, key: fold(w)}
	if base, ok := strings.CutSuffix(t.key, "'s"); ok && base != "" {
		t.key = base
		t.tail = w[strings.LastIndexAny(w, "'’‘ʼ"):]
		if r, size := utf8.DecodeRuneInString(t.tail); r >= 0x80 && size == 1 {
			t.tail = "'s"
		}
	}
	t.cue = cues()[t.key]
	if base, _, ok := strings.Cut(t.key, "'"); ok && cues()[base]&pronoun != 0 { // I've
		t.cue |= pronoun
	}
	first, n := utf8.DecodeRuneInString(w)
	t.cap = unicode.IsUpper(first) || unicode.IsTitle(first)
	rest := w[n:]
	if base := strings.TrimSuffix(rest, t.tail); t.tail != "" {
		rest = base
	}
	up, after := 0, first
	for _, r := range rest {
		if unicode.IsUpper(r) && !strings.ContainsRune("-'’‑", after) {
			up++
		}
		after = r
	}
	t.caps = up > 0 && !mac(t.key, up)
	return t
}

// mac reports whether a name has a second capital by itself, as MacLeod and DeShawn have.
func mac(key string, capitals int) bool {
	for _, p := range []string{"mac", "mc", "de", "la", "le", "van", "di", "du", "fitz", "o"} {
		if capitals == 1 && strings.HasPrefix(key, p) && len(key) > len(p)+2 {
			return true
		}
	}
	return false
}

// mind takes the capitals of a text for nothing if most of its words have them.
func mind(ts []token) {
	n, caps, all := 0, 0, 0
	for i, t := range ts {
		listed := t.what == word && i > 0 && ts[i-1].text == "," || i+1 < len(ts) && ts[i+1].text == ","
		if t.what != word || t.start || len(t.key) < 2 || listed {
			continue
		}
		n++
		if t.cap {
			caps++
		}
		if t.caps && strings.ToUpper(t.text) == t.text {
			all++
		}
	}
	if n < 5 || caps*10 < n*7 {
		return
	}
	for i := range ts {
		if ts[i].cap = false; all*2 > n {
			ts[i].caps = false
		}
	}
}

// write is the text of tokens, on one line.
func write(ts []token) string {
	var b strings.Builder
	for i, t := range ts {
		if t.gap && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return b.String()
}

// A lex says what is known of a word, whatever stands around it. A word can be several.
type lex uint16

const (
	isGiven   lex = 1 << iota // a given name, and no word
	isSoft                    // a given name that is a word too
	isSurname                 // a surname
	isKnown                   // in the name of somebody the organisation knows
	isPlace
	isThing
	isWord     // Dutch or English
	isCompound // in no list, and made of two Dutch or English words

	aName = isGiven | isSoft | isSurname | isKnown
	canBe = isSoft | isKnown // a name, if what stands around it says so
)

// lexOf looks a word up.
func (s Scrubber) lexOf(key string) (l lex) {
	add := func(list string, is lex) {
		if listed(list, key) {
			l |= is
		}
	}
	add(givenWords, isGiven)
	add(softWords, isSoft)
	add(surnameWords, isSurname)
	add(placeWords, isPlace)
	add(thingWords, isThing)
	if s.Known != nil && s.Known(key) {
		l |= isKnown
	}
	if listed(ordinaryWords, key) {
		l |= isWord
	}
	if l == 0 && strings.ContainsRune(key, '-') {
		return s.lexOfParts(strings.Split(key, "-"))
	}
	if l == 0 {
		l = shape(key)
	}
	if l == 0 && isCompoundWord(key) {
		l = isCompound
	}
	return l
}

// shape is what a word that is in no list is by how it looks: Hansje, O'Hanlon, Terlouwstra.
func shape(key string) lex {
	base, _, _ := strings.Cut(key, "'")
	switch {
	case base != key && len(base) > 2 && listed(givenWords, base): // Fatma'nın
		return isGiven
	case isPetName(key), len(key) > 4 && (strings.HasPrefix(key, "o'") || strings.HasPrefix(key, "mc")):
		return isGiven
	case len(key) > 6 && slices.ContainsFunc(ofSurnames, func(e string) bool { return strings.HasSuffix(key, e) }):
		return isSurname
	case isStreet(key):
		return isPlace
	}
	return 0
}

// ofSurnames are endings that surnames have, and few words do.
var ofSurnames = strings.Fields("stra inga wski wska cki wicz oglu enko ovic ovich escu poulos sson ssen dottir")

// ofStreets are endings that streets and buildings have.
var ofStreets = strings.Fields("straat laan plein gracht kade singel steeg toren zaal gebouw school college brug " +
	"markt kamer dreef ziekenhuis")

// isStreet reports whether a word ends as streets and buildings do.
func isStreet(key string) bool {
	return len(key) > 7 && slices.ContainsFunc(ofStreets, func(e string) bool { return strings.HasSuffix(key, e) })
}

// isPetName reports whether a word that is in no list is a given name with an ending of fondness: Hansje, Robbie.
func isPetName(key string) bool {
	for _, ending := range []string{"tje", "pje", "je", "ie", "y", "ke"} {
		base, ok := strings.CutSuffix(key, ending)
		if !ok || len(base) < 3 {
			continue
		}
		n := len(base) - 1
		if listed(givenWords, base) || n > 2 && base[n] == base[n-1] && listed(givenWords, base[:n]) {
			return true
		}
	}
	return false
}

// lexOfParts looks up a word with hyphens: a name if each part is one, and else what its last part is.
func (s Scrubber) lexOfParts(parts []string) lex {
	all, some := ^lex(0), lex(0)
	for _, p := range parts {
		l := lex(0)
		if p != "" {
			l = s.lexOf(p)
		}
		if l&aName != 0 {
			l |= isGiven
		}
		all, some = all&l, some|l
	}
	if all&isGiven != 0 && some&(isGiven|isKnown) != 0 && len(parts) < 4 {
		return isGiven
	}
	if len(parts) == 2 && some&(isThing|isPlace) == 0 && all == 0 && max(len(parts[0]), len(parts[1])) < 5 {
		return 0 // Ji-ho
	}
	return some & (isThing | isWord | isPlace | isCompound)
}
