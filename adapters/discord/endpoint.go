package discord

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
)

// Route is where the public listener serves the adapter, for interactions and for
// webhook events.
const Route = "/discord"

const (
	maxBody   = 512 << 10       // bytes of what Discord sends over HTTP
	freshness = 5 * time.Minute // how far a timestamp may be from our clock, both ways
)

var errForged = errors.New("discord: not signed by Discord, or not just now")

// verify checks that body, as it came, was signed by the owner of key at about now.
func verify(key ed25519.PublicKey, h http.Header, body []byte, now time.Time) error {
	stamp := h.Get("X-Signature-Timestamp")
	at, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || now.Sub(time.Unix(at, 0)).Abs() > freshness {
		return errForged
	}
	signature, err := hex.DecodeString(h.Get("X-Signature-Ed25519"))
	if err != nil || len(signature) != ed25519.SignatureSize || len(key) != ed25519.PublicKeySize ||
		!ed25519.Verify(key, append([]byte(stamp), body...), signature) {
		return errForged
	}
	return nil
}

// ServeHTTP takes interactions and webhook events, each at any path: they are told
// apart by what they say. What is not signed by Discord is refused before it is read.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "POST only", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooBig := new(http.MaxBytesError); errors.As(err, &tooBig) {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	} else if err != nil {
		http.Error(w, "unreadable", http.StatusBadRequest)
		return
	}
	if err := verify(a.key, r.Header, body, a.cfg.Now()); err != nil {
		http.Error(w, "invalid request signature", http.StatusUnauthorized)
		return
	}
	var kind struct {
		Token *string `json:"token"`
		Type  int     `json:"type"`
	}
	if err := json.Unmarshal(body, &kind); err != nil {
		http.Error(w, "unreadable", http.StatusBadRequest)
		return
	}
	if kind.Token == nil && (kind.Type == 0 || bytes.Contains(body, []byte(`"event"`))) {
		a.serveHook(w, r, body)
		return
	}
	in, err := readInteraction(body)
	switch {
	case err != nil || in.App != a.cfg.App && in.Type != dg.InteractionPing:
		a.lg.Warn("discord: interaction not understood", "err", err)
		http.Error(w, "unreadable", http.StatusBadRequest)
	case in.Type == dg.InteractionPing:
		writeJSON(w, []byte(`{"type":1}`))
	default:
		a.serveInteraction(w, r, in)
	}
}

// serveHook takes a webhook event.
func (a *Adapter) serveHook(w http.ResponseWriter, r *http.Request, body []byte) {
	e, ok, err := readHook(body)
	switch {
	case err != nil:
		a.lg.Warn("discord: webhook event not understood", "err", err)
		http.Error(w, "unreadable", http.StatusBadRequest)
		return
	case ok:
		if e.Kind == chat.Joined {
			if dm, err := a.open(r.Context(), e.From.ID); err == nil { // so that the bot knows where to find them
				e.In, e.Direct = chat.Place{Platform: Platform, Channel: dm}, true
			}
		}
		a.know(r.Context(), &e, nil)
		if err := a.in.Accept(r.Context(), e); err != nil { // Discord delivers it again
			a.lg.Warn("discord: event not accepted", "event", e.ID, "err", err)
			http.Error(w, "try again", http.StatusServiceUnavailable)
			return
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusNoContent)
}

// serveInteraction gives the first response to in as the answer to the request. What
// is left to do goes on until it is done.
func (a *Adapter) serveInteraction(w http.ResponseWriter, r *http.Request, in *interaction) {
	ctx := context.WithoutCancel(r.Context())
	responded := false
	a.interact(ctx, in, func(_ context.Context, c callback) error {
		if responded {
			return errTaken
		}
		responded = true
		_, body, err := encode(c)
		if err != nil {
			responded = false
			return sendError(err)
		}
		writeJSON(w, body)
		return http.NewResponseController(w).Flush()
	})
	if !responded { // delivered again
		w.WriteHeader(http.StatusConflict)
	}
}

func writeJSON(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Write(body)
}
