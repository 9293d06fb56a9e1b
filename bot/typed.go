package bot

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
)

// A sayable is a catalogue with what is typed of it; skill is that whose acts its keys name.
type sayable struct {
	text.Texts
	skill string
}

// sayables are all the texts there are, the bot's own first.
func (b *Bot) sayables() []sayable {
	all := []sayable{{Texts: words}, {Texts: dialog.Common}}
	for _, s := range b.skills {
		switch {
		case s.Texts == nil, s.Name == "house":
		case s.Verbs != nil:
			all = append(all, sayable{Texts: s.Texts})
		default:
			all = append(all, sayable{s.Texts, s.Name})
		}
	}
	return all
}

// action is what somebody wants who types the words of a key.
func (s sayable) action(key string) chat.Action {
	if s.skill == "" {
		verb, arg, _ := strings.Cut(key, " ")
		return chat.Action{Verb: verb, Arg: arg}
	}
	act, behind := strings.CutSuffix(key, ":")
	a := chat.Action{Verb: dialog.Verb(s.skill, act)}
	if behind {
		a.Arg = ":"
	}
	return a
}

// typed returns the words that stand for something that can be said, such as "cmd help", "why" or "theme/start".
func (b *Bot) typed(lang, key string) []string {
	for _, s := range b.sayables() {
		own := key
		if s.skill != "" {
			var ok bool
			if own, ok = strings.CutPrefix(key, s.skill+"/"); !ok {
				continue
			}
		}
		common := s.Common(lang)
		if ws, ok := common.Commands[own]; ok && s.skill == "" { // a command of a skill stands for no other page or part
			return ws
		}
		if ws, ok := common.Presses[own]; ok {
			return ws
		}
	}
	return nil
}

// typed returns the words that stand for something that can be said, in the language of the turn.
func (t *turn) typed(key string) []string { return t.b.typed(t.W.Lang, key) }

// commandFor finds the command that was typed, in the language one speaks first. The argument of one that takes
// what is typed behind it, as in "training: difficult calls", ends with a colon.
func (b *Bot) commandFor(typed string, lang knowledge.Lang) (chat.Action, knowledge.Lang, bool) {
	for _, l := range []knowledge.Lang{lang, lang.Other()} {
		for _, s := range b.sayables() {
			for key, ws := range s.Common(string(l)).Commands {
				if slices.Contains(ws, typed) {
					return s.action(key), l, true
				}
			}
		}
	}
	return chat.Action{}, lang, false
}

// presses reports whether a typed text is one of the words that work on a card.
func (b *Bot) presses(typed, lang string) bool {
	for _, s := range b.sayables() {
		for _, ws := range s.Common(lang).Presses {
			if slices.Contains(ws, typed) {
				return true
			}
		}
	}
	return false
}
