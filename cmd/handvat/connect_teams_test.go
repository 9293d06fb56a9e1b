package main

import (
	"archive/zip"
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

func TestConnectTeams(t *testing.T) {
	var out bytes.Buffer
	std, lg := stdio{out: &out, err: &out}, slog.New(slog.DiscardHandler)
	if err := new(connectTeamsCmd).Run(t.Context(), std, lg); err != nil || !strings.Contains(out.String(), "https://YOUR-HOST/api/messages") {
		t.Errorf("%v %s", err, &out)
	}
	file := filepath.Join(t.TempDir(), "handvat.zip")
	c := &connectTeamsCmd{Package: file, AppID: "11111111-2222-3333-4444-555555555555", Domain: "https://handvat.example.org/", PackageVersion: "1.0.0"}
	if err := c.Run(t.Context(), std, lg); err != nil || !strings.Contains(out.String(), "https://handvat.example.org/api/messages") {
		t.Errorf("%v %s", err, &out)
	}
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	if z.Close(); len(z.File) != 4 {
		t.Errorf("%d files", len(z.File))
	}
	c.Domain = "handvat"
	if err := c.Run(t.Context(), std, lg); err == nil || !strings.Contains(err.Error(), "host name only") {
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
	check := func(metadata string) string {
		t.Helper()
		cfg := &config{Public: publicConfig{Addr: ":1"}, Teams: teamsConfig{AppID: "a", Secret: newSecret("hunter2"), Tenant: "t", UnsafeLoopbackPlatform: unsafeLoopback{Metadata: metadata, Token: srv.URL + "/token"}}}
		var out bytes.Buffer
		if err := report(&out, "teams", checkTeams(t.Context(), cfg)); err != errTold {
			t.Errorf("%v: %s", err, &out)
		}
		return out.String()
	}
	for want, metadata := range map[string]string{"AADSTS7000222": "/meta", "The client secret has expired": "/meta", "login.botframework.com": "/nowhere", "stand-in": "/meta", "secret_expires": "/meta"} {
		if got := check(srv.URL + metadata); !strings.Contains(got, want) || strings.Contains(got, "hunter2") {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	answer = `{"error":"invalid_request"}`
	if got := check(srv.URL + "/meta"); !strings.Contains(got, "Check the app id") {
		t.Errorf("%s", got)
	}
	if got := checkTeams(t.Context(), &config{Teams: teamsConfig{AppID: "a"}}); len(got) != 1 || got[0].do == "" {
		t.Errorf("half a set-up: %+v", got)
	}
}
