package main

import (
	"testing"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	reports "github.com/handvat/handvat/bot/insight/report"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
)

// TestCataloguesAreWhole holds that every text is there in both languages, with the same arguments.
func TestCataloguesAreWhole(t *testing.T) {
	for name, c := range map[string]text.Texts{"handvat": words, "text": text.Facts, "dialog": dialog.Common, "digest": digest.Words, "report": reports.Words, "terms": terms.Words} {
		if err := c.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
