package slack

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// maxBody is how many bytes a payload may have.
const maxBody = 1 << 20

// ServeHTTP takes everything that Slack brings over HTTP: events, interactions and
// commands, on one address. The signature is checked over the body as it came, before
// anything is read from it. The answer is 200 once the act is taken down or is none;
// 503 asks Slack to bring it again.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Slack posts here.", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooBig := new(http.MaxBytesError); errors.As(err, &tooBig) {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	} else if err != nil {
		http.Error(w, "not read", http.StatusBadRequest)
		return
	}
	if err := verify(r.Header, body, a.cfg.SigningSecret); err != nil {
		a.lg.Warn("slack: a request was not signed by Slack", "err", err)
		http.Error(w, "not signed", http.StatusUnauthorized)
		return
	}
	k, payload, ok := unwrap(r.Header.Get("Content-Type"), body)
	if !ok {
		a.lg.Warn("slack: a payload could not be read", "content_type", r.Header.Get("Content-Type"))
		return
	}
	answer, err := a.take(r.Context(), k, payload)
	if err != nil {
		a.lg.Error("slack: an event was not taken down", "err", err)
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	switch answer := answer.(type) {
	case nil: // the empty 200
	case string:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		io.WriteString(w, answer)
	default:
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(answer)
	}
}

// verify reports why body was not signed with secret within five minutes of now; nil
// if it was.
func verify(h http.Header, body []byte, secret string) error {
	v, err := slack.NewSecretsVerifier(h, secret)
	if err != nil {
		return err
	}
	if _, err := v.Write(body); err != nil {
		return err
	}
	return v.Ensure()
}

// unwrap finds the payload in the body of a request, as JSON, which it is over a
// socket.
func unwrap(contentType string, body []byte) (k kind, payload []byte, ok bool) {
	contentType, _, _ = strings.Cut(contentType, ";")
	switch strings.TrimSpace(contentType) {
	case "application/json":
		return events, body, true
	case "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return 0, nil, false
		}
		if p := form.Get("payload"); p != "" {
			return interactive, []byte(p), true
		}
		flat := map[string]string{}
		for k := range form {
			flat[k] = form.Get(k)
		}
		if payload, err = json.Marshal(flat); err != nil {
			return 0, nil, false
		}
		return command, payload, true
	}
	return 0, nil, false
}

// envelope is what carries a payload over a socket.
type envelope struct {
	Type       string          `json:"type"`
	EnvelopeID string          `json:"envelope_id"`
	Payload    json.RawMessage `json:"payload"`
}

// receive takes what arrives over a socket until it is done, a few at the same time.
func (a *Adapter) receive(ctx context.Context, socket *socketmode.Client, done <-chan struct{}) {
	var taking sync.WaitGroup
	defer taking.Wait()
	const atOnce = 32
	slots := make(chan struct{}, atOnce)
	for {
		var e envelope
		select {
		case <-done:
			return
		case ev := <-socket.Events:
			switch data := ev.Data.(type) {
			case *socketmode.ErrorBadMessage: // Slack's library could not read it: perhaps it has blocks of a new kind
				if json.Unmarshal(data.Message, &e) != nil {
					continue
				}
			default:
				if ev.Request == nil {
					continue
				}
				e = envelope{ev.Request.Type, ev.Request.EnvelopeID, ev.Request.Payload}
			}
		}
		k, ok := map[string]kind{"events_api": events, "interactive": interactive, "slash_commands": command}[e.Type]
		if !ok || e.EnvelopeID == "" {
			continue
		}
		slots <- struct{}{}
		taking.Go(func() {
			defer func() { <-slots }()
			answer, err := a.take(ctx, k, e.Payload)
			if err != nil { // without acknowledgement it comes again
				a.lg.Error("slack: an event was not taken down", "err", err)
				return
			}
			if err := socket.AckCtx(ctx, e.EnvelopeID, answer); err != nil && ctx.Err() == nil {
				a.lg.Warn("slack: not acknowledged", "err", err)
			}
		})
	}
}
