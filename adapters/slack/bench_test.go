package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/adapters/slack/blockkit"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/store"
)

// BenchmarkRender is an answer as the blocks that go to Slack.
func BenchmarkRender(b *testing.B) {
	r := chattest.Cards()["answer-nl"]
	for b.Loop() {
		if _, err := json.Marshal(blocksOf(r, blockkit.Message)); err != nil {
			b.Fatal(err)
		}
	}
}

// answers is a bot that says one thing.
type answers struct{}

func (answers) Handle(context.Context, chat.Event) (delivery.Decision, error) {
	return func(*store.Tx) (chat.Reply, error) { return chattest.Cards()["answer-nl"], nil }, nil
}

// receiver is an adapter in front of a real inbox on disk, and what posts the n-th
// message to it.
func receiver(b *testing.B, n int) (post func(i int)) {
	db, err := store.Open(filepath.Join(b.TempDir(), "db"))
	if err != nil {
		b.Fatal(err)
	}
	d := delivery.New(slog.New(slog.DiscardHandler), db, answers{}, time.Now)
	a := New(slog.New(slog.DiscardHandler), Config{SigningSecret: secret, Memory: new(notes)}, d)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); d.Run(ctx) }()
	b.Cleanup(func() { stop(); <-done; db.Close() })
	until := time.Now().Add(time.Hour)
	for i := range 100 {
		a.profiles.Put(fmt.Sprintf("U%d", i), profile{locale: "nl-NL", zone: "Europe/Amsterdam", until: until})
	}
	return func(i int) {
		data, err := json.Marshal(said("message", fmt.Sprintf("U%d", i%100), fmt.Sprintf("D%d", i%100),
			fmt.Sprintf("17000%d.%d", n, i), "Hoe kan ik feedback geven?"))
		if err != nil {
			b.Error(err)
			return
		}
		req := httptest.NewRequest(http.MethodPost, Route, strings.NewReader(string(data)))
		req.Header = sign(string(data), time.Now())
		req.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		if a.ServeHTTP(w, req); w.Code != http.StatusOK {
			b.Errorf("answered with %d", w.Code)
		}
	}
}

// BenchmarkAccept is a payload from its signature to the durable accept, alone.
func BenchmarkAccept(b *testing.B) {
	post := receiver(b, b.N)
	i := 0
	for b.Loop() {
		post(i)
		i++
	}
}

// BenchmarkAcceptAtFifty is the same at 50 payloads a second, while the bot answers
// them. It reports how long half of them and 99 of 100 take at most.
func BenchmarkAcceptAtFifty(b *testing.B) {
	post := receiver(b, b.N)
	took := make([]time.Duration, b.N)
	var posting sync.WaitGroup
	tick := time.NewTicker(time.Second / 50)
	defer tick.Stop()
	b.ResetTimer()
	for i := range b.N {
		<-tick.C
		posting.Go(func() {
			begin := time.Now()
			post(i)
			took[i] = time.Since(begin)
		})
	}
	posting.Wait()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
