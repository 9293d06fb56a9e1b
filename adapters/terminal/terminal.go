// Package terminal is the conversation in a terminal: one person, lines in, cards
// out as text. It is also the simplest example of an adapter.
package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// Platform is the name of the terminal.
const Platform chat.Platform = "terminal"

// Where is the place of the one person at a terminal whom no list knows.
var Where = chat.Place{Platform: Platform, Channel: "me"}

// A Seat is who sits at the terminal. The zero Seat is of the one person whom no list knows.
type Seat struct {
	Who   chat.Person                // of any platform
	Where chat.Place                 // of the terminal, another one for each person
	Named func(string) []chat.Person // the colleague with a name, if one has it; nil if none can be known
}

// patience is how long the terminal waits for a reply.
const patience = 30 * time.Second

// An Adapter reads lines from in and prints replies to out.
type Adapter struct {
	inbox  chat.Inbox
	in     io.Reader
	out    io.Writer
	style  Style
	seat   Seat
	locale string
	now    func() time.Time
}

var _ chat.Adapter = (*Adapter)(nil)

// New returns an adapter for the person at a seat, whose terminal in and out are. The locale is
// that of the person's environment, such as "nl_NL.UTF-8"; it may be empty.
func New(inbox chat.Inbox, in io.Reader, out io.Writer, style Style, seat Seat, locale string,
	now func() time.Time) *Adapter {
	if seat.Where.Channel == "" {
		seat.Who, seat.Where = chat.Person{Platform: Platform, ID: "me"}, Where
	}
	locale, _, _ = strings.Cut(locale, ".")
	return &Adapter{inbox, in, out, style, seat, strings.ReplaceAll(locale, "_", "-"), now}
}

// Platform returns [Platform].
func (a *Adapter) Platform() chat.Platform { return Platform }

// Send prints r if it is for the person who sits here; another may sit here later.
func (a *Adapter) Send(_ context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	if to != a.seat.Where {
		return chat.Ref{}, &chat.SendError{Err: errors.New("terminal: somebody else sits here"), RetryAfter: time.Hour}
	}
	_, err := fmt.Fprint(a.out, a.style.Reply(r), "\n")
	return chat.Ref{Place: to, ID: key}, err
}

// Run greets the person and talks with them until the input or ctx ends.
func (a *Adapter) Run(ctx context.Context) error {
	if err := a.tell(ctx, chat.Event{Kind: chat.Joined}); err != nil {
		return err
	}
	lines := a.lines(ctx)
	for {
		fmt.Fprint(a.out, a.style.prompt())
		select {
		case <-ctx.Done():
			return ctx.Err()
		case line, ok := <-lines:
			if !ok {
				return nil
			}
			if strings.TrimSpace(line) == "" {
				continue
			}
			if err := a.tell(ctx, chat.Event{Kind: chat.Said, Text: line, People: a.colleagues(line)}); err != nil {
				return err
			}
		}
	}
}

// colleagues are the people that text mentions as "@name". Of whom nobody knows they can be named, and not written
// to.
func (a *Adapter) colleagues(text string) (out []chat.Person) {
	for _, name := range chat.Named(text) {
		who := []chat.Person{{Platform: Platform, ID: strings.ToLower(name), Name: name}}
		if a.seat.Named != nil {
			who = append(a.seat.Named(name), who...)
		}
		out = append(out, who[0])
	}
	return out
}

// longest is how many bytes of a line are read; the rest is left out.
const longest = 64 << 10

// lines yields what is typed. The channel is closed when the input ends. The
// goroutine ends with the input, or with the program if that never comes.
func (a *Adapter) lines(ctx context.Context) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for r := bufio.NewReaderSize(a.in, longest); ; {
			read, more, err := r.ReadLine()
			line := string(read)
			for more && err == nil {
				_, more, err = r.ReadLine()
			}
			if err != nil && line == "" {
				return
			}
			select {
			case lines <- line:
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// tell hands over an event and prints the reply.
func (a *Adapter) tell(ctx context.Context, e chat.Event) error {
	now := a.now()
	e.ID, e.Time = "terminal-"+strconv.FormatInt(now.UnixNano(), 36), now
	e.From, e.In, e.Direct, e.Locale = a.seat.Who, a.seat.Where, true, a.locale
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, ok, err := a.inbox.Answer(wait, e)
	if err != nil {
		return fmt.Errorf("terminal: %w", err)
	}
	if !ok { // it comes later, through Send
		return errors.Join(ctx.Err())
	}
	_, err = a.Send(ctx, a.seat.Where, e.ID, r)
	return err
}
