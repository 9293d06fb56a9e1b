package slack

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// TestSignatures holds that only Slack gets in, within five minutes of now both ways.
func TestSignatures(t *testing.T) {
	const body = `{"type":"url_verification","challenge":"c"}`
	for name, c := range map[string]struct {
		at    time.Duration
		spoil func(h http.Header, body *string)
		want  int
	}{
		"now":          {0, nil, http.StatusOK},
		"4 min old":    {-4 * time.Minute, nil, http.StatusOK},
		"4 min ahead":  {4 * time.Minute, nil, http.StatusOK},
		"6 min old":    {-6 * time.Minute, nil, http.StatusUnauthorized},
		"6 min ahead":  {6 * time.Minute, nil, http.StatusUnauthorized},
		"body changed": {0, func(_ http.Header, b *string) { *b += " " }, http.StatusUnauthorized},
		"time changed": {0, func(h http.Header, _ *string) { h.Set("X-Slack-Request-Timestamp", "1700000000") },
			http.StatusUnauthorized},
		"time is no time": {0, func(h http.Header, _ *string) { h.Set("X-Slack-Request-Timestamp", "soon") },
			http.StatusUnauthorized},
		"no time": {0, func(h http.Header, _ *string) { h.Del("X-Slack-Request-Timestamp") },
			http.StatusUnauthorized},
		"no signature": {0, func(h http.Header, _ *string) { h.Del("X-Slack-Signature") },
			http.StatusUnauthorized},
		"another version": {0, func(h http.Header,
			_ *string) {
			h.Set("X-Slack-Signature", "v1"+h.Get("X-Slack-Signature")[2:])
		}, http.StatusUnauthorized},
		"cut short": {0, func(h http.Header,
			_ *string) {
			h.Set("X-Slack-Signature", h.Get("X-Slack-Signature")[:20])
		}, http.StatusUnauthorized},
		"of another secret": {0, func(h http.Header,
			_ *string) {
			h.Set("X-Slack-Signature", "v0="+strings.Repeat("ab", 32))
		}, http.StatusUnauthorized},
	} {
		r := newRig(t, new(inbox), false)
		sent := body
		h := sign(body, time.Now().Add(c.at))
		if c.spoil != nil {
			c.spoil(h, &sent)
		}
		req := httptest.NewRequest(http.MethodPost, Route, strings.NewReader(sent))
		req.Header = h
		req.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		r.a.ServeHTTP(w, req)
		if w.Code != c.want || c.want == http.StatusOK && w.Body.String() != "c" {
			t.Errorf("%s: %d %q, want %d", name, w.Code, w.Body, c.want)
		}
	}
	a := New(nil, Config{}, nil) // nothing gets in without a secret
	if err := verify(sign(body, time.Now()), []byte(body), a.cfg.SigningSecret); err == nil {
		t.Error("a request is accepted without a signing secret")
	}
}

// TestNotTakenDown holds that what could not be taken down is asked for again.
func TestNotTakenDown(t *testing.T) {
	in := &inbox{broken: errFull}
	r := serve(t, in, false)
	p := said("message", "U0ADA", "D0ADA", r.stamp(), "hoi")
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if status, _, err := r.knock(t.Context(), string(data), "application/json", 0, func(http.Header) {}); err != nil ||
		status != http.StatusServiceUnavailable {
		t.Fatalf("%d, %v", status, err)
	}
	in.mu.Lock()
	in.broken = nil
	in.mu.Unlock()
	if _, err := r.bring(t.Context(), events, p, 1); err != nil {
		t.Fatal(err)
	}
	if e := in.last(t); e.Kind != chat.Said || e.Text != "hoi" {
		t.Errorf("%+v", e)
	}
	for method, want := range map[string]int{http.MethodGet: http.StatusMethodNotAllowed} {
		w := httptest.NewRecorder()
		r.a.ServeHTTP(w, httptest.NewRequest(method, Route, nil))
		if w.Code != want {
			t.Errorf("%s: %d", method, w.Code)
		}
	}
}

// TestSocketReadsWhatTheLibraryCannot holds that an event with blocks that slack-go
// refuses is taken down and acknowledged all the same.
func TestSocketReadsWhatTheLibraryCannot(t *testing.T) {
	in := new(inbox)
	r := serve(t, in, true)
	p := said("message", "U0ADA", "D0ADA", r.stamp(), "hoi")
	p["event"].(obj)["blocks"] = "odd"
	p["event"].(obj)["display_as_bot"] = "yes"
	if _, err := r.bring(t.Context(), events, p, 0); err != nil {
		t.Fatal(err)
	}
	if e := in.last(t); e.Text != "hoi" {
		t.Errorf("%+v", e)
	}
}

// TestLongAnswerToCommand holds that an answer too long for a socket goes another way.
func TestLongAnswerToCommand(t *testing.T) {
	in := &inbox{reply: func(chat.Event) chat.Reply { return chat.Reply{Text: strings.Repeat("<", 3000)} }}
	r := serve(t, in, true)
	back, err := r.bring(t.Context(), command,
		obj{"team_id": team, "user_id": "U0ADA", "channel_id": hall, "trigger_id": "1.2", "text": "hoi",
			"response_url": r.srv.URL + "/hook/none"}, 0)
	if err != nil || len(back) > maxAck {
		t.Errorf("%d bytes, %v", len(back), err)
	}
	wait(t, "the answer", func() bool { all := r.kept(); return len(all) == 1 && all[0].only == "U0ADA" })
}
