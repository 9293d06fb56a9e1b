package dialog

import "github.com/handvat/handvat/bot/text"

// Words are what every skill may say, and how a language writes things.
type Words struct {
	*text.Language
	*texts
}

// In returns the words of a language; of English if there are none.
func In(lang string) *Words {
	lang = text.Match(lang, Common.Langs())
	return &Words{text.In(lang), Common.In(lang)}
}
