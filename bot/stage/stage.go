// Package stage is a whole house to try things on: the bot with its inbox, its outbox, its agenda and its files, whose
// platforms are the stage itself and whose clock is moved by hand. It is driven by events and by time only.
package stage

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
)

// A Message is something the bot sent.
type Message struct {
	To    chat.Place
	Key   string // the ID of the event that it answers, unless the bot said it by itself
	Time  time.Time
	Reply chat.Reply
}

// A Stage is a house with a clock of its own. It is for one goroutine.
type Stage struct {
	House *bot.House
	Now   time.Time

	config    bot.Config
	platforms []Platform

	mu    sync.Mutex
	sent  []Message
	count int // messages so far
}

// A Platform is where people talk on a stage.
type Platform struct {
	Name  chat.Platform
	Keep  bool // conversations are kept, as on the web page
	Clock bool // the times of its events, which are those of the stage, vouch for the clock
}

// Open builds a house from c, with these platforms, at a moment. The clock and the platforms of c do not
// count. Close it afterwards.
func Open(ctx context.Context, c bot.Config, at time.Time, platforms ...Platform) (*Stage, error) {
	s := &Stage{Now: at, config: c, platforms: platforms}
	return s, s.open(ctx)
}

func (s *Stage) open(ctx context.Context) (err error) {
	c := s.config
	c.Now, c.Platforms = func() time.Time { return s.Now }, nil
	for _, p := range s.platforms {
		c.Platforms = append(c.Platforms, bot.Platform{Keep: p.Keep, Clock: p.Clock, Nudges: 1000,
			Open: func(*bot.House, *delivery.Delivery) (chat.Adapter, error) {
				return &platform{p.Name, p.Keep, s}, nil
			}})
	}
	s.House, err = bot.New(ctx, c)
	return err
}

// Close lets go of the house.
func (s *Stage) Close() error { return s.House.Close() }

// Restart ends the program and starts it again.
func (s *Stage) Restart(ctx context.Context) error {
	return errors.Join(s.Close(), s.open(ctx))
}

// Tell hands events over, as platforms do, and returns what the bot sent because of them, each reply with the ID of
// its event as its key. The time of an event is now.
func (s *Stage) Tell(ctx context.Context, es ...chat.Event) ([]Message, error) {
	for _, e := range es {
		e.Time = s.Now
		if err := s.House.Post.Accept(ctx, e); err != nil {
			return nil, err
		}
	}
	err := s.House.Post.Drain(ctx)
	return s.take(), err
}

// Pass lets time go by, at most an hour at a time, and returns what the bot sent meanwhile.
func (s *Stage) Pass(ctx context.Context, d time.Duration) (all []Message, err error) {
	for end := s.Now.Add(d); s.Now.Before(end) && err == nil; {
		s.Now = s.Now.Add(min(time.Hour, end.Sub(s.Now)))
		err = s.House.Advance(ctx)
		all = append(all, s.take()...)
	}
	return all, err
}

// Advance does what is due now and returns what the bot sent.
func (s *Stage) Advance(ctx context.Context) ([]Message, error) {
	err := s.House.Advance(ctx)
	return s.take(), err
}

// take returns what was sent since it was last asked.
func (s *Stage) take() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	sent := s.sent
	s.sent = nil
	return sent
}

// A platform takes whatever is sent.
type platform struct {
	name chat.Platform
	keep bool
	s    *Stage
}

func (p *platform) Platform() chat.Platform { return p.name }

func (p *platform) Send(_ context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.sent = append(p.s.sent, Message{to, key, p.s.Now, r})
	if p.keep {
		return chat.Ref{Place: to, ID: key}, nil
	}
	p.s.count++
	return chat.Ref{Place: to, ID: strconv.Itoa(p.s.count)}, nil
}

func (p *platform) Run(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}
