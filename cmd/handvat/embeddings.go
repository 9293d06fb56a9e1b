package main

import (
	"log/slog"

	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/find/encode/embed"
	"github.com/handvat/handvat/knowledge/find/encode/sentence"
)

// embedder returns the embedder that is configured; nil if none is.
func (c embeddingsConfig) embedder(lg *slog.Logger) (find.Embedder, error) {
	if c.URL == "" {
		return nil, nil
	}
	return embed.New(lg, embed.Config{URL: c.URL, Model: c.Model, Key: c.APIKey.Reveal})
}

// encoderFlag turns the encoder inside the program on or off.
type encoderFlag struct {
	Encoder string `enum:"on,off" default:"off" env:"HANDVAT_ENCODER"`
}

// on reports whether the encoder is on.
func (f encoderFlag) on() bool { return f.Encoder == "on" }

// embedder returns the encoder inside the program if it is on and other is nil, or else other.
func (f encoderFlag) embedder(other find.Embedder) find.Embedder {
	if other == nil && f.on() {
		return sentence.Encoder{}
	}
	return other
}
