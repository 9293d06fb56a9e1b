package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
)

// BenchmarkStart builds Handvat on the starter library, in a new data folder and in
// one that was used before, and answers the first question.
func BenchmarkStart(b *testing.B) {
	for _, c := range []struct {
		name string
		data func() string
	}{
		{"new", func() string { return b.TempDir() }},
		{"again", func() func() string { dir := b.TempDir(); return func() string { return dir } }()},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				h, err := bot.New(context.Background(),
					bot.Config{Log: slog.New(slog.DiscardHandler), Now: time.Now, Zone: time.UTC, Data: c.data(),
						Sources: []knowledge.Source{{Name: "starter", FS: content.FS}}, Skills: skills()})
				if err != nil {
					b.Fatal(err)
				}
				r, err := replyOf(context.Background(), h, "hoe geef ik feedback?", "nl")
				if err != nil || r.Card == nil {
					b.Fatal(r, err)
				}
				if err := h.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
