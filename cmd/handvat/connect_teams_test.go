package main

import (
	"archive/zip"
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/handvat/handvat/adapters/teams"
)

func TestConnectTeams(t *testing.T) {
	var out bytes.Buffer
	std := stdio{out: &out, err: &out}
	if err := (&connectTeamsCmd{}).Run(std); err != nil || !strings.Contains(out.String(), "https://YOUR-HOST/api/messages") {
		t.Errorf("%v %s", err, &out)
	}
	file := filepath.Join(t.TempDir(), "handvat.zip")
	c := &connectTeamsCmd{Package: file, AppID: "11111111-2222-3333-4444-555555555555", Domain: "handvat.example.org", PackageVersion: "1.0.0"}
	if err := c.Run(std); err != nil || !strings.Contains(out.String(), "https://handvat.example.org/api/messages") {
		t.Errorf("%v %s", err, &out)
	}
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	if z.Close(); len(z.File) != 4 {
		t.Errorf("%d files", len(z.File))
	}
	c.Domain = "https://handvat.example.org/"
	if err := c.Run(std); err == nil || !strings.Contains(err.Error(), "host name only") {
		t.Errorf("%v", err)
	}
}

func TestCheckTeams(t *testing.T) {
	answer := `{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired."}`
	var srv *httptest.Server
	srv = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/meta":
			w.Write([]byte(`{"jwks_uri":"` + srv.URL + `/keys"}`))
		case "/keys":
			w.Write([]byte(`{"keys":[{"kid":"a","kty":"RSA","e":"AQAB","n":"` + strings.Repeat("x", 342) + `"}]}`))
		default:
			w.WriteHeader(http.StatusUnauthorized)
			w.Write([]byte(answer))
		}
	}))
	defer srv.Close()
	check := func(metadata string) (problem, next string) {
		t.Helper()
		a, err := teams.New(slog.New(slog.DiscardHandler), teams.Config{App: "a", Secret: "hunter2", Tenant: "t", UnsafeLoopbackPlatform: &teams.Loopback{Metadata: metadata, Token: srv.URL + "/token"}}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		return checkTeams(context.Background(), a)
	}
	if problem, next := check(srv.URL + "/meta"); !strings.Contains(problem, "AADSTS7000222") || !strings.Contains(next, "expired") || strings.Contains(problem+next, "hunter2") {
		t.Errorf("%q %q", problem, next)
	}
	answer = `{"error":"invalid_request"}`
	if _, next := check(srv.URL + "/meta"); !strings.Contains(next, "Check the app id") {
		t.Errorf("%q", next)
	}
	if _, next := check(srv.URL + "/nowhere"); !strings.Contains(next, "login.botframework.com") {
		t.Errorf("%q", next)
	}
}
