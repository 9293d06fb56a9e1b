package discord

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
)

// A ledger is an inbox that knows every event once, and can be out of order.
type ledger struct {
	mu    sync.Mutex
	texts []string
	times map[string]int // deliveries by event
	down  bool
	hold  chan struct{} // when set, accepting waits for it
}

func (l *ledger) Accept(ctx context.Context, e chat.Event) error {
	if l.hold != nil {
		select {
		case <-l.hold:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.down {
		return errors.New("the disk is full")
	}
	if l.times == nil {
		l.times = map[string]int{}
	}
	if l.times[e.ID]++; l.times[e.ID] == 1 {
		l.texts = append(l.texts, e.Text)
	}
	return nil
}

func (l *ledger) Answer(ctx context.Context, e chat.Event) (chat.Reply, bool, error) {
	return chat.Reply{}, false, l.Accept(ctx, e)
}

func (l *ledger) said() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.texts)
}

// running runs an adapter until stop, which returns what Run did.
func running(t *testing.T, a *Adapter) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	var once sync.Once
	var err error
	stop = func() error {
		once.Do(func() { cancel(); err = <-done })
		return err
	}
	t.Cleanup(func() { stop() })
	return stop
}

// eventually waits for something that must come.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 1000 {
		if ok() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s", what)
}

// says delivers a direct message of Ada's.
func (f *fakeDiscord) says(text string) {
	f.mu.Lock()
	id := f.id()
	f.mu.Unlock()
	f.gate.dispatch("MESSAGE_CREATE", map[string]any{"id": id, "channel_id": dmOf(conform.Ada),
		"author": people[conform.Ada], "content": text}, 1)
}

