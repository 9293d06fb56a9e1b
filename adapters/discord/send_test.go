package discord

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
	"github.com/handvat/handvat/bot/chat/conform"
)

// answering is a transport that answers everything alike.
type answering struct {
	status int
	body   string
	header map[string]string
	err    error
}

func (a answering) RoundTrip(*http.Request) (*http.Response, error) {
	if a.err != nil {
		return nil, a.err
	}
	h := http.Header{}
	for k, v := range a.header {
		h.Set(k, v)
	}
	return &http.Response{StatusCode: a.status, Status: http.StatusText(a.status), Header: h,
		Body: io.NopCloser(strings.NewReader(a.body))}, nil
}

// TestSendErrors holds what each answer of Discord's means for sending again, and
// that no error tells a secret.
func TestSendErrors(t *testing.T) {
	for name, c := range map[string]struct {
		answer answering
		want   chat.SendError
	}{
		"too many": {answering{status: 429, body: `{"message":"slow","retry_after":1.5,"global":false}`},
			chat.SendError{RetryAfter: 1500 * time.Millisecond}},
		"wall": {answering{status: 429, body: `<html>error 1015</html>`},
			chat.SendError{RetryAfter: time.Minute}},
		"token reset": {answering{status: 401, body: `{"message":"401: Unauthorized","code":0}`},
			chat.SendError{RetryAfter: time.Minute}},
		"blocked":         {answering{status: 403, body: `{"message":"x","code":50007}`}, chat.SendError{Gone: true}},
		"no mutual guild": {answering{status: 403, body: `{"message":"x","code":50278}`}, chat.SendError{Gone: true}},
		"channel gone":    {answering{status: 404, body: `{"message":"x","code":10003}`}, chat.SendError{Gone: true}},
		"removed":         {answering{status: 403, body: `{"message":"x","code":50001}`}, chat.SendError{Gone: true}},
		"may not speak": {answering{status: 403, body: `{"message":"x","code":50013}`},
			chat.SendError{Permanent: true}},
		"bad form":     {answering{status: 400, body: `{"message":"x","code":50035}`}, chat.SendError{Permanent: true}},
		"server error": {answering{status: 500, body: `oops`}, chat.SendError{Ambiguous: true}},
		"bad gateway":  {answering{status: 502, body: `oops`}, chat.SendError{Ambiguous: true}},
		"not JSON":     {answering{status: 200, body: `oops`}, chat.SendError{Ambiguous: true}},
		"bad limits": {answering{status: 200, body: `{"id":"1"}`,
			header: map[string]string{"X-RateLimit-Reset-After": "soon"}}, chat.SendError{Ambiguous: true}},
		"timeout": {answering{err: context.DeadlineExceeded}, chat.SendError{Ambiguous: true}},
	} {
		a, err := New(newFake(t).adapter(new(ledger), Config{App: fakeApp, Token: "x"}).lg,
			Config{App: fakeApp, Token: "sssh", Client: &http.Client{Transport: c.answer}}, new(ledger))
		if err != nil {
			t.Fatal(err)
		}
		_, err = a.Send(t.Context(), chat.Place{Platform: Platform, Channel: "5"}, "key", chat.Reply{Text: "hoi"})
		var got *chat.SendError
		if !errors.As(err, &got) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if c.want.Err = got.Err; *got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		err = a.callBack(&interaction{ID: "1", Token: "hush"})(t.Context(), callback{Type: 6})
		for _, secret := range []string{"sssh", "hush", "http"} {
			if strings.Contains(got.Error(), secret) || err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("%s: an error tells a secret: %v; %v", name, got, err)
			}
		}
	}
}

// TestLimitReached holds that a limit Discord announced is kept without asking.
func TestLimitReached(t *testing.T) {
	f := newFake(t)
	cfg := f.config()
	cfg.Client = &http.Client{Transport: answering{status: 200, body: `{"id":"1"}`,
		header: map[string]string{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "30.5"}}}
	a := f.adapter(new(ledger), cfg)
	to := chat.Place{Platform: Platform, Channel: "5"}
	if _, err := a.Send(t.Context(), to, "1", chat.Reply{Text: "hoi"}); err != nil {
		t.Fatal(err)
	}
	var said *chat.SendError
	if _, err := a.Send(t.Context(), to, "2", chat.Reply{Text: "hoi"}); !errors.As(err, &said) ||
		said.RetryAfter < 30*time.Second || said.RetryAfter > 31*time.Second || said.Ambiguous {
		t.Errorf("%+v", said)
	}
	if _, err := a.Send(t.Context(), chat.Place{Platform: Platform, Channel: "6"}, "2",
		chat.Reply{Text: "hoi"}); err != nil {
		t.Errorf("another channel: %v", err)
	}
}

