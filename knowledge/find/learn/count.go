package learn

import "github.com/handvat/handvat/knowledge"

// A Count is how many texts a model has learned of a slug.
type Count struct {
	phrasings int
	asked     [2]int // like a question, phrasings among them, by langNumber
	body      int    // others
}

// langNumber returns the place of lang in knowledge.Langs.
func langNumber(lang knowledge.Lang) int {
	if lang == knowledge.Langs[0] {
		return 0
	}
	return 1
}

// Phrased says how well a slug is known by phrasings, from 0 to 1.
func (c Count) Phrased() float64 {
	n := float64(c.phrasings)
	return n / (n + 5)
}

// Questions says how much of what is known of a slug are questions, from 0 to 1.
func (c Count) Questions() float64 {
	asked := float64(c.asked[0] + c.asked[1])
	return asked / max(1, asked+float64(c.body))
}

// Foreign says how little is known of a slug in lang, from 0 to 1.
func (c Count) Foreign(lang knowledge.Lang) float64 {
	return 1 / (1 + float64(c.asked[langNumber(lang)]))
}
