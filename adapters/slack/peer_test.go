//go:build peer

package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

// The tests in this file let others judge: Slack's own SDK the check of signatures,
// and an emulator of Slack that somebody else wrote what is sent. They need npm, and
// the folder of peers beside the project:
//
//	go test -count=1 -tags peer -run Peer ./adapters/slack -v

// startPeer starts a peer that serves, and decodes the line it prints when it is ready. Where the peer is not, or
// cannot be installed, the test is skipped.
func startPeer(t *testing.T, name string, ready any) {
	t.Helper()
	script := filepath.Join("..", "..", "..", "shared", "peers", name, "run.sh")
	if _, err := os.Stat(script); err != nil {
		t.Skipf("the peer %s is not beside the project", name)
	}
	cmd := exec.Command(script, "serve")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	if err := json.NewDecoder(out).Decode(ready); err != nil {
		t.Skipf("the peer %s did not start: %v", name, err)
	}
}

// TestPeerSignatures compares verify with @slack/bolt.
func TestPeerSignatures(t *testing.T) {
	var ready struct{ URL, SDK string }
	startPeer(t, "slack", &ready)
	resp, err := http.Post(ready.URL+"/cases", "application/json", strings.NewReader(`{"secret":"`+secret+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var cases []struct {
		Name, Body string
		Headers    map[string]string
		Want       bool
		SDK        struct{ Accept bool }
	}
	if err := json.NewDecoder(resp.Body).Decode(&cases); err != nil || len(cases) == 0 {
		t.Fatal(err, len(cases))
	}
	for _, c := range cases {
		h := http.Header{}
		for k, v := range c.Headers {
			h.Set(k, v)
		}
		ok := verify(h, []byte(c.Body), secret) == nil
		if ok != c.Want || ok != c.SDK.Accept && !strings.Contains(c.Name, "future") {
			t.Errorf("%s: accepted %v, want %v; the SDK accepts %v", c.Name, ok, c.Want, c.SDK.Accept)
		}
	}
	t.Logf("%d requests, the verdict of %s but for the future", len(cases), ready.SDK)
}

// bearer adds the token as a header: slack-go sends it in the form, where the emulator
// does not look. To a person whose locale is asked for it adds that, which the emulator does not know.
type bearer string

// locale is that of everybody, as Slack writes it.
const locale = "nl-NL"

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	asked := ""
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		asked = string(body)
	}
	r = r.Clone(r.Context())
	r.Body = io.NopCloser(strings.NewReader(asked))
	r.Header.Set("Authorization", "Bearer "+string(b))
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/users.info") || !strings.Contains(asked, "include_locale=true") {
		return resp, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	body = bytes.Replace(body, []byte(`"user":{`), []byte(`"user":{"locale":"`+locale+`",`), 1)
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return resp, nil
}

// TestPeerEmulator sends every canonical card, and everything else the emulator knows,
// to a Slack that somebody else wrote.
func TestPeerEmulator(t *testing.T) {
	var ready struct{ API, Token, Server string }
	startPeer(t, "emulate", &ready)
	in := new(inbox)
	a := New(nil, Config{BotToken: ready.Token, APIURL: ready.API, Memory: new(notes),
		Client: &http.Client{Transport: bearer(ready.Token)}}, in)
	ctx := context.Background()
	self, err := a.api.AuthTestContext(ctx)
	if err != nil {
		t.Fatal(err)
	}
	channels, _, err := a.api.GetConversationsContext(ctx, &slack.GetConversationsParameters{})
	if err != nil || len(channels) == 0 {
		t.Fatal(err, len(channels))
	}
	users, err := a.api.GetUsersContext(ctx)
	if err != nil {
		t.Fatal(err)
	}
	user := ""
	for _, u := range users {
		if u.Name == "ada" {
			user = u.ID
		}
	}
	at := place(self.TeamID, channels[0].ID, "")
	root, err := a.Send(ctx, at, "root", chat.Reply{Text: "één"})
	if err != nil {
		t.Fatal(err)
	}
	thread := place(at.Team, at.Channel, root.ID)
	sent := 0
	for name, r := range chattest.Cards() {
		if r.File != nil || r.Private {
			continue
		}
		ref, err := a.Send(ctx, thread, name, r)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		r.Replace = ref
		if _, err := a.Send(ctx, thread, name+" edited", r); err != nil {
			t.Errorf("%s edited: %v", name, err)
		}
		sent++
	}
	replies, _, _, err := a.api.GetConversationRepliesContext(ctx,
		&slack.GetConversationRepliesParameters{ChannelID: at.Channel, Timestamp: root.ID, Limit: 200})
	if err != nil || len(replies) != sent+1 {
		t.Errorf("%d of %d messages are in the thread, %v", len(replies), sent+1, err)
	}
	if _, err := a.Send(ctx, at, eventID(at.Team, at.Channel, "1.1", user), chattest.Cards()["private"]); err != nil {
		t.Errorf("private: %v", err)
	}
	p := a.profile(ctx, user)
	if p.locale != locale {
		t.Errorf("the locale of a person is %q", p.locale)
	}
	if _, err := a.api.PublishViewContext(ctx,
		slack.PublishViewContextRequest{UserID: user, View: homeTab(p.locale, meta{Channel: "D1"}, 5)}); err != nil {
		t.Errorf("home tab: %v", err)
	}
	if _, err := a.Send(ctx, place(at.Team, "C0NOTHERE", ""), "k", chat.Reply{Text: "x"}); err == nil ||
		!explain(err).Gone {
		t.Errorf("an unknown channel: %v", err)
	}
	t.Logf("%s took %d cards, each edited once; profile %q %q", ready.Server, sent, p.locale, p.zone)
	_, found := a.find(ctx, thread, "answer-nl")
	t.Logf("a message is found again by its key: %v", found)
}
