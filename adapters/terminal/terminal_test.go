package terminal

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestCards(t *testing.T) {
	for name, r := range chattest.Cards() {
		got := Style{Width: 80}.Reply(r)
		file := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
		}
		for line := range strings.Lines(Style{Width: 40, Color: true}.Reply(r)) {
			if n := visible(strings.TrimRight(line, "\n")); n > 40 && strings.Contains(strings.TrimSpace(line), " ") &&
				!strings.HasPrefix(line, "    ") && !strings.Contains(line, "[") && r.File == nil {
				t.Errorf("%s: a line of %d columns: %q", name, n, line)
			}
		}
	}
}

// TestNoTextSteersTheTerminal holds that control characters do not get through.
func TestNoTextSteersTheTerminal(t *testing.T) {
	bad := "a\x1b]0;owned\x07b\x1b[2Jc\u009bd"
	got := Style{}.Reply(chat.Reply{Text: bad, Card: &chat.Card{Title: bad, Note: bad, Body: []chat.Block{
		chat.Text(bad), chat.Code(bad), chat.Table{Header: []string{bad}, Rows: [][]string{{bad}}},
		chat.Tap{Prompt: bad, Options: []chat.Button{{Label: bad}}},
	}, Buttons: []chat.Button{{Label: bad, URL: "https://x/" + bad}}}})
	if strings.ContainsAny(got, "\x1b\x07\u009b") {
		t.Errorf("%q", got)
	}
}

// echo is an inbox that answers at once.
type echo struct{ got []chat.Event }

func (e *echo) Accept(context.Context, chat.Event) error { return nil }
func (e *echo) Answer(_ context.Context, ev chat.Event) (chat.Reply, bool, error) {
	e.got = append(e.got, ev)
	return chat.Reply{Text: "said " + ev.Text}, true, nil
}

func TestConversation(t *testing.T) {
	var out strings.Builder
	in := new(echo)
	clock := time.Unix(0, 0)
	now := func() time.Time { clock = clock.Add(time.Second); return clock }
	if err := New(in, strings.NewReader("hoi @Ben\n\nhoe dan?\n"), &out, Style{}, Seat{}, "nl_NL.UTF-8",
		now).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(in.got) != 3 || in.got[0].Kind != chat.Joined || in.got[2].Text != "hoe dan?" ||
		in.got[1].Locale != "nl-NL" || in.got[1].ID == in.got[2].ID {
		t.Errorf("%+v", in.got)
	}
	if p := in.got[1].People; len(p) != 1 || p[0] != (chat.Person{Platform: Platform, ID: "ben", Name: "Ben"}) ||
		in.got[2].People != nil {
		t.Errorf("the people are %v", p)
	}
	if !strings.Contains(out.String(), "said hoe dan?") {
		t.Error(out.String())
	}
}

// TestLongLine holds that a line of any length is read, and what comes after it too.
func TestLongLine(t *testing.T) {
	e := &echo{}
	in := strings.Repeat("x", 3*longest) + "\nhoi\ndoei"
	if err := New(e, strings.NewReader(in), &strings.Builder{}, Style{}, Seat{}, "nl",
		time.Now).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, ev := range e.got[1:] {
		said = append(said, ev.Text)
	}
	if len(said) != 3 || len(said[0]) != longest || said[1] != "hoi" || said[2] != "doei" {
		t.Errorf("%d lines, the first of %d bytes", len(said), len(said[0]))
	}
}

// TestSeat holds that who sits here is who says something, and that nobody else's messages are printed.
func TestSeat(t *testing.T) {
	ada := chat.Person{Platform: "slack", ID: "U1", Name: "ada"}
	seat := Seat{Who: ada, Where: chat.Place{Platform: Platform, Channel: "slack//U1"},
		Named: func(name string) []chat.Person {
			if name != "ben" {
				return nil
			}
			return []chat.Person{{Platform: "slack", ID: "U2", Name: "ben"}}
		}}
	in, out := new(echo), new(strings.Builder)
	a := New(in, strings.NewReader("vraag @ben en @Bob\n"), out, Style{}, seat, "nl", time.Now)
	if err := a.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	e := in.got[1]
	if e.From != ada || e.In != seat.Where || len(e.People) != 2 || e.People[0].ID != "U2" ||
		e.People[1].Platform != Platform {
		t.Errorf("%+v", e)
	}
	var later *chat.SendError
	if _, err := a.Send(t.Context(), Where, "k", chat.Reply{Text: "geheim"}); !errors.As(err, &later) ||
		later.RetryAfter == 0 ||
		strings.Contains(out.String(), "geheim") {
		t.Errorf("%v\n%s", err, out)
	}
}
