package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
)

// TestSynonymsAreLive writes, changes and removes synonyms.txt while Handvat runs.
func TestSynonymsAreLive(t *testing.T) {
	own := t.TempDir()
	srcs := []knowledge.Source{{Name: "starter", FS: content.FS}, {Name: own, Dir: own}}
	h, err := bot.New(t.Context(), bot.Config{Log: slog.New(slog.DiscardHandler), Now: time.Now,
		Zone: time.UTC, Data: t.TempDir(),
		Sources: srcs, Synonyms: *synonymFlags{}.files(srcs), Skills: skills()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- h.Run(ctx) }()
	defer func() {
		stop()
		<-ended
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}()
	file := filepath.Join(own, synonymsName)
	for _, step := range []struct {
		text string
		want bool
	}{{"", false}, {"blobberen, nabespreking\n", true}, {"zwalpen, nabespreking\n", false},
		{"blobberen, nabespreking\n", true}, {"", false}} {
		if step.text == "" {
			_ = os.Remove(file)
		} else if err := os.WriteFile(file, []byte(step.text), 0o600); err != nil {
			t.Fatal(err)
		}
		for wait := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			res, err := h.Find.Find(ctx, find.Query{Text: "blobberen", Prefer: knowledge.Dutch})
			if err != nil {
				t.Fatal(err)
			}
			if got := len(res.Hits) > 0 && res.Hits[0].Key.Slug == "nabespreking-houden"; got == step.want {
				break
			}
			if time.Now().After(wait) {
				t.Fatalf("with %q: found is %v", step.text, !step.want)
			}
		}
	}
}
