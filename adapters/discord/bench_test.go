package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
	"github.com/handvat/handvat/bot/chat/conform"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/store"
)

// sage answers everything with one card.
type sage struct{ r chat.Reply }

func (s sage) Handle(context.Context, chat.Event) (delivery.Decision, error) {
	return func(*store.Tx) (chat.Reply, error) { return s.r, nil }, nil
}

// durable is a delivery on a real file, running.
func durable(tb testing.TB) *delivery.Delivery {
	db, err := store.Open(filepath.Join(tb.TempDir(), "db"))
	if err != nil {
		tb.Fatal(err)
	}
	d := delivery.New(slog.New(slog.NewTextHandler(io.Discard, nil)), db, sage{chattest.Cards()["answer-nl"]}, time.Now)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	tb.Cleanup(func() { stop(); <-done; db.Close() })
	return d
}

// BenchmarkRender is from a reply to the body of a request, checked.
func BenchmarkRender(b *testing.B) {
	r := chattest.Cards()["answer-nl"]
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := encode(render(r)[0]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAccept is from a message's payload to its being durable, one after another
// and 50 at the same time.
func BenchmarkAccept(b *testing.B) {
	for _, at := range []int{1, 50} {
		b.Run(strconv.Itoa(at), func(b *testing.B) {
			d := durable(b)
			var n atomic.Uint64
			took := make(chan time.Duration, b.N+at)
			b.SetParallelism(max(1, at/2))
			accept := func() {
				begin := time.Now()
				id := 1042900000000000000 + n.Add(1)
				raw := fmt.Appendf(nil, `{"id":"%d","channel_id":"%d","type":0,"author":{"id":"7","username":"ada"},
					"content":"hoe geef ik feedback?"}`, id, id)
				e, _, ok, err := readMessage(raw, "9", func(string) string { return "" })
				if err != nil || !ok {
					b.Fatal(ok, err)
				}
				if err := d.Accept(context.Background(), e); err != nil {
					b.Error(err)
				}
				took <- time.Since(begin)
			}
			if at == 1 {
				for range b.N {
					accept()
				}
			} else {
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						accept()
					}
				})
			}
			close(took)
			var all []time.Duration
			for t := range took {
				all = append(all, t)
			}
			slices.Sort(all)
			b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

// BenchmarkAnswer is from a signed command over HTTP to its answer: verified, taken
// down, decided on and rendered.
func BenchmarkAnswer(b *testing.B) {
	f := newFake(b)
	cfg := f.config()
	a, err := New(slog.New(slog.NewTextHandler(io.Discard, nil)), cfg, durable(b))
	if err != nil {
		b.Fatal(err)
	}
	n := uint64(1042900000000000000)
	for b.Loop() {
		n++
		body, err := json.Marshal(map[string]any{"id": strconv.FormatUint(n, 10), "application_id": fakeApp,
			"token": "t", "channel_id": strconv.FormatUint(n, 10), "user": people[conform.Ada],
			"type": 2, "data": map[string]any{"type": 1, "name": "handvat"}})
		if err != nil {
			b.Fatal(err)
		}
		w := httptest.NewRecorder()
		if a.ServeHTTP(w, f.signed(body, time.Now())); w.Code != http.StatusOK || w.Body.Len() < 500 {
			b.Fatal(w.Code, w.Body)
		}
	}
}
