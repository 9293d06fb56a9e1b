package main

import (
	"log/slog"

	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/find/encode/embed"
)

// embedder returns the embedder that is configured; nil if none is.
func (c embeddingsConfig) embedder(lg *slog.Logger) (find.Embedder, error) {
	if c.URL == "" {
		return nil, nil
	}
	return embed.New(lg, embed.Config{URL: c.URL, Model: c.Model, Key: c.APIKey.Reveal})
}
