//go:build peer

package teams

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// These tests let others judge the adapter: Microsoft's own SDK, card renderer, manifest
// schema and test client. They need ../shared beside the project, Node, npm, Chromium
// and, for the test client, the right to unshare the network:
//
//	go test -count=1 -tags peer -run Peer -v -artifacts -outputdir /tmp ./adapters/teams
//
// Screenshots are among the artifacts.

// peer is the script of a peer. Where that is not beside the project the test is skipped.
func peer(t *testing.T, name string) string {
	t.Helper()
	script := filepath.Join("..", "..", "..", "shared", "peers", name, "run.sh")
	if _, err := os.Stat(script); err != nil {
		t.Skipf("the peer %s is not beside the project", name)
	}
	return script
}

// ran runs a peer and returns what it printed and its error. The test is skipped if the peer could not begin.
func ran(t *testing.T, name string, args ...string) ([]byte, error) {
	t.Helper()
	cmd := exec.Command(peer(t, name), args...)
	var told bytes.Buffer
	cmd.Stderr = &told
	out, err := cmd.Output()
	t.Logf("%s%s", told.Bytes(), out)
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() >= 2 && len(out) == 0 {
		t.Skipf("the peer %s did not start: %v", name, err)
	}
	return out, err
}

// judged runs a peer and fails if it finds fault.
func judged(t *testing.T, name string, args ...string) {
	t.Helper()
	if _, err := ran(t, name, args...); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// unknown is what Microsoft's renderer says of a people picker, for which Teams has a dialect of its own: it takes one
// from version 1.2 on, and without a choice to begin with.
var unknown = []string{"UnsupportedProperty choices.data", "CollectionCantBeEmpty Input.ChoiceSet"}

// TestPeerCards holds our cards, as they are sent, against Microsoft's renderer: it finds no fault, but for what it
// does not know of people pickers, and of each of them it says just that.
func TestPeerCards(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	args, pickers := []string{"--width", "420", t.ArtifactDir()}, map[string]bool{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("AdaptiveCard")) {
			args, pickers[f] = append(args, f), bytes.Contains(b, []byte("choices.data"))
		}
	}
	out, err := ran(t, "cards", args...)
	cards := json.NewDecoder(bytes.NewReader(out))
	for range pickers {
		var card struct {
			File   string
			Events []struct{ Event, Message string }
		}
		if bad := cards.Decode(&card); bad != nil {
			t.Fatal(bad, err)
		}
		left := unknown
		if !pickers[card.File] {
			left = nil
		}
		for _, e := range card.Events {
			i := slices.IndexFunc(left, func(u string) bool {
				event, of, _ := strings.Cut(u, " ")
				return e.Event == event && strings.Contains(e.Message, of)
			})
			if i < 0 {
				t.Errorf("%s: %s: %s", card.File, e.Event, e.Message)
				continue
			}
			left = slices.Delete(slices.Clone(left), i, i+1)
		}
		if len(left) > 0 {
			t.Errorf("%s: the renderer knows people pickers now: %v", card.File, left)
		}
	}
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
	peer(t, "playground") // before the program is built for nothing
	dir := t.TempDir()
	program := filepath.Join(dir, "handvat")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/handvat").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	bot := "HANDVAT_TEAMS_APP_ID=$PEER_APP HANDVAT_TEAMS_SECRET=x HANDVAT_TEAMS_TENANT=" + anyTenant +
		" HANDVAT_TEAMS_UNSAFE_LOOPBACK_METADATA=$PEER_OPENID " +
		"HANDVAT_TEAMS_UNSAFE_LOOPBACK_TOKEN=$PEER_TOKEN_URL exec " +
		program + " serve --addr localhost:3977 --public-addr localhost:3978 --data " + filepath.Join(dir, "data")
	judged(t, "playground", "--shots", t.ArtifactDir(), "--bot", bot, "--url", "http://localhost:3978"+EndpointPath,
		"--jwt", testApp, "--script", filepath.Join("testdata", "playground.steps"))
}

// TestPeerTokens holds our check of tokens against Microsoft's SDK.
func TestPeerTokens(t *testing.T) {
	cmd := exec.Command(peer(t, "bfjwt"), "serve")
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
		t.Skipf("the peer bfjwt did not start: %v", err)
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
