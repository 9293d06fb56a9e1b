package discord

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
)

// inbox takes events, and answers those it has an answer for.
type inbox struct {
	got    []chat.Event
	answer func(e chat.Event) (chat.Reply, bool, error)
}

func (in *inbox) Accept(_ context.Context, e chat.Event) error {
	in.got = append(in.got, e)
	return nil
}

func (in *inbox) Answer(_ context.Context, e chat.Event) (chat.Reply, bool, error) {
	in.got = append(in.got, e)
	if in.answer == nil {
		return chat.Reply{}, false, nil
	}
	return in.answer(e)
}

// TestSignatures holds that nothing gets in that Discord did not sign just now.
func TestSignatures(t *testing.T) {
	f := newFake(t)
	in := new(inbox)
	a := f.adapter(in, f.config())
	now := time.Unix(1_800_000_000, 0)
	a.cfg.Now = func() time.Time { return now }
	_, other, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	const ping = `{"type":1,"version":1,"token":"x","id":"1","application_id":"100000000000000001"}`
	for name, c := range map[string]struct {
		at     time.Duration
		change func(r *http.Request)
		want   int
	}{
		"right":              {0, nil, 200},
		"five minutes old":   {-5 * time.Minute, nil, 200},
		"stale":              {-5*time.Minute - time.Second, nil, 401},
		"of 2023":            {-3 * 365 * 24 * time.Hour, nil, 401},
		"five minutes ahead": {5 * time.Minute, nil, 200},
		"of the future":      {5*time.Minute + time.Second, nil, 401},
		"wrong key": {0, func(r *http.Request) {
			stamp := r.Header.Get("X-Signature-Timestamp")
			r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(other, []byte(stamp+ping))))
		}, 401},
		"changed body": {0, func(r *http.Request) {
			r.Body = http.NoBody
		}, 401},
		"one byte more": {0, func(r *http.Request) {
			r.Body = httptest.NewRequest("POST", "/", strings.NewReader(ping+" ")).Body
		}, 401},
		"changed time":  {0, func(r *http.Request) { r.Header.Set("X-Signature-Timestamp", "1800000001") }, 401},
		"no time":       {0, func(r *http.Request) { r.Header.Del("X-Signature-Timestamp") }, 401},
		"time in words": {0, func(r *http.Request) { r.Header.Set("X-Signature-Timestamp", "now") }, 401},
		"no signature":  {0, func(r *http.Request) { r.Header.Del("X-Signature-Ed25519") }, 401},
		"short":         {0, func(r *http.Request) { r.Header.Set("X-Signature-Ed25519", "00ff") }, 401},
		"not hex": {0, func(r *http.Request) { r.Header.Set("X-Signature-Ed25519", strings.Repeat("zz", 64)) },
			401},
		"zero": {0, func(r *http.Request) { r.Header.Set("X-Signature-Ed25519", strings.Repeat("00", 64)) }, 401},
		"GET":  {0, func(r *http.Request) { r.Method = "GET" }, 405},
	} {
		r := f.signed([]byte(ping), now.Add(c.at))
		if c.change != nil {
			c.change(r)
		}
		w := httptest.NewRecorder()
		if a.ServeHTTP(w, r); w.Code != c.want {
			t.Errorf("%s: status %d, want %d", name, w.Code, c.want)
		}
		if w.Code == 200 && w.Body.String() != `{"type":1}` {
			t.Errorf("%s: answered %s", name, w.Body)
		}
	}
	a.key = nil // an adapter without a key lets nobody in
	w := httptest.NewRecorder()
	if a.ServeHTTP(w, f.signed([]byte(ping), now)); w.Code != 401 {
		t.Errorf("without a key: status %d", w.Code)
	}
	if len(in.got) != 0 {
		t.Errorf("%d events", len(in.got))
	}
}

// TestHooks holds what Discord tells by itself: that a person added the bot to their
// account, or took it off.
func TestHooks(t *testing.T) {
	f := newFake(t)
	in := new(inbox)
	a := f.adapter(in, f.config())
	for _, c := range []struct {
		body string
		want int
		kind chat.Kind
	}{
		{`{"version":1,"application_id":"100000000000000001","type":0}`, 204, 0},
		{`{"version":1,"application_id":"100000000000000001","type":1,"event":{"type":"APPLICATION_AUTHORIZED",
			"timestamp":"2024-10-18T14:42:53.064834","data":{"integration_type":1,"scopes":["applications.commands"],
			"user":{"id":"200000000000000001","username":"ada"}}}}`, 204, chat.Joined},
		{`{"version":1,"application_id":"100000000000000001","type":1,"event":{"type":"APPLICATION_DEAUTHORIZED",
			"timestamp":"2024-10-18T14:42:54","data":{"user":{"id":"7"}}}}`, 204, chat.Left},
		{`{"version":1,"application_id":"100000000000000001","type":1,"event":{"type":"ENTITLEMENT_CREATE",
			"timestamp":"2024-10-18T14:42:54","data":{}}}`, 204, 0},
		{`{"version":1,"application_id":"100000000000000001","type":1,"event":{"type":"APPLICATION_DEAUTHORIZED",
			"timestamp":"yesterday","data":{"user":{"id":"7"}}}}`, 400, 0},
	} {
		in.got = nil
		w := httptest.NewRecorder()
		a.ServeHTTP(w, f.signed([]byte(c.body), time.Now()))
		if w.Code != c.want || (c.kind == 0) != (len(in.got) == 0) {
			t.Errorf("%s: status %d, %d events", c.body, w.Code, len(in.got))
			continue
		}
		if c.kind == 0 {
			continue
		}
		e := in.got[0]
		here := e.Direct && e.In.Channel == dmOf(conform.Ada)
		if e.Kind == chat.Left {
			here = !e.Direct && person(e.In) == "7"
		}
		if e.Kind != c.kind || !here {
			t.Errorf("%s: %+v", c.body, e)
		}
	}
}
