package bot

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/store"
)

// Words are what the bot says.
var Words = words

// Serves replaces the library of a bot.
func (b *Bot) Serves(lib dialog.Library) { b.lib = lib }

// Length is in how many parts an aid is walked.
func Length(a *knowledge.Aid) int { return length(a) }

// WhyAt is the reason of the step of an aid that a person is at; empty if it has none.
func (b *Bot) WhyAt(tx *store.Tx, e chat.Event, a *knowledge.Aid) (string, error) {
	t, err := b.begin(tx, e, intent{})
	if err != nil {
		return "", err
	}
	r, ok, err := t.run(a.Slug)
	if !ok || a.Type == knowledge.Checklist {
		return "", err
	}
	return whyOf(a, r.Step), err
}
