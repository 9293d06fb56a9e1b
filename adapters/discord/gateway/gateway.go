// Package gateway reads Discord's stream of events from its gateway, over a websocket
// that breaks now and then.
//
// What sets it apart from the clients in libraries is when it says that an event was
// taken: only when the one who handles it says so, rather than when it arrived. A
// connection that ends before that gets the event again from the next. So whoever
// handles events must know those it had.
//
// It stores nothing, and knows nothing of what the events mean.
package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/handvat/handvat/bot/chat"
)

const (
	version    = "/?v=10&encoding=json"
	maxFrame   = 32 << 20 // bytes; a guild with many channels is a few MB
	helloLimit = 20 * time.Second
	resumeCode = 4900 // of a close after which the session can be resumed
)

// ErrRefused is wrapped by the error of [Run] when Discord does not let the bot in, so
// that trying again is of no use.
var ErrRefused = errors.New("refused")

// Config says what to read and what to do with it.
type Config struct {
	Log     *slog.Logger
	Token   string // as Discord wants it, such as "Bot …"
	Intents int    // which events

	// Find says where to connect to. If that fails it is asked again after wait, or
	// later; not if the error wraps [ErrRefused].
	Find func(ctx context.Context) (address string, wait time.Duration, err error)

	// Handle gets the events in order, READY included, one after another. It, or what
	// it starts, calls taken when the event need not be delivered again.
	Handle func(ctx context.Context, kind string, data json.RawMessage, taken func())

	Bookmark   Bookmark       // where to begin; the zero Bookmark is the present
	OnBookmark func(Bookmark) // told when connected, and at the end of Run; may be nil
}

// A Bookmark is a place in the stream, from where a run within a few minutes can read
// on. It is no secret.
type Bookmark struct {
	Session, URL string
	Seq          int64
}

// A stream is one session, which may outlive connections.
type stream struct {
	Bookmark // but for Seq
	taken    *taken
}

// Run reads the stream until ctx is done, connecting again whenever it must, and
// returns ctx's error. Any other error wraps [ErrRefused].
func Run(ctx context.Context, cfg Config) error {
	s := stream{Bookmark: cfg.Bookmark, taken: newTaken(cfg.Bookmark.Seq)}
	defer func() { cfg.mark(s) }()
	for n := 0; ; n++ {
		ready, wait, err := cfg.connect(ctx, &s)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if why := refusal(err); why != "" {
			return fmt.Errorf("gateway: %w: %s", ErrRefused, why)
		}
		if errors.Is(err, ErrRefused) {
			return fmt.Errorf("gateway: %w", err)
		}
		back := time.Second << min(n, 7)
		back = back/2 + rand.N(back/2)
		if ready {
			n, back = 0, rand.N(200*time.Millisecond)
		}
		cfg.Log.Info("gateway: connecting again", "after", max(wait, back), "resume", s.Session != "", "err", err)
		if chat.Pause(ctx, max(wait, back)) != nil {
			return ctx.Err()
		}
	}
}

// mark tells where s is.
func (cfg *Config) mark(s stream) {
	if cfg.OnBookmark != nil {
		b := s.Bookmark
		b.Seq = s.taken.seq()
		cfg.OnBookmark(b)
	}
}

// refusal says why a connection that ended with err must not be made again; empty if
// it may.
func refusal(err error) string {
	var closed *websocket.CloseError
	if !errors.As(err, &closed) {
		return ""
	}
	switch closed.Code {
	case 4004:
		return "the bot token is not valid"
	case 4010, 4011:
		return "the bot is in too many servers for one connection"
	case 4012:
		return "this version of the gateway is no more"
	case 4013, 4014:
		return "the intents are not allowed"
	}
	return ""
}

// errAgain ends a connection after which another is to be made.
var errAgain = errors.New("gateway: asked to connect again")

// connect makes one connection and reads it to its end. ready says that Discord let
// us in, wait how long to wait before the next. It leaves s as the next must have it.
func (cfg *Config) connect(ctx context.Context, s *stream) (ready bool, wait time.Duration, err error) {
	c, wait, err := cfg.dial(ctx, s)
	if err != nil {
		return false, wait, err
	}
	defer c.ws.Close()
	code := websocket.CloseNormalClosure
	if cfg.OnBookmark != nil {
		code = resumeCode
	}
	defer context.AfterFunc(ctx, func() { c.close(code) })()

	every, err := c.hello()
	if err != nil {
		return false, 0, err
	}
	beating, stop := context.WithCancel(ctx)
	var beat sync.WaitGroup
	t := s.taken // s may get another
	beat.Go(func() { c.beat(beating, every, t) })
	defer beat.Wait()
	defer stop()

	if s.Session != "" {
		err = c.say(opResume, map[string]any{"token": cfg.Token, "session_id": s.Session, "seq": s.taken.seq()})
	} else {
		err = c.say(opIdentify, map[string]any{"token": cfg.Token, "intents": cfg.Intents,
			"properties": map[string]string{"os": runtime.GOOS, "browser": "handvat", "device": "handvat"}})
	}
	for err == nil {
		var f frame
		if f, err = c.read(); err == nil {
			ready = ready || f.Type == "READY" || f.Type == "RESUMED"
			wait, err = cfg.hear(ctx, c, s, f)
		}
	}
	if websocket.IsCloseError(err, 4007, 4009) { // not from there, and too long ago
		*s = stream{taken: newTaken(0)}
	}
	return ready, wait, err
}

// dial connects to where s can be read on, or else to where Discord says.
func (cfg *Config) dial(ctx context.Context, s *stream) (c *conn, wait time.Duration, err error) {
	if s.Session == "" || s.URL == "" {
		if s.URL, wait, err = cfg.Find(ctx); err != nil {
			return nil, wait, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, helloLimit)
	defer cancel()
	ws, _, err := websocket.DefaultDialer.DialContext(ctx, strings.TrimSuffix(s.URL, "/")+version, nil)
	if err != nil {
		s.URL = "" // perhaps that machine is gone; a session can be resumed at another
		return nil, 0, fmt.Errorf("gateway: dial: %w", err)
	}
	ws.SetReadLimit(maxFrame)
	return &conn{ws: ws}, 0, nil
}

// hear does what a frame asks for. With an error the connection is at its end, and the next is made after wait.
func (cfg *Config) hear(ctx context.Context, c *conn, s *stream, f frame) (wait time.Duration, err error) {
	switch f.Op {
	case opDispatch:
		cfg.dispatch(ctx, s, f)
	case opHeartbeat:
		return 0, c.say(opHeartbeat, s.taken.heard())
	case opAck:
		c.acked()
	case opReconnect:
		c.close(resumeCode)
		return 0, errAgain
	case opInvalid:
		if string(f.Data) != "true" {
			*s = stream{taken: newTaken(0)}
		}
		c.close(resumeCode)
		return time.Second + rand.N(time.Second), errAgain // Discord asks for 1 to 5 s
	}
	return 0, nil
}

// dispatch passes on one event of s.
func (cfg *Config) dispatch(ctx context.Context, s *stream, f frame) {
	t := s.taken
	t.begin(f.Seq)
	if f.Type == "READY" {
		var ready struct {
			Session string `json:"session_id"`
			URL     string `json:"resume_gateway_url"`
		}
		if json.Unmarshal(f.Data, &ready) == nil {
			s.Session, s.URL = ready.Session, ready.URL
		}
	}
	cfg.Handle(ctx, f.Type, f.Data, func() { t.end(f.Seq) })
	if f.Type == "READY" {
		cfg.mark(*s)
	}
}
