package text

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/handvat/handvat/knowledge"
)

// The lexicon is written by hand (general.txt, and meanings.txt for words that only tell
// what a text is about) and learned from the aligned Dutch and English tldr pages
// (tldr.txt, CC BY 4.0; see lexicon/ATTRIBUTION.md). A line of the first two is
// "nl, nl = en, en"; a line of the last "nl en probability".
var (
	//go:embed lexicon/general.txt
	generalLexicon string
	//go:embed lexicon/meanings.txt
	meaningLexicon string
	//go:embed lexicon/tldr.txt
	learnedLexicon string
)

// A lexicon says which words of the two languages mean the same.
type lexicon struct {
	to    map[knowledge.Lang]map[string][]Translation // by the stem, or stems joined by a space, that is rendered
	known map[knowledge.Lang]map[string]struct{}      // every word of a language, unstemmed
	wide  map[string][]Translation                    // by Dutch stem, for what a text is about only
}

// A Translation is one rendering of a word in the other language.
type Translation struct {
	Stems  []string
	Weight float32 // how sure, up to 1
}

// theLexicon returns the built-in lexicon, which is read once.
var theLexicon = sync.OnceValue(func() *lexicon {
	l := &lexicon{
		to:    map[knowledge.Lang]map[string][]Translation{knowledge.Dutch: {}, knowledge.English: {}},
		known: map[knowledge.Lang]map[string]struct{}{knowledge.Dutch: {}, knowledge.English: {}},
		wide:  map[string][]Translation{},
	}
	a := NewAnalyser()
	written(generalLexicon, func(nl, en string, weight float32) { l.add(a, nl, en, weight) })
	written(meaningLexicon, func(nl, en string, weight float32) {
		if n := a.Words(nl, knowledge.Dutch); len(n) == 1 {
			l.wide[n[0].Stem] = append(l.wide[n[0].Stem], Translation{StemsOf(a.Words(en, knowledge.English)), weight})
		}
	})
	for line := range strings.Lines(learnedLexicon) {
		f := strings.Fields(line)
		if len(f) != 3 || f[0] == "#" {
			continue
		}
		if p, err := strconv.ParseFloat(f[2], 32); err == nil {
			l.add(a, f[0], f[1], float32(p))
		}
	}
	return l
})

// written calls add for each pair of words in a lexicon written by hand.
func written(text string, add func(nl, en string, weight float32)) {
	for line := range strings.Lines(text) {
		left, right, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for nl := range strings.SplitSeq(left, ",") {
			for i, en := range strings.Split(right, ",") {
				add(nl, en, max(0.5, 1-0.15*float32(i)))
			}
		}
	}
}

// add makes nl and en translations of each other.
func (l *lexicon) add(a *Analyser, nl, en string, weight float32) {
	n, e := a.Words(nl, knowledge.Dutch), a.Words(en, knowledge.English)
	if len(n) == 0 || len(e) == 0 {
		return
	}
	l.addTo(knowledge.Dutch, n, e, weight)
	l.addTo(knowledge.English, e, n, weight)
}

func (l *lexicon) addTo(lang knowledge.Lang, from, to []Word, weight float32) {
	for _, w := range from {
		l.known[lang][w.Text] = struct{}{}
	}
	key, stems := joinStems(from), StemsOf(to)
	list := l.to[lang][key]
	for i, t := range list {
		if strings.Join(t.Stems, " ") == strings.Join(stems, " ") {
			list[i].Weight = max(t.Weight, weight)
			return
		}
	}
	l.to[lang][key] = append(list, Translation{stems, weight})
}

// Translations returns the renderings of words, which are in lang, taken together.
func Translations(ws []Word, lang knowledge.Lang) []Translation {
	return TranslationsOf(joinStems(ws), lang)
}

// TranslationsOf returns the renderings of a stem in lang.
func TranslationsOf(stem string, lang knowledge.Lang) []Translation {
	return theLexicon().to[lang][stem]
}

// Rough returns the renderings of a Dutch stem, or else what it is about.
func Rough(stem string) []Translation {
	l := theLexicon()
	if ts := l.to[knowledge.Dutch][stem]; ts != nil {
		return ts
	}
	return l.wide[stem]
}

// synonymWeight is how surely an English word means what it meets in Dutch.
const synonymWeight = 0.5

// Kin returns English stems that have a Dutch word in common with w: movie and
// film.
func Kin(w Word) []Weighted {
	var out []Weighted
	for _, t := range TranslationsOf(w.Stem, knowledge.English) {
		if len(t.Stems) != 1 {
			continue
		}
		for _, u := range TranslationsOf(t.Stems[0], knowledge.Dutch) {
			if v := t.Weight * u.Weight * synonymWeight; len(u.Stems) == 1 && u.Stems[0] != w.Stem && v > 0.1 {
				out = append(out, Weighted{u.Stems[0], v})
			}
		}
	}
	return out
}

// listed reports whether the lexicon has token as a word of lang, in just this form.
func listed(token string, lang knowledge.Lang) bool {
	_, ok := theLexicon().known[lang][token]
	return ok
}

// InLexicon reports whether the lexicon has a word of lang, in any form.
func InLexicon(w Word, lang knowledge.Lang) bool {
	return listed(w.Text, lang) || TranslationsOf(w.Stem, lang) != nil
}

// A Weighted is a term and how surely it means the word that it was reached from.
type Weighted struct {
	Term   string
	Weight float32
}

// StemsOf returns the stems of words.
func StemsOf(ws []Word) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.Stem
	}
	return out
}

func joinStems(ws []Word) string {
	if len(ws) == 1 {
		return ws[0].Stem
	}
	return strings.Join(StemsOf(ws), " ")
}
