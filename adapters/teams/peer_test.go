//go:build peer

package teams

import (
	"encoding/json"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPeerTokens holds our check of tokens against Microsoft's own SDK. It needs
// ../shared beside the project, Node and npm:
//
//	go test -tags peer -run Peer -v ./adapters/teams
func TestPeerTokens(t *testing.T) {
	cmd := exec.Command(filepath.Join("..", "..", "..", "shared", "peers", "bfjwt", "run.sh"), "serve")
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
	var peer struct{ URL, Metadata, App, ServiceURL, SDK string }
	if err := json.NewDecoder(out).Decode(&peer); err != nil {
		t.Fatal(err)
	}
	ask := func(path string, v any) {
		t.Helper()
		resp, err := http.Post(peer.URL+path, "application/json", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if err := json.NewDecoder(resp.Body).Decode(v); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now
	v := newVerifier(peer.App, peer.Metadata, http.DefaultClient, func() time.Time { return now() })
	judge := func(header string) error {
		g, err := v.verify(t.Context(), header)
		if err != nil {
			return err
		}
		return g.covers(&activity{ServiceURL: peer.ServiceURL, ChannelID: channelID})
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
			t.Logf("%s: we say %v, %s accepts: %v. %s", c.Name, err, peer.SDK, c.SDK.Accept, c.Why)
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
