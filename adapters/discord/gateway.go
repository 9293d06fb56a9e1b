package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"time"

	dg "github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"github.com/handvat/handvat/bot/chat"
)

const (
	intents     = dg.IntentGuilds | dg.IntentGuildMessages | dg.IntentDirectMessages // none privileged
	gatewayArgs = "?v=10&encoding=json"
	maxFrame    = 32 << 20 // bytes; a guild with many channels is a few MB
	lanes       = 8        // messages taken down at the same time, those of one channel in order
	helloLimit  = 20 * time.Second
	resumeCode  = 4900 // of a close after which the session can be resumed
)

// The operations of the gateway.
const (
	opDispatch = iota
	opHeartbeat
	opIdentify
	_
	_
	_
	opResume
	opReconnect
	_
	opInvalid
	opHello
	opAck
)

// A frame is what either side of the gateway says.
type frame struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
}

// A Bookmark is a place in Discord's stream of events, from where a run within a few
// minutes can read on. The zero Bookmark is the present. It is no secret.
type Bookmark struct {
	Session, URL string
	Seq          int64
}

// A stream is one session of the gateway, which may outlive connections.
type stream struct {
	Bookmark // but for Seq
	taken    *taken
}

// taken knows up to where the events of a stream were taken down.
type taken struct {
	mu    sync.Mutex
	last  int64          // seen
	begun []int64        // not all taken down yet, in order
	done  map[int64]bool // of those
}

func newTaken(seq int64) *taken { return &taken{last: seq, done: map[int64]bool{}} }

func (t *taken) begin(seq int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = seq
	t.begun = append(t.begun, seq)
}

func (t *taken) end(seq int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done[seq] = true
	for len(t.begun) > 0 && t.done[t.begun[0]] {
		delete(t.done, t.begun[0])
		t.begun = t.begun[1:]
	}
}

// seq is the last event before which there is none left to take down.
func (t *taken) seq() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.begun) > 0 {
		return t.begun[0] - 1
	}
	return t.last
}

// heard is seq as a heartbeat tells it: null before the first event.
func (t *taken) heard() any {
	if seq := t.seq(); seq > 0 {
		return seq
	}
	return nil
}

// read reads the gateway until ctx is done.
func (a *Adapter) read(ctx context.Context) error {
	r := &reader{a: a, seed: maphash.MakeSeed()}
	r.start()
	s := stream{Bookmark: a.cfg.Bookmark, taken: newTaken(a.cfg.Bookmark.Seq)}
	defer func() { r.stop(); a.mark(s) }()
	for n := 0; ; n++ {
		ready, err := r.connect(ctx, &s)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if ready {
			n = 0
		}
		if why := refused(err); why != "" {
			return fmt.Errorf("discord: the gateway refuses this bot: %s", why)
		}
		var said *chat.SendError
		errors.As(err, &said)
		wait := time.Second << min(n, 7)
		wait = wait/2 + rand.N(wait/2)
		if n == 0 {
			wait = rand.N(200 * time.Millisecond)
		}
		if said != nil {
			wait = max(wait, said.RetryAfter)
		}
		a.lg.Info("discord: connecting to the gateway again", "after", wait, "resume", s.Session != "", "err", err)
		if pause(ctx, wait) != nil {
			return ctx.Err()
		}
	}
}

// mark tells where s is.
func (a *Adapter) mark(s stream) {
	if a.cfg.OnBookmark != nil {
		b := s.Bookmark
		b.Seq = s.taken.seq()
		a.cfg.OnBookmark(b)
	}
}

// refused says why connecting again is of no use; empty if it may be.
func refused(err error) string {
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		switch closed.Code {
		case 4004:
			return "the bot token is not valid. Make a new one on the Bot page of the Developer Portal"
		case 4010, 4011:
			return "the bot is in too many servers for one connection"
		case 4012:
			return "this version of the gateway is no more"
		case 4013, 4014:
			return "the intents are not allowed"
		}
	}
	var e *apiError
	if errors.As(err, &e) && e.Status == 401 {
		return "the bot token is not valid. Make a new one on the Bot page of the Developer Portal"
	}
	return ""
}

