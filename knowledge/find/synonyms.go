package find

import (
	"strings"

	"github.com/handvat/handvat/knowledge"
)

// synonyms are the words that an organisation uses for one thing. A nil *synonyms
// has none.
type synonyms struct {
	same map[string][]translation // by stems joined by a space
	src  string                   // the file
}

// text returns the file that s was read from.
func (s *synonyms) text() string {
	if s == nil {
		return ""
	}
	return s.src
}

// parseSynonyms reads an organisation's file: one line for words and phrases that
// mean the same, with commas between them. Empty lines and lines that begin with #
// are skipped. A line may mix languages.
func parseSynonyms(text string) *synonyms {
	s := &synonyms{map[string][]translation{}, text}
	an := newAnalyser()
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		var forms [][]word
		for _, phrase := range strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == '=' || r == ';' }) {
			for _, lang := range knowledge.Langs {
				if ws := an.words(phrase, lang); len(ws) > 0 {
					forms = append(forms, ws)
				}
			}
		}
		for _, from := range forms {
			for _, to := range forms {
				if joinStems(from) != joinStems(to) {
					key := joinStems(from)
					s.same[key] = append(s.same[key], translation{stemsOf(to), 1})
				}
			}
		}
	}
	return s
}

func (s *synonyms) of(ws []word) []translation {
	if s == nil {
		return nil
	}
	return s.same[joinStems(ws)]
}
