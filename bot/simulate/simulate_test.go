package simulate

import (
	"context"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

func TestNew(t *testing.T) {
	for _, c := range [][2]int{{0, 0}, {3, 4}, {5, 0}} {
		if _, err := New(c[0], c[1], 1); err == nil {
			t.Errorf("%d people in %d units are no organisation", c[0], c[1])
		}
	}
	o, err := New(400, 20, 7)
	if err != nil {
		t.Fatal(err)
	}
	names, sizes, led := map[string]bool{}, map[string]int{}, map[string]bool{}
	for _, p := range o.People {
		led[p.Unit] = led[p.Unit] || p.Role == "manager"
		names[p.Name] = true
		sizes[p.Unit]++
	}
	if len(names) != 400 || len(o.Units) != 21 || len(sizes) != 20 {
		t.Errorf("%d names, %d units, people in %d", len(names), len(o.Units), len(sizes))
	}
	if sizes[o.Units[20].ID] != 3 || sizes[o.Units[1].ID] < 30 {
		t.Errorf("sizes are all alike: %v", sizes)
	}
	for _, u := range o.Units[1:] {
		if !led[u.ID] {
			t.Errorf("nobody leads %s", u.ID)
		}
	}
}

// parrot is a core that offers the same two buttons to whatever is said.
type parrot struct {
	now  time.Time
	back bool // the clock went back
	told []string
}

func (p *parrot) Set(now time.Time) {
	p.back = p.back || now.Before(p.now)
	p.now = now
}
func (p *parrot) Day(context.Context) error           { return nil }
func (p *parrot) Due(context.Context) ([]Said, error) { return nil, nil }
func (p *parrot) Tell(_ context.Context, es []chat.Event) (rs []chat.Reply, _ error) {
	seen := map[string]bool{}
	for _, e := range es {
		if seen[e.From.ID] {
			panic("one person says two things at once")
		}
		seen[e.From.ID] = true
		p.told = append(p.told, e.From.ID+e.Text+e.Action.Arg)
		rs = append(rs, chat.Reply{Text: "x",
			Card: &chat.Card{Buttons: []chat.Button{{Label: "a", Action: chat.Action{Verb: "aid/step", Arg: "a"}},
				{Label: "stop", Action: chat.Action{Verb: "aid/stop", Arg: "a"}}}}})
	}
	return rs, nil
}

// TestSameSeedSameWeeks holds that a seed gives the same weeks, another seed others, that
// time never goes back, and that nobody asks at the weekend.
func TestSameSeedSameWeeks(t *testing.T) {
	play := func(seed uint64) *parrot {
		o, err := New(30, 3, seed)
		if err != nil {
			t.Fatal(err)
		}
		core := &parrot{}
		y := &Play{Of: o, Core: core, Heard: func(at time.Time, _ *Person, _ chat.Event, _ chat.Reply) {
			if at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
				t.Errorf("somebody works on %v", at)
			}
		}}
		n, err := y.Weeks(t.Context(), time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC), 6, nil)
		if err != nil || n != len(core.told) || n == 0 || core.back {
			t.Fatalf("%d events, %d told, %v; clock went back: %v", n, len(core.told), err, core.back)
		}
		return core
	}
	a, b, c := play(1), play(1), play(2)
	same := func(x, y []string) bool {
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			if x[i] != y[i] {
				return false
			}
		}
		return true
	}
	if !same(a.told, b.told) || same(a.told, c.told) {
		t.Error("a seed does not decide what happens")
	}
}
