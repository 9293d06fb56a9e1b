// Package conform is the one suite of scenarios that every chat adapter passes, in
// front of a fake of its platform that speaks the real wire format. What stands
// behind the adapter is real: bot/delivery on a file. Only the bot is a script (see
// bot.go), made of the canonical cards of bot/chat/chattest.
//
// An adapter adopts it in three steps, all in its own _test.go files:
//
//  1. Write a fake platform: it delivers acts to the adapter as the platform does,
//     takes what the adapter sends, and knows what each person has on the screen.
//
//  2. Wrap adapter and fake in a type that is a [Rig]. Where the platform has
//     something to break, make it [Faulty] and [Untidy] too.
//
//  3. Call [Run]:
//
//     func TestConformance(t *testing.T) {
//     conform.Run(t, func(t *testing.T, d *delivery.Delivery) conform.Rig {
//     fake := newFakePlatform(t)
//     a, err := New(lg, fake.config(), d)
//     …
//     return &rig{a, fake}
//     })
//     }
//
// Run makes a new rig for every scenario, serves the rig's platform, runs delivery
// and adapter, and stops them. What a platform cannot do at all, such as a command
// that only the asker sees, the rig answers with [errors.ErrUnsupported]: the
// scenario then ends there.
package conform

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/store"
)

// A Rig is an adapter in front of a fake of its platform.
type Rig interface {
	// Adapter is what is tested.
	Adapter() chat.Adapter

	// Act does what a says on the platform and returns when the platform has its
	// acknowledgement. The error is that the adapter did not take the act, or
	// [errors.ErrUnsupported].
	Act(ctx context.Context, a Act) error

	// Screen is what a person sees of the bot somewhere, oldest message first. It is
	// called often, and from another goroutine than the one that serves the fake.
	Screen(who string, in Where) []Message
}

// Faulty is a rig whose platform can fail.
type Faulty interface {
	// Fail makes the next message that the adapter sends or edits fail, once; or
	// does now what f says. It returns false if the platform has no such failure.
	Fail(f Fault) bool
}

// Untidy is a rig that can deliver what no platform should: malformed JSON, unknown
// kinds of event and block, a body that is too large, a bad signature. The error is
// that the adapter answered one of them in another way than it must.
type Untidy interface {
	Mess(ctx context.Context) error
}

// Exact is a rig of a platform that drops a message sent twice, so that an answer
// arrives once even where delivery can only promise "at least once".
type Exact interface{ Exact() }

// An Act is one thing a person does. Exactly one of Say, Press, Tick and Leave is
// set.
type Act struct {
	Who   string // [Ada] or [Ben]
	In    Where
	Say   string            // types this, addressing the bot as one does there; [Mention] finds the people it mentions
	Press string            // presses the button with this label, on the newest message that has it
	Fill  map[string]string // with Press: fills in these answers first, by the field of the question
	Pick  []string          // with Press: picks these people, in the question for a colleague
	Tick  int               // ticks this item, from 1, of the newest checklist
	Leave bool              // blocks or removes the bot

	Times  int  // how often the platform delivers it; 0 is once
	Double bool // with Press: presses twice, as fast as a finger can
}

// Mention is what one types with the mentions of people, "@ada" and "@ben", as write
// writes them on the platform, and the people it mentions, in order.
func Mention(say string, write func(who string) string) (text string, people []string) {
	text = regexp.MustCompile("@("+Ada+"|"+Ben+")").ReplaceAllStringFunc(say, func(at string) string {
		people = append(people, at[1:])
		return write(at[1:])
	})
	return text, people
}

// The people of the suite. On the platform Ada's language is Dutch, Ben's English.
const (
	Ada = "ada"
	Ben = "ben"
)

// Where is where people talk with the bot.
type Where int

const (
	Alone   Where = iota // in a direct conversation
	Company              // in a channel or group, addressing the bot
	Command              // in company, by a command whose answer only the asker sees
)

// A Message is what a person sees of one message of the bot.
type Message struct {
	Text    string   // all that can be read, in reading order, without markup; labels of buttons may be left out
	Buttons []string // labels, without those that tick an item
	Ticks   []bool   // of the items of a checklist: done or not
	Fields  []string // questions that can be filled in
	Files   []string // names of files to save
	Private bool     // nobody else sees it
	Edits   int      // how often it was edited; -1 if the platform keeps no count
	Pings   []string // whom it notifies, and markup it holds that is not the adapter's: must be empty
}

// A Fault is something that goes wrong between the adapter and its platform.
type Fault int

const (
	TooMany Fault = iota + 1 // refused for now: wait one second
	Broken                   // a server error; nothing was done
	Lost                     // it was done, but the connection broke before the answer
	Blocked                  // refused: the person blocked or removed the bot
	Cut                      // now: the connection over which acts arrive breaks
)

// patience is how long a scenario waits for what must come; calm is how long it
// waits to see that nothing more comes.
const (
	patience = 8 * time.Second
	calm     = 150 * time.Millisecond
)

