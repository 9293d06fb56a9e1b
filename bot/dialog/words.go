package dialog

import (
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/privacy"
)

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

// WhyPlan is what a message that offers to make a plan serves.
func WhyPlan() text.Said { return Common.Say(func(w *texts) string { return w.PlanPurpose }) }

// WhyNoAnswer is what a message that no answer came serves.
func WhyNoAnswer() text.Said {
	return Common.Say(func(w *texts) string { return w.Feedback.NoAnswerPurpose })
}

// PrivacyOf is what is kept of people and who sees what, of groups no smaller than one.
func (w *Words) PrivacyOf(group privacy.Group) string {
	return w.Privacy.With(group.K(), privacy.Days(privacy.KeepUse), privacy.Days(privacy.KeepTalk))
}
