package main

import (
	"log/slog"

	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/find/encode/embed"
	"github.com/handvat/handvat/knowledge/privacy"
)

// embedder returns the embedder that is configured; nil if none is. Questions are
// scrubbed of personal data before they are sent.
func (c embeddingsConfig) embedder(lg *slog.Logger) (find.Embedder, error) {
	if c.URL == "" {
		return nil, nil
	}
	return embed.New(lg, embed.Config{URL: c.URL, Model: c.Model, Key: c.APIKey.Reveal,
		Scrub: func(text string) string { return privacy.Scrub(text, nil) }})
}
