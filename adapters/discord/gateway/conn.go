package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/handvat/handvat/bot/chat"
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

// A frame is what either side says.
type frame struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
}

// A conn is one connection.
type conn struct {
	ws *websocket.Conn

	mu      sync.Mutex // of writing, and of what follows
	waiting bool       // for an acknowledgement of our last heartbeat
}

func (c *conn) read() (f frame, err error) {
	if err = c.ws.ReadJSON(&f); err != nil {
		err = fmt.Errorf("gateway: read: %w", err)
	}
	return f, err
}

// hello reads how often the gateway wants a sign of life.
func (c *conn) hello() (every time.Duration, err error) {
	var h struct {
		Interval int64 `json:"heartbeat_interval"` // ms
	}
	_ = c.ws.SetReadDeadline(time.Now().Add(helloLimit))
	f, err := c.read()
	if err != nil {
		return 0, err
	}
	_ = c.ws.SetReadDeadline(time.Time{})
	if err := json.Unmarshal(f.Data, &h); err != nil || f.Op != opHello || h.Interval <= 0 {
		return 0, errors.New("gateway: it did not say hello")
	}
	return time.Duration(h.Interval) * time.Millisecond, nil
}

func (c *conn) say(op int, data any) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.ws.SetWriteDeadline(time.Now().Add(helloLimit))
	err := c.ws.WriteJSON(struct {
		Op   int `json:"op"`
		Data any `json:"d"`
	}{op, data})
	if err != nil {
		return fmt.Errorf("gateway: write: %w", err)
	}
	return nil
}

// close ends the connection, saying why.
func (c *conn) close(code int) {
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	_ = c.ws.Close()
}

// beat gives signs of life until ctx is done. A connection that does not answer one
// before the next is dead, and is closed.
func (c *conn) beat(ctx context.Context, every time.Duration, t *taken) {
	for wait := rand.N(every); chat.Pause(ctx, wait) == nil; wait = every {
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

// taken knows up to where the events of a stream were taken.
type taken struct {
	mu    sync.Mutex
	last  int64          // begun
	begun []int64        // not all taken yet, in order
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

// seq is the last event before which there is none left to take.
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