// A reader takes events from connections to where they are taken down.
type reader struct {
	a       *Adapter
	seed    maphash.Seed
	lanes   [lanes]chan func()
	working sync.WaitGroup
}

// start begins the lanes; stop ends them after what they have.
func (r *reader) start() {
	for i := range r.lanes {
		r.lanes[i] = make(chan func(), 256)
		r.working.Go(func() {
			for work := range r.lanes[i] {
				work()
			}
		})
	}
}

func (r *reader) stop() {
	for _, l := range r.lanes {
		close(l)
	}
	r.working.Wait()
}

// errAgain ends a connection after which another is to be made.
var errAgain = errors.New("discord: asked to connect again")

// connect makes one connection and reads it to its end. ready says that Discord let
// us in. It leaves s as the next connection must have it.
func (r *reader) connect(ctx context.Context, s *stream) (ready bool, err error) {
	address := s.URL
	if s.Session == "" {
		if address, err = r.a.gateway(ctx); err != nil {
			return false, err
		}
	}
	dialing, cancel := context.WithTimeout(ctx, helloLimit)
	defer cancel()
	ws, _, err := websocket.DefaultDialer.DialContext(dialing, strings.TrimSuffix(address, "/")+"/"+gatewayArgs, nil)
	if err != nil {
		if s.Session != "" && ctx.Err() == nil {
			if other, err := r.a.gateway(ctx); err == nil { // perhaps that machine is gone: resume at another
				s.URL = other
			}
		}
		return false, fmt.Errorf("discord: dial the gateway: %w", err)
	}
	c := &conn{ws: ws}
	defer ws.Close()
	code := websocket.CloseNormalClosure
	if r.a.cfg.OnBookmark != nil {
		code = resumeCode
	}
	defer context.AfterFunc(ctx, func() { c.close(code) })()
	ws.SetReadLimit(maxFrame)

	beats, err := c.hello()
	if err != nil {
		return false, err
	}
	beating, stop := context.WithCancel(ctx)
	var beat sync.WaitGroup
	t := s.taken // s may get another
	beat.Go(func() { c.beat(beating, beats, t) })
	defer beat.Wait()
	defer stop()

	if s.Session != "" {
		err = c.say(opResume, map[string]any{"token": r.a.api.Token, "session_id": s.Session, "seq": s.taken.seq()})
	} else {
		err = c.say(opIdentify, map[string]any{"token": r.a.api.Token, "intents": intents,
			"properties": map[string]string{"os": runtime.GOOS, "browser": "handvat", "device": "handvat"}})
	}
	for err == nil {
		var f frame
		if err = c.ws.ReadJSON(&f); err != nil {
			break
		}
		switch f.Op {
		case opDispatch:
			ready = ready || f.Type == "READY" || f.Type == "RESUMED"
			r.dispatch(ctx, s, f)
		case opHeartbeat:
			err = c.say(opHeartbeat, s.taken.heard())
		case opAck:
			c.acked()
		case opReconnect:
			err = errAgain
			c.close(resumeCode)
		case opInvalid:
			err = errAgain
			if string(f.Data) != "true" {
				*s = stream{taken: newTaken(0)}
			}
			c.close(resumeCode)
			_ = pause(ctx, time.Second+rand.N(time.Second)) // Discord asks for 1 to 5 s
		}
	}
	if websocket.IsCloseError(err, 4007, 4009) {
		*s = stream{taken: newTaken(0)}
	}
	return ready, err
}

// gateway asks where to connect to.
func (a *Adapter) gateway(ctx context.Context) (string, error) {
	var g struct {
		URL   string `json:"url"`
		Limit struct {
			Remaining int   `json:"remaining"`
			After     int64 `json:"reset_after"` // ms
		} `json:"session_start_limit"`
	}
	if err := call(ctx, a.api, request{method: "GET", address: dg.EndpointGatewayBot, bucket: dg.EndpointGatewayBot, into: &g}); err != nil {
		return "", err
	}
	if g.Limit.Remaining <= 1 && g.Limit.After > 0 { // one more and Discord takes the token away
		return "", &chat.SendError{Err: errors.New("discord: too many sessions today"), RetryAfter: time.Duration(g.Limit.After) * time.Millisecond}
	}
	return g.URL, nil
}

