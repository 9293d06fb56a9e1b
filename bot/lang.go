package bot

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/people"
)

// surely is how sure the language of a text must be to outweigh the language the
// person chose or spoke before; of a whole sentence, which few words of another language make up, less will do.
const (
	surely       = 0.7
	nearlySurely = 0.6
)

// aSentence is how many words tell that somebody speaks a language, and does not only know its commands.
const aSentence = 3

// longTerm is the most words of a text that may be no more than the name of something.
const longTerm = 12

// usual is the language to speak when the words do not tell: chosen, spoken before,
// set on the platform, or that of where they work.
func usual(p people.Profile, s dialog.Session, e chat.Event) knowledge.Lang {
	for _, l := range []string{p.Lang, s.Lang, p.Spoken, e.Locale, p.UnitLang} {
		if l != "" {
			return knowledge.Lang(dialog.In(l).Lang)
		}
	}
	return dialog.UsualLang
}

// told is the language that a text tells, if it does.
func told(said string) (knowledge.Lang, bool) {
	l, sure := find.DetectLang(said)
	return l, l != "" && (sure >= surely || sure >= nearlySurely && len(strings.Fields(said)) >= aSentence)
}

// langOf is the language of an event whose person is not looked up.
func langOf(e chat.Event) string {
	if l, ok := told(e.Text); ok && (e.Locale == "" || len(strings.Fields(e.Text)) >= aSentence) {
		return string(l)
	}
	return e.Locale
}

// spoken is the language of a text, or the one it was answered in without it when it does not tell; it does not of one
// who speaks a language that is not among those it could tell. A word or two of another language, or the name of
// something in it, tells nothing of who has a language.
func (b *Bot) spoken(said string, in intent) (knowledge.Lang, bool) {
	l, ok := told(said)
	switch {
	case !ok || !in.lang.Known():
		return in.lang, false
	case in.known && l != in.lang && !b.isSentence(said):
		return in.lang, false
	}
	return l, true
}

// speaks answers in the language of a command that was typed, of who has none yet, or in a whole sentence: the
// words of one language are typed in others too, and most commands are names.
func (b *Bot) speaks(in *intent, lang knowledge.Lang, typed string) {
	function := func(word string) bool { return find.IsFunction(word, lang) }
	if in.lang.Known() && (!in.known ||
		lang != in.lang && slices.ContainsFunc(find.Tokens(typed), function) && b.isSentence(typed)) {
		in.lang = lang
	}
}

// tells answers a sentence that stands for a button in its own language; what else is on a button may be any name.
func (b *Bot) tells(in *intent, typed string) {
	if l, ok := told(typed); ok && b.isWord(text.Normal(unmarked(typed))) {
		b.speaks(in, l, typed)
	}
}

// pressed reports whether one of some words, in any language, stands for what every card may offer.
func pressed(act string, typed ...string) bool {
	return slices.ContainsFunc(dialog.Common.Langs(), func(lang string) bool {
		return slices.ContainsFunc(dialog.Common.Common(lang).Presses[act], func(word string) bool {
			return slices.Contains(typed, word)
		})
	})
}

// maxDrops is the most words of what people say who leave what they were at.
const maxDrops = 8

// drops reports whether what was typed, as words with single spaces, is what people say who leave what they were at:
// "never mind", or that or "stop" with what is said around it.
func drops(typed string) bool {
	if pressed("drop", typed) || strings.Count(typed, " ") >= maxDrops {
		return pressed("drop", typed)
	}
	for _, lang := range dialog.Common.Langs() {
		for _, around := range words.In(lang).AroundDrop {
			before, behind := strings.TrimSuffix(typed, " "+around), strings.TrimPrefix(typed, around+" ")
			for _, core := range []string{before, behind} {
				if core != typed && (pressed("stop", core) || drops(core)) {
					return true
				}
			}
		}
	}
	return false
}

// onlyWords are the words of what was typed, without signs between them.
func onlyWords(typed string) string {
	return strings.Join(strings.FieldsFunc(typed, func(r rune) bool {
		return !isSaid(r) && !strings.ContainsRune("'’", r)
	}), " ")
}

// isSentence reports whether a text has as many words as a sentence, and is not, but for a word, part of the title of
// an aid or the name of something that the bot does.
func (b *Bot) isSentence(said string) bool {
	if len(strings.Fields(said)) < aSentence {
		return false
	}
	ws := find.Tokens(said)
	if len(ws) > longTerm {
		return true
	}
	names := func(title string) bool { return shared(ws, find.Tokens(title)) >= len(ws)-1 }
	for _, a := range b.lib.All() {
		if names(a.Title) {
			return false
		}
	}
	isName := false
	for _, s := range b.skills {
		if s.Texts == nil {
			continue
		}
		for _, l := range s.Texts.Langs() {
			s.Texts.Each(l, func(_ []string, says string) { // the label of a button; what ends as a sentence is one
				isName = isName || !strings.HasSuffix(says, "?") && text.Normal(says) == text.Normal(said)
			})
			isName = isName || names(s.Texts.Common(l).Title)
		}
	}
	return !isName
}

// shared is how many words two texts have next to each other at most.
func shared(a, b []string) (most int) {
	for i := range a {
		for j := range b {
			n := 0
			for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
				n++
			}
			most = max(most, n)
		}
	}
	return most
}
