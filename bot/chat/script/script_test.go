package script

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

// A stage that asks for colleagues and remembers what it was told.
type stage struct{ told []chat.Event }

func (s *stage) Tell(_ context.Context, e chat.Event) (chat.Reply, error) {
	s.told = append(s.told, e)
	return chattest.Cards()["person-nl"], nil
}
func (*stage) Pass(time.Duration) error { return nil }
func (*stage) Restart() error           { return nil }

func TestPlayNamesPeople(t *testing.T) {
	var s stage
	script := Script{Text: "> ada: vraag @ben en @Cleo\n> ada: {ben, @dirk}\n> ada: {}\n> ada: hoi\n"}
	if _, _, err := script.Play(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	of := func(name, id string) chat.Person {
		return chat.Person{Platform: "web", ID: id, Name: name, Typed: true}
	}
	for i, want := range [][]chat.Person{{of("Ben", "ben"), of("Cleo", "cleo")},
		{of("Ben", "ben"), of("Dirk", "dirk")}, nil, nil} {
		if got := s.told[i].People; !slices.Equal(got, want) {
			t.Errorf("event %d names %v, want %v", i, got, want)
		}
	}
	if e := s.told[1]; e.Kind != chat.Filled || e.Fields["who"] != "Ben, Dirk" {
		t.Errorf("%+v", e)
	}
}
