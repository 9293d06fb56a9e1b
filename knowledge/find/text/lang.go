package text

import (
	"strings"

	"github.com/handvat/handvat/knowledge"
)

// DetectLang returns the language of text and how sure that is, from 0 (no idea,
// the language is then Dutch) to 1. It looks at function words, at the words of the
// lexicon, and at letters that only one of the two languages puts together.
func DetectLang(text string) (lang knowledge.Lang, confidence float64) {
	score := 0.0 // above zero is Dutch
	for _, t := range Tokens(text) {
		score += langEvidence(t)
	}
	if score < 0 {
		lang, score = knowledge.English, -score
	} else {
		lang = knowledge.Dutch
	}
	return lang, score / (score + 1)
}

// langEvidence says how much token speaks for Dutch (above zero) or English.
func langEvidence(token string) float64 {
	nl, en := IsStop(token, knowledge.Dutch), IsStop(token, knowledge.English)
	switch {
	case nl && en:
		return 0
	case nl:
		return 2
	case en:
		return -2
	}
	nl, en = listed(token, knowledge.Dutch), listed(token, knowledge.English)
	switch {
	case nl && !en:
		return 0.8
	case en && !nl:
		return -0.8
	}
	e := 0.0
	for _, s := range [...]string{"ij", "aa", "uu", "oe", "ui", "sch", "ieu", "eeu", "vr", "zw", "lijk", "heid"} {
		if strings.Contains(token, s) {
			e += 0.5
		}
	}
	for _, s := range [...]string{"th", "sh", "wh", "ough", "ea", "qu", "ck", "ay", "ow"} {
		if strings.Contains(token, s) {
			e -= 0.5
		}
	}
	for _, s := range [...]string{"en", "eren", "tje", "atie"} {
		if len(token) > 4 && strings.HasSuffix(token, s) {
			e += 0.3
		}
	}
	for _, s := range [...]string{"ing", "tion", "ed", "y", "ous", "ness"} {
		if len(token) > 4 && strings.HasSuffix(token, s) {
			e -= 0.3
		}
	}
	return max(-0.7, min(0.7, e))
}

// Pick returns the language of text, of those that aids are in, when it is clear enough, otherwise prefer; and what is
// likelier when no aid is in that or there is no preference.
func Pick(text string, prefer knowledge.Lang) knowledge.Lang {
	lang, sure := DetectLang(text)
	if sure < 0.6 && prefer.Known() {
		return prefer
	}
	return lang
}
