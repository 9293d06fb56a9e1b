package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
	"github.com/handvat/handvat/bot/chat/conform"
)

// scripted is an inbox that answers as told.
type scripted struct {
	answer func(ctx context.Context, e chat.Event) (chat.Reply, bool, error)
	accept func(e chat.Event) error
	n      atomic.Int32
}

func (s *scripted) Accept(_ context.Context, e chat.Event) error {
	if s.accept == nil {
		return nil
	}
	return s.accept(e)
}

func (s *scripted) Answer(ctx context.Context, e chat.Event) (chat.Reply, bool, error) {
	s.n.Add(1)
	return s.answer(ctx, e)
}

func says(text string) func(context.Context, chat.Event) (chat.Reply, bool, error) {
	return func(context.Context, chat.Event) (chat.Reply, bool, error) { return chat.Reply{Text: text}, true, nil }
}

// asks is a command of Ada's in company.
func asks(text string) map[string]any {
	return map[string]any{"type": 2, "data": map[string]any{"type": 1, "name": "handvat", "options": []any{
		map[string]any{"type": 1, "name": "ask",
			"options": []any{map[string]any{"type": 3, "name": "question", "value": text}}}}}}
}

func newRig(t *testing.T, in chat.Inbox) *rig {
	f := newFake(t)
	r := &rig{f: f, a: f.adapter(in, f.config()), met: map[string]bool{}}
	running(t, r.a)
	return r
}

// TestDeferral holds that Discord hears within its three seconds, even if taking an
// event down hangs, and that the person then gets one answer.
func TestDeferral(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	in := &scripted{answer: func(context.Context, chat.Event) (chat.Reply, bool, error) {
		<-release // does not even look at its context
		return chat.Reply{Text: "late"}, true, nil
	}}
	r := newRig(t, in)
	begin := time.Now()
	x, err := r.interact(t.Context(), conform.Ada, conform.Command, 1, asks("x"))
	if err != nil || x.kind != dg.InteractionResponseDeferredChannelMessageWithSource || x.original.to != conform.Ada {
		t.Fatalf("%v, %+v", err, x)
	}
	if took := time.Since(begin); took < patience || took > patience+time.Second {
		t.Errorf("deferred after %v", took)
	}
	close(release)
	eventually(t, "the answer", func() bool { return len(r.f.sees(conform.Ada, conform.Command)) == 1 })
	if n := len(r.f.sees(conform.Ben, conform.Company)); n != 0 {
		t.Errorf("Ben sees %d", n)
	}
}

// TestNotAccepted holds that a person hears it when their question could not be taken
// down.
func TestNotAccepted(t *testing.T) {
	t.Parallel()
	full := errors.New("the disk is full")
	r := newRig(t, &scripted{answer: func(context.Context, chat.Event) (chat.Reply, bool, error) {
		return chat.Reply{}, false, full
	}, accept: func(chat.Event) error { return full }})
	if _, err := r.interact(t.Context(), conform.Ada, conform.Command, 1, asks("x")); err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if s := r.Screen(conform.Ada, conform.Command); len(s) == 1 {
			if !strings.Contains(s[0].Text, "ging mis") || !s[0].Private {
				t.Errorf("%+v", s[0])
			}
			return
		}
		time.Sleep(time.Second)
	}
	t.Error("silence")
}

// TestCallbackFails holds that an answer arrives once, whatever becomes of the first
// response.
func TestCallbackFails(t *testing.T) {
	t.Parallel()
	for _, f := range []conform.Fault{conform.TooMany, conform.Broken, conform.Lost} {
		r := newRig(t, &scripted{answer: says("here")})
		r.Fail(f)
		x, err := r.interact(t.Context(), conform.Ada, conform.Command, 1, asks("x"))
		if err != nil || x.kind != dg.InteractionResponseChannelMessageWithSource {
			t.Errorf("%v: %v, response of type %d", f, err, x.kind)
		}
		time.Sleep(300 * time.Millisecond)
		if n := len(r.f.sees(conform.Ada, conform.Command)); n != 1 {
			t.Errorf("%v: Ada sees %d messages", f, n)
		}
	}
}

