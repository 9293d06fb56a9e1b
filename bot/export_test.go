package bot

import "github.com/handvat/handvat/bot/dialog"

// Serves replaces the library of a bot.
func (b *Bot) Serves(lib dialog.Library) { b.lib = lib }
