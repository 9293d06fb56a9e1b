package delivery

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// quick decides to say hello.
var quick = handlerFunc(func(context.Context, chat.Event) (Decision, error) {
	return func(*store.Tx) (chat.Reply, error) { return chat.Reply{Text: "hallo"}, nil }, nil
})

// stopwatch is a sender that measures how long after their event answers arrive.
type stopwatch struct {
	mu    sync.Mutex
	begun map[string]time.Time
	took  []time.Duration
}

func (s *stopwatch) Send(_ context.Context, to chat.Place, key string, _ chat.Reply) (chat.Ref, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.took = append(s.took, time.Since(s.begun[key]))
	return chat.Ref{Place: to, ID: key}, nil
}

// start starts a Delivery to s, and returns how to stop it.
func start(b *testing.B, s chat.Sender) (d *Delivery, stop func()) {
	db, err := store.Open(filepath.Join(b.TempDir(), "handvat.db"))
	if err != nil {
		b.Fatal(err)
	}
	d = New(slog.New(slog.DiscardHandler), db, quick, time.Now)
	d.Serve("web", s, Rate{})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	return d, func() {
		cancel()
		<-ended
		db.Close()
	}
}

// report reports the median and the 99th percentile of spans.
func report(b *testing.B, name string, spans []time.Duration) {
	slices.Sort(spans)
	if len(spans) == 0 {
		return
	}
	b.ReportMetric(float64(spans[len(spans)/2].Microseconds())/1000, name+"-p50-ms")
	b.ReportMetric(float64(spans[len(spans)*99/100].Microseconds())/1000, name+"-p99-ms")
}

// BenchmarkAt100PerSecond accepts 100 events a second for three seconds, as a busy
// organisation would, and measures how long it takes to accept one durably and how
// long it takes until its answer is at the platform.
func BenchmarkAt100PerSecond(b *testing.B) {
	for b.Loop() {
		watch := &stopwatch{begun: map[string]time.Time{}}
		d, stop := start(b, watch)
		var accepts []time.Duration
		var wg sync.WaitGroup
		tick := time.NewTicker(10 * time.Millisecond)
		for i := range 300 {
			<-tick.C
			wg.Go(func() {
				e := said(fmt.Sprint(i), fmt.Sprint(i%50), "hoe vraag ik verlof aan?")
				begin := time.Now()
				watch.mu.Lock()
				watch.begun[e.ID] = begin
				watch.mu.Unlock()
				if err := d.Accept(context.Background(), e); err != nil {
					b.Error(err)
				}
				took := time.Since(begin)
				watch.mu.Lock()
				accepts = append(accepts, took)
				watch.mu.Unlock()
			})
		}
		tick.Stop()
		wg.Wait()
		stop()
		report(b, "accept", accepts)
		report(b, "answer", watch.took)
	}
}

// BenchmarkAccept is what 64 adapters at once get accepted, against one bbolt
// transaction for each event with no Delivery around it.
func BenchmarkAccept(b *testing.B) {
	const writers = 64
	b.Run("accept", func(b *testing.B) {
		db, err := store.Open(filepath.Join(b.TempDir(), "handvat.db"))
		if err != nil {
			b.Fatal(err)
		}
		defer db.Close()
		d := New(slog.New(slog.DiscardHandler), db, quick, time.Now)
		parallel(b, writers, func(id string) error {
			return d.Accept(context.Background(), said(id, id, "hoe vraag ik verlof aan?"))
		})
	})
	b.Run("one-transaction-each", func(b *testing.B) {
		db, err := store.Open(filepath.Join(b.TempDir(), "handvat.db"))
		if err != nil {
			b.Fatal(err)
		}
		defer db.Close()
		d := New(slog.New(slog.DiscardHandler), db, quick, time.Now)
		var one sync.Mutex
		parallel(b, writers, func(id string) error {
			one.Lock() // so that no commit is shared
			defer one.Unlock()
			return d.Accept(context.Background(), said(id, id, "hoe vraag ik verlof aan?"))
		})
	})
}

// parallel runs fn b.N times from n goroutines, each time with another id.
func parallel(b *testing.B, n int, fn func(id string) error) {
	var next atomic.Int64
	var wg sync.WaitGroup
	b.ResetTimer()
	for range n {
		wg.Go(func() {
			for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
				if err := fn(fmt.Sprint(i)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
