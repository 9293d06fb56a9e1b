package main

import (
	"testing"

	"github.com/handvat/handvat/adapters/discord"
	"github.com/handvat/handvat/adapters/mail"
	"github.com/handvat/handvat/adapters/slack"
	"github.com/handvat/handvat/adapters/teams"
	"github.com/handvat/handvat/adapters/terminal"
	"github.com/handvat/handvat/adapters/web"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/papers"
	reports "github.com/handvat/handvat/bot/insight/report"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
)

// TestCataloguesAreWhole holds that every text is there in both languages, with the same arguments.
func TestCataloguesAreWhole(t *testing.T) {
	for name, c := range map[string]text.Texts{"handvat": words, "text": text.Facts, "dialog": dialog.Common, "digest": digest.Words, "report": reports.Words, "terms": terms.Words,
		"papers": papers.Words, "discord": discord.Words, "mail": mail.Words, "slack": slack.Words, "teams": teams.Words, "terminal": terminal.Words, "web": web.Words} {
		if err := c.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
