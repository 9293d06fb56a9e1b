package slack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// serveSocket is one socket of Socket Mode.
func (f *slackFake) serveSocket(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // slack-go says it is api.slack.com
	c, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer c.Close()
	c.WriteMessage(websocket.TextMessage, []byte(`{"type":"hello","num_connections":1,"debug_info":{"host":"x"},
		"connection_info":{"app_id":"A1"}}`))
	f.mu.Lock()
	f.socket = c
	f.mu.Unlock()
	f.ready <- struct{}{}
	for {
		var ack struct {
			EnvelopeID string          `json:"envelope_id"`
			Payload    json.RawMessage `json:"payload"`
		}
		if c.ReadJSON(&ack) != nil {
			return
		}
		f.mu.Lock()
		if ch := f.acks[ack.EnvelopeID]; ch != nil {
			ch <- ack.Payload
			delete(f.acks, ack.EnvelopeID)
		}
		f.mu.Unlock()
	}
}

// bring delivers a payload, which for a command is flat, and returns what came back
// with the acknowledgement.
func (f *slackFake) bring(ctx context.Context, k kind, payload any, attempt int) (json.RawMessage, error) {
	data, err := json.Marshal(payload)
	if err != nil {
		return nil, err
	}
	if f.hook == "" {
		return f.overSocket(ctx, k, data, attempt)
	}
	body, contentType := string(data), "application/json"
	switch k {
	case interactive:
		body, contentType = url.Values{"payload": {body}}.Encode(), "application/x-www-form-urlencoded"
	case command:
		form := url.Values{}
		for k, v := range payload.(obj) {
			form.Set(k, v.(string))
		}
		body, contentType = form.Encode(), "application/x-www-form-urlencoded"
	}
	status, answer, err := f.knock(ctx, body, contentType, attempt, func(http.Header) {})
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("answered with %d: %s", status, answer)
	}
	return answer, err
}

// knock posts a signed body to the adapter; spoil may change its headers.
func (f *slackFake) knock(ctx context.Context, body, contentType string, attempt int,
	spoil func(http.Header)) (status int, answer []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, f.hook, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header = sign(body, time.Now())
	req.Header.Set("Content-Type", contentType)
	if attempt > 0 {
		req.Header.Set("X-Slack-Retry-Num", strconv.Itoa(attempt))
		req.Header.Set("X-Slack-Retry-Reason", "http_timeout")
	}
	spoil(req.Header)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	answer, err = io.ReadAll(resp.Body)
	return resp.StatusCode, answer, err
}

// sign is the headers that Slack signs body with.
func sign(body string, at time.Time) http.Header {
	ts := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", ts, body)
	return http.Header{"X-Slack-Request-Timestamp": {ts},
		"X-Slack-Signature": {"v0=" + hex.EncodeToString(mac.Sum(nil))}}
}

// overSocket delivers over the socket, and again over the next one if it breaks.
func (f *slackFake) overSocket(ctx context.Context, k kind, payload []byte, attempt int) (json.RawMessage, error) {
	for ; ; attempt++ {
		f.mu.Lock()
		id := "e" + f.stamp()
		ack := make(chan json.RawMessage, 1)
		f.acks[id] = ack
		socket := f.socket
		var err error
		if socket != nil {
			err = socket.WriteJSON(obj{"envelope_id": id,
				"type": map[kind]string{events: "events_api", interactive: "interactive",
					command: "slash_commands"}[k],
				"accepts_response_payload": k != events, "retry_attempt": attempt, "payload": json.RawMessage(payload)})
		}
		f.mu.Unlock()
		wait := 3 * time.Second // as long as Slack waits
		if socket == nil || err != nil {
			wait = time.Millisecond
		}
		select {
		case a := <-ack:
			return a, nil
		case <-time.After(wait):
			select {
			case <-f.ready:
			case <-time.After(100 * time.Millisecond):
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
