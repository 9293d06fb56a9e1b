package text

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/handvat/handvat/knowledge"
)

// Synonyms are the words that an organisation uses for one thing. The zero value has
// none; so has a nil *Synonyms.
//
// They come from plain text, one line for words and phrases that mean the same, with
// commas between them; a line may mix languages:
//
//	# what we call things
//	snipperdag, snipper dag, vakantiedag, day off
//	OR, ondernemingsraad, works council
//
// Case, accents and inflection do not matter. A phrase has at most maxPhrase words.
// Empty lines and lines that begin with # are skipped.
type Synonyms struct {
	same map[string][]Phrase // by stems joined by a space
	used map[string]bool     // the stems of all their words: no slips of the hand
	src  strings.Builder     // the lines that count, to tell one from another
}

// A Phrase is one word or a few that mean something together.
type Phrase struct {
	key   string // their stems, joined by a space
	Words []Word
}

// MaxPhrase is how many words a phrase has at most: as many as are looked up together.
const MaxPhrase = 3

// Add adds the lines of a file, whose name is for problems only. A line with a problem
// is left out; the others count.
func (s *Synonyms) Add(file string, text []byte) knowledge.Problems {
	if s.same == nil {
		s.same, s.used = map[string][]Phrase{}, map[string]bool{}
	}
	var ps knowledge.Problems
	an := NewAnalyser()
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		forms, wrong := formsOf(an, line)
		if wrong != nil {
			ps = append(ps, knowledge.Problem{File: file, Line: n, Col: 1, Severity: knowledge.Error,
				Code: "synonyms", Says: Words.Say(wrong)})
			continue
		}
		fmt.Fprintln(&s.src, line)
		for _, from := range forms {
			for _, to := range forms {
				s.add(from.key, to)
			}
		}
	}
	return ps
}

// maxSame is how many words and phrases may mean the same as one.
const maxSame = 50

func (s *Synonyms) add(from string, to Phrase) {
	for _, w := range to.Words {
		s.used[w.Stem] = true
	}
	list := s.same[from]
	known := slices.ContainsFunc(list, func(p Phrase) bool { return p.key == to.key })
	if from != to.key && len(list) < maxSame && !known {
		s.same[from] = append(list, to)
	}
}

// formsOf returns the phrases of a line, each read as Dutch and as English, or else
// what is wrong with the line.
func formsOf(an *Analyser, line string) (forms []Phrase, wrong func(*texts) string) {
	if !utf8.ValidString(line) {
		return nil, func(w *texts) string { return w.NotUTF8 }
	}
	phrases := strings.Split(line, ",")
	if len(phrases) < 2 {
		return nil, func(w *texts) string { return w.TwoWords }
	}
	for _, p := range phrases {
		p = strings.TrimSpace(p)
		ws, quoted := an.Words(p, knowledge.Dutch), strconv.Quote(p)
		switch {
		case len(ws) == 0:
			return nil, func(w *texts) string { return w.NoWord.With(quoted) }
		case len(ws) > MaxPhrase:
			return nil, func(w *texts) string { return w.ManyWords.With(MaxPhrase, quoted, len(ws)) }
		case len(ws) == 1 && ws[0].Stop:
			return nil, func(w *texts) string { return w.Common.With(quoted) }
		}
		english := an.Words(p, knowledge.English)
		forms = append(forms, Phrase{joinStems(ws), ws}, Phrase{joinStems(english), english})
	}
	return forms, nil
}

// Text returns the lines that s was made of.
func (s *Synonyms) Text() string {
	if s == nil {
		return ""
	}
	return s.src.String()
}

// Of returns what means the same as the words.
func (s *Synonyms) Of(ws []Word) []Phrase {
	if s == nil {
		return nil
	}
	return s.same[joinStems(ws)]
}

// Uses reports whether a stem stands in one of the phrases.
func (s *Synonyms) Uses(stem string) bool { return s != nil && s.used[stem] }
