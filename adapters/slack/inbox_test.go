package slack

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// An inbox takes down events, and answers with what reply says.
type inbox struct {
	mu     sync.Mutex
	events []chat.Event
	broken error
	reply  func(chat.Event) chat.Reply // nil: nothing is answered inside a request
}

func (b *inbox) Accept(_ context.Context, e chat.Event) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken == nil {
		b.events = append(b.events, e)
	}
	return b.broken
}

func (b *inbox) Answer(ctx context.Context, e chat.Event) (chat.Reply, bool, error) {
	if err := b.Accept(ctx, e); err != nil || b.reply == nil {
		return chat.Reply{}, false, err
	}
	return b.reply(e), true, nil
}

func (b *inbox) all() []chat.Event {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]chat.Event(nil), b.events...)
}

// last is the newest event.
func (b *inbox) last(t *testing.T) chat.Event {
	t.Helper()
	all := b.all()
	if len(all) == 0 {
		t.Fatal("no event was accepted")
	}
	return all[len(all)-1]
}

var errFull = errors.New("the disk is full")

// serve runs an adapter in front of in until the test ends.
func serve(t *testing.T, in chat.Inbox, socket bool) *rig {
	t.Helper()
	r := newRig(t, in, socket)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); r.a.Run(ctx) }()
	t.Cleanup(func() { stop(); <-done })
	return r
}

// wait waits until ok.
func wait(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain for " + what)
		}
	}
}

// notes are the Memory of one process, in which nothing grows old.
type notes struct{ kept sync.Map }

func (n *notes) Recall(_ context.Context, p chat.Place) (string, error) {
	text, _ := n.kept.Load(p)
	said, _ := text.(string)
	return said, nil
}

func (n *notes) Note(_ context.Context, p chat.Place, text string, _ time.Time) error {
	n.kept.Store(p, text)
	return nil
}
