//go:build peer

package teams

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// These tests let others judge the adapter: Microsoft's own SDK, card renderer, manifest
// schema and test client. They need ../shared beside the project, Node, npm, Chromium
// and, for the test client, the right to unshare the network:
//
//	go test -tags peer -run Peer -v -artifacts -outputdir /tmp ./adapters/teams
//
// Screenshots are among the artifacts.

// peer is the script of a peer.
func peer(name string) string {
	return filepath.Join("..", "..", "..", "shared", "peers", name, "run.sh")
}

// judged runs a peer and fails if it finds fault.
func judged(t *testing.T, name string, args ...string) {
	t.Helper()
	out, err := exec.Command(peer(name), args...).CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// TestPeerCards holds our cards against Microsoft's renderer. It knows the people picker
// only as version 1.6 has it, with a choice to begin with; Teams takes it at 1.2 and
// without.
func TestPeerCards(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"--width", "420", t.ArtifactDir()}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("choices.data")) {
			b = bytes.ReplaceAll(b, []byte(`"1.5"`), []byte(`"1.6"`))
			b = bytes.ReplaceAll(b, []byte(`"choices": []`), []byte(`"choices": [{"title": "Ada", "value": "x"}]`))
			f = filepath.Join(t.TempDir(), filepath.Base(f))
			if err := os.WriteFile(f, b, 0o600); err != nil {
				t.Fatal(err)
			}
			args = append([]string{"--version", "1.6"}, args...)
		}
		if bytes.Contains(b, []byte("AdaptiveCard")) {
			args = append(args, f)
		}
	}
	judged(t, "cards", args...)
}

// TestPeerManifest holds the app package against Microsoft's schema.
func TestPeerManifest(t *testing.T) {
	b, err := Package(App{ID: testApp, Domain: "handvat.example.org", Version: "1.0.0"})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "handvat.zip")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	judged(t, "manifest", file)
}

// TestPeerPlayground has a conversation with the whole program in the Microsoft 365
// Agents Playground.
func TestPeerPlayground(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "handvat")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/handvat").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	bot := "HANDVAT_TEAMS_APP_ID=$PEER_APP HANDVAT_TEAMS_SECRET=x HANDVAT_TEAMS_TENANT=" + AnyTenant +
		" HANDVAT_TEAMS_UNSAFE_LOOPBACK_METADATA=$PEER_OPENID HANDVAT_TEAMS_UNSAFE_LOOPBACK_TOKEN=$PEER_TOKEN_URL exec " +
		program + " serve --addr localhost:3977 --public-addr localhost:3978 --data " + filepath.Join(dir, "data")
	judged(t, "playground", "--shots", t.ArtifactDir(), "--bot", bot, "--url", "http://localhost:3978"+EndpointPath, "--jwt", testApp, "--script", filepath.Join("testdata", "playground.steps"))
}

// TestPeerTokens holds our check of tokens against Microsoft's SDK.
func TestPeerTokens(t *testing.T) {
	cmd := exec.Command(peer("bfjwt"), "serve")
	stdin, err := cmd.StdinPipe()
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
	t.Cleanup(func() { stdin.Close(); cmd.Wait() })
	var sdk struct{ URL, Metadata, App, ServiceURL, SDK string }
	if err := json.NewDecoder(out).Decode(&sdk); err != nil {
		t.Fatal(err)
	}
	ask := func(path string, v any) {
		t.Helper()
		resp, err := http.Post(sdk.URL+path, "application/json", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if err := json.NewDecoder(resp.Body).Decode(v); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now
	v := newVerifier(sdk.App, sdk.Metadata, http.DefaultClient, func() time.Time { return now() })
	judge := func(header string) error {
		g, err := v.verify(t.Context(), header)
		if err != nil {
			return err
		}
		return g.covers(&activity{ServiceURL: sdk.ServiceURL, ChannelID: channelID})
	}
	var cases []struct {
		Name, Authorization, Why string
		Want, Either             bool
		SDK                      struct{ Accept bool }
	}
	ask("/cases", &cases)
	for _, c := range cases {
		err := judge(c.Authorization)
		if (err == nil) != c.SDK.Accept {
			t.Logf("%s: we say %v, %s accepts: %v. %s", c.Name, err, sdk.SDK, c.SDK.Accept, c.Why)
		}
		if (err == nil) != c.Want && !c.Either {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
	t.Logf("%d tokens", len(cases))

	var minted struct{ Authorization string }
	ask("/rotate", new(any))
	ask("/mint", &minted)
	if err := judge(minted.Authorization); err == nil {
		t.Error("a new key is looked for too soon")
	}
	now = func() time.Time { return time.Now().Add(keysApart) }
	if err := judge(minted.Authorization); err != nil {
		t.Errorf("a new key: %v", err)
	}
}
