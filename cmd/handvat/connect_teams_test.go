package main

import (
	"archive/zip"
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestConnectTeams(t *testing.T) {
	t.Setenv("LANG", "en_GB.UTF-8")
	var out bytes.Buffer
	std, lg := stdio{out: &out, err: &out}, slog.New(slog.DiscardHandler)
	if err := new(connectTeamsCmd).Run(t.Context(), std, lg); err != nil ||
		!strings.Contains(out.String(), "https://YOUR-HOST/api/messages") {
		t.Errorf("%v %s", err, &out)
	}
	file := filepath.Join(t.TempDir(), "handvat.zip")
	c := &connectTeamsCmd{Package: file, AppID: "11111111-2222-3333-4444-555555555555",
		Domain: "https://handvat.example.org/", PackageVersion: "1.0.0"}
	if err := c.Run(t.Context(), std, lg); err != nil ||
		!strings.Contains(out.String(), "https://handvat.example.org/api/messages") {
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
	answer := `{"error":"invalid_client",
		"error_description":"AADSTS7000222: The provided client secret keys are expired."}`
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
		cfg := &config{Public: publicConfig{Addr: ":1"},
			Teams: teamsConfig{AppID: "a", Secret: newSecret("hunter2"), Tenant: "t",
				UnsafeLoopbackPlatform: unsafeLoopback{Metadata: metadata, Token: srv.URL + "/token"}}}
		var out bytes.Buffer
		if err := report(&out, "en", "teams", checkTeams(t.Context(), cfg, "en")); err != errTold {
			t.Errorf("%v: %s", err, &out)
		}
		return out.String()
	}
	for want, metadata := range map[string]string{"AADSTS7000222": "/meta", "The client secret has expired": "/meta",
		"login.botframework.com": "/nowhere", "stand-in": "/meta", "secret_expires": "/meta"} {
		if got := check(srv.URL + metadata); !strings.Contains(got, want) || strings.Contains(got, "hunter2") {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	answer = `{"error":"invalid_request"}`
	if got := check(srv.URL + "/meta"); !strings.Contains(got, "Check the app id") {
		t.Errorf("%s", got)
	}
	if got := checkTeams(t.Context(), &config{Teams: teamsConfig{AppID: "a"}}, "en"); len(got) != 1 || got[0].do == "" {
		t.Errorf("half a set-up: %+v", got)
	}
}

// TestTeamsMembers makes a roster of two teams, imports it, and sees who left later.
func TestTeamsMembers(t *testing.T) {
	t.Setenv("LANG", "en_GB.UTF-8")
	balie := `{"members":[{"id":"29:1","aadObjectId":"u1"},{"id":"29:2","aadObjectId":"u2"},{"id":"29:3",
		"aadObjectId":"u3","userRole":"guest"}]}`
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/token":
			w.Write([]byte(`{"token_type":"Bearer","expires_in":3600,"access_token":"hidden"}`))
		case "/c/v3/teams/19:balie@thread.tacv2":
			w.Write([]byte(`{"name":"De balie"}`))
		case "/c/v3/conversations/19:balie@thread.tacv2/pagedmembers":
			w.Write([]byte(balie))
		case "/c/v3/conversations/19:bhv@thread.tacv2/pagedmembers":
			w.Write([]byte(`{"members":[{"id":"29:2","aadObjectId":"u2"},{"id":"29:4","aadObjectId":"u4"}]}`))
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer srv.Close()
	for name, value := range map[string]string{"APP_ID": "a", "SECRET": "hidden", "TENANT": "t",
		"UNSAFE_LOOPBACK_METADATA": srv.URL + "/meta", "UNSAFE_LOOPBACK_TOKEN": srv.URL + "/token"} {
		t.Setenv("HANDVAT_TEAMS_"+name, value)
	}
	dir := t.TempDir()
	list := func() string {
		t.Helper()
		var out bytes.Buffer
		code := run(t.Context(), []string{"connect", "teams", "--service", srv.URL + "/c", "--team",
			"19:balie@thread.tacv2", "--team",
			"https://teams.microsoft.com/l/channel/19%3Abhv%40thread.tacv2/BHV,%20dag?groupId=g"},
			stdio{strings.NewReader(""), &out, io.Discard})
		if code != 0 || !strings.Contains(out.String(), "# u2 is in BHV, dag too, and counts for De balie") ||
			!strings.Contains(out.String(), "left out: 1") {
			t.Fatalf("%d\n%s", code, &out)
		}
		file := filepath.Join(dir, "teams.yaml")
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	if code, out := handvat(t, "people", "import", "--lang=nl", "--data", dir, "--apply", list()); code != 0 ||
		!strings.Contains(out, "teams u4: afdeling bhv-dag") {
		t.Errorf("%d\n%s", code, out)
	}
	balie = `{"members":[{"id":"29:2","aadObjectId":"u2"},{"id":"29:3","aadObjectId":"u3","userRole":"guest"}]}`
	if code, out := handvat(t, "people", "import", "--lang=nl", "--data", dir, list()); code != 0 ||
		!strings.Contains(out, "- persoon teams u1\n1 wijziging, nog niet") {
		t.Errorf("who left: %d\n%s", code, out)
	}
	if code, _ := handvat(t, "connect", "teams", "--team", "nowhere"); code == 0 {
		t.Error("a list of no team")
	}
}
