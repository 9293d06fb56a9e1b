// Package talk tells what somebody says that is no question: that they leave what they were at, want to go on, did not
// understand, thank or complain. A word or two have lists; what has more is told by what it means. What may be a
// question is one.
package talk

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"github.com/handvat/handvat/bot/dialog/meant"
	"github.com/handvat/handvat/bot/text"
)

// The kinds of talk. Question is whatever is none.
const (
	Question   = "question"
	Drop       = "drop"
	Stop       = "stop"
	Next       = "next"
	Back       = "back"
	Explain    = "explain"
	Greeting   = "greeting"
	Thanks     = "thanks"
	Apology    = "apology"
	Compliment = "compliment"
	Complaint  = "complaint"
	Human      = "human"
	Test       = "test"
	Laugh      = "laugh"
	Confirm    = "confirm"
	Deny       = "deny"
)

// kinds are those of the rows of weights, in order.
var kinds = []string{Question, Drop, Stop, Next, Back, Explain, Greeting, Thanks, Apology, Compliment, Complaint, Human,
	Test, Laugh, Confirm, Deny}

//go:embed weights.bin
var weights string

// head tells the kinds apart. TestFit makes its weights.
var head = meant.New(weights, kinds...)

// words.tsv has for each kind what is said in a word or a sign.
//
//go:embed words.tsv
var list string

// known is the kind of each word of the list, squeezed.
var known = func() map[string]string {
	of := map[string]string{}
	for line := range strings.Lines(list) {
		kind, words, _ := strings.Cut(strings.TrimSpace(line), "\t")
		for word := range strings.FieldsSeq(words) {
			of[squeezed(word)] = kind
		}
	}
	return of
}()

// Chances of a question above which a text is one, also where a part of it would be talk, and what a kind has of the
// rest at least.
const (
	asks  = .25
	least = .45
)

// Of returns of which kind a text is, and how sure that is; Question for what is none.
func Of(said string) (kind string, sure float64) {
	if kind, ok := known[squeezed(strings.TrimSpace(said))]; ok { // an emoji by its name
		return kind, 1
	}
	whole := text.Normal(said)
	kind, sure = ofPart(whole)
	all := parts(whole)
	if len(all) < 2 {
		return kind, sure
	}
	if slices.ContainsFunc(all, func(part string) bool {
		of, _ := ofPart(part)
		return of == Question && asking(part)
	}) {
		return Question, 1
	}
	for _, part := range all {
		if of, how := ofPart(part); (of == Drop || of == Stop) && how > .6 {
			return of, how
		}
	}
	if kind == Question && !slices.ContainsFunc(all, func(part string) bool { return !courteous(part) }) {
		return ofPart(all[0])
	}
	return kind, sure
}

// Asked is a text without the courtesy that comes before a question.
func Asked(said string) string {
	for at, r := range said {
		if !ends(r) {
			continue
		}
		part, rest := text.Normal(said[:at]), strings.TrimLeftFunc(said[at:], func(r rune) bool { return !spoken(r) })
		switch kind, _ := ofPart(part); {
		case !courteous(part) && kind != Drop || !asking(text.Normal(rest)):
			return said
		default:
			return Asked(rest)
		}
	}
	return said
}

// courteous reports whether a part of a text is no more than courtesy.
func courteous(part string) bool {
	kind, sure := ofPart(part)
	return sure > .6 && slices.Contains([]string{Greeting, Thanks, Apology, Laugh}, kind)
}

// ofPart tells the kind of a text as text.Normal makes it, as a whole.
func ofPart(part string) (kind string, sure float64) {
	words := strings.FieldsFunc(part, func(r rune) bool { return !spoken(r) && !strings.ContainsRune("'’", r) })
	if len(words) < 2 {
		word := part
		if len(words) == 1 {
			word = words[0]
		}
		return ofWord(word)
	}
	if squeezed(words[0]) == squeezed(words[1]) && len(words) < 4 {
		if kind, sure = ofWord(words[0]); kind != Question {
			return kind, sure
		}
	}
	p := head.Chances(part)
	if p[0] > asks || strings.ContainsFunc(part, unicode.IsDigit) {
		return Question, max(p[0], asks)
	}
	leaves := p[1] + p[2] + p[len(p)-1] // drop, stop, deny: nothing but what is open tells them apart
	at := 3
	for i := range p {
		if i > 3 && i < len(p)-1 && p[i] > p[at] {
			at = i
		}
	}
	if leaves < p[at] {
		if p[at] < least {
			return Question, 1 - p[at]
		}
		return kinds[at], p[at]
	}
	at = 1
	for _, i := range []int{2, len(p) - 1} {
		if p[i] > p[at] {
			at = i
		}
	}
	if leaves < least {
		return Question, 1 - leaves
	}
	return kinds[at], leaves
}

// ofWord tells what one word says by itself, or signs.
func ofWord(word string) (kind string, sure float64) {
	if kind, ok := known[squeezed(word)]; ok {
		return kind, 1
	}
	bare := squeezed(strings.TrimFunc(word, func(r rune) bool { return !unicode.In(r, unicode.So) && !spoken(r) }))
	if kind, ok := known[bare]; ok {
		return kind, 1
	}
	laughs := strings.Trim(bare, "haeio") == "" && strings.Count(bare, "h") > 1
	if laughs {
		return Laugh, 1
	}
	return Question, 1
}

// squeezed is a word with no letter twice in a row, as people write "stoppp" and "heyyy", and an emoji of no colour.
func squeezed(word string) string {
	var b strings.Builder
	last := rune(-1)
	for _, r := range strings.ToLower(word) {
		if r != last && r != '\ufe0f' && (r < '🏻' || r > '🏿') {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// parts are what stands between signs.
func parts(said string) (all []string) {
	for part := range strings.FieldsFuncSeq(said, ends) {
		if part = text.Normal(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

func ends(r rune) bool   { return strings.ContainsRune(".,!?;:\n", r) || unicode.In(r, unicode.So) }
func spoken(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// askers are the words by one of which most questions ask.
var askers = strings.Fields("hoe wat waar wie welke wanneer waarmee kun mag zoek zoeken nodig help vraag " +
	"how what where who which when need looking want help question tips")

// asking reports whether a text may ask something.
func asking(said string) bool {
	return slices.ContainsFunc(strings.Fields(said), func(w string) bool {
		return slices.Contains(askers, strings.Trim(w, ".,!?;:"))
	})
}
