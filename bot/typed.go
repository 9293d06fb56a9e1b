package bot

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
)

// langs are the languages that are spoken, one of them first, and English before those that have its words where they
// have none of their own.
func langs(first knowledge.Lang) (all []knowledge.Lang) {
	for _, l := range text.First(string(first), text.First("en", dialog.Common.Langs())) {
		all = append(all, knowledge.Lang(l))
	}
	return all
}

// commandFor finds the command that was typed, in the language one speaks first. The argument of one that takes
// what is typed behind it, as in "training: difficult calls", is a colon.
func (b *Bot) commandFor(typed string, lang knowledge.Lang) (chat.Action, knowledge.Lang, bool) {
	for _, l := range langs(lang) {
		for _, s := range b.skills {
			if s.Texts == nil {
				continue
			}
			for key, ws := range s.Texts.Common(string(l)).Commands {
				if slices.Contains(ws, typed) {
					return commandOf(s, key), l, true
				}
			}
		}
	}
	return chat.Action{}, lang, false
}

// helpFor finds what help is asked for, as in "help campaigns" and "what can I do as a manager", in the language one
// speaks first.
func (b *Bot) helpFor(typed string, lang knowledge.Lang) (chat.Action, knowledge.Lang, bool) {
	for _, l := range langs(lang) {
		w := words.In(string(l))
		for _, lead := range w.HelpWith {
			if of, ok := strings.CutPrefix(typed, lead); ok {
				if a, l, ok := b.commandFor(of, l); ok {
					return dialog.Do(dialog.Help, "of", a.Verb+a.Arg), l, true
				}
			}
		}
		for _, lead := range append(w.HelpAs, w.HelpWith...) {
			as, ok := strings.CutPrefix(typed, lead)
			for _, role := range people.Roles() {
				if ok && slices.Contains(w.RoleNames[string(role)], as) {
					return dialog.Do(dialog.Help, role), l, true
				}
			}
		}
	}
	return chat.Action{}, lang, false
}

// languageFor finds the language that somebody wants to be spoken to.
func (b *Bot) languageFor(typed string, lang knowledge.Lang) (chat.Action, bool) {
	l := b.languageOf(typed, lang, dialog.Common.Langs())
	return dialog.Do(dialog.Speak, l), l != ""
}

// asksToSpeak reports whether somebody wants to be spoken to in a language that nobody here speaks, or whose name is
// none.
func (b *Bot) asksToSpeak(typed string, lang knowledge.Lang) bool {
	head, name, _ := strings.Cut(typed, " ")
	asks, _, ok := b.commandFor(head, lang)
	return ok && asks.Verb == dialog.Language && name != "" && !strings.Contains(name, " ") ||
		b.languageOf(typed, lang, text.Named()) != ""
}

// languageOf finds which of some languages somebody wants to be spoken to, by any of its names: behind the word for
// choosing one, behind what says in which one, or where the name of Dutch or English would be a command.
func (b *Bot) languageOf(typed string, lang knowledge.Lang, some []string) string {
	said, spoken := " "+typed+" ", dialog.Common.Langs()
	for _, l := range some {
		for i, name := range b.namesOf(l) {
			before, behind, ok := strings.Cut(said, name)
			if !ok {
				continue
			}
			before = strings.TrimRight(strings.TrimSpace(before), ":")
			asks, _, ok := b.commandFor(before, lang)
			if behind == "" && (ok && asks.Verb == dialog.Language || i > 0 && isIn(before, spoken)) {
				return l
			}
			for _, known := range []string{"nl", "en"} {
				for j, as := range text.Names(known, spoken) {
					same := strings.TrimSpace(before + " " + as + " " + behind)
					if a, _, ok := b.commandFor(same, lang); ok && (i == 0) == (j == 0) &&
						a.Verb == dialog.Verb("settings", known) {
						return l
					}
				}
			}
		}
	}
	return ""
}

// namesOf are the names of a language between spaces, which are made once: most messages are looked through for all.
func (b *Bot) namesOf(lang string) []string {
	if names, ok := b.names.Load(lang); ok {
		return names.([]string)
	}
	names := text.Names(lang, dialog.Common.Langs())
	for i, name := range names {
		names[i] = " " + name + " "
	}
	b.names.Store(lang, names)
	return names
}

// isIn reports whether a word says in which language, before its name.
func isIn(word string, langs []string) bool {
	return slices.ContainsFunc(langs, func(l string) bool { return slices.Contains(words.In(l).SpeakIn, word) })
}

// asksHelpWith is what an aid is looked for, for help with a command.
func asksHelpWith(_ dialog.Session, e chat.Event) (text, lang string) {
	if e.Kind == chat.Said && len(strings.Fields(e.Text)) > 1 {
		return e.Text, ""
	}
	return "", ""
}

// commandOf is what somebody wants who types the words of a key.
func commandOf(s dialog.Skill, key string) chat.Action {
	act, behind := strings.CutSuffix(key, ":")
	a := chat.Action{Verb: dialog.Verb(s.Name, act)}
	if behind {
		a.Arg = ":"
	}
	return a
}

// rightTo is the right that a verb asks for.
func (b *Bot) rightTo(verb string) people.Right {
	s, act := dialog.SkillOf(b.skills, verb)
	return s.Acts[act].Right
}

// yields reports whether a command is one only where no answer is awaited.
func (b *Bot) yields(a chat.Action) bool {
	s, act := dialog.SkillOf(b.skills, a.Verb)
	return slices.Contains(s.Yields, act)
}

// question is what answers questions.
func (b *Bot) question() string {
	for _, s := range b.skills {
		if s.Question != "" {
			return dialog.Verb(s.Name, s.Question)
		}
	}
	return dialog.Help
}

// presses reports whether a typed text is one of the words that work on a card.
func (b *Bot) presses(typed, lang string) bool {
	in := func(t text.Texts) bool {
		for _, ws := range t.Common(lang).Presses {
			if slices.Contains(ws, typed) {
				return true
			}
		}
		return false
	}
	return in(dialog.Common) ||
		slices.ContainsFunc(b.skills, func(s dialog.Skill) bool { return s.Texts != nil && in(s.Texts) })
}