// TestExpired holds that an answer whose interaction is no more comes by direct
// message.
func TestExpired(t *testing.T) {
	t.Parallel()
	r := newRig(t, &scripted{answer: func(ctx context.Context, _ chat.Event) (chat.Reply, bool, error) {
		<-ctx.Done()
		return chat.Reply{}, false, nil
	}})
	var key string
	in := r.a.in.(*scripted)
	in.accept = nil
	x, err := r.interact(t.Context(), conform.Ada, conform.Command, 1, asks("x"))
	if err != nil {
		t.Fatal(err)
	}
	key = actID("i", x.id, people[conform.Ada].ID)
	to := chat.Place{Platform: Platform, Team: fakeGuild, Channel: fakeRoom, Thread: alone(people[conform.Ada].ID)}
	r.f.mu.Lock()
	delete(r.f.acts, x.token)
	r.f.mu.Unlock()
	var said *chat.SendError
	if _, err := r.a.Send(t.Context(), to, key, chat.Reply{Text: "x", Private: true}); !errors.As(err, &said) ||
		said.RetryAfter == 0 {
		t.Errorf("at once: %v", err) // Discord may only be late
	}
	r.a.cfg.Now = func() time.Time { return time.Now().Add(time.Minute) }
	if _, err := r.a.Send(t.Context(), to, key, chat.Reply{Text: "x", Private: true}); err != nil {
		t.Error(err)
	}
	if seen := r.f.sees(conform.Ada, conform.Command); len(seen) != 1 || !seen[0].instead {
		t.Errorf("Ada sees %d", len(seen))
	}
}

// TestFormAfterRestart holds that the button of a form still works when the adapter
// does not know the form anymore.
func TestFormAfterRestart(t *testing.T) {
	t.Parallel()
	got := make(chan chat.Event, 1)
	r := newRig(t, &scripted{answer: func(_ context.Context, e chat.Event) (chat.Reply, bool, error) {
		got <- e
		return chat.Reply{Text: "thanks"}, true, nil
	}})
	to := chat.Place{Platform: Platform, Channel: dmOf(conform.Ada)}
	if _, err := r.a.Send(t.Context(), to, "k", chattest.Cards()["form-en"]); err != nil {
		t.Fatal(err)
	}
	for id := range render(chattest.Cards()["form-en"])[0].forms {
		r.a.forms.Take(string(id))
	}
	if err := r.Act(t.Context(), conform.Act{Who: conform.Ada, Press: "Send",
		Fill: map[string]string{sayModal: "my answer"}}); err != nil {
		t.Fatal(err)
	}
	if e := <-got; e.Kind != chat.Said || e.Text != "my answer" || !e.Direct {
		t.Errorf("%+v", e)
	}
}

// TestDoubleClick holds that a second click is no second act, but a later one is.
func TestDoubleClick(t *testing.T) {
	t.Parallel()
	in := &scripted{answer: says("pressed")}
	r := newRig(t, in)
	card := chattest.Cards()["answer-nl"]
	if _, err := r.a.Send(t.Context(), chat.Place{Platform: Platform, Channel: dmOf(conform.Ada)},
		"k", card); err != nil {
		t.Fatal(err)
	}
	press := conform.Act{Who: conform.Ada, Press: "Ja", Double: true}
	if err := r.Act(t.Context(), press); err != nil {
		t.Fatal(err)
	}
	time.Sleep(clickWindow + 100*time.Millisecond)
	press.Double = false
	if err := r.Act(t.Context(), press); err != nil {
		t.Fatal(err)
	}
	if n := in.n.Load(); n != 2 {
		t.Errorf("%d acts, want 2", n)
	}
}

// TestMany holds that many people at once are all answered in time and alone.
func TestMany(t *testing.T) {
	t.Parallel()
	r := newRig(t, &scripted{answer: says("here")})
	var all sync.WaitGroup
	for i := range 100 {
		all.Go(func() {
			if _, err := r.interact(t.Context(), conform.Ada, conform.Command, 1, asks(fmt.Sprint(i))); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	eventually(t, "all answers", func() bool { return len(r.f.sees(conform.Ada, conform.Command)) == 100 })
}