// TestResume holds that nothing is lost or doubled, whatever way a connection ends.
func TestResume(t *testing.T) {
	for name, end := range map[string]func(f *fakeDiscord){
		"broken":    func(f *fakeDiscord) { f.gate.cut() },
		"asked to":  func(f *fakeDiscord) { f.gate.frame(`{"op":7,"d":null}`) },
		"invalid":   func(f *fakeDiscord) { f.gate.frame(`{"op":9,"d":true}`) },
		"rubbish":   func(f *fakeDiscord) { f.gate.frame(`{"op`) },
		"zombie":    func(f *fakeDiscord) { f.gate.mu.Lock(); f.gate.deaf = true; f.gate.mu.Unlock() },
		"beat, cut": func(f *fakeDiscord) { f.gate.frame(`{"op":1,"d":null}`); f.gate.cut() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, in := newFake(t), new(ledger)
			stop := running(t, f.adapter(in, f.config()))
			f.says("one")
			eventually(t, "the first", func() bool { return len(in.said()) == 1 })
			end(f)
			f.says("two")
			f.says("three")
			eventually(t, "a new connection", func() bool { _, n := f.gate.counts(); return n >= 1 })
			f.gate.mu.Lock()
			f.gate.deaf = false
			f.gate.mu.Unlock()
			f.says("four")
			eventually(t, "the rest", func() bool { return len(in.said()) == 4 })
			if got := in.said(); !slices.Equal(got, []string{"one", "two", "three", "four"}) {
				t.Errorf("said %q", got)
			}
			if n, _ := f.gate.counts(); n != 1 {
				t.Errorf("identified %d times", n)
			}
			if err := stop(); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
	}
}

// TestNotTakenIsDeliveredAgain holds that the place in the stream does not pass an
// event that was not taken down, which is why the gateway client is ours.
func TestNotTakenIsDeliveredAgain(t *testing.T) {
	f, in := newFake(t), &ledger{hold: make(chan struct{})}
	running(t, f.adapter(in, f.config()))
	f.says("held up")
	eventually(t, "the connection", func() bool { n, _ := f.gate.counts(); return n == 1 })
	f.says("behind it")
	f.gate.cut()
	eventually(t, "a new connection", func() bool { _, n := f.gate.counts(); return n == 1 })
	close(in.hold)
	eventually(t, "both again", func() bool {
		in.mu.Lock()
		defer in.mu.Unlock()
		all := 0
		for _, n := range in.times {
			all += n
		}
		return all == 4
	})
	if got := in.said(); !slices.Equal(got, []string{"held up", "behind it"}) {
		t.Errorf("said %q", got)
	}
}

// TestNewSession holds that a session that is no more is not insisted on.
func TestNewSession(t *testing.T) {
	f, in := newFake(t), new(ledger)
	running(t, f.adapter(in, f.config()))
	f.says("one")
	eventually(t, "the first", func() bool { return len(in.said()) == 1 })
	f.gate.forget()
	f.gate.cut()
	eventually(t, "a new session", func() bool { n, _ := f.gate.counts(); return n == 2 })
	f.says("two")
	eventually(t, "the second", func() bool { return len(in.said()) == 2 })
}

// TestBookmark holds that a restart misses nothing that was said in between.
func TestBookmark(t *testing.T) {
	f, in := newFake(t), new(ledger)
	var at Bookmark
	cfg := f.config()
	cfg.OnBookmark = func(b Bookmark) { at = b }
	stop := running(t, f.adapter(in, cfg))
	f.says("before")
	eventually(t, "the first", func() bool { return len(in.said()) == 1 })
	stop()
	f.says("in between")
	if at.Seq != 2 || at.Session == "" || strings.Contains(at.URL+at.Session, fakeToken) {
		t.Fatalf("bookmark %+v", at)
	}
	cfg.Bookmark = at
	again := f.adapter(in, cfg)
	running(t, again)
	eventually(t, "the second", func() bool { return len(in.said()) == 2 })
	if n, resumed := f.gate.counts(); n != 1 || resumed != 1 || len(in.times) != 2 || *again.self.Load() != fakeBot {
		t.Errorf("identified %d times, resumed %d, %d events, is %s", n, resumed, len(in.times), *again.self.Load())
	}
}

// TestRefused holds that Run says so when connecting again is of no use.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(f *fakeDiscord, cfg *Config)
		want   string
	}{
		"token":   {func(_ *fakeDiscord, cfg *Config) { cfg.Token = "wrong" }, "token is not valid"},
		"intents": {func(f *fakeDiscord, _ *Config) { f.gate.fatal = 4014 }, "intents"},
		"shards":  {func(f *fakeDiscord, _ *Config) { f.gate.fatal = 4011 }, "too many servers"},
	} {
		f := newFake(t)
		cfg := f.config()
		c.change(f, &cfg)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		err := f.adapter(new(ledger), cfg).Run(ctx)
		cancel()
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), cfg.Token) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestGuilds holds that only the guilds of the organisation are served.
func TestGuilds(t *testing.T) {
	f, in := newFake(t), new(ledger)
	cfg := f.config()
	cfg.Guilds = []string{"555"}
	running(t, f.adapter(in, cfg))
	r := &rig{f: f, met: map[string]bool{}}
	x, err := r.interact(t.Context(), conform.Ada, conform.Company, 1,
		map[string]any{"type": 2, "data": map[string]any{"type": 1, "name": "handvat"}})
	if err != nil || x.original.to != conform.Ada {
		t.Errorf("%v, %+v", err, x.original)
	}
	f.gate.dispatch("MESSAGE_CREATE", map[string]any{"id": "1", "channel_id": fakeRoom, "guild_id": fakeGuild,
		"author": people[conform.Ada], "content": "x", "mentions": []any{map[string]string{"id": fakeBot}}}, 1)
	f.says("direct")
	eventually(t, "the direct message", func() bool { return len(in.said()) > 0 })
	if got := in.said(); !slices.Equal(got, []string{"direct"}) {
		t.Errorf("said %q", got)
	}
}

// TestAcceptIsTriedAgain holds that a full disk for a moment loses nothing.
func TestAcceptIsTriedAgain(t *testing.T) {
	f, in := newFake(t), &ledger{down: true}
	running(t, f.adapter(in, f.config()))
	f.says("one")
	eventually(t, "the connection", func() bool { n, _ := f.gate.counts(); return n == 1 })
	time.Sleep(50 * time.Millisecond)
	in.mu.Lock()
	in.down = false
	in.mu.Unlock()
	eventually(t, "the message", func() bool { return len(in.said()) == 1 })
}