// dispatch passes on one event of s.
func (r *reader) dispatch(ctx context.Context, s *stream, f frame) {
	t := s.taken
	t.begin(f.Seq)
	end := func() { t.end(f.Seq) }
	switch f.Type {
	case "READY":
		var ready struct {
			Session string `json:"session_id"`
			URL     string `json:"resume_gateway_url"`
			User    user   `json:"user"`
		}
		if err := json.Unmarshal(f.Data, &ready); err == nil {
			s.Session, s.URL = ready.Session, ready.URL
			r.a.self.Store(&ready.User.ID)
		}
		end()
		r.a.mark(*s)
		r.a.lg.Info("discord: ready", "user", ready.User.ID)
	case "MESSAGE_CREATE":
		r.message(ctx, f.Data, end)
	case "INTERACTION_CREATE":
		r.interaction(ctx, f.Data, end)
	default:
		end()
	}
}

// message takes down a message, those of one channel in order.
func (r *reader) message(ctx context.Context, raw json.RawMessage, end func()) {
	e, ok, err := readMessage(raw, *r.a.self.Load())
	if err != nil {
		r.a.lg.Warn("discord: message not understood", "err", err)
	}
	if !ok || err != nil || !r.a.serves(e.In.Team) {
		end()
		return
	}
	e.Locale = r.a.locales.of(e.From.ID)
	r.lanes[maphash.String(r.seed, e.In.Channel)%lanes] <- func() {
		defer end()
		_ = r.a.accept(ctx, e) // logged; Discord has no way to be told
	}
}

// interaction answers an interaction beside the others.
func (r *reader) interaction(ctx context.Context, raw json.RawMessage, end func()) {
	in, err := readInteraction(raw)
	if err != nil || in.App != r.a.cfg.App {
		r.a.lg.Warn("discord: interaction not understood", "err", err)
		end()
		return
	}
	r.working.Go(func() {
		defer end()
		r.a.interact(ctx, in, r.a.callBack(in))
	})
}

// A conn is one connection to the gateway.
type conn struct {
	ws *websocket.Conn

	mu      sync.Mutex // of writing, and what follows
	waiting bool       // for an acknowledgement of our last heartbeat
}

// hello reads how often the gateway wants a sign of life.
func (c *conn) hello() (every time.Duration, err error) {
	var f frame
	var h struct {
		Interval int64 `json:"heartbeat_interval"` // ms
	}
	_ = c.ws.SetReadDeadline(time.Now().Add(helloLimit))
	if err := c.ws.ReadJSON(&f); err != nil {
		return 0, fmt.Errorf("discord: gateway: %w", err)
	}
	_ = c.ws.SetReadDeadline(time.Time{})
	if err := json.Unmarshal(f.Data, &h); err != nil || f.Op != opHello || h.Interval <= 0 {
		return 0, errors.New("discord: the gateway did not say hello")
	}
	return time.Duration(h.Interval) * time.Millisecond, nil
}

func (c *conn) say(op int, data any) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.ws.SetWriteDeadline(time.Now().Add(helloLimit))
	return c.ws.WriteJSON(struct {
		Op   int `json:"op"`
		Data any `json:"d"`
	}{op, data})
}

// close ends the connection, saying why.
func (c *conn) close(code int) {
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	_ = c.ws.Close()
}

// beat gives signs of life until ctx is done. A connection that does not answer one
// before the next is dead, and is closed.
func (c *conn) beat(ctx context.Context, every time.Duration, t *taken) {
	for wait := rand.N(every); pause(ctx, wait) == nil; wait = every {
		c.mu.Lock()
		dead := c.waiting
		c.waiting = true
		c.mu.Unlock()
		if dead || c.say(opHeartbeat, t.heard()) != nil {
			c.close(resumeCode)
			return
		}
	}
}

func (c *conn) acked() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting = false
}
