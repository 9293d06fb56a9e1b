package discord

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
)

// keeping is an inbox that keeps events.
type keeping struct {
	mu  sync.Mutex
	all []chat.Event
}

func (k *keeping) Accept(_ context.Context, e chat.Event) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all = append(k.all, e)
	return nil
}

func (k *keeping) Answer(ctx context.Context, e chat.Event) (chat.Reply, bool, error) {
	return chat.Reply{Text: "oké"}, true, k.Accept(ctx, e)
}

func (k *keeping) last() (e chat.Event, n int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n = len(k.all); n > 0 {
		e = k.all[n-1]
	}
	return e, n
}

// TestGuests holds that where members must have a role, who has none of them is a guest: in a guild by what the
// payload tells, in a direct conversation by what Discord says when it is asked, once.
func TestGuests(t *testing.T) {
	f, in := newFake(t), new(keeping)
	cfg := f.config()
	cfg.Roles = []string{"71", "72"}
	if _, err := New(nil, cfg, in); err == nil {
		t.Error("a role of no guild is accepted")
	}
	cfg.Guilds = []string{fakeGuild}
	f.roles = map[string][]string{people[conform.Ada].ID: {"70", "72"}, "99": {"70"}}
	running(t, f.adapter(in, cfg))
	ada, stranger := people[conform.Ada].ID, "98"
	for i, c := range []struct {
		what, who string
		direct    bool
		roles     []string
		guest     bool
	}{
		{"with a role, directly", ada, true, nil, false},
		{"with another role, directly", "99", true, nil, true},
		{"in no guild, directly", stranger, true, nil, true},
		{"with a role, in the guild", "97", false, []string{"71"}, false},
		{"and then directly", "97", true, nil, false},
		{"with none, in the guild", "96", false, []string{}, true},
		{"once more, directly", ada, true, nil, false},
	} {
		m := map[string]any{"id": fmt.Sprint(1000 + i), "channel_id": "3",
			"author": map[string]string{"id": c.who, "username": "x"}, "content": "hoi"}
		if !c.direct {
			m["channel_id"], m["guild_id"], m["member"] = fakeRoom, fakeGuild, map[string]any{"roles": c.roles}
			m["mentions"] = []any{map[string]string{"id": fakeBot}}
		}
		f.gate.dispatch("MESSAGE_CREATE", m, 1)
		eventually(t, c.what, func() bool { _, n := in.last(); return n == i+1 })
		if e, _ := in.last(); e.From.ID != c.who || e.From.Guest != c.guest {
			t.Errorf("%s: %+v", c.what, e.From)
		}
	}
	f.mu.Lock()
	asked := 0
	for _, r := range f.requests {
		if r == "GET guilds/"+fakeGuild+"/members/"+ada {
			asked++
		}
	}
	f.mu.Unlock()
	if asked != 1 {
		t.Errorf("asked %d times for the same person", asked)
	}
	r := &rig{f: f, met: map[string]bool{}}
	for roles, guest := range map[string]bool{"71": false, "70": true} {
		data := map[string]any{"type": 2, "data": map[string]any{"type": 1, "name": "handvat"},
			"member": map[string]any{"user": people[conform.Ben], "roles": []string{roles}}}
		if _, err := r.interact(t.Context(), conform.Ben, conform.Company, 1, data); err != nil {
			t.Fatal(err)
		}
		if e, _ := in.last(); e.From.Guest != guest {
			t.Errorf("a command with the role %s: a guest: %v", roles, e.From.Guest)
		}
	}
}