// Run runs every scenario, each on a rig of its own.
func Run(t *testing.T, newRig func(t *testing.T, d *delivery.Delivery) Rig) {
	for _, sc := range scenarios {
		t.Run(strings.ReplaceAll(sc.name, " ", "-"), func(t *testing.T) { sc.play(newStage(t, newRig)) })
	}
}

// A stage is where one scenario plays.
type stage struct {
	t    *testing.T
	rig  Rig
	db   *store.DB
	d    *delivery.Delivery
	bot  *bot
	read map[place]int // messages of a screen looked at so far

	mu   sync.Mutex
	gone []chat.Place
}

type place struct {
	who string
	in  Where
}

func newStage(t *testing.T, newRig func(t *testing.T, d *delivery.Delivery) Rig) *stage {
	t.Helper()
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t, db: db, bot: new(bot), read: map[place]int{}}
	lg := slog.New(slog.NewTextHandler(t.Output(), nil))
	s.d = delivery.New(lg, db, s.bot, time.Now)
	s.d.OnGone(func(_ *store.Tx, p chat.Place) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.gone = append(s.gone, p)
		return nil
	})
	s.rig = newRig(t, s.d)
	a := s.rig.Adapter()
	s.d.Serve(a.Platform(), a, delivery.Rate{})

	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for what, run := range map[string]func(context.Context) error{"delivery": s.d.Run, "adapter": a.Run} {
		running.Go(func() {
			if err := run(ctx); err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("%s ended with: %v", what, err)
			}
		})
	}
	t.Cleanup(func() {
		stop()
		running.Wait()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// do performs an act. It reports false if the platform has no such thing.
func (s *stage) do(a Act) bool {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	err := s.rig.Act(ctx, a)
	if errors.Is(err, errors.ErrUnsupported) {
		s.t.Logf("the platform cannot do %+v", a)
		return false
	}
	if err != nil {
		s.t.Fatalf("%+v: %v", a, err)
	}
	return true
}

// next waits for the next message that a person sees, and checks what holds for
// every message.
func (s *stage) next(who string, in Where) Message {
	s.t.Helper()
	p := place{who, in}
	var m Message
	s.wait("the next message", func() bool {
		seen := s.rig.Screen(who, in)
		if len(seen) <= s.read[p] {
			return false
		}
		m = seen[s.read[p]]
		return true
	})
	s.read[p]++
	if len(m.Pings) > 0 {
		s.t.Errorf("a message pings or injects %q", m.Pings)
	}
	return m
}

// ask says something and returns the answer.
func (s *stage) ask(who string, in Where, text string) (Message, bool) {
	s.t.Helper()
	if !s.do(Act{Who: who, In: in, Say: text}) {
		return Message{}, false
	}
	return s.next(who, in), true
}

// silence checks that a person sees no more messages than those looked at.
func (s *stage) silence(who string, in Where) {
	s.t.Helper()
	time.Sleep(calm)
	if seen := s.rig.Screen(who, in); len(seen) != s.read[place{who, in}] {
		s.t.Errorf("%s sees %d messages, want %d: %+v", who, len(seen), s.read[place{who, in}], seen)
	}
}

// last is the newest message a person sees now.
func (s *stage) last(who string, in Where) Message {
	seen := s.rig.Screen(who, in)
	if len(seen) == 0 {
		return Message{}
	}
	return seen[len(seen)-1]
}

// wait waits until ok.
func (s *stage) wait(what string, ok func() bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("waited %v in vain for %s", patience, what)
		}
	}
}

// fail arranges for a fault. It reports false if the platform has no such thing.
func (s *stage) fail(f Fault) bool {
	r, ok := s.rig.(Faulty)
	return ok && r.Fail(f)
}

// holds checks that m can be read as it should: texts in order, and exactly these
// buttons.
func (s *stage) holds(m Message, buttons []string, texts ...string) {
	s.t.Helper()
	rest := flat(m.Text)
	for _, want := range texts {
		_, after, ok := strings.Cut(rest, flat(want))
		if !ok {
			s.t.Errorf("there is no %q, or not in its place, in\n%s", want, m.Text)
			return
		}
		rest = after
	}
	// Taps stand above a card's own buttons on one platform and below on another.
	if !slices.Equal(slices.Sorted(slices.Values(m.Buttons)), slices.Sorted(slices.Values(buttons))) {
		s.t.Errorf("the buttons are %q, want %q, below\n%s", m.Buttons, buttons, m.Text)
	}
}

// reads checks that texts can be read in m, wherever.
func (s *stage) reads(m Message, texts ...string) {
	s.t.Helper()
	for _, want := range texts {
		if !strings.Contains(flat(m.Text), flat(want)) {
			s.t.Errorf("there is no %q in\n%s", want, m.Text)
		}
	}
}

// flat is s with single spaces, so that line breaks and wrapping do not count.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }
