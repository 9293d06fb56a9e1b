package bot

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
)

// catalogues are all the texts there are, the bot's own first.
func (b *Bot) catalogues() []text.Texts {
	all := []text.Texts{words, dialog.Common}
	for _, s := range b.skills {
		if s.Texts != nil {
			all = append(all, s.Texts)
		}
	}
	return all
}

// typed returns the words that stand for something that can be said, such as "cmd help" or "why".
func (b *Bot) typed(lang, key string) []string {
	for _, c := range b.catalogues() {
		common := c.Common(lang)
		if ws, ok := common.Commands[key]; ok {
			return ws
		}
		if ws, ok := common.Presses[key]; ok {
			return ws
		}
	}
	return nil
}

// typed returns the words that stand for something that can be said, in the language of the turn.
func (t *turn) typed(key string) []string { return t.b.typed(t.W.Lang, key) }

// commandFor finds the command that was typed, in the language one speaks first. One that ends with a colon
// takes what is typed behind it, as in "training: difficult calls".
func (b *Bot) commandFor(typed string, lang knowledge.Lang) (chat.Action, knowledge.Lang, bool) {
	for _, l := range []knowledge.Lang{lang, lang.Other()} {
		for _, c := range b.catalogues() {
			for key, ws := range c.Common(string(l)).Commands {
				if slices.Contains(ws, typed) {
					verb, arg, _ := strings.Cut(key, " ")
					return chat.Action{Verb: verb, Arg: arg}, l, true
				}
			}
		}
	}
	return chat.Action{}, lang, false
}

// presses reports whether a typed text is one of the words that work on a card.
func (b *Bot) presses(typed, lang string) bool {
	for _, c := range b.catalogues() {
		for _, ws := range c.Common(lang).Presses {
			if slices.Contains(ws, typed) {
				return true
			}
		}
	}
	return false
}
