package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/store"
)

// BenchmarkAskWhileWiping has eight people ask at once, each when they have their answer, of a program that runs with
// a database of some years, while what was deleted is wiped from it all the time and while it is not.
func BenchmarkAskWhileWiping(b *testing.B) {
	for _, wipes := range []bool{false, true} {
		b.Run(fmt.Sprintf("wipes=%t", wipes), func(b *testing.B) { askWhileWiping(b, wipes) })
	}
}

func askWhileWiping(b *testing.B, wipes bool) {
	h, err := bot.New(b.Context(), bot.Config{Log: slog.New(slog.DiscardHandler), Now: time.Now, Zone: time.UTC,
		Data: b.TempDir(), Sources: []knowledge.Source{{Name: "starter", FS: content.FS}}, Skills: skills(),
		Platforms: []bot.Platform{{Open: func(*bot.House, *delivery.Delivery) (chat.Adapter, error) {
			return nowhere{}, nil
		}}}})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	var all, asking sync.WaitGroup
	all.Go(func() { _ = h.Run(ctx) }) // it is ended
	var pause time.Duration
	wiped := int64(0)
	if wipes {
		all.Go(func() {
			for ctx.Err() == nil {
				churn(ctx, b, h.DB)
				n, most, err := h.DB.Wipe(ctx)
				if err != nil && ctx.Err() == nil {
					b.Error(err)
				}
				wiped, pause = wiped+n, max(pause, most)
			}
		})
	}
	var mu sync.Mutex
	var took []time.Duration
	b.ResetTimer()
	for who := range 8 {
		asking.Go(func() {
			for n := range b.N/8 + 1 {
				id := fmt.Sprintf("%d-%d", who, n)
				e := chat.Event{ID: id, Kind: chat.Said, Time: time.Now(), Direct: true, Locale: "nl",
					Text: "hoe geef ik feedback?", From: chat.Person{Platform: "web", ID: fmt.Sprint(who)},
					In: chat.Place{Platform: "web", Channel: fmt.Sprint(who)}}
				began := time.Now()
				if _, ok, err := h.Post.Answer(ctx, e); !ok || err != nil {
					b.Errorf("%s: answered %t, %v", id, ok, err)
				}
				mu.Lock()
				took = append(took, time.Since(began))
				mu.Unlock()
			}
		})
	}
	asking.Wait()
	b.StopTimer()
	stop()
	all.Wait()
	if err := h.Close(); err != nil {
		b.Error(err)
	}
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(ms(took[len(took)-1]), "max-ms")
	b.ReportMetric(ms(pause), "pause-ms")
	b.ReportMetric(float64(wiped)/(1<<20), "MB-wiped")
}

// churn writes rows and deletes them.
func churn(ctx context.Context, b *testing.B, db *store.DB) {
	b.Helper()
	put := func(tx *store.Tx) (err error) {
		for n := range uint64(500) {
			err = errors.Join(err, tx.Put("bench", store.Num(n), make([]byte, 2000)))
		}
		return err
	}
	drop := func(tx *store.Tx) (err error) {
		for n := range uint64(500) {
			err = errors.Join(err, tx.Delete("bench", store.Num(n)))
		}
		return err
	}
	if err := errors.Join(db.Update(ctx, put), db.Update(ctx, drop)); err != nil && ctx.Err() == nil {
		b.Error(err)
	}
}

// nowhere is a platform on which nothing is sent.
type nowhere struct{}

func (nowhere) Platform() chat.Platform { return "web" }

func (nowhere) Send(_ context.Context, to chat.Place, key string, _ chat.Reply) (chat.Ref, error) {
	return chat.Ref{Place: to, ID: key}, nil
}

func (nowhere) Run(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}
