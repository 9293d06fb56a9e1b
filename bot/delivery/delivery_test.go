package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// A sent is one call of Send.
type sent struct {
	at    time.Time
	to    chat.Place
	key   string
	reply chat.Reply
}

// A fakeSender takes down what it is told to send, and answers with what fail says.
type fakeSender struct {
	mu   sync.Mutex
	all  []sent
	fail func(to chat.Place, key string, r chat.Reply) error // nil means that all goes well
}

func (s *fakeSender) Send(_ context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, sent{time.Now(), to, key, r})
	if s.fail != nil {
		if err := s.fail(to, key, r); err != nil {
			return chat.Ref{}, err
		}
	}
	return chat.Ref{Place: to, ID: key}, nil
}

// keys lists the keys of what was sent so far.
func (s *fakeSender) keys() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var keys []string
	for _, m := range s.all {
		keys = append(keys, m.key)
	}
	return keys
}

// handlerFunc is a Handler.
type handlerFunc func(ctx context.Context, e chat.Event) (Decision, error)

func (f handlerFunc) Handle(ctx context.Context, e chat.Event) (Decision, error) { return f(ctx, e) }

// echo decides to write down the event under its ID in the bucket "done", and to
// repeat its text.
var echo = handlerFunc(func(_ context.Context, e chat.Event) (Decision, error) {
	return func(tx *store.Tx) (chat.Reply, error) {
		if _, ok := tx.Get("done", []byte(e.ID)); ok {
			return chat.Reply{}, errors.New("done twice")
		}
		return chat.Reply{Text: "re: " + e.Text}, tx.Put("done", []byte(e.ID), []byte(e.Text))
	}, nil
})

// A rig is a Delivery on a new file, with a platform "web".
type rig struct {
	*Delivery
	t    *testing.T
	db   *store.DB
	web  *fakeSender
	stop func() // ends Run and waits for it
}

func newRig(t *testing.T, h Handler) *rig {
	t.Helper()
	db, err := store.Open(filepath.Join(t.TempDir(), "handvat.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return newRigOn(t, db, h)
}

func newRigOn(t *testing.T, db *store.DB, h Handler) *rig {
	r := &rig{Delivery: New(slog.New(slog.DiscardHandler), db, h, time.Now), t: t, db: db, web: &fakeSender{}}
	r.Serve("web", r.web, Rate{})
	return r
}

// run starts Run.
func (r *rig) run() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	r.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			r.t.Errorf("Run returned %v", err)
		}
	})
}

// prune removes what is too old, as the house does each day.
func (r *rig) prune() {
	r.t.Helper()
	for _, table := range Tables(nil) {
		if err := table.Prune(r.t.Context(), r.db, time.Now()); err != nil {
			r.t.Fatal(err)
		}
	}
}

// accept accepts e and expects that it works.
func (r *rig) accept(e chat.Event) {
	r.t.Helper()
	if err := r.Accept(context.Background(), e); err != nil {
		r.t.Fatal(err)
	}
}

// count is how many records bucket has.
func (r *rig) count(bucket string) (n int) {
	r.t.Helper()
	err := r.db.View(context.Background(), func(tx *store.Tx) error {
		for range tx.Scan(bucket, nil, nil) {
			n++
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return n
}

// empty expects that the inbox and the outbox are.
func (r *rig) empty() {
	r.t.Helper()
	if in, out := r.count(inbox.Bucket), r.count(outbox.Bucket); in+out > 0 {
		r.t.Errorf("%d events in the inbox, %d messages in the outbox", in, out)
	}
}

// said is an event: text said at web's channel by ada, with its ID.
func said(id, channel, text string) chat.Event {
	return chat.Event{ID: id, Kind: chat.Said, From: chat.Person{Platform: "web", ID: "ada"},
		In: chat.Place{Platform: "web", Channel: channel}, Text: text}
}

func TestAcceptedOnceAnsweredOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.run()
		for range 3 {
			r.accept(said("1", "a", "hoi"))
		}
		synctest.Wait()
		r.accept(said("1", "a", "hoi"))
		synctest.Wait()
		if got := fmt.Sprint(r.web.keys()); got != "[1]" || r.web.all[0].reply.Text != "re: hoi" {
			t.Errorf("sent %v", r.web.all)
		}
		r.stop()
		r.empty()
	})
}

func TestConcurrentRedeliveriesAreOneEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.run()
		var wg sync.WaitGroup
		for i := range 100 {
			wg.Go(func() { r.accept(said(fmt.Sprint(i%5), "a", "hoi")) })
		}
		wg.Wait()
		synctest.Wait()
		r.stop()
		if n := len(r.web.all); n != 5 {
			t.Errorf("5 events got %d answers: %v", n, r.web.keys())
		}
		r.empty()
	})
}

func TestBadEventsAreRefused(t *testing.T) {
	r := newRig(t, echo)
	long := said("1", "a", strings.Repeat("x", maxEvent))
	if err := r.Accept(t.Context(), long); !errors.Is(err, errTooLarge) {
		t.Errorf("an event of 256 KB: %v", err)
	}
	for name, e := range map[string]chat.Event{
		"no id":       {Kind: chat.Said, In: chat.Place{Platform: "web"}},
		"long id":     {ID: strings.Repeat("x", 201), Kind: chat.Said, In: chat.Place{Platform: "web"}},
		"no kind":     {ID: "1", In: chat.Place{Platform: "web"}},
		"no platform": {ID: "1", Kind: chat.Said},
	} {
		if err := r.Accept(t.Context(), e); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	r.empty()
}
