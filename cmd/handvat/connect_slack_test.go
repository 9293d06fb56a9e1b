package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/adapters/slack"
)

// fakeSlack is as much of Slack as connecting needs. It keeps what was posted.
type fakeSlack struct {
	*httptest.Server
	mu     sync.Mutex
	scopes string
	posted []string // channel and text
}

func newFakeSlack(t *testing.T) *fakeSlack {
	f := &fakeSlack{scopes: strings.Join(slack.Scopes(), ",")}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		defer f.mu.Unlock()
		w.Header().Set("X-OAuth-Scopes", f.scopes)
		switch r.URL.Path {
		case "/api/auth.test":
			io.WriteString(w, `{"ok":true,"user":"handvat","team":"Ons bedrijf","user_id":"U0BOT","team_id":"T1"}`)
		case "/api/chat.postMessage":
			f.posted = append(f.posted, r.FormValue("channel")+" "+r.FormValue("text"))
			io.WriteString(w, `{"ok":true,"channel":"D0ADA","ts":"1.1"}`)
		case "/api/users.info":
			io.WriteString(w, `{"ok":true,"user":{"id":"U0ADA","locale":"nl-NL","tz":"Europe/Amsterdam"}}`)
		case "/api/usergroups.list":
			io.WriteString(w, `{"ok":true,"usergroups":[{"handle":"balie","name":"De balie","users":["U1","U2"]},
				{"handle":"bhv","name":"BHV","users":["U2","U3"]}]}`)
		default:
			io.WriteString(w, `{"ok":false,"error":"unknown_method"}`)
		}
	}))
	t.Cleanup(f.Close)
	t.Setenv("HANDVAT_SLACK_API_URL", f.URL+"/api/")
	t.Setenv("HANDVAT_SLACK_BOT_TOKEN", "xoxb-hidden")
	t.Setenv("HANDVAT_SLACK_SIGNING_SECRET", slackSecret)
	return f
}

const slackSecret = "0123456789abcdef0123456789abcdef"

func (f *fakeSlack) all() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.Join(f.posted, "\n")
}

// handvat runs a command line and returns its exit status and all it printed.
func handvat(t *testing.T, args ...string) (int, string) {
	t.Helper()
	var out strings.Builder
	code := run(t.Context(), args, stdio{strings.NewReader(""), &out, &out})
	if strings.Contains(out.String(), "hidden") || strings.Contains(out.String(), slackSecret) {
		t.Errorf("%v prints a secret:\n%s", args, &out)
	}
	return code, out.String()
}

func TestConnectSlack(t *testing.T) {
	t.Setenv("LANG", "en_GB.UTF-8")
	if code, out := handvat(t, "connect", "slack"); code != 0 || !strings.Contains(out, "Three steps") {
		t.Errorf("%d\n%s", code, out)
	}
	code, out := handvat(t, "connect", "slack", "--manifest", "--host", "handvat.example.org")
	var manifest struct {
		Settings struct {
			Interactivity struct {
				RequestURL string `json:"request_url"`
			} `json:"interactivity"`
		} `json:"settings"`
	}
	if err := json.Unmarshal([]byte(out), &manifest); code != 0 || err != nil ||
		manifest.Settings.Interactivity.RequestURL != "https://handvat.example.org/slack" {
		t.Errorf("%d, %v\n%s", code, err, out)
	}

	f := newFakeSlack(t)
	if code, out := handvat(t, "connect", "slack"); code != 1 || !strings.Contains(out, "Nothing listens") ||
		!strings.Contains(out, "public.addr") {
		t.Errorf("%d\n%s", code, out)
	}
	t.Setenv("HANDVAT_PUBLIC_ADDR", "127.0.0.1:0")
	if code, out := handvat(t, "connect", "slack", "--to", "U0ADA"); code != 0 ||
		!strings.Contains(out, "Ons bedrijf") || !strings.Contains(f.all(), "U0ADA Handvat is aangesloten") {
		t.Errorf("%d\n%s\n%s", code, out, f.all())
	}
	f.scopes = "chat:write"
	if code, out := handvat(t, "connect", "slack"); code != 1 || !strings.Contains(out, "im:history") {
		t.Errorf("%d\n%s", code, out)
	}
}