// TestSendAgain holds that a repeated key posts nothing new, also of several pages.
func TestSendAgain(t *testing.T) {
	f := newFake(t)
	a := f.adapter(new(ledger), f.config())
	to := chat.Place{Platform: Platform, Channel: dmOf(conform.Ada)}
	long := chat.Reply{Text: strings.Repeat("woord ", 1000)}
	var refs []chat.Ref
	for range 3 {
		ref, err := a.Send(t.Context(), to, "k", long)
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, ref)
	}
	if seen := f.sees(conform.Ada, conform.Alone); len(seen) != 2 || refs[0] != refs[2] || refs[0].ID != seen[1].id {
		t.Errorf("%d messages, refs %v", len(seen), refs)
	}
}

// TestReplace holds that a message is edited, that long replies go on below it, and
// that one that was removed is posted anew.
func TestReplace(t *testing.T) {
	f := newFake(t)
	a := f.adapter(new(ledger), f.config())
	to := chat.Place{Platform: Platform, Channel: dmOf(conform.Ada)}
	ref, err := a.Send(t.Context(), to, "1", chat.Reply{Text: "one"})
	if err != nil {
		t.Fatal(err)
	}
	send := func(key, text string, ref chat.Ref) chat.Ref {
		t.Helper()
		out, err := a.Send(t.Context(), to, key, chat.Reply{Text: text, Replace: ref})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if got := send("2", "two", ref); got != ref {
		t.Errorf("edited to %v", got)
	}
	if got := send("3", strings.Repeat("drie ", 1000), ref); got == ref {
		t.Error("two pages in one message")
	}
	if got := send("4", "four", chat.Ref{Place: to, ID: "123"}); got.ID == "123" {
		t.Error("edited a message that is not there")
	}
	seen := f.sees(conform.Ada, conform.Alone)
	if len(seen) != 3 || seen[0].edits != 2 {
		t.Errorf("%d messages, %d edits", len(seen), seen[0].edits)
	}
}

// TestPrivateGoesAlone holds that what only the asker may see never reaches the
// channel, whatever way it must go.
func TestPrivateGoesAlone(t *testing.T) {
	f := newFake(t)
	a := f.adapter(new(ledger), f.config())
	room := chat.Place{Platform: Platform, Team: fakeGuild, Channel: fakeRoom}
	mine := room
	mine.Thread = alone(people[conform.Ada].ID)
	key := actID("m", "77", people[conform.Ada].ID)
	n := 0
	for name, c := range map[string]struct {
		to  chat.Place
		key string
		r   chat.Reply
	}{
		"private":         {room, key + "", chat.Reply{Text: "x", Private: true}},
		"file":            {room, actID("m", "78", people[conform.Ada].ID), chattest.Cards()["file-nl"]},
		"after a restart": {mine, actID("i", "79", people[conform.Ada].ID), chat.Reply{Text: "x"}},
		"nudge":           {mine, "nudge", chat.Reply{Text: "x", Replace: chat.Ref{Place: mine, ID: "5"}}},
	} {
		if _, err := a.Send(t.Context(), c.to, c.key, c.r); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		n++
		if mine, bens := len(f.sees(conform.Ada, conform.Company)),
			len(f.sees(conform.Ben, conform.Company)); mine != n || bens != 0 {
			t.Errorf("%s: Ada sees %d, Ben %d", name, mine, bens)
		}
	}
	var said *chat.SendError
	if _, err := a.Send(t.Context(), room, "nudge-2", chat.Reply{Text: "x", Private: true}); !errors.As(err, &said) ||
		!said.Permanent {
		t.Errorf("to nobody: %v", err)
	}
	if _, err := a.Send(t.Context(), room, key+"9", chat.Reply{Text: "x"}); err != nil ||
		len(f.sees(conform.Ben, conform.Company)) != 1 {
		t.Errorf("a public answer: %v", err)
	}
}
