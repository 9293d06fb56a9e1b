package text

import (
	"iter"
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"golang.org/x/text/unicode/norm"

	"github.com/handvat/handvat/knowledge"
)

// A Word is one word of a text in the forms that finding compares.
type Word struct {
	Text string // lower case, without accents
	Stem string // inflection removed: what the index holds
	Stop bool   // a function word, which says little about the subject
}

// maxWord is the longest word that is kept, in bytes; a longer one is cut.
const maxWord = 64

// Tokens splits text into lower-case words without accents. Letters and digits
// make words; an apostrophe or hyphen within a word disappears ("foto's" is fotos,
// "e-mail" is email), and every other sign separates.
func Tokens(text string) []string {
	text = fold(text)
	var out []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String()[:min(b.Len(), maxWord)])
			b.Reset()
		}
	}
	rs := []rune(text)
	for i, r := range rs {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && i+1 < len(rs) && unicode.IsLetter(rs[i+1]) &&
			(r == '\'' || r == '’' || r == '-' && b.Len() <= 2):
			// within a word
		default:
			flush()
		}
	}
	flush()
	return out
}

// fold makes text lower case and takes the accents off its letters.
func fold(text string) string {
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if !ascii {
		text = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFKD.String(text))
	}
	return strings.ToLower(text)
}

// An Analyser turns text into words. It remembers the stems it has computed, and is
// for one goroutine.
type Analyser struct {
	stems map[knowledge.Lang]map[string]string
	env   *snowballstem.Env
}

// NewAnalyser returns an analyser that has seen nothing yet.
func NewAnalyser() *Analyser {
	return &Analyser{
		stems: map[knowledge.Lang]map[string]string{},
		env:   snowballstem.NewEnv(""),
	}
}

// Words returns the words of text, which is in lang.
func (a *Analyser) Words(text string, lang knowledge.Lang) []Word {
	ts := Tokens(text)
	out := make([]Word, len(ts))
	for i, t := range ts {
		out[i] = Word{t, a.Stem(t, lang), IsStop(t, lang)}
	}
	return out
}

// Stem returns token, which is in lang, without its inflection. A language that is not known is taken for English.
func (a *Analyser) Stem(token string, lang knowledge.Lang) string {
	if s, ok := a.stems[lang][token]; ok {
		return s
	}
	s := token
	if unicode.IsLetter(rune(token[0])) || token[0] >= 0x80 {
		if lang == knowledge.Dutch {
			s = stemDutch(a.env, token)
		} else {
			a.env.SetCurrent(token)
			english.Stem(a.env)
			s = a.env.Current()
		}
	}
	if len(a.stems[lang]) > 200_000 { // a library has far fewer; a flood of nonsense is not kept
		clear(a.stems[lang])
	}
	if a.stems[lang] == nil { // a language without aids, in which people ask nevertheless
		a.stems[lang] = map[string]string{}
	}
	a.stems[lang][token] = s
	return s
}

// stemDutch is the Dutch Snowball stemmer with two repairs: a diminutive loses its
// ending first (briefje, formuliertje), and a final v or z becomes f or s, so that
// brieven meets brief and huizen meets huis.
func stemDutch(env *snowballstem.Env, token string) string {
	env.SetCurrent(diminutive(token))
	dutch.Stem(env)
	s := env.Current()
	if n := len(s); n > 2 {
		switch s[n-1] {
		case 'v':
			s = s[:n-1] + "f"
		case 'z':
			s = s[:n-1] + "s"
		}
	}
	return s
}

// diminutive returns the word of which token is the diminutive, or token itself.
func diminutive(token string) string {
	t := strings.TrimSuffix(token, "s")
	for _, end := range [...]struct {
		suffix, after string // the ending, and letters one of which must stand before it
	}{{"etje", "bglmnprt"}, {"tje", "aeinlourwy"}, {"pje", "m"}, {"kje", "n"}, {"je", "bcdfghkpst"}} {
		base, ok := strings.CutSuffix(t, end.suffix)
		if !ok || len(base) < 3 || !strings.ContainsRune(end.after, rune(base[len(base)-1])) {
			continue
		}
		switch n := len(base); {
		case end.suffix == "etje" && base[n-1] == base[n-2]:
			return base[:n-1] // balletje, bal
		case end.suffix == "kje":
			return base + "g" // koninkje, koning
		}
		return base
	}
	return token
}

// separable are the parts that a Dutch verb may put before the ge of its participle, and none.
var separable = [...]string{
	"", "aan", "af", "bij", "door", "in", "mee", "na", "om", "op", "over", "terug", "toe", "uit", "vast", "voor",
	"weg", "samen", "goed",
}

// RootOf returns a coarser form of a stem: two words with one root are related
// (aangevraagd and aanvragen, loopt and lopen), but less surely than two words with
// one stem.
func RootOf(stem string) string {
	s := stem
	for _, p := range separable {
		rest, ok := strings.CutPrefix(s, p+"ge")
		if ok && len(rest) >= 4 && (strings.HasSuffix(rest, "d") || strings.HasSuffix(rest, "t") || p != "") {
			s = p + rest
			break
		}
	}
	if n := len(s); n >= 5 && (s[n-1] == 't' || s[n-1] == 'd') && s[n-2] != s[n-1] {
		s = s[:n-1]
	}
	if rest, ok := strings.CutSuffix(s, "ing"); ok && len(rest) >= 4 {
		s = rest
	}
	n := len(s)
	if n >= 4 && s[n-2] == s[n-3] && strings.IndexByte("aeou", s[n-2]) >= 0 {
		s = s[:n-2] + s[n-1:]
	} else if n >= 4 && s[n-1] == s[n-2] {
		s = s[:n-1]
	}
	switch n := len(s); s[n-1] {
	case 'v':
		s = s[:n-1] + "f"
	case 'z':
		s = s[:n-1] + "s"
	}
	return s
}

// MinPart is the length of the shortest part of a compound. Shorter ones are mostly
// endings.
const MinPart = 4

// Heads returns what may come before the last part of a compound: what stands there, and the
// same without each of the letters that may link the two.
func Heads(before string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, link := range [...]string{"", "s", "en", "e", "n"} {
			if head, ok := strings.CutSuffix(before, link); ok && !yield(head) {
				return
			}
		}
	}
}