func TestDoctor(t *testing.T) {
	t.Setenv("LANG", "en_GB.UTF-8")
	t.Setenv("HANDVAT_DATA", organised(t, 8))
	if code, out := handvat(t, "doctor"); code != 0 || !strings.Contains(out, "No chat platform") {
		t.Errorf("%d\n%s", code, out)
	}
	newFakeSlack(t)
	t.Setenv("HANDVAT_PUBLIC_ADDR", "127.0.0.1:0")
	for in, want := range map[time.Duration]struct {
		code int
		word string
	}{
		60 * 24 * time.Hour: {0, "good until"},
		20 * 24 * time.Hour: {0, "soon"},
		-24 * time.Hour:     {1, "ended on"},
	} {
		t.Setenv("HANDVAT_SLACK_EXPIRES", time.Now().Add(in).Format(time.DateOnly))
		if code, out := handvat(t, "doctor"); code != want.code || !strings.Contains(out, want.word) {
			t.Errorf("%v: %d\n%s", in, code, out)
		}
	}
	t.Setenv("HANDVAT_SLACK_API_URL", "http://evil.example/api/")
	if code, out := handvat(t, "doctor"); code != 1 || !strings.Contains(out, "not an https address") {
		t.Errorf("%d\n%s", code, out)
	}
	t.Setenv("HANDVAT_SLACK_BOT_TOKN", "x")
	if code, out := handvat(t, "doctor"); code != 1 || !strings.Contains(out, "HANDVAT_SLACK_BOT_TOKN is not known") {
		t.Errorf("%d\n%s", code, out)
	}
}

// TestSlackEndToEnd asks over Slack's road into the whole program, and holds that the
// public listener serves signed messages and never the page.
func TestSlackEndToEnd(t *testing.T) {
	f := newFakeSlack(t)
	if code, out := handvat(t, "serve", "--addr", "127.0.0.1:0", "--data", t.TempDir()); code != 1 ||
		!strings.Contains(out, "public.addr") {
		t.Errorf("without an address to listen on: %d\n%s", code, out)
	}
	public := freeAddr(t)
	serve(t, "--data", t.TempDir(), "--public-addr", public)
	for path, want := range map[string]int{"/": http.StatusNotFound, "/events": http.StatusNotFound,
		"/readyz": http.StatusNotFound, slack.Route: http.StatusMethodNotAllowed} {
		resp, err := http.Get("http://" + public + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, resp.StatusCode, want)
		}
	}
	const body = `{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"message",
		"channel_type":"im","user":"U0ADA","channel":"D0ADA","ts":"1700000000.000100","text":"Hoe geef ik feedback?"}}`
	post := func(secret string) int {
		t.Helper()
		ts := fmt.Sprint(time.Now().Unix())
		mac := hmac.New(sha256.New, []byte(secret))
		fmt.Fprintf(mac, "v0:%s:%s", ts, body)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+public+slack.Route,
			strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = http.Header{"Content-Type": {"application/json"}, "X-Slack-Request-Timestamp": {ts},
			"X-Slack-Signature": {"v0=" + hex.EncodeToString(mac.Sum(nil))}}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	if code := post("another"); code != http.StatusUnauthorized {
		t.Errorf("a bad signature: %d", code)
	}
	for range 2 { // Slack brings it twice
		if code := post(slackSecret); code != http.StatusOK {
			t.Fatalf("a message: %d", code)
		}
	}
	for end := time.Now().Add(10 * time.Second); !strings.Contains(f.all(),
		"feedback"); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("there is no answer")
		}
	}
	if n := strings.Count(f.all(), "D0ADA"); n != 1 {
		t.Errorf("answered %d times:\n%s", n, f.all())
	}
}

// TestSlackGroups makes a roster of Slack's user groups, and imports it.
func TestSlackGroups(t *testing.T) {
	t.Setenv("LANG", "en_GB.UTF-8")
	newFakeSlack(t)
	code, roster := handvat(t, "connect", "slack", "--groups")
	if code != 0 || !strings.Contains(roster, "# U2 is in bhv too, and counts for balie") {
		t.Fatalf("%d\n%s", code, roster)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "groups.yaml")
	if err := os.WriteFile(file, []byte(roster), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out := handvat(t, "people", "import", "--lang=nl", "--data", dir, "--apply", file); code != 0 {
		t.Errorf("%d\n%s", code, out)
	}
	if code, out := handvat(t, "people", "import", "--lang=nl", "--data", dir, file); code != 0 ||
		!strings.Contains(out, "Er verandert niets") {
		t.Errorf("again: %d\n%s", code, out)
	}
}
